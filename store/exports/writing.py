"""Writing a part's rows to the files of its sheets, in several formats at once, a batch of rows in memory at a time."""

import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from operator import itemgetter
from pathlib import Path

from store.errors import ExportError
from store.exports.sheets import Cells, Part, Row, Sheet, Write

BATCH = 500
"""How many rows of a sheet are in memory at once: some 2 MB of the widest, more where milestones have many changes."""

Writer = Callable[[Sheet, Path], AbstractContextManager[Write]]
"""Makes a file of a sheet and gives what appends rows to it."""


def fill(part: Part, files: Callable[[Sheet], Iterable[tuple[Writer, Path]]]) -> dict[str, int]:
    """Write the rows of a part to the files of its sheets; how many rows each sheet has.

    OSError if the disk refuses, ValueError if a value cannot be written.
    """
    rows: Counter[str] = Counter({sheet.name: 0 for sheet in part.sheets})
    waiting: dict[str, list[Cells]] = {sheet.name: [] for sheet in part.sheets}
    cells = {sheet.name: _cells(sheet) for sheet in part.sheets}
    with ExitStack() as opened:
        sinks = {
            sheet.name: [opened.enter_context(writer(sheet, path)) for writer, path in files(sheet)]
            for sheet in part.sheets
        }

        def hand_on(name: str) -> None:
            for write in sinks[name]:
                write(waiting[name])
            rows[name] += len(waiting[name])
            waiting[name].clear()

        for name, row in part.rows:
            waiting[name].append(cells[name](row))
            if len(waiting[name]) == BATCH:
                hand_on(name)
        for name in filter(waiting.get, waiting):
            hand_on(name)
    return dict(rows)


def _cells(sheet: Sheet) -> Callable[[Row], Cells]:
    """What takes a row's cells in the order of the columns."""
    if len(sheet.names) == 1:  # of one name itemgetter makes no tuple
        return lambda row: (row[sheet.names[0]],)
    return itemgetter(*sheet.names)


@contextmanager
def named_errors(out: Path) -> Iterator[None]:
    """Turn what goes wrong while `out` is written into an ExportError that names it."""
    try:
        yield
    except ValueError as error:
        raise ExportError(
            f"{out}: a value of the store cannot be written ({error}); nothing was published",
            remedy="find the document that it was read in, and report it with its text",
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ExportError(
                f"{out}: the disk is full; nothing was published",
                remedy="make room, or name a folder on another disk",
            ) from error
        raise ExportError(
            f"{out}: cannot be written ({error.strerror or error}); nothing was published",
            remedy="name a folder that you may write to",
        ) from error
