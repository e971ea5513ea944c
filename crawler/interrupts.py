"""Signals that end long work: the parent and its child hear them at one moment each, and in one way."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM)
"""What asks a process to end: an interrupt from the keyboard, and a supervisor's word."""


@contextmanager
def terminable() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt while the block runs, as SIGINT does, so that the work ends in good order."""
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


@contextmanager
def undisturbed(*signals: signal.Signals) -> Iterator[None]:
    """These signals, without any all of ENDING, are not heard while the block runs, nor by a child started in it."""
    previous = [(number, signal.signal(number, signal.SIG_IGN)) for number in signals or ENDING]
    try:
        yield
    finally:
        for number, handler in previous:
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
