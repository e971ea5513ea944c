"""The ledger by cursor, publications and health over HTTP."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.chain import breaks
from store.db import Store
from store.domain import Change, DecidedBy, Statement
from store.feeds.checksum import state_checksum
from store.feeds.cursor import checksum_of
from store.nights import Nights
from store.registry import Registry
from store.rows import change_row
from store.web.routes import changes

Callers = Callable[..., Any]

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What no database has a part in is tested with one."""

VERSION = "2026-05-01T123000Z"
"""The publication that the fixture has made."""


def test_following_the_cursor_gives_the_ledger_up_to_its_seal(filled: Store, caller: Callers) -> None:
    asking, path, found = caller(), "/v1/changes?limit=2", []
    while (part := asking.get(path.removeprefix("/v1")))["items"]:
        found += part["items"]
        path = part["next"]
    assert (part["head"], [one["change"]["seq"] for one in found]) == (3, [1, 2, 3])
    assert found[-1]["seal"] == part["seal"]
    rows = [change_row(Change.model_validate(one["change"])).model_dump() | {"seal": one["seal"]} for one in found]
    assert list(breaks(rows)) == []
    with filled.reading() as session:
        assert Registry(session).head() == (part["head"], part["seal"])


def test_the_feed_tells_the_changes_and_is_not_given_twice(filled: Store, caller: Callers) -> None:
    asking = caller().client
    told = asking.get("/v1/changes.atom")
    assert told.headers["content-type"].startswith("application/atom+xml")
    assert told.content.count(b"<entry>") == 3
    assert told.content.index(b"CN\xe2\x80\x93HK: signed 2013-10-29") < told.content.index(b"in force 2023-06-01")
    assert asking.get("/v1/changes.atom", headers={"If-None-Match": told.headers["ETag"]}).status_code == 304
    assert caller(None).get("/changes.atom", status=401)


def test_at_the_end_the_cursor_stays(caller: Callers) -> None:
    at_the_end = caller().get("/changes?after=3")
    assert (at_the_end["items"], at_the_end["next"]) == ([], "/v1/changes?after=3&limit=50")


def test_the_heartbeat_tells_the_last_finished_night(caller: Callers) -> None:
    assert caller().get("/changes")["heartbeat"] == {"at": "2026-06-01T12:00:00Z", "last_night": "2024-05-01T12:30:00Z"}


def test_a_night_that_found_nothing_is_another_answer(filled: Store, caller: Callers, at: Any) -> None:
    asking = caller()
    tag = asking.client.get("/v1/changes").headers["ETag"]
    assert asking.client.get("/v1/changes", headers={"If-None-Match": tag}).status_code == 304
    with filled.transaction() as session:
        nights = Nights(session)
        nights.finish(nights.start(at), {}, at=at.replace(year=2025))
    assert asking.client.get("/v1/changes", headers={"If-None-Match": tag}).status_code == 200


def test_the_checksum_of_the_state_is_worked_out_once_for_each_state(
    filled: Store, caller: Callers, statement: Callable[..., Statement], at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, worked_out = caller(), []
    monkeypatch.setattr(changes, "checksum_of", lambda session: worked_out.append(session) or checksum_of(session))
    first = [asking.get(f"/changes?after={after}")["state_checksum"] for after in (0, 3, 3)]
    with filled.transaction() as session:
        registry = Registry(session)
        assert set(first) == {state_checksum(registry.recognitions())}
        registry.append(statement("CN", "BR"), key="z", decided_by=DecidedBy.ANALYST, reason="", at=at)
        later = state_checksum(registry.recognitions())
    assert [asking.get("/changes?after=4")["state_checksum"] for _ in range(2)] == [later, later]
    assert later not in first
    assert len(worked_out) == 2


def test_a_cursor_of_another_ledger_is_a_conflict(caller: Callers) -> None:
    assert "change 3" in caller().get("/changes?after=4", 409)["detail"]


@pytest.mark.parametrize("after", ["-1", "2147483648", "1e3", "%00"])
def test_a_cursor_that_is_none_is_refused(caller: Callers, after: str) -> None:
    caller().get(f"/changes?after={after}", 422)


def test_health_needs_no_token(caller: Callers) -> None:
    assert caller(None).get("/health")["status"] == "ok"


# --- publications --------------------------------------------------------------------------------------------------


@ON_SQLITE
def test_publications_are_listed_with_their_files(caller: Callers) -> None:
    listed = caller().get("/publications")["items"]
    assert [(one["version"], one["latest"], one["changes"]) for one in listed] == [(VERSION, True, 3)]
    held = b"id\r\nCN-MO\r\n"
    assert {
        "name": "csv/recognitions.csv",
        "bytes": len(held),
        "sha256": hashlib.sha256(held).hexdigest(),
        "href": f"/v1/publications/{VERSION}/csv/recognitions.csv",
    } in listed[0]["files"]


@ON_SQLITE
def test_a_listed_publication_leads_to_its_manifest(caller: Callers) -> None:
    asking = caller()
    (listed,) = asking.get("/publications")["items"]
    manifest = asking.get(listed["manifest"].removeprefix("/v1"))
    assert manifest == {
        **{name: value for name, value in listed.items() if name not in ("manifest", "latest")},
        "files": [{name: value for name, value in file.items() if name != "href"} for file in listed["files"]],
    }


@ON_SQLITE
def test_there_may_be_no_publication(caller: Callers, tmp_path: Path) -> None:
    assert caller(home=tmp_path / "elsewhere").get("/publications") == {"items": []}


@ON_SQLITE
@pytest.mark.parametrize("version", [VERSION, "latest"])
def test_a_file_is_had_byte_by_byte(caller: Callers, publications: Path, version: str) -> None:
    asking, path = caller(), f"/v1/publications/{version}/csv/recognitions.csv"
    had = asking.client.get(path)
    assert had.status_code == 200
    assert had.headers["content-type"].startswith("text/csv")
    held = (publications / VERSION / "csv" / "recognitions.csv").read_bytes()
    assert hashlib.sha256(had.content).digest() == hashlib.sha256(held).digest()
    assert asking.client.get(path, headers={"If-None-Match": had.headers["ETag"]}).status_code == 304
    part = asking.client.get(path, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"id")


@ON_SQLITE
@pytest.mark.parametrize(
    "path",
    [
        f"{VERSION}/nothing.csv",
        "2026-05-02T123000Z/csv/recognitions.csv",
        "v1/manifest.json",
        f"{VERSION}/csv",
        f"{VERSION}/stray.txt",
        f"{VERSION}/leak.txt",
        f"{VERSION}/..%2F..%2Fsecret.txt",
        f"{VERSION}/csv/..%2F..%2F..%2Fsecret.txt",
        f"{VERSION}/%2Fetc%2Fpasswd",
    ],
)
def test_nothing_but_a_publications_files_can_be_had(caller: Callers, path: str) -> None:
    caller().get(f"/publications/{path}", 404)


@ON_SQLITE
@pytest.mark.parametrize("path", [".new/manifest.json", "..%2F/secret.txt", f"{VERSION}/a%00b"])
def test_what_cannot_be_a_version_or_file_is_refused(caller: Callers, path: str) -> None:
    answer = caller().client.get(f"/v1/publications/{path}")
    assert answer.status_code in (404, 422)
    assert b"secret" not in answer.content.replace(b"secret.txt", b"")
