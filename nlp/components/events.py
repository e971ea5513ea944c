"""Events and partner lists: what the model's anchors state, with parties by code, dates resolved, and evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import PartySpan, sheet
from nlp.calibration import table_of
from nlp.candidates import folded
from nlp.components.dates import anchors_of
from nlp.components.evidence import Sentences
from nlp.components.links import (
    chosen,
    each_arrangement,
    may_stand_alone,
    signatories,
    sureness,
    taken,
    without_members,
)
from nlp.components.parties import STRONG
from nlp.components.recency import recalled
from nlp.components.relevance import about_customs, about_recognition
from nlp.normalise.mentions import Anchors
from nlp.normalise.resolution import resolve
from store.authorities.blocs import canonical_parties
from store.authorities.names import display_name
from store.domain import (
    Action,
    Benefit,
    BenefitCode,
    Event,
    EventDate,
    PartnerList,
    PartyMention,
    ReportedAs,
    Span,
    precision_of,
)

_STARTED = 0.7
"""The score from which a start is told: of all rungs the one that a trader may rest on wrongly. Of the starts that fall
below it, every second is wrong on held-out texts (see EXPERIMENTS.md)."""

_TOGETHER = (
    Action.NEGOTIATION_STARTED,
    Action.ACTION_PLAN_SIGNED,
    Action.NEGOTIATION_CONCLUDED,
    Action.SIGNED,
)
"""What a bloc does with others for all its members; starts are its members' own at times."""

_WITHIN = 300
"""Characters before an act within which the instrument is named that it is about."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of one anchor, and its raw score: the probability of action and parties, were each decided by itself."""

    event: Event
    raw: float
    headline: bool = False
    """Whether it is told in the headline that begins the text."""


@Language.component("events")
def events(doc: Doc) -> Doc:
    """Read the events and partner lists of a relevant Doc about recognition, and customs or a named administration."""
    slot = sheet(doc)
    anchors, title = slot.reading.anchors, slot.context.title
    named = any(span.kind in STRONG for span in slot.reading.parties)
    if anchors and about_recognition(title, slot.text) and (named or about_customs(title, slot.text)):
        reader = _DocumentReader(doc)
        drafts = [draft for anchor in anchors if anchor.kind == Kind.EVENT for draft in reader.drafts(anchor)]
        lists = [found for anchor in anchors if anchor.kind == Kind.PARTNERS for found in reader.lists(anchor)]
        told = merged(without_headline_traps(drafts))
        slot.reading = replace(slot.reading, events=told, partner_lists=_told_once(lists))
    return doc


