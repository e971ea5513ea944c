"""Lists told in parallel: "trade with A and B came to X and Y respectively" gives A its X and B its Y.

The model links each amount and act by itself, and what stands in like places of two lists is a matter of counting.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind, in_order
from nlp.annotations import AMOUNTS, PERCENTS, language_of, sheet
from nlp.components.evidence import Sentences
from nlp.components.links import RULED_OUT, chosen, signatories
from nlp.components.lists import SETTLED, Spot, are_ends, once, runs


@Language.component("respective")
def respective(doc: Doc) -> Doc:
    """Link what a sentence tells in parallel lists, where it says that the lists are parallel."""
    slot = sheet(doc)
    marker = language_of(doc).respectively
    if slot.reading.anchors and marker and re.search(marker, slot.text):
        anchors = list(slot.reading.anchors)
        sentences = Sentences(doc)
        for number in sorted({sentences.number(match.start()) for match in re.finditer(marker, slot.text)}):
            anchors = list(_Sentence(doc, *sentences.bounds(number)).paired(anchors))
        slot.reading = replace(slot.reading, anchors=in_order(anchors))
    return doc


class _Sentence:
    """A sentence, and the lists that it tells."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self._text, self._start, self._end = sheet(doc).text, start, end
        reading = sheet(doc).reading
        self._parties = [run for run in self._runs(once(reading.parties)) if not are_ends(self._text, run)]
        self._dates = list(self._runs((d.start, d.end, str(d.start)) for d in reading.dates))
        self._amounts = list(self._runs((s.start_char, s.end_char, "") for s in doc.spans.get(AMOUNTS, ())))
        percents = doc.spans.get(PERCENTS, ())
        self._changes = list(self._runs((s.start_char, s.end_char, str(s.start_char)) for s in percents))

    def _runs(self, spots: Iterable[Spot]) -> Iterator[list[Spot]]:
        """The lists among some spots of this sentence."""
        return runs(self._text, (spot for spot in spots if self._start <= spot[0] < self._end))

    def paired(self, anchors: Sequence[Anchor]) -> Iterator[Anchor]:
        """The anchors of a text, those of this sentence linked as its lists say."""
        inside = [a for a in anchors if self._start <= a.start < self._end]
        yield from (a for a in anchors if a not in inside)
        linked = [self._figure(a, inside) if a.kind == Kind.FIGURE else a for a in inside]
        yield from self._acts(linked)

    def _figure(self, anchor: Anchor, beside: Sequence[Anchor]) -> Anchor:
        """An amount of a list, with the party and the change that stand in its place."""
        run = next((r for r in self._amounts if any(_touch(anchor, spot) for spot in r)), None)
        if run is None:
            return anchor
        place = next(i for i, spot in enumerate(run) if _touch(anchor, spot))
        flows = {a.label for a in beside if a.kind == Kind.FIGURE and any(_touch(a, spot) for spot in run)}
        links = dict(anchor.links)
        parties = _alike(self._parties, run)
        if parties and len(flows) == 1:
            links["figure_party"] = _settled(links.get("figure_party", []), parties, place)
        changes = _alike(self._changes, run)
        if changes:
            links["figure_change"] = [(changes[place][2], SETTLED)]
        return replace(anchor, links=links)

    def _acts(self, anchors: Sequence[Anchor]) -> Iterator[Anchor]:
        """The anchors of a sentence, its acts one rung after the other."""
        rungs: dict[str, list[Anchor]] = defaultdict(list)
        for anchor in anchors:
            if anchor.kind == Kind.EVENT:
                rungs[anchor.label].append(anchor)
            else:
                yield anchor
        for acts in rungs.values():
            yield from self._each(acts, alone=len(rungs) == 1)

    def _each(self, acts: Sequence[Anchor], alone: bool) -> Iterator[Anchor]:
        """The acts of one rung; told of a list of parties with a list of dates they are as many acts.

        alone: whether the sentence tells of no other rung; else a list of dates is the rung's that has its date.
        """
        act = max(acts, key=lambda a: a.score)
        lists = next(((p, d) for p in self._parties if (d := self._dates_of(act, p, alone))), None)
        told = {code for a in acts for code in signatories(a)}
        if lists is None or not told.intersection(code for *_, code in lists[0]):
            yield from acts
            return
        parties, dates = lists
        if not set(signatories(act)).difference(code for *_, code in parties):
            yield from acts
            return
        for place, (start, end, _) in enumerate(parties):
            links = dict(act.links)
            links["event_party"] = _settled(links.get("event_party", []), parties, place)
            links["event_date"] = [(dates[place][2], SETTLED)]
            yield replace(act, start=start, end=end, links=links)

    def _dates_of(self, act: Anchor, parties: Sequence[Spot], alone: bool) -> list[Spot] | None:
        """The dates of an act that is told of a list of parties: a list as long, or such a part of a longer one."""
        number, (date, _) = len(parties), chosen(act, "event_date")
        lists = [run[i : i + number] for run in self._dates for i in range(0, len(run), number)]
        own = [found for found in lists if date in {key for *_, key in found}]
        return _alike(own, parties) or (_alike(self._dates, parties) if alone else None)


def _touch(anchor: Anchor, spot: Spot) -> bool:
    return anchor.start < spot[1] and spot[0] < anchor.end


def _alike(lists: Sequence[list[Spot]], run: Sequence[Spot]) -> list[Spot] | None:
    """The nearest list as long as another, each of its members once."""
    fitting = [found for found in lists if len(found) == len(run) == len({key for *_, key in found})]
    return min(fitting, key=lambda found: abs(found[0][0] - run[0][0]), default=None)


def _settled(links: Sequence[tuple[str, float]], parties: Sequence[Spot], place: int) -> list[tuple[str, float]]:
    """Links with the party of one place, and without those of the others."""
    listed = {code for _, _, code in parties}
    kept = [(code, probability) for code, probability in links if code not in listed]
    settled = [(code, SETTLED if number == place else RULED_OUT) for number, (_, _, code) in enumerate(parties)]
    return sorted([*kept, *settled], key=lambda pair: -pair[1])
