"""Independent sources: another newsroom, another issuer and another text, all three; copies count once."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.domain import Evidence
from store.reconcile.independence import independent, sources

BALANCE = Evidence(sources=("http://one.example/1",))


def page(id: str, source: str, **fields: str) -> Evidence:
    return Evidence(document_id=id, source=source, url=f"http://{source}.example/{id}", **fields)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (page("a", "one"), page("b", "two"), True),
        (page("a", "one"), page("b", "one"), False),
        (page("a", "one", cluster="a"), page("b", "two", cluster="a"), False),
        (page("a", "one", text_sha256="t"), page("b", "two", text_sha256="t"), False),
        (page("a", "one", issuer="CN"), page("b", "two", issuer="CN"), False),
        (page("a", "one", issuer="CN"), page("b", "two", issuer="MO"), True),
        (page("a", "one", issuer="CN"), page("b", "two"), True),
        (Evidence(document_id="a"), Evidence(document_id="b"), False),
        (BALANCE, Evidence(sources=("http://two.example/2",)), False),
        (BALANCE, page("b", "two"), True),
        (BALANCE, page("1", "one"), False),
    ],
)
def test_what_is_independent_of_what(one: Evidence, other: Evidence, apart: bool) -> None:
    assert independent(one, other) is independent(other, one) is apart


def test_a_story_on_many_sites_is_one_source() -> None:
    wire = [page(f"w{number}", f"site{number}", cluster="w0") for number in range(40)]
    assert len(sources(wire)) == 1
    assert len(sources([*wire, page("own", "newsroom", issuer="CN")])) == 2


def test_what_is_linked_through_a_third_is_one_source_in_any_order() -> None:
    linked = [page("a", "one", cluster="x"), page("b", "two", cluster="y"), page("c", "two", cluster="x")]
    assert all(len(sources(order)) == 1 for order in permutations(linked))


@given(
    st.lists(
        st.builds(page, st.sampled_from("abcdef"), st.sampled_from("nop"), cluster=st.sampled_from("xyz")), max_size=8
    )
)
def test_every_piece_is_in_one_group_and_groups_are_independent(evidence: list[Evidence]) -> None:
    groups = sources(evidence)
    assert sorted(map(str, evidence)) == sorted(str(piece) for group in groups for piece in group)
    for number, group in enumerate(groups):
        assert all(independent(a, b) for other in groups[number + 1 :] for a in group for b in other)
