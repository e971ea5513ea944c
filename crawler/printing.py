"""What a terminal shows: tables, JSON documents, errors and the progress of long work; no word of the domain."""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from io import TextIOWrapper
from typing import Any

from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from crawler.progress import Update
from store.errors import ConfigurationError, MrawatchError

# Every C0 and C1 control except tab and line feed: a text from the web must not steer the terminal that shows it.
_CONTROLS = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)} | {0x0D: " "}

# JSON itself escapes only the C0 controls. The two separators end a line for some readers of JSON Lines.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def harmless(text: str) -> str:
    """The text with each control character replaced by one visible character, so that offsets stay as they are."""
    return text.translate(_CONTROLS)


def escaped(json_text: str) -> str:
    """A JSON text that means the same, with every control character in its strings as an escape."""
    return json_text.translate(_ESCAPES)


def plain(value: object) -> Text:
    """A value as text that no markup and no control character in it can change; None is shown as a dash."""
    return Text("–" if value is None or value == "" else harmless(str(value)))


def out() -> Console:
    """The console of what was asked for (standard output)."""
    return Console(highlight=False, soft_wrap=False)


def err() -> Console:
    """The console of progress, notes and errors (standard error)."""
    return Console(stderr=True, highlight=False)


def prepare_streams() -> None:
    """Let standard output and error take every character, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def _standard_output() -> Iterator[None]:
    """Hands on at once what is written in the block; where that fails, the error names standard output."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has read enough
        raise
    except OSError as error:
        with suppress(OSError):  # what could not be written is let go, so that it is not tried again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ConfigurationError(
            f"standard output: {error.strerror}", remedy="check where it leads and that there is room"
        ) from error


def show_error(error: MrawatchError) -> None:
    """One line for what happened, one for what to do about it, on standard error."""
    sys.stderr.write(f"mrawatch: error: {harmless(error.message)}\n")
    if error.remedy:
        sys.stderr.write(f"remedy: {harmless(error.remedy)}\n")


def note(text: str) -> None:
    """A line beside the result, on standard error."""
    sys.stderr.write(f"mrawatch: {harmless(text)}\n")


def show_json(value: BaseModel | Mapping[str, Any] | Iterable[BaseModel | Mapping[str, Any]]) -> None:
    """One JSON document on standard output."""
    match value:
        case BaseModel():
            data: Any = value.model_dump(mode="json")
        case Mapping():
            data = dict(value)
        case _:
            data = [item.model_dump(mode="json") if isinstance(item, BaseModel) else dict(item) for item in value]
    with _standard_output():
        sys.stdout.write(escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")


def show_json_line(value: BaseModel) -> None:
    """One line of JSON Lines on standard output, at once."""
    with _standard_output():
        sys.stdout.write(escaped(value.model_dump_json()) + "\n")


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = ()) -> None:
    """A table on standard output, nothing where there are no rows; the columns in `numbers` are set right."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    if table.row_count:
        with _standard_output():
            out().print(table)


def show(*parts: RenderableType) -> None:
    """Rich parts or plain strings on standard output; strings can neither style nor steer the terminal."""
    with _standard_output():
        out().print(*(Text(harmless(part)) if isinstance(part, str) else part for part in parts))


def show_long(text: str) -> None:
    """A line on standard output that is not broken at the terminal's width, so that addresses stay whole."""
    with _standard_output():
        out().print(plain(text), soft_wrap=True)


def counted(number: int, what: str) -> str:
    """A number of things, each called `what` in the singular, whose plural has an s."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def when(moment: datetime | None) -> str:
    """A moment as tables show it: UTC, to the minute; a dash for none."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "–"


@contextmanager
def stage(name: str, unit: str) -> Iterator[Update]:
    """A long piece of work on standard error: a bar on a terminal, two plain lines elsewhere.

    `unit` is the plural of what is counted.
    """
    console = err()
    if console.is_terminal:
        columns = (SpinnerColumn(), TextColumn(f"{name:<10}"), BarColumn(bar_width=30), MofNCompleteColumn())
        with Progress(*columns, TextColumn(unit), TimeElapsedColumn(), console=console) as bars:
            task = bars.add_task(name, total=None)
            yield lambda done, total: bars.update(task, completed=done, total=total)
            bars.update(task, total=bars.tasks[0].completed)
        return
    began, last = time.monotonic(), 0

    def update(done: int, _total: int | None) -> None:
        nonlocal last
        last = done

    note(f"{name} …")
    yield update
    note(f"{name}: {last} {unit} in {time.monotonic() - began:.1f} s")
