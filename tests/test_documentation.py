"""Every command and option stands in the README, under its own heading; what the README shows exists and runs."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer import Context
from typer.main import get_command

from crawler.cli import EXIT_CODES, app
from store.domain import Milestone, ReviewStatus
from store.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^### `(mrawatch [a-z ]+)`$", re.MULTILINE)


def commands(command: Any, name: str = "mrawatch") -> Iterator[tuple[str, frozenset[str]]]:
    """Every command that can be called, with its long options."""
    if hasattr(command, "list_commands"):
        context = Context(command)
        for word in command.list_commands(context):
            yield from commands(command.get_command(context, word), f"{name} {word}")
    else:
        options = (option for parameter in command.params for option in parameter.opts if option.startswith("--"))
        yield name, frozenset(options) - {"--help"}


COMMANDS = dict(commands(get_command(app)))


def sections() -> dict[str, str]:
    parts = HEADING.split(README)
    return {
        name: re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_shown_with_every_option(name: str) -> None:
    section = sections().get(name)
    assert section is not None, f"README.md lacks the heading ### `{name}`"
    assert re.search(rf"^\$ (.*\| |[A-Z_]+=\S+ )?{name}\b", section, re.MULTILINE), f"README.md shows no call of {name}"
    missing = {option for option in COMMANDS[name] if not re.search(rf"{option}\b", section)}
    assert not missing, f"README.md, {name}: {', '.join(sorted(missing))}"


def test_no_command_is_shown_that_does_not_exist() -> None:
    assert set(HEADING.findall(README)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_use_only_options_that_exist(name: str) -> None:
    calls = re.findall(rf"^\$ .*?{name} (.*)$", README, re.MULTILINE)
    used = {option for call in calls for option in re.findall(r"(?<!\S)--[a-z-]+", call)}
    assert used <= COMMANDS[name]


def shown_calls() -> list[str]:
    """The calls of mrawatch in the README's blocks that need no real newsroom, each whole and once."""
    found: dict[str, None] = {}
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        for begun in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = begun.splitlines(keepends=True)
            ends = (end for end in range(1, len(lines) + 1) if is_whole("".join(lines[:end])))
            found["".join(lines[: next(ends)]).strip().replace(".venv/bin/", "")] = None
    return [call for call in found if "mrawatch" in call and "https://" not in call and "real" not in call]


def is_whole(call: str) -> bool:
    try:
        shlex.split(call)
    except ValueError:  # a quotation that ends on a later line
        return False
    return True


Shell = Callable[[str], "subprocess.CompletedProcess[str]"]

TEXT = "Customs of China and Macao Customs signed an AEO mutual recognition arrangement on 7 February 2023 in Beijing."


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell in a folder whose store has had a night with the bundled newsrooms, with the files of the examples."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "bin").mkdir()
    program = folder / "bin" / "mrawatch"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from crawler.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    (folder / "announcement.txt").write_text(TEXT)
    (folder / "saved-page.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    (folder / "texts.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}))
    (folder / "folder").mkdir()
    (folder / "folder" / "b.txt").write_text(TEXT)
    (folder / "gold.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "gold": {"events": []}}))
    own = {name: value for name, value in os.environ.items() if not name.startswith("MRAWATCH_")}
    own |= {"PATH": f"{program.parent}{os.pathsep}{own['PATH']}", "PYTHONPATH": str(ROOT)}

    def call(line: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-o", "pipefail", "-c", line]
        return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, timeout=120, check=False)

    assert call("mrawatch nightly").returncode == 0
    assert call("mrawatch backup saved-backup.tar").returncode == 0
    assert call("mrawatch token create old-mirror --scope read").returncode == 0
    return call


@pytest.mark.slow
@pytest.mark.parametrize("line", shown_calls())
def test_what_is_shown_runs(shell: Shell, line: str) -> None:
    if " ID" in line:
        waiting = json.loads(shell("mrawatch review list --format json").stdout)
        line = line.replace(" ID", f" {waiting[0]['id']}")
    if " CHANGE" in line:
        changes = json.loads(shell("mrawatch registry history JP NZ --format json").stdout)
        line = line.replace(" CHANGE", f" {changes[-1]['seq']}")
    if " WEBHOOK" in line:
        one = f"MRAWATCH_WEBHOOK_LOOPBACK=true mrawatch webhook add http://127.0.0.1:9/{line.split()[2]} --format json"
        line = line.replace("WEBHOOK", str(json.loads(shell(one).stdout)["id"]))
    ran = shell(line)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout or " > " in line


def test_enough_is_shown_that_runs() -> None:
    assert {name for name in COMMANDS if any(name in call for call in shown_calls())} == set(COMMANDS)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_explained(name: str) -> None:
    assert f"| `MRAWATCH_{name.upper()}` |" in README


def test_help_and_readme_tell_the_same_exit_codes() -> None:
    told = dict(re.findall(r"^(\d+)  (.+)$", EXIT_CODES, re.MULTILINE))
    shown = dict(re.findall(r"^\| (\d+) \| ([^|;]+?)(?:;[^|]*)? \|$", README, re.MULTILINE))
    assert told == shown
    assert set(told) == {"0", "1", "2", "3", "130"}


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#:]+)\)", README))
def test_a_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_imports_point_down_as_the_readme_says() -> None:
    assert "a test holds them to it" in " ".join(README.split())
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    # in a process of its own, since it sets up logging for the whole one
    linted = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", linted.stdout)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z-]+)`", README))))
def test_a_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("status", re.findall(r"`--status STATUS`.*?\((.*?), …\)", README))
def test_the_rungs_that_are_named_exist(status: str) -> None:
    assert {name.strip("` ") for name in status.split(",")} <= set(Milestone) | set(ReviewStatus)
