"""What `mrawatch extract` accepts, and what it says of each bad input."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.commands.inputs import Inputs
from crawler.guards import MAX_BYTES
from crawler.languages import bcp47
from store.domain import Document
from store.errors import MrawatchError

ENGLISH = "The two customs administrations signed a mutual recognition arrangement in Brussels on 7 February 2023."
CHINESE = (
    "海关总署与澳门海关七日签署“经认证的经营者”互认安排，内地海关成为澳门海关首个互认伙伴，双方企业将享受通关便利。"
)


class Refusals:
    """Reads inputs and keeps what was refused."""

    def __init__(self, **options: str) -> None:
        self.errors: list[MrawatchError] = []
        self.inputs = Inputs(self.errors.append, **options)

    def read(self, *names: str | Path) -> list[Document]:
        return list(self.inputs.documents([str(name) for name in names]))

    @property
    def only(self) -> MrawatchError:
        assert len(self.errors) == 1, self.errors
        assert self.errors[0].remedy
        return self.errors[0]


@pytest.fixture
def refusals() -> Refusals:
    return Refusals()


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_text_keeps_every_character_and_takes_its_name_as_id(tmp_path: Path, refusals: Refusals) -> None:
    text = f"  {ENGLISH}\r\n\r\n\tSecond paragraph.\n"
    file = written(tmp_path / "a.txt", text)
    (document,) = refusals.read(file)
    assert (document.text, document.id, document.url, document.language) == (text, str(file), None, "en")
    assert document.published is None


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8-sig", ENGLISH), ("utf-16", CHINESE), ("gb18030", CHINESE * 3), ("utf-8", CHINESE)],
)
def test_encodings_are_recognised(tmp_path: Path, refusals: Refusals, encoding: str, text: str) -> None:
    (document,) = refusals.read(written(tmp_path / "a.txt", text.encode(encoding)))
    assert document.text == text
    assert not refusals.errors


def test_a_guessed_encoding_is_said(tmp_path: Path, refusals: Refusals, capsys: pytest.CaptureFixture[str]) -> None:
    refusals.read(written(tmp_path / "a.txt", (CHINESE * 3).encode("gb18030")))
    assert "a.txt: not UTF-8, read as gb18030" in capsys.readouterr().err


def test_lines_keep_their_ids_titles_dates_and_order(tmp_path: Path, refusals: Refusals) -> None:
    rows = [
        {"id": "b", "text": ENGLISH, "title": "T", "published": "2023-02", "language": "en", "gold": {"events": []}},
        {"id": "a", "text": CHINESE, "title": None, "published": None, "language": None},
    ]
    file = written(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    found = refusals.read(file)
    assert [(d.id, d.title, d.published, d.language, d.text) for d in found] == [
        ("b", "T", "2023-02", "en", ENGLISH),
        ("a", "", None, "zh", CHINESE),
    ]


def test_a_line_without_an_id_is_named_by_its_place(tmp_path: Path, refusals: Refusals) -> None:
    file = written(tmp_path / "a.jsonl", "\n" + json.dumps({"text": ENGLISH}))
    assert [d.id for d in refusals.read(file)] == [f"{file}:2"]


def test_options_stand_in_for_what_a_document_says_of_itself(tmp_path: Path) -> None:
    file = written(tmp_path / "a.json", json.dumps({"text": ENGLISH, "published": "2020", "language": "en"}))
    (document,) = Refusals(published="2023-02-07", language="fr").read(file)
    assert (document.published, document.language) == ("2023-02-07", "fr")


def test_a_page_gives_its_text_title_and_date(tmp_path: Path, refusals: Refusals) -> None:
    html = (
        "<html><head><title>Arrangement signed</title><meta name='date' content='2023-02-08'></head>"
        f"<body><nav>Menu</nav><article><h1>Arrangement signed</h1><p>{ENGLISH}</p><p>{ENGLISH}</p></article>"
    )
    (document,) = refusals.read(written(tmp_path / "page.html", html))
    assert document.text.startswith(ENGLISH)
    assert "Menu" not in document.text
    assert (document.title, document.published) == ("Arrangement signed", "2023-02-08")
    assert (document.id, document.url) == (str(tmp_path / "page.html"), None)


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path, refusals: Refusals) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        written(tmp_path / name, ENGLISH)
    written(tmp_path / "picture.png", b"\x89PNG")
    assert [Path(d.id).name for d in refusals.read(tmp_path)] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (ENGLISH.encode(), ["-"]),
        (f"\n\n{json.dumps({'id': 'x', 'text': ENGLISH})}\n{json.dumps({'text': ENGLISH})}\n".encode(), ["x", "-:4"]),
        (json.dumps({"id": "x", "text": ENGLISH}, indent=1).encode(), ["x"]),
        (json.dumps([{"id": "x", "text": ENGLISH}, {"text": ENGLISH}]).encode(), ["x", "-:2"]),
        (f"<!DOCTYPE html><title>T</title><article><p>{ENGLISH}</p></article>".encode(), ["-"]),
    ],
    ids=["text", "lines", "document", "list", "page"],
)
def test_standard_input_is_told_by_how_it_begins(
    monkeypatch: pytest.MonkeyPatch, refusals: Refusals, content: bytes, ids: list[str]
) -> None:
    piped(monkeypatch, content)
    found = refusals.read("-")
    assert not refusals.errors
    assert [document.id for document in found] == ids
    assert all(document.text == ENGLISH for document in found)


def test_lines_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch, refusals: Refusals) -> None:
    class Endless(io.RawIOBase):
        served = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:
            line = (json.dumps({"id": str(self.served), "text": ENGLISH}) + "\n").encode()
            self.served += 1
            buffer[: len(line)] = line
            return len(line)

    stream = Endless()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(stream, buffer_size=256)))
    documents: Iterator[Document] = refusals.inputs.documents(["-"])
    assert [next(documents).id for _ in range(5)] == ["0", "1", "2", "3", "4"]
    assert stream.served < 10


BAD = {
    "empty.txt": (b"", "there is no text in it"),
    "blank.txt": (b" \n\t\n", "there is no text in it"),
    "empty.html": (b"", "empty"),
    "bare.html": (b"<html><body></body></html>", "no text"),
    "cut.html": (b"<html><body><p", "no text"),
    "empty.jsonl": (b"\n\n", "there is no text in it"),
    "program.txt": (b"\x7fELF\x02\x01", "a program"),
    "zeros.txt": (b"abc\x00def", "binary data"),
    "noise.txt": (bytes(range(1, 9)) * 40, "binary data"),
    "paper.html": (b"%PDF-1.7 ...", "a PDF"),
    "paper.json": (b"%PDF-1.7 ...", "a PDF"),
    "half.txt": (b"\xff\xfea", "encoding cannot be told"),
    "large.txt": (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    "large.html": (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    "large.json": (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    "large.jsonl": (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    "broken.json": (b'{\n"text": "a",\n}', "broken JSON at line 3, column 1"),
    "deep.json": (b"[" * 200_000, "JSON"),
    "number.json": (b"5", "this is no JSON object"),
    "untold.json": (b'{"id": "x"}', "text: Field required"),
    "int.json": (b'{"text": 5}', "text: Input should be a valid string"),
    "id.json": (b'{"id": 5, "text": "a"}', "id: Input should be a valid string"),
    "day.json": (b'{"text": "a", "published": "7 Feb"}', "published: "),
    "digits.json": (b'{"text": "a", "n": ' + b"9" * 5_000 + b"}", "too many digits"),
    "nested.jsonl": (b'{"text": ' + b"[" * 100_000 + b"\n", "line 1: JSON nested too deep"),
    "tongue.json": (b'{"text": "a", "language": "xx"}', "language: 'xx' is no language"),
    "tongue.jsonl": (b'{"text": "a", "language": "klingon"}', "line 1: language: 'klingon' is no language"),
    "none.json": (b" [] ", "holds no documents"),
    "title.json": (b'{"text": "a", "title": "a\\ud800"}', "half a character"),
    "halfline.jsonl": (b"\xff\xfea", "encoding cannot be told"),
    "surrogate.json": (b'{"text": "a\\ud800"}', "half a character"),
    "list.json": (b'[{"text": 5}]', "list.json, item 1: text"),
    "line.jsonl": (b'\n{"text": 5}', "line.jsonl, line 2: text"),
    "cut.jsonl": (b'{"text": "a', "line 1: broken JSON at column 10"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_named_with_its_remedy(tmp_path: Path, refusals: Refusals, name: str) -> None:
    content, message = BAD[name]
    assert refusals.read(written(tmp_path / name, content)) == []
    assert name in refusals.only.message
    assert message in refusals.only.message


def test_what_is_not_there_is_named(tmp_path: Path, refusals: Refusals) -> None:
    refusals.read(tmp_path / "missing.txt")
    assert "missing.txt: No such file or directory" in refusals.only.message


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_not_the_folder_that_one_is_in(
    tmp_path: Path, refusals: Refusals, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "a.txt", ENGLISH)
    assert refusals.read(name) == []
    assert "without a name" in refusals.only.message


def test_a_folder_without_texts_is_named(tmp_path: Path, refusals: Refusals) -> None:
    refusals.read(tmp_path)
    assert "nothing in this folder can be read" in refusals.only.message


@pytest.mark.parametrize(
    ("address", "message"),
    [("ftp://a.example/x", "this kind of address"), ("http://127.0.0.1:9/x", "cannot be reached")],
)
def test_an_address_that_cannot_be_read_is_named(refusals: Refusals, address: str, message: str) -> None:
    refusals.read(address)
    assert address in refusals.only.message
    assert message in refusals.only.message


@pytest.mark.parametrize(
    "line",
    [b'{"a":' * 100_000, b'{"n": ' + b"9" * 5_000 + b', "text": "a"}'],
    ids=["deep", "digits"],
)
def test_json_that_no_reader_takes_is_refused_on_standard_input_too(
    monkeypatch: pytest.MonkeyPatch, refusals: Refusals, line: bytes
) -> None:
    piped(monkeypatch, line)
    assert refusals.read("-") == []
    assert "JSON nested too deep" in refusals.only.message or "too many digits" in refusals.only.message


def test_a_name_that_no_file_can_have_is_refused_and_the_others_are_read(tmp_path: Path, refusals: Refusals) -> None:
    good = written(tmp_path / "good.txt", ENGLISH)
    assert [d.id for d in refusals.read("n" * 5_000, good)] == [str(good)]
    assert "File name too long" in refusals.only.message
    assert len(refusals.only.message) < 300


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_every_line_of_a_file_in_utf16_is_read(tmp_path: Path, refusals: Refusals, encoding: str, end: str) -> None:
    rows = ["", *(json.dumps({"id": id_, "text": CHINESE}, ensure_ascii=False) for id_ in "abc")]
    content = ("\ufeff" + "\n".join(rows) + end).encode(encoding)
    found = refusals.read(written(tmp_path / "a.jsonl", content))
    assert not refusals.errors
    assert [(d.id, d.text) for d in found] == [(id_, CHINESE) for id_ in "abc"]


@pytest.mark.parametrize(
    ("stated", "kept"),
    [("EN", "en"), ("en_US", "en-US"), ("zh-hant", "zh-Hant"), ("ZH_hant_tw", "zh-Hant-TW"), ("es-419", "es-419")],
)
def test_a_language_has_one_form(tmp_path: Path, refusals: Refusals, stated: str, kept: str) -> None:
    file = written(tmp_path / "a.json", json.dumps({"text": ENGLISH, "language": stated}))
    assert [d.language for d in refusals.read(file)] == [kept]


@pytest.mark.parametrize("code", ["xx", "english", "en-Xxxx", "en-QQQ", "e", "", "en--US"])
def test_what_is_no_language_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is no language"):
        bcp47(code)


def test_the_others_are_read_on(tmp_path: Path, refusals: Refusals) -> None:
    good = written(tmp_path / "good.txt", ENGLISH)
    lines = written(tmp_path / "some.jsonl", json.dumps({"text": ""}) + "\n" + json.dumps({"id": "x", "text": ENGLISH}))
    assert [d.id for d in refusals.read(tmp_path / "missing", lines, good)] == ["x", str(good)]
    assert len(refusals.errors) == 2
