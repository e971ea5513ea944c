"""One night at a time in a home: an exclusive lock that the system lets go of however its process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import ConflictError


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Holds `home/night.lock` while the block runs; ConflictError, naming lock and process, where another holds it.

    The file stays behind and holds the last night's process number; only the lock on it counts.
    """
    home.mkdir(parents=True, exist_ok=True)
    path = home / "night.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise ConflictError(
                f"{path}: another night is under way here (process {holder})",
                remedy="wait until it has ended, or give this one a home of its own with MRAWATCH_HOME",
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