class _DocumentReader:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = sheet(doc).text
        self.reading = sheet(doc).reading
        self.sentences = Sentences(doc)
        self.dates = {str(date.start): date for date in self.reading.dates}
        self.benefits = tuple(self._benefits())
        self.title = folded(sheet(doc).context.title).rstrip(".")

    def drafts(self, anchor: Anchor) -> Iterator[Draft]:
        """The events that an anchor states, those of them that have enough parties."""
        action = Action(anchor.value)
        if action == Action.IN_FORCE and anchor.score < _STARTED:
            return
        codes = signatories(anchor)
        if action in _TOGETHER:
            codes = without_members(codes)
        if len(codes) < 2 and not may_stand_alone(codes):
            return
        parties = sureness(anchor, "event_party", codes)
        for pair in each_arrangement(codes):
            yield from self._draft(anchor, action, pair, parties)

    def _draft(self, anchor: Anchor, action: Action, codes: Sequence[str], parties: float) -> Iterator[Draft]:
        """The event of an anchor with these parties, who are so sure to be its parties."""
        date, dated = self._date(anchor, action)
        when = date.value if date else None
        past = self._recalled(anchor, when)
        role = ReportedAs.BACKGROUND if past > 0.5 else ReportedAs.MAIN
        if role == ReportedAs.BACKGROUND and when is None:
            return  # recalled without a date: a partner list's, or none
        if action == Action.PLANNED and when is not None and sheet(self.doc).context.follows(when):
            return  # no plan of the texts is of a past day: talks of that time, or a plan that is told as missed
        calibrate = self.reading.calibration.probability
        raw = anchor.score * parties
        evidence = self.sentences.quote(anchor.start, anchor.end)
        yield Draft(
            Event(
                action=action,
                instrument=self._instrument(anchor),
                parties=self._parties(anchor, codes),
                date=date,
                place=self._place(anchor),
                benefits=self.benefits if role == ReportedAs.MAIN else (),
                reported_as=role,
                confidence=calibrate(table_of(action), raw),
                field_confidence={
                    "action": calibrate("action", anchor.score),
                    "parties": calibrate("parties", parties),
                    "date": calibrate("date", dated),
                    "reported_as": calibrate("reported_as", max(past, 1.0 - past)),
                },
                evidence=evidence,
            ),
            raw,
            headline=bool(self.title) and folded(evidence.text).rstrip(".") == self.title,
        )

    def lists(self, anchor: Anchor) -> Iterator[PartnerList]:
        """The partner list that an anchor introduces."""
        holder, held = chosen(anchor, "list_holder")
        holder = holder or self.reading.own
        partners = [code for code in taken(anchor, "list_partner", 1) if code != holder]
        if holder and partners:
            raw = anchor.score * held * sureness(anchor, "list_partner", partners)
            yield PartnerList(
                holder=holder,
                partners=tuple(self._in_order(anchor, partners)),
                status="in_force" if anchor.value == "in_force" else "signed",
                confidence=self.reading.calibration.probability("partners", raw),
                evidence=self.sentences.quote(anchor.start, anchor.end),
            )

    def _recalled(self, anchor: Anchor, when: str | None) -> float:
        """The probability that an act is recalled rather than announced."""
        flag = anchor.flags.get("background", 0.0)
        page = Anchors(published=sheet(self.doc).context.published, dateline=self.reading.dateline).day
        if when is None or page is None or anchor.value == Action.PLANNED:
            return flag
        return recalled(flag, when, page[0].isoformat())

    def _date(self, anchor: Anchor, action: Action) -> tuple[EventDate | None, float]:
        key, sure = chosen(anchor, "event_date")
        if key is None:
            return None, sure
        mention = self.dates[key]
        ahead = anchor.flags.get("ahead", 0.0) > 0.5 or action == Action.PLANNED
        resolved = resolve(mention, anchors_of(self.doc, mention), future=ahead)
        return (
            EventDate(
                value=resolved.value,
                precision=precision_of(resolved.value) if resolved.value else None,
                text=self.text[mention.start : mention.end],
                start=mention.start,
                end=mention.end,
                anchor=resolved.anchor,
                rule=resolved.rule,
            ),
            sure,
        )

    def _nearest(self, anchor: Anchor, code: str) -> PartySpan:
        """A party's mention that belongs to an anchor: in its sentence, else the last before it, else the first.

        For a party that only the title names, the act's own words stand.
        """
        mentions = [party for party in self.reading.parties if code in party.codes]
        if not mentions:
            return PartySpan(anchor.start, anchor.end, (code,), "titled")
        sentence = self.sentences.number(anchor.start)
        inside = [m for m in mentions if self.sentences.number(m.start) == sentence]
        if inside:
            return min(inside, key=lambda m: max(m.start - anchor.end, anchor.start - m.end))
        before = [m for m in mentions if m.start < anchor.start]
        return before[-1] if before else mentions[0]

    def _in_order(self, anchor: Anchor, codes: Iterable[str]) -> list[str]:
        return sorted(codes, key=lambda code: self._nearest(anchor, code).start)

    def _parties(self, anchor: Anchor, codes: Iterable[str]) -> tuple[PartyMention, ...]:
        return tuple(
            PartyMention(code=code, name=display_name(code), text=self.text[m.start : m.end], start=m.start, end=m.end)
            for code in self._in_order(anchor, codes)
            for m in (self._nearest(anchor, code),)
        )

    def _instrument(self, anchor: Anchor) -> str | None:
        """The instrument named in an act's sentence, the nearest; else the last that was named shortly before it."""
        named = [a for a in self.reading.anchors if a.kind == Kind.INSTRUMENT]
        sentence = self.sentences.number(anchor.start)
        inside = [a for a in named if self.sentences.number(a.start) == sentence]
        before = [a for a in named if 0 <= anchor.start - a.end <= _WITHIN]
        found = min(inside, key=lambda a: max(a.start - anchor.end, anchor.start - a.end), default=None)
        found = found or (before[-1] if before else None)
        return self.text[found.start : found.end] if found else None

    def _place(self, anchor: Anchor) -> Span | None:
        sentence = self.sentences.number(anchor.start)
        places = [
            a for a in self.reading.anchors if a.kind == Kind.PLACE and self.sentences.number(a.start) == sentence
        ]
        found = min(places, key=lambda a: max(a.start - anchor.end, anchor.start - a.end), default=None)
        return Span(text=self.text[found.start : found.end], start=found.start, end=found.end) if found else None

    def _benefits(self) -> Iterator[Benefit]:
        seen: set[str] = set()
        for anchor in self.reading.anchors:
            if anchor.kind == Kind.BENEFIT and anchor.value not in seen:
                seen.add(anchor.value)
                text = self.text[anchor.start : anchor.end]
                yield Benefit(code=BenefitCode(anchor.value), text=text, start=anchor.start, end=anchor.end)


