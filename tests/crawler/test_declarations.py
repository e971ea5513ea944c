"""Newsrooms' declarations: what is accepted, and what an error says."""

from pathlib import Path

import pytest

from crawler.declarations import SOURCES, DateRule, ItemRules, PageRules, Source, load_sources, read_source
from store.errors import SourceError

GOOD = """
id = "somewhere"
name = "Somewhere customs"
party = "XK"
url = "https://customs.example.org/news"
index = "listing"
language = "en"
tier = "authority"
status = "unverified"

[items]
link = "ul.news a"
"""


def write(folder: Path, text: str, name: str = "somewhere.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_declared_newsroom_is_valid_and_named_like_its_file() -> None:
    files = {path.stem for path in SOURCES.glob("*.toml")}
    assert {source.id for source in load_sources()} == files


def test_at_least_25_real_newsrooms_and_all_replicas_are_declared() -> None:
    sources = load_sources()
    assert sum(source.status == "unverified" for source in sources) >= 25
    sites = {path.parent.name for path in (SOURCES.parent / "newsrooms" / "sites").glob("*/site.toml")}
    assert {source.id for source in sources if source.status == "bundled"} == sites
    assert len(sites) >= 8


def test_real_newsrooms_have_addresses_of_their_own() -> None:
    addresses = [source.address for source in load_sources()]
    assert len(addresses) == len(set(addresses))


def test_a_good_declaration_is_read(tmp_path: Path) -> None:
    found = read_source(write(tmp_path, GOOD))
    assert (found.id, found.host, found.items.link) == ("somewhere", "customs.example.org", "ul.news a")
    assert found.allows("https://customs.example.org/news/1")
    assert not found.allows("https://elsewhere.example.org/news/1")
    assert not found.allows("mailto:press@customs.example.org")


def test_announcements_stand_on_the_newsrooms_own_hosts(tmp_path: Path) -> None:
    rules = 'allow = "/news/"\nhosts = ["press.example.org"]'
    found = read_source(write(tmp_path, GOOD.replace('link = "ul.news a"', rules)))
    for url in ("https://customs.example.org/news/1", "http://www.customs.example.org/news/1"):
        assert found.allows(url)
    assert found.allows("https://press.example.org:8443/a?from=/news/")
    assert not found.allows("https://customs.example.org/about")
    for host in ("evil.example", "customs.example.org.evil.example", "169.254.169.254", "x@evil.example/news/"):
        assert not found.allows(f"https://{host}/news/1")
    assert not found.allows("https://customs.example.org:99999/news/1")


def test_no_declared_newsroom_takes_what_stands_elsewhere() -> None:
    sources = load_sources()
    assert len(sources) > 40
    for source in sources:
        assert not source.allows("https://elsewhere.example.net/en/news/2023/press-release/1"), source.id


def test_a_bundled_address_leads_to_a_reserved_host(tmp_path: Path) -> None:
    text = GOOD.replace("https://customs.example.org/news", "bundled:/hkc/en/index.html").replace(
        "unverified", "bundled"
    )
    assert read_source(write(tmp_path, text)).address == "http://hkc.example/en/index.html"


@pytest.mark.parametrize(
    ("change", "key", "remedy"),
    [
        (('id = "somewhere"', ""), "id", "add id"),
        (('index = "listing"', 'index = "carrier pigeon"'), "index", "correct index"),
        (('link = "ul.news a"', 'lnik = "a"'), "items.lnik", "link, hosts, allow, next"),
        (('link = "ul.news a"', 'link = "a"\nhosts = ["https://x.org"]'), "items.hosts", "correct"),
        (("https://customs.example.org/news", "https://customs.example.org:99999/news"), "is no http(s) address", ""),
        (('link = "ul.news a"', 'link = "a["'), "items.link", "correct link"),
        (('link = "ul.news a"', 'link = "a"\nallow = "("'), "items.allow", "correct allow"),
        (('link = "ul.news a"', "max_pages = 0"), "items.max_pages", "correct max_pages"),
        (('link = "ul.news a"', ""), "items.link", "correct"),
        (('status = "unverified"', 'status = "bundled"'), "bundled", "correct"),
        (('link = "ul.news a"', 'link = "a"\n[page]\nencoding = "klingon"'), "page.encoding", "correct encoding"),
        (
            ('link = "ul.news a"', 'link = "a"\n[page.date]\nwithin = "url"'),
            "page.date: a date within the url needs a pattern",
            "correct date",
        ),
        (('link = "ul.news a"', 'link = "a"\n[page.date]\nformt = "%d"'), "page.date.formt", "format, day_first"),
    ],
)
def test_an_error_names_file_key_and_remedy(tmp_path: Path, change: tuple[str, str], key: str, remedy: str) -> None:
    path = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert str(path) in caught.value.message
    assert key in caught.value.message
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("party", ["QQ", "ATLANTIS", "cn"])
def test_a_party_that_does_not_exist_is_refused(tmp_path: Path, party: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(write(tmp_path, GOOD.replace('"XK"', f'"{party}"')))
    assert "party: " in caught.value.message
    assert "alpha-2" in caught.value.remedy and "WCO" in caught.value.remedy


@pytest.mark.parametrize("party", ["CN", "EU", "PACIFIC-ALLIANCE", "WCO", "APEC"])
def test_a_party_is_a_territory_a_bloc_or_a_body(tmp_path: Path, party: str) -> None:
    assert read_source(write(tmp_path, GOOD.replace('"XK"', f'"{party}"'))).party == party


KEYS = {
    "": (Source, ("items", "page")),
    "items": (ItemRules, ()),
    "page": (PageRules, ("date",)),
    "page.date": (DateRule, ()),
}


@pytest.mark.parametrize("table", KEYS)
def test_a_remedy_says_what_may_stand_at_every_key(tmp_path: Path, table: str) -> None:
    model, tables = KEYS[table]
    for key in model.model_fields.keys() - tables:
        lines = [line for line in GOOD.splitlines() if table or not line.startswith(f"{key} =")]
        head, wrong = f"[{table}]", f"{key} = {{ a = 1 }}"
        if table == "items":
            lines = [line for line in lines if not line.startswith("link")]
        text = "\n".join([*lines, wrong] if table == "items" else [*lines, head, wrong] if table else [wrong, *lines])
        with pytest.raises(SourceError) as caught:
            read_source(write(tmp_path, text))
        assert caught.value.remedy.startswith(f"correct {key}: "), key
        assert len(caught.value.remedy) > len(f"correct {key}: ") + 5


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, 'id = "x"\nname = \nparty = "XK"')
    with pytest.raises(SourceError, match=r"somewhere\.toml: is no TOML: .*line 2"):
        load_sources(tmp_path)


def test_an_id_cannot_be_taken_twice(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "zz-other.toml")
    with pytest.raises(SourceError, match=r"zz-other\.toml: id: 'somewhere' is taken by somewhere\.toml"):
        load_sources(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        load_sources(tmp_path / "nowhere")
