"""Lists of parties, dates and amounts in a text: what stands one after the other, joined by commas and "and"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nlp.annotations import PartySpan

Spot = tuple[int, int, str]
"""Start and end of a list's member, and the key that it is linked by."""

_AND = r"(?<!\w)(?:and|y|e|et|und|и)(?!\w)|\sو|[和與与及とや와과및]"
_JOINT = re.compile(rf"[,，、]|{_AND}")

SETTLED = 0.97
"""The probability of a link that a place in a list settles."""

LOOSE = re.compile(r"[^.。;；:：!?()（）\n\d]{0,24}")
"""What may stand between the members of a list that has words of its own: "about" before an amount, an article."""

CLOSE = re.compile(rf"\s*[,，、]?\s*(?:{_AND})?\s*(?:[^\W\d_]{{1,4}}['’\s]\s*){{0,2}}")
"""What stands between the members of a list of nothing but names: two short words such as "with the" may be there."""

_BETWEEN = re.compile(r"\b(?:between|among|entre|zwischen|между)\s(?:\w{1,7}\s)?$|بين\s?$", re.IGNORECASE)


def runs(text: str, spots: Iterable[Spot], gap: re.Pattern[str] = LOOSE) -> Iterator[list[Spot]]:
    """The lists of two or more among some spots of a text, in order; what stands between two members is a `gap`."""
    inside = list(spots)
    run = inside[:1]
    for one, other in pairwise(inside):
        between = text[one[1] : other[0]]
        if not gap.fullmatch(between) or not are_joined(between):
            if len(run) > 1:
                yield run
            run = []
        run.append(other)
    if len(run) > 1:
        yield run


def are_joined(between: str) -> bool:
    """Whether what stands between two members of a list joins them: a comma, an "and"."""
    return _JOINT.search(between) is not None


def are_ends(text: str, run: Sequence[Spot]) -> bool:
    """Whether the names of a list are the ends of one thing, and no list: "between A and B"."""
    return _BETWEEN.search(text[: run[0][0]]) is not None


def once(parties: Iterable[PartySpan]) -> Iterator[Spot]:
    """Names of single parties, without a name that only says the one before again: "the customs of Chile (SNA)"."""
    before = ""
    for party in (party for party in parties if len(party.codes) == 1):
        if party.codes[0] != before:
            yield party.start, party.end, party.codes[0]
        before = party.codes[0]
