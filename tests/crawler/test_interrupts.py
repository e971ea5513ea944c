"""What ends a night before its time: signals, told in a line; a parent that is gone, told in none."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.child import Parent
from crawler.cli import main
from crawler.interrupts import terminable, undisturbed

ROOT = Path(__file__).parents[2]

KILLED = """
import os, signal, sys
from pathlib import Path
from crawler.crawl import crawl
from crawler.declarations import load_sources
from store.settings import Settings

def die(report):
    if report.done >= 2:
        os.kill(os.getpid(), signal.{signal})

if __name__ == "__main__":
    crawl([s for s in load_sources() if s.id == "hkc"], Settings(home=Path(sys.argv[1])), die)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_night_that_is_interrupted_says_so(
    world: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("crawler.nightly.crawl", lambda *_: os.kill(os.getpid(), number))
    with pytest.raises(SystemExit) as ended:
        main(["nightly"])
    assert ended.value.code == 130
    assert "mrawatch: interrupted; the next night goes on where this one stood\n" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_supervisor_is_heard_like_the_keyboard() -> None:
    with pytest.raises(KeyboardInterrupt), terminable():
        os.kill(os.getpid(), signal.SIGTERM)


def test_nothing_is_heard_where_nothing_may_disturb() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
    with undisturbed(signal.SIGINT):
        assert signal.getsignal(signal.SIGTERM) is before[1]
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_a_parent_that_is_gone_is_noticed_once() -> None:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    parent, noticed = Parent(sender), []
    parent.gone = lambda: noticed.append(True)
    parent.tell(True)
    assert receiver.recv() is True
    receiver.close()
    parent.tell(True)
    parent.tell(ValueError("late"))
    assert noticed == [True]
    sender.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_a_crawl_whose_parent_dies_ends_without_a_word(tmp_path: Path, name: str) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED.replace("{signal}", name))
    ran = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "home")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,  # standard error ends with the child, which holds it open
        check=False,
    )
    assert ran.returncode == -signal.Signals[name]
    assert ran.stderr == ""
