"""The quoted spans of a record as JSON, wherever they stand in it."""

from collections.abc import Iterator
from typing import Any


def spans_in(node: Any) -> Iterator[dict[str, Any]]:
    """Every object with `text`, `start` and `end`, depth first."""
    if isinstance(node, dict):
        if {"text", "start", "end"} <= node.keys():
            yield node
        for value in node.values():
            yield from spans_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans_in(value)
