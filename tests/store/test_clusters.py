"""Clusters: copies of a text are one, a text that joins two makes them one, and the earlier name stays."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session

from store.clusters import Clusters, place_all
from store.db import Store
from store.documents import Documents
from store.domain import Document, Extraction
from store.extractions import Extractions
from store.verify import verify

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


@pytest.fixture
def older(
    store: Store, document: Callable[..., Document], extraction: Callable[..., Extraction]
) -> Callable[..., None]:
    """Keeps documents as a store from before clusters has them: read, and reconciled where it says so."""

    def keep(*ids: str, reconciled: bool = True, **fields: object) -> None:
        with store.transaction() as session:
            for id in ids:
                kept = document(id, **fields)
                reading = extraction(kept)
                Documents(session).add(kept)
                Extractions(session).add(reading)
                if reconciled:
                    Extractions(session).mark_reconciled(id, reading.extractor.key)

    return keep


def test_documents_of_an_older_store_are_placed_in_the_order_of_their_turn(
    store: Store, older: Callable[..., None]
) -> None:
    older("c", "b")
    older("a", reconciled=False)
    with store.transaction() as session:
        assert place_all(session) == 2
        assert place_all(session) == 0
        clusters = Clusters(session)
        assert (clusters.of("c"), clusters.of("b"), clusters.of("a")) == ("b", "b", None)
        assert clusters.place(Documents(session).get("a")) == "b"


def test_documents_of_an_older_store_get_their_newsrooms_issuer(store: Store, older: Callable[..., None]) -> None:
    older("a", source="haiguan")
    older("b", source="press")
    older("c", source="haiguan", issuer="MO")
    with store.transaction() as session:
        assert Documents(session).declare_issuers({"haiguan": "CN"}) == 1
        assert Documents(session).declare_issuers({"haiguan": "CN"}) == 0
    with store.reading() as session:
        assert [Documents(session).get(id).issuer for id in "abc"] == ["CN", None, "MO"]
        assert verify(session).faults == ()
