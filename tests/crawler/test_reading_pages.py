"""Pages read into documents: encodings, dates, paragraphs, and what cannot be read."""

import unicodedata

import pytest

from crawler.dates import read_date
from crawler.declarations import Source
from crawler.decoding import decode
from crawler.guards import MAX_BYTES, binary_kind
from crawler.paragraphs import normalise, paragraphs, parse
from crawler.reading import read_html, read_page
from store.domain import Tier
from store.errors import ReadingError

CHINESE = "中国海关总署与澳门海关七日签署互认安排，两地企业的货物通关更加便利。"
SPANISH = "La Administración suscribió el Acuerdo de Reconocimiento Mutuo el miércoles en México."


def newsroom(**page: object) -> Source:
    return Source.model_validate(
        {
            "id": "somewhere",
            "name": "Somewhere",
            "url": "https://customs.example.org/",
            "index": "feed",
            "language": "fr",
            "tier": "gazette",
            "status": "unverified",
            "page": page,
        }
    )


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "head"),
    [
        (CHINESE, "gb18030", "text/html; charset=gb2312", ""),
        (CHINESE, "gb18030", "text/html", '<meta charset="gb2312">'),
        (CHINESE, "gb18030", "text/html", ""),
        (CHINESE, "gb18030", "text/html; charset=utf-8", ""),
        (CHINESE, "utf-16", "text/html", ""),
        (SPANISH, "iso-8859-1", "text/html; charset=ISO-8859-1", ""),
        (SPANISH, "iso-8859-1", "", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        (SPANISH, "utf-8", "text/html; charset=iso-8859-1", ""),
        (SPANISH, "utf-8", "text/html", ""),
        (SPANISH, "utf-8-sig", "text/html; charset=iso-8859-1", ""),
    ],
)
def test_the_encoding_is_found_out(text: str, encoding: str, content_type: str, head: str) -> None:
    body = f"<html><head>{head}</head><body><p>{text * 5}</p></body></html>".encode(encoding)
    assert text in decode(body, content_type=content_type)


def test_the_sources_own_encoding_is_believed() -> None:
    body = "<p>œuvre</p>".encode("cp1252")
    assert "œuvre" in decode(body, content_type="text/html; charset=utf-8", encoding="cp1252")


def test_an_encoding_that_cannot_be_right_is_an_error() -> None:
    with pytest.raises(ReadingError, match=r"a page: the encoding cannot be told.*page\.encoding"):
        decode(CHINESE.encode("gb18030"), encoding="utf-8", url="a page")


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("7 de febrero de 2023", "es", "2023-02-07"),
        ("03/02/2023", "pt", "2023-02-03"),
        ("mardi 7 février 2023", "fr", "2023-02-07"),
        ("2023年02月07日", "zh", "2023-02-07"),
        ("2023년 2월 7일", "ko", "2023-02-07"),
        ("7 февраля 2023 г.", "ru", "2023-02-07"),
        ("Feb. 7, 2023", "en", "2023-02-07"),
        ("2023-02-07T10:00:00+08:00", "es", "2023-02-07"),
        ("February 2023", "en", None),
        ("yesterday", "en", None),
        ("2023-02-31", "en", None),
        ("", "en", None),
    ],
)
def test_written_dates(words: str, language: str, expected: str | None) -> None:
    assert read_date(words, language=language) == expected


def test_a_date_can_be_month_first_or_of_a_given_format() -> None:
    assert read_date("02/07/2023", language="en", day_first=False) == "2023-02-07"
    assert read_date("20230207", language="ja", format="%Y%m%d") == "2023-02-07"
    assert read_date("7.2.23", language="de", format="%Y%m%d") is None


BODY = "<p>The arrangement was signed on 3 May 2021 in Brussels by both customs administrations, they said.</p>" * 4


