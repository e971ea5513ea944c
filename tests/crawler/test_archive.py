"""The archive of raw bodies."""

import gzip
import hashlib
from pathlib import Path

import pytest

from crawler.archive import Archive
from store.errors import NotFoundError, StoreError


def test_a_body_comes_back_and_is_kept_once(tmp_path: Path) -> None:
    archive, body = Archive(tmp_path), b"\x00 raw \xff" * 50
    digest = archive.put(body)
    assert digest == hashlib.sha256(body).hexdigest()
    assert archive.put(body) == digest
    assert archive.get(digest) == body
    assert [path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*.gz")] == [(digest[:2], digest[2:4])]
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".part"] == []


def test_a_body_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="abcdef"):
        Archive(tmp_path).get("abcdef")


@pytest.mark.parametrize(
    "damage", [b"junk", gzip.compress(b"another body", mtime=0), gzip.compress(b"one", mtime=0)[:-3]]
)
def test_a_damaged_body_is_told(tmp_path: Path, damage: bytes) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(b"one")
    next(tmp_path.rglob("*.gz")).write_bytes(damage)
    with pytest.raises(StoreError, match=digest):
        archive.get(digest)


def test_a_damaged_body_is_replaced_when_it_comes_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(b"one")
    next(tmp_path.rglob("*.gz")).write_bytes(b"junk")
    assert archive.put(b"one") == digest
    assert archive.get(digest) == b"one"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="file"):
        Archive(tmp_path / "file").put(b"x")
