"""Events: which act, on which instrument, by whom, when; what is announced and what is recalled.

A trigger word and the instrument nearest to it make an event; parties and date come from the same sentence, or from the
document's main pair where the sentence says "both sides". The rules speak of cues only, so that every language is read
alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import PartySpan, Reading, language_of, sheet
from nlp.components.acts import TRIGGERS, Act, ActFinder, outermost
from nlp.components.dates import anchors_of
from nlp.components.partners import partner_lists
from nlp.components.relevance import about_customs
from nlp.components.view import Mark, Sentence, distance, view
from nlp.lang.language import Cue
from nlp.normalise.mentions import DateMention, Resolved
from nlp.normalise.resolution import resolve
from store.authorities.blocs import bloc_codes, members
from store.authorities.names import NameKind, display_name
from store.domain import (
    Action,
    Benefit,
    BenefitCode,
    Event,
    EventDate,
    PartnerList,
    PartyMention,
    ReportedAs,
    first_day,
    last_day,
    precision_of,
)

_RECENT_DAYS = 75
"""An act older than this before the announcement is recalled, not announced."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """An event of one sentence before documents are taken as a whole."""

    event: Event
    sentence: int
    explicit: bool
    """Whether two parties are named in the sentence itself."""


@Language.component("events")
def events(doc: Doc) -> Doc:
    """Read the events and partner lists of a relevant Doc."""
    slot = sheet(doc)
    if slot.reading.relevant:
        reader = _DocumentReader(doc)
        found, lists = reader.read()
        slot.reading = replace(slot.reading, events=found, partner_lists=lists)
    return doc


class _DocumentReader:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.reading: Reading = sheet(doc).reading
        self.context = sheet(doc).context
        self.sentences = view(doc)
        self.text = doc.text
        instrument_named = any(s.has(Cue.ARRANGEMENT, Cue.PROGRAMME) for s in self.sentences)
        self.about_recognition = instrument_named and about_customs(self.context.title, self.text)

    def read(self) -> tuple[tuple[Event, ...], tuple[PartnerList, ...]]:
        drafts: list[_Draft] = []
        lists: list[PartnerList] = []
        if not self.about_recognition:
            return (), ()
        finder = ActFinder(self.sentences, object_first=language_of(self.doc).object_first)
        for sentence in self.sentences:
            acts = list(finder.acts(sentence))
            for act in acts:
                drafts.extend(self._events(sentence, act, alone=len(acts) == 1))
            lists.extend(partner_lists(sentence, self.reading, has_acts=bool(acts)))
        return _merge(drafts), tuple(lists)

    # --- events ----------------------------------------------------------------------------------------------------

    def _events(self, sentence: Sentence, act: Act, *, alone: bool) -> Iterator[_Draft]:
        when = self._date(sentence, act)
        action = act.action
        dated = when is not None and when[1].value is not None
        if act.planned and not (action in (Action.IN_FORCE, Action.PILOT) and dated):
            if action not in (Action.SIGNED, Action.IN_FORCE, Action.NEGOTIATION_STARTED, Action.ACTION_PLAN_SIGNED):
                return
            action = Action.PLANNED
        if action == Action.IN_FORCE and not dated:
            return
        now, earlier = self._parties(sentence, act)
        explicit = len(now) >= 2
        if len({code for code, _ in now}) < 2 and not earlier:
            now = self._completed(now)
        groups = [(pair, False) for pair in self._groups(act, now)]
        groups += [((own, other), True) for own, other in self._earlier_pairs(now, earlier)]
        for group, recalled in groups:
            if len({code for code, _ in group}) < 2:
                continue
            date = self._event_date(when) if when else None
            background = recalled or self._recalled(sentence, act, date)
            if background and (date is None or date.value is None):
                continue
            yield _Draft(
                Event(
                    action=action,
                    instrument=act.instrument.text if act.instrument else None,
                    parties=self._mentions(group),
                    date=date,
                    benefits=() if background else self._benefits(),
                    reported_as=ReportedAs.BACKGROUND if background else ReportedAs.MAIN,
                    confidence=self._confidence(
                        act,
                        explicit,
                        date,
                        alone=alone,
                        parties=len(now),
                        own_act=self.reading.own in {c for c, _ in group},
                    ),
                    evidence=sentence.quote,
                ),
                sentence.index,
                explicit,
            )

    def _parties(self, sentence: Sentence, act: Act) -> tuple[list[tuple[str, PartySpan]], list[tuple[str, PartySpan]]]:
        """Parties of an act, and those that "after", "following" or "in addition to" set apart as earlier ones."""
        earlier_cues = [
            m for m in sentence.marks(Cue.EARLIER) if m.start > act.trigger.start or m.start > sentence.start
        ]
        parties = [p for p in sentence.parties if p.kind != NameKind.CAPITAL or self._stands_for_state(sentence, p)]
        now: list[tuple[str, PartySpan]] = []
        earlier: list[tuple[str, PartySpan]] = []
        for party in parties:
            cue = next((m for m in reversed(earlier_cues) if m.end <= party.start), None)
            set_apart = cue is not None and not any(cue.end <= o.start < party.start for o in sentence.marks(*TRIGGERS))
            set_apart = set_apart and cue is not None and party.start - cue.end <= 120
            for code in party.codes:
                (earlier if set_apart else now).append((code, party))
        return _once(now), [(c, p) for c, p in _once(earlier) if c not in {code for code, _ in now}]

    def _stands_for_state(self, sentence: Sentence, party: PartySpan) -> bool:
        """A capital is a party only where no other name of two parties is in the sentence."""
        others = {c for p in sentence.parties if p.kind != NameKind.CAPITAL for c in p.codes}
        return len(others) < 2 and party.start >= self.reading.dateline_end and not others >= set(party.codes)

    def _completed(self, now: list[tuple[str, PartySpan]]) -> list[tuple[str, PartySpan]]:
        """Fewer than two parties named: the document's pair, or its own side, stands beside them."""
        named = [code for code, _ in now]
        everywhere = {code: p for p in reversed(self.reading.parties) for code in p.codes}
        if not named or set(named) <= set(self.reading.pair):
            filled = [*named, *(c for c in self.reading.pair if c not in named)]
        elif self.reading.own and self.reading.own not in named:
            filled = [self.reading.own, *named]
        else:
            return now
        have = dict(now)
        return [(code, have.get(code) or everywhere[code]) for code in filled if code in have or code in everywhere]

    def _groups(self, act: Act, now: list[tuple[str, PartySpan]]) -> list[tuple[tuple[str, PartySpan], ...]]:
        """One group of parties an event: a pair for each counterpart of the party whose announcement it is."""
        if len(now) <= 2 or act.instrument is None:
            return [tuple(now)]
        blocs = {code for code, _ in now if code in bloc_codes()}
        if any({code for code, _ in now} <= members(bloc) | {bloc} for bloc in blocs):
            return [tuple(now)]
        holder = next((item for item in now if item[0] == self.reading.own), None)
        others = [item for item in now if item is not holder]
        if holder is not None and (len(now) <= 3 or all(party.start > act.trigger.start for _, party in others)):
            return [(holder, other) for other in others]
        return [tuple(now)]

    def _earlier_pairs(
        self, now: list[tuple[str, PartySpan]], earlier: list[tuple[str, PartySpan]]
    ) -> Iterator[tuple[tuple[str, PartySpan], tuple[str, PartySpan]]]:
        if not earlier or not now:
            return
        own = next((item for item in now if item[0] == self.reading.own), now[0])
        for other in earlier:
            yield own, other

    def _mentions(self, group: Iterable[tuple[str, PartySpan]]) -> tuple[PartyMention, ...]:
        text = self.text
        return tuple(
            PartyMention(code=code, name=display_name(code), text=text[p.start : p.end], start=p.start, end=p.end)
            for code, p in group
        )

    # --- date, role, confidence ------------------------------------------------------------------------------------

    def _date(self, sentence: Sentence, act: Act) -> tuple[DateMention, Resolved] | None:
        """The date nearest to the trigger that is not the dateline and not nearer to another trigger."""
        triggers = outermost(sentence.marks(*TRIGGERS))
        best: tuple[int, DateMention, Resolved] | None = None
        future = act.planned or act.action == Action.IN_FORCE
        for mention in sentence.dates:
            if mention.end <= self.reading.dateline_end:
                continue
            resolved = resolve(mention, anchors_of(self.doc, mention), future=future and act.planned)
            reach = distance(mention, act.trigger)
            nearest = min((distance(mention, t) for t in triggers if t.label != act.trigger.label), default=reach)
            penalty = 40 if nearest < reach else 0
            penalty += {10: 0, 7: 10, 4: 30}.get(len(resolved.value or ""), 60)
            if best is None or reach + penalty < best[0]:
                best = (reach + penalty, mention, resolved)
        return (best[1], best[2]) if best else None

    def _event_date(self, when: tuple[DateMention, Resolved]) -> EventDate:
        mention, resolved = when
        return EventDate(
            value=resolved.value,
            precision=precision_of(resolved.value) if resolved.value else None,
            text=self.text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            anchor=resolved.anchor,
            rule=resolved.rule,
        )

    def _recalled(self, sentence: Sentence, act: Act, date: EventDate | None) -> bool:
        """Whether an act is recalled: told late in the text, or older than what an announcement announces."""
        if act.planned:
            return False
        anchor = self.reading.dateline or self.context.published
        value = date.value if date else None
        if anchor and value and sentence.index > 0:
            return _days_between(value, anchor) > _RECENT_DAYS
        if anchor and value and _days_between(value, anchor) > 365:
            return True
        return sentence.index > max(3, len(self.sentences) // 2) and value is None

    def _confidence(
        self, act: Act, explicit: bool, date: EventDate | None, *, alone: bool, parties: int, own_act: bool
    ) -> float:
        """Provisional, until a model's scores are calibrated: what was explicit counts, what was inferred costs."""
        score = 0.92
        score -= 0.0 if explicit else 0.25
        score -= 0.0 if alone else 0.05
        score -= 0.0 if act.instrument is not None and act.instrument.label != Cue.INSTRUMENT else 0.15
        score -= 0.0 if date is not None and date.value is not None else 0.05
        score -= 0.1 if act.planned else 0.0
        score -= 0.1 if date is not None and date.rule.startswith("year stated elsewhere") else 0.0
        score -= 0.25 if parties > 3 else 0.0  # who signed with whom is easily mistaken
        score -= 0.0 if own_act else 0.1  # an announcement tells its own side's acts, more often than others'
        return round(max(score, 0.05), 2)

    def _benefits(self) -> tuple[Benefit, ...]:
        marks = [mark for s in self.sentences for mark in s.benefits]
        first: dict[str, Mark] = {}
        for mark in marks:
            first.setdefault(mark.label, mark)
        return tuple(Benefit(code=BenefitCode(m.label), text=m.text, start=m.start, end=m.end) for m in first.values())


def _once(items: Iterable[tuple[str, PartySpan]]) -> list[tuple[str, PartySpan]]:
    first: dict[str, PartySpan] = {}
    for code, party in items:
        first.setdefault(code, party)
    return list(first.items())


def _days_between(value: str, anchor: str) -> int:
    return (first_day(anchor) - last_day(value)).days


def _merge(drafts: list[_Draft]) -> tuple[Event, ...]:
    """One event an action and parties: the one that is dated, explicit, first; main where any is main.

    Inferred parties give way to what was said: an event whose parties were filled in is dropped where the same action
    stands with parties of its own in the document.
    """
    explicit_actions = {d.event.action for d in drafts if d.explicit}
    best: dict[tuple[Action, frozenset[str]], _Draft] = {}
    for draft in drafts:
        key = (draft.event.action, frozenset(draft.event.codes))
        held = best.get(key)
        if held is None or _rank(draft) > _rank(held):
            if held is not None and held.event.reported_as == ReportedAs.MAIN:
                draft = replace(draft, event=draft.event.model_copy(update={"reported_as": ReportedAs.MAIN}))
            best[key] = draft
    kept = [
        d
        for d in best.values()
        if d.explicit or d.event.action not in explicit_actions or (d.event.date is not None and d.event.date.value)
    ]
    kept.sort(key=lambda d: (d.event.reported_as != ReportedAs.MAIN, d.event.evidence.start))
    return tuple(d.event for d in kept)


def _rank(draft: _Draft) -> tuple[int, bool, int]:
    date = draft.event.date
    return (len(date.value) if date and date.value else 0, draft.explicit, -draft.sentence)
