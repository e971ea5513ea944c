"""How a long piece of work tells how far it is: the types that stages and whoever shows them share."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Update = Callable[[int, int | None], None]
"""Tells how many of a stage's units are done, and of how many, where that is known."""

Stage = Callable[[str, str], AbstractContextManager[Update]]
"""Opens a stage's progress by its name and the plural of what it counts."""


def silent(_name: str, _unit: str) -> AbstractContextManager[Update]:
    """Progress that nobody watches."""
    return nullcontext(lambda _done, _total: None)
