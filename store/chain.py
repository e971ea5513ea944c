"""The hash chain of the ledger: every change is sealed together with the seal of the one before it.

A seal is the SHA-256 of the canonical JSON (keys sorted, no blanks, UTF-8) of the change's columns and of the seal
before. What goes into it is fixed for ever: whoever holds one seal can tell whether anything before it was changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from store.domain import sha256

FIELDS = (
    "seq", "key", "recognition", "milestone", "document_id", "statement", "decided_by", "decided_at", "reason",
    "supersedes", "withdraws",
)  # fmt: skip
"""The columns of a change that are sealed."""

BEGINNING = ""
"""What stands for the seal before the first change."""


def seal(change: Mapping[str, Any], before: str) -> str:
    """The seal, in hex, of a change given as its columns, behind the seal `before`."""
    sealed = {name: change[name] for name in FIELDS} | {"before": before}
    moment: datetime = sealed["decided_at"]
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    sealed["decided_at"] = aware.isoformat(timespec="microseconds")
    return sha256(json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


def breaks(changes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with a chain of changes in the ledger's order, each with its `seal`; nothing where it is whole.

    A change that does not bear the seal that follows from it is named once: those behind it are judged by the seal
    that it bears, so that one flipped byte is one line.
    """
    before, last = BEGINNING, 0
    for change in changes:
        seq = change["seq"]
        if seq != last + 1:
            yield f"change {seq}: follows change {last}, so that changes are missing between them"
        if change["seal"] != seal(change, before):
            yield f"change {seq}: is not what was sealed, or does not follow the change before it"
        before, last = change["seal"], seq