def without_headline_traps(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts without what only a headline says of parties of whom the text tells another act: it knows better."""
    body = [draft.event for draft in drafts if not draft.headline and draft.event.reported_as == ReportedAs.MAIN]
    for draft in drafts:
        acts = {event.action for event in body if set(event.codes) == set(draft.event.codes)}
        if not draft.headline or not acts or draft.event.action in acts:
            yield draft


def merged(drafts: Iterable[Draft]) -> tuple[Event, ...]:
    """One event an action and parties, main ones first.

    Of drafts that may tell one act the more finely dated stands, else the surer, main where any is main. Of two that
    are dated apart one is wrong, or they are two acts of which one is recalled: the surer stands.
    """
    best: dict[tuple[Action, frozenset[str]], Draft] = {}
    for draft in drafts:
        key = (draft.event.action, canonical_parties(draft.event.codes))
        held = best.get(key)
        best[key] = draft if held is None else _merged(held, draft)
    kept = sorted(best.values(), key=lambda d: (d.event.reported_as != ReportedAs.MAIN, d.event.evidence.start))
    return tuple(draft.event for draft in kept)


def _merged(held: Draft, draft: Draft) -> Draft:
    one, other = _day(held), _day(draft)
    if not one.startswith(other) and not other.startswith(one):
        return max(held, draft, key=lambda each: each.raw)
    first, second = (draft, held) if (len(other), draft.raw) > (len(one), held.raw) else (held, draft)
    event = first.event
    if ReportedAs.MAIN in (event.reported_as, second.event.reported_as):
        event = event.model_copy(
            update={"reported_as": ReportedAs.MAIN, "benefits": event.benefits or second.event.benefits}
        )
    sure = max(event.confidence, second.event.confidence)
    return Draft(event.model_copy(update={"confidence": sure}), max(first.raw, second.raw))


def _day(draft: Draft) -> str:
    date = draft.event.date
    return date.value or "" if date else ""


def _told_once(lists: Iterable[PartnerList]) -> tuple[PartnerList, ...]:
    first: dict[tuple[str, frozenset[str]], PartnerList] = {}
    for found in lists:
        first.setdefault((found.holder, frozenset(found.partners)), found)
    return tuple(first.values())
