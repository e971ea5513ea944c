"""What takes long to load: loaded once, and where it is known to be needed in a thread beside other preparations."""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A value that is loaded by whoever asks first; who comes second waits for the first."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = Lock()
        self._values: list[T] = []

    def get(self) -> T:
        """The value. What loading raises is raised anew each time."""
        with self._lock:
            if not self._values:
                self._values.append(self._load())
            return self._values[0]

    def begin(self) -> None:
        """Begin to load in a thread. What fails there fails once more where the value is asked for, and is told there.

        Modules that loading imports are to be imported before: of one that two threads import at once one may see half.
        """
        Thread(target=self._aside, daemon=True).start()

    def _aside(self) -> None:
        with suppress(Exception):
            self.get()
