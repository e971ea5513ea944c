"""Every command and option stands in the README, under its own heading; what the README shows exists."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from crawler.cli import EXIT_CODES, app
from store.domain import Milestone, ReviewStatus
from store.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^### `(mrawatch [a-z ]+)`$", re.MULTILINE)


def commands(command: Any, name: str = "mrawatch") -> Iterator[tuple[str, frozenset[str]]]:
    """Every command that can be called, with its long options."""
    if below := getattr(command, "commands", None):
        for word, one in below.items():
            yield from commands(one, f"{name} {word}")
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
