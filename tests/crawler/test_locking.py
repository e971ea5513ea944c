"""One night at a time in a home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.locking import alone
from store.errors import ConflictError


def test_a_second_night_is_refused_with_lock_and_process(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(ConflictError) as caught, alone(tmp_path):
        pass
    assert str(tmp_path / "night.lock") in caught.value.message
    assert f"process {os.getpid()}" in caught.value.message
    assert caught.value.remedy


def test_the_next_night_goes_ahead_also_after_one_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "new"):
        raise ZeroDivisionError
    with alone(tmp_path / "new"):
        assert (tmp_path / "new" / "night.lock").read_text() == f"{os.getpid()}\n"


def test_a_night_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, pathlib; from crawler.locking import alone\n"
        "with alone(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, timeout=60, check=False)
    assert killed.returncode < 0
    with alone(tmp_path):
        pass


def test_homes_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with alone(tmp_path / "one"), alone(tmp_path / "other"):
        assert (tmp_path / "other" / "night.lock").is_file()
