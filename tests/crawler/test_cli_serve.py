"""`mrawatch serve` and `mrawatch token …`: a real server on loopback, and who may use it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]

Command = Callable[..., Any]


def create(mrawatch: Command, name: str = "desk", scope: str = "read", *options: str) -> str:
    shown = mrawatch("token", "create", name, "--scope", scope, *options)
    assert shown.code == 0, shown.err
    return str(shown.out.strip())


def test_a_secret_is_shown_once(mrawatch: Command) -> None:
    secret = create(mrawatch)
    assert re.fullmatch(r"mrawatch_[\w-]{43}", secret)
    listed = mrawatch("token", "list")
    assert "desk" in listed.out
    assert secret not in listed.out + mrawatch("token", "list", "--format", "json").out


def test_tokens_are_listed_with_what_became_of_them(mrawatch: Command) -> None:
    create(mrawatch, "desk", "review")
    create(mrawatch, "guest", "read", "--expires", "2999-12-31")
    assert mrawatch("token", "revoke", "desk").out == "token desk is revoked\n"
    listed = mrawatch("token", "list", "--format", "json").json
    assert [(one["name"], one["scope"], one["revoked_at"] is None) for one in listed] == [
        ("desk", "review", False),
        ("guest", "read", True),
    ]
    shown = mrawatch("token", "list").out
    assert "revoked" in shown
    assert "valid until 2999-12-31" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (("create", "desk", "--scope", "root"), 2, "root"),
        (("create", "desk"), 2, "--scope"),
        (("create", "a b", "--scope", "read"), 1, "a b"),
        (("create", "guest", "--scope", "read", "--expires", "2020-01-01"), 1, "2020-01-01"),
        (("create", "guest", "--scope", "read", "--expires", "soon"), 2, "soon"),
        (("revoke", "nobody"), 1, "nobody"),
    ],
)
def test_what_cannot_be_a_token_is_named(mrawatch: Command, arguments: tuple[str, ...], code: int, named: str) -> None:
    shown = mrawatch("token", *arguments)
    assert (shown.code, named in shown.err) == (code, True)
    assert mrawatch("token", "list", "--format", "json").json == []


def test_other_machines_are_not_listened_to_without_a_token(mrawatch: Command) -> None:
    shown = mrawatch("serve", "--host", "0.0.0.0", "--port", "0")
    assert shown.code == 1
    assert "0.0.0.0" in shown.err
    assert "mrawatch token create" in shown.err


def test_a_token_that_is_revoked_opens_nothing(mrawatch: Command) -> None:
    create(mrawatch)
    mrawatch("token", "revoke", "desk")
    assert mrawatch("serve", "--host", "::", "--port", "0").code == 1


def test_a_port_that_is_taken_is_named(mrawatch: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        shown = mrawatch("serve", "--port", str(taken.getsockname()[1]))
    assert shown.code == 1
    assert "remedy: name another --host or --port" in shown.err


def test_a_rate_that_cannot_be_read_is_named(mrawatch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRAWATCH_RATE_LIMIT", "often")
    shown = mrawatch("serve", "--port", "0")
    assert (shown.code, "MRAWATCH_RATE_LIMIT" in shown.err) == (1, True)


def test_a_server_needs_a_registry(fresh: Command, tmp_path: Path) -> None:
    assert fresh("serve", "--port", "0").code == 1
    assert list(tmp_path.iterdir()) == []


def test_the_description_is_printed(mrawatch: Command) -> None:
    described = json.loads(mrawatch("serve", "--openapi").out)
    assert described["openapi"].startswith("3.")
    assert "/v1/ask" in described["paths"]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_server_answers_and_ends_in_good_order(mrawatch: Command, tmp_path: Path, ending: signal.Signals) -> None:
    secret = create(mrawatch)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-c", "from crawler.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(program, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            listening = re.search(r"http://127\.0\.0\.1:\d+/v1", server.stderr.readline())
            assert listening is not None
            with httpx.Client(base_url=listening[0], timeout=30) as client:
                refused = client.get("/ask", params={"one": "CN", "other": "MO"})
                assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json")
                asked = {"one": "CN", "other": "MO", "on": "2023-06-01"}
                answer = client.get("/ask", params=asked, headers={"Authorization": f"Bearer {secret}"})
                assert answer.json()["answer"] == "recognised"
                assert "server" not in answer.headers
        finally:
            server.send_signal(ending)
            _, told = server.communicate(timeout=30)
    assert server.returncode == 0, told
    assert "ended" in told
    assert "Traceback" not in told
    assert secret not in told


def test_reading_one_text_waits_for_no_web_server() -> None:
    code = "import sys; import crawler.commands.extract; print({'fastapi', 'uvicorn', 'limits'} & set(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "set()\n"
