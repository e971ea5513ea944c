"""What is costly to work out and the same until the store changes, kept in memory: one value a subject."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Values by subject, each with the mark of the state of the store that it holds for; a newer one takes its place.

    Several requests may work out the same value at once; none waits for another.
    """

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, Any]] = {}

    def get(self, subject: str, mark: str, make: Callable[[], T]) -> T:
        """The value of a subject in the state that has this mark, made where another state's is kept, or none."""
        held = self._values.get(subject)
        if held is None or held[0] != mark:
            held = self._values[subject] = mark, make()
        value: T = held[1]
        return value
