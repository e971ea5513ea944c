"""A backup is brought back whole or refused."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.backups import backup, restore
from store.copying import checksum
from store.db import Store
from store.documents import Documents
from store.domain import Document, Tier
from store.errors import ConflictError, InputError
from store.opening import load_baseline
from store.verify import bodies, verify

Home = Callable[[str], tuple[str, Archive]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    def make(name: str) -> tuple[str, Archive]:
        return f"sqlite:///{tmp_path / name / 'mrawatch.db'}", Archive(tmp_path / name / "archive")

    return make


@pytest.fixture
def saved(home: Home, tmp_path: Path) -> Path:
    url, archive = home("first")
    file = tmp_path / "saved.tar"
    with Store.open(url) as store:
        with store.transaction() as session:
            load_baseline(session)
            for number in range(2):
                digest = archive.put(f"<p>{number}</p>".encode())
                Documents(session).add(
                    Document(id=f"doc-{number}", text=str(number), language="en", tier=Tier.PRESS, body_sha256=digest)
                )
        backup(store, archive, file)
    return file


def test_a_backup_is_brought_back(home: Home, saved: Path) -> None:
    url, archive = home("second")
    copied = restore(saved, url, archive)
    assert copied.rows["documents"] == 2
    with Store.open(url) as store, store.reading() as session:
        assert checksum(session) == copied.sha256
        assert verify(session).faults == ()
        assert [archive.get(digest) for _, digest in bodies(session)] == [b"<p>0</p>", b"<p>1</p>"]
    with Store.open(home("first")[0]) as store, store.reading() as session:
        assert checksum(session) == copied.sha256


def test_a_store_that_holds_something_is_left_alone(home: Home, saved: Path) -> None:
    url, archive = home("first")
    with pytest.raises(ConflictError, match="holds rows already"):
        restore(saved, url, archive)


def test_a_backup_is_not_written_over(home: Home, saved: Path) -> None:
    url, archive = home("first")
    before = saved.read_bytes()
    with Store.open(url) as store, pytest.raises(InputError, match="is there already"):
        backup(store, archive, saved)
    assert saved.read_bytes() == before


def repacked(saved: Path, out: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A backup with some of its files changed, or left out where `change` gives None."""
    folder = out.with_suffix("")
    with tarfile.open(saved) as tar:
        tar.extractall(folder, filter="data")
    with tarfile.open(out, "w") as tar:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = str(path.relative_to(folder))
            content = change(name, path.read_bytes())
            if content is not None:
                path.write_bytes(content)
                tar.add(path, name)
    return out


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (lambda name, whole: whole[:-1] + b"?" if name == "store.db" else whole, "is not the one that was backed"),
        (lambda name, whole: whole[:-9] + b"?" * 9 if name.endswith(".gz") else whole, "cannot be read|is not what"),
        (lambda name, whole: None if name.endswith(".gz") else whole, "holds 0 raw bodies, not 2"),
        (lambda name, whole: None if name == "manifest.json" else whole, "is no backup of mrawatch"),
    ],
)
def test_a_damaged_backup_is_refused(
    home: Home, saved: Path, tmp_path: Path, broken: Callable[[str, bytes], bytes | None], named: str
) -> None:
    url, archive = home("second")
    with pytest.raises(InputError, match=named):
        restore(repacked(saved, tmp_path / "broken.tar", broken), url, archive)
    with Store.open(url) as store, store.reading() as session:
        assert Documents(session).count() == 0


def test_another_file_is_no_backup(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("notes", "utf-8")
    with pytest.raises(InputError, match=r"notes\.txt: is no backup"):
        restore(other, *home("second"))


def test_a_backup_that_is_not_there_is_named_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.tar: is no backup of mrawatch \(No such file or directory\)"):
        restore(tmp_path / "gone.tar", f"sqlite:///{tmp_path / 'new.db'}", Archive(tmp_path / "archive"))
