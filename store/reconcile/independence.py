"""Which evidence is independent of which: copies, one newsroom's texts and one party's own word count once.

Judged by the clusters that were known when each piece was written down. A translation of a release by somebody else
counts as a source of its own: nothing in its words shows that it is one.
"""

from collections.abc import Iterable, Iterator

from store.domain import Evidence

Mark = tuple[str, str]


def independent(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of evidence come from different newsrooms, different issuers and different texts.

    The opening balance is one source, and not independent of the pages that it was compiled from. Documents of no
    named newsroom are not told apart, for nobody vouches for them.
    """
    return set(_marks(one)).isdisjoint(_marks(other))


def sources(evidence: Iterable[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """The evidence by independent source: what is linked through any other piece is one source."""
    groups: dict[int, list[Evidence]] = {}
    owner: dict[Mark, int] = {}
    for number, piece in enumerate(evidence):
        marks = set(_marks(piece))
        linked = {owner[mark] for mark in marks if mark in owner}
        into = min(linked, default=number)
        for other in sorted(linked - {into}):
            groups[into] += groups.pop(other)
            owner.update({mark: into for mark, group in owner.items() if group == other})
        groups.setdefault(into, []).append(piece)
        owner.update(dict.fromkeys(marks, into))
    return tuple(map(tuple, groups.values()))


def _marks(evidence: Evidence) -> Iterator[Mark]:
    """What a piece shares with every piece that it is not independent of."""
    if evidence.document_id is None:
        yield "balance", ""
        yield from (("url", url) for url in evidence.sources)
        return
    yield "source", evidence.source or ""
    yield from (
        (name, value)
        for name in ("issuer", "cluster", "text_sha256", "url")
        if (value := getattr(evidence, name)) is not None
    )
