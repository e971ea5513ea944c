"""Pages: a part of a list, and the address of the part that follows."""

from collections.abc import Iterable
from itertools import islice
from typing import Generic, TypeVar

from fastapi import Request

from store.domain import Frozen

T = TypeVar("T")


class Page(Frozen, Generic[T]):
    """A part of a list. `next` is the address of the part that follows, null at the end of the list."""

    items: tuple[T, ...]
    next: str | None = None


def link(request: Request, **changed: object) -> str:
    """The address of the same question with some of its parameters changed."""
    url = request.url.include_query_params(**changed)
    return f"{url.path}?{url.query}"


def page(request: Request, placed: Iterable[tuple[object, T]], limit: int, parameter: str = "cursor") -> Page[T]:
    """The first `limit` of items that come with their places; the next page begins after the last one's place."""
    found = list(islice(placed, limit + 1))
    items = tuple(item for _, item in found[:limit])
    return Page[T](items=items, next=link(request, **{parameter: found[limit - 1][0]}) if len(found) > limit else None)