@pytest.mark.parametrize(
    ("rule", "extra", "url", "announced", "expected"),
    [
        ({"select": ".d"}, '<i class="d">4 mars 2022</i>', "", "2022-03-09", "2022-03-04"),
        ({"within": "url", "pattern": r"/(\d{8})/", "format": "%Y%m%d"}, "", "20220304/x", None, "2022-03-04"),
        ({"within": "text", "pattern": r"Publié le ([\d/]+)"}, "<i>Publié le 04/03/2022</i>", "", None, "2022-03-04"),
        ({"select": ".d"}, "", "", "2022-03-09", "2022-03-09"),
        (None, '<meta property="article:published_time" content="2022-03-04">', "", None, "2022-03-04"),
        (None, "", "", None, None),
        ({"select": ".d"}, "", "", None, None),
    ],
)
def test_the_publication_date(
    rule: dict[str, str] | None, extra: str, url: str, announced: str | None, expected: str | None
) -> None:
    head, body = (extra, "") if extra.startswith("<meta") else ("", extra)
    page = f"<html><head>{head}</head><body><h1>Title</h1>{body}{BODY}</body></html>".encode()
    source = newsroom(date=rule) if rule else newsroom()
    found = read_page(page, url=f"https://customs.example.org/{url}", source=source, announced=announced)
    assert found.published == expected


def test_a_document_carries_its_source() -> None:
    page = b"<html><body><h1>Bref</h1><p>Trop court.</p></body></html>"
    found = read_page(page, url="https://customs.example.org/1", source=newsroom())
    assert (found.text, found.title, found.source, found.tier) == ("Trop court.", "Bref", "somewhere", Tier.GAZETTE)
    assert found.language == "fr", "a short text is in its source's language"
    assert found.id.startswith("doc-")


def test_the_language_of_a_long_text_is_its_own() -> None:
    assert read_html(f"<html><body><h1>T</h1>{BODY}</body></html>".encode(), "u").language == "en"


def test_paragraphs_keep_line_breaks_and_rows_and_lose_the_dress() -> None:
    tree = parse(
        "<div><nav>Menu</nav><p>One\n  <b>and</b>\u00a0two<br>  three</p>\u3000\u3000four"
        "<div>five<script>x()</script></div>"
        "<table><tr><td>CN</td><td>2023</td></tr><tr><td>IN</td><td>2024</td></tr></table></div>"
    )
    assert paragraphs(tree) == ["One and two\nthree", "four", "five", "CN | 2023", "IN | 2024"]


def test_text_is_normalised_once() -> None:
    decomposed = unicodedata.normalize("NFD", "décision") + "\r\nsi\u00adgnée\u200b"
    assert normalise(decomposed) == "décision\nsignée"
    assert normalise(normalise(decomposed)) == normalise(decomposed)


@pytest.mark.parametrize("cut", [0.55, 0.7, 0.95])
def test_truncated_html_is_read_as_far_as_it_goes(cut: float) -> None:
    words = [f"Sentence {n} of the announcement says what the two customs services agreed." for n in range(12)]
    page = "<html><body><div><h1>Agreed</h1>" + "".join(f"<p>{w}</p>" for w in words) + "</div></body></html>"
    found = read_html(page[: int(len(page) * cut)].encode(), "u")
    assert found.text.startswith("\n\n".join(words[: int(12 * cut) - 2]))


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"", "text/html", "the page is empty"),
        (b" \r\n ", "text/html", "the page is empty"),
        (b"%PDF-1.7 ...", "text/html", "a PDF"),
        (bytes(range(256)), "text/html", "binary data"),
        (b"<p>x</p>", "image/png", "image/png is no web page"),
        (b"<html><body><script>load()</script></body></html>", "text/html", "no text on the page"),
        (b"<!-- nothing -->", "text/html", "no text on the page"),
        (b"<html></html>", "text/html", "no text on the page"),
        (b"x" * (MAX_BYTES + 1), "text/html", "too many for a page"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(body: bytes, content_type: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        read_page(body, url="https://customs.example.org/7", content_type=content_type)
    assert caught.value.message.startswith("https://customs.example.org/7: ")
    assert caught.value.remedy


def test_utf16_is_no_binary() -> None:
    assert binary_kind("<p>x</p>".encode("utf-16")) is None
