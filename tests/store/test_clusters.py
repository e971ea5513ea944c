"""Clusters: copies of a text are one, a text that joins two makes them one, and the earlier name stays."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session

from store.clusters import Clusters
from store.db import Store
from store.documents import Documents
from store.domain import Document

WORDS = [f"word{number}" for number in range(60)]
LEFT, RIGHT = " ".join(WORDS[:40]), " ".join(WORDS[20:])
WHOLE = " ".join(WORDS)


@pytest.fixture
def place(store: Store) -> Iterator[Callable[[str, str], str]]:
    with store.transaction() as session:

        def place(id: str, text: str) -> str:
            document = Document(id=id, text=text)
            Documents(session).add(document)
            return Clusters(session).place(document)

        place.session = session  # type: ignore[attr-defined]
        yield place


def session_of(place: Callable[[str, str], str]) -> Session:
    return place.session  # type: ignore[attr-defined, no-any-return]


def test_a_copy_belongs_to_the_first_that_was_placed(place: Callable[[str, str], str]) -> None:
    assert place("b", WHOLE) == "b"
    assert place("a", f"From our desk. {WHOLE}") == "b"
    assert place("c", "something else altogether, and rather short") == "c"
    clusters = Clusters(session_of(place))
    assert clusters.members("b") == ("a", "b")
    assert (clusters.of("a"), clusters.of("unknown")) == ("b", None)


def test_a_text_that_is_like_two_clusters_joins_them(place: Callable[[str, str], str]) -> None:
    assert place("z", LEFT) == "z"
    assert place("y", RIGHT) == "y"
    assert place("y-copy", RIGHT) == "y"
    assert place("x", WHOLE) == "z"
    assert Clusters(session_of(place)).members("z") == ("x", "y", "y-copy", "z")


def test_a_document_is_placed_once(place: Callable[[str, str], str]) -> None:
    assert place("a", WHOLE) == place("a", WHOLE) == "a"
    assert Clusters(session_of(place)).members("a") == ("a",)


def test_texts_without_letters_are_not_copies_of_each_other(place: Callable[[str, str], str]) -> None:
    assert (place("a", "…"), place("b", "…")) == ("a", "b")
