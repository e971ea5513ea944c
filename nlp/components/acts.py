"""Acts: which trigger words of a sentence state an act, on which instrument, and whether it was done or is intended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.components.view import Mark, Sentence, distance
from nlp.lang.language import Cue
from store.domain import Action

TRIGGERS = {
    Cue.SIGN: Action.SIGNED,
    Cue.AGREE_TEXT: Action.NEGOTIATION_CONCLUDED,
    Cue.START_TALKS: Action.NEGOTIATION_STARTED,
    Cue.FORCE: Action.IN_FORCE,
    Cue.PILOT: Action.PILOT,
    Cue.EXPAND: Action.EXPANDED,
    Cue.SUSPEND: Action.SUSPENDED,
    Cue.TERMINATE: Action.TERMINATED,
}
_SAME_PHRASE = 45
"""Characters within which a plan and an arrangement are one phrase: "action plan towards a recognition arrangement"."""
_NEAR = 60
"""Characters before a trigger in which an intention or a denial is said of it."""


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger with its instrument, before parties and date are known."""

    action: Action
    trigger: Mark
    instrument: Mark | None
    planned: bool


class ActFinder:
    """Finds the acts of one document's sentences. `object_first` says that its language puts the verb last."""

    def __init__(self, sentences: Sequence[Sentence], *, object_first: bool) -> None:
        self.sentences = sentences
        self.object_first = object_first

    def acts(self, sentence: Sentence) -> Iterator[Act]:
        """The acts that a sentence states, in the order of their triggers."""
        instruments = self._instruments(sentence)
        if not instruments:
            return
        triggers = outermost(sentence.marks(*TRIGGERS))
        if any(self._said(sentence, trigger, Cue.DENIED) for trigger in triggers):
            return  # "has not signed …, denying reports that one was sealed"
        used: set[tuple[Action, int]] = set()
        for trigger in triggers:
            action = TRIGGERS[Cue(trigger.label)]
            candidates = sorted(instruments, key=lambda i: self._reach(trigger, i))
            instrument = candidates[0]
            if instrument.label == Cue.LOOKALIKE:
                continue
            if instrument.label == Cue.PLAN:
                if action not in (Action.SIGNED, Action.NEGOTIATION_STARTED, Action.IN_FORCE):
                    continue
                action = Action.ACTION_PLAN_SIGNED
            planned = self._said(sentence, trigger, Cue.PLANNED)
            key = (action, instrument.start)
            if key not in used:
                used.add(key)
                yield Act(action, trigger, instrument, planned)
            if action == Action.SIGNED:
                for other in candidates[1:]:
                    if other.label == Cue.PLAN and (Action.ACTION_PLAN_SIGNED, other.start) not in used:
                        used.add((Action.ACTION_PLAN_SIGNED, other.start))
                        yield Act(Action.ACTION_PLAN_SIGNED, trigger, other, planned)

    def _instruments(self, sentence: Sentence) -> list[Mark]:
        """Instruments of a sentence; a plan takes in the arrangement that it aims at, a look-alike one beside it."""
        marks = outermost(sentence.marks(Cue.ARRANGEMENT, Cue.PLAN, Cue.LOOKALIKE))
        strong = [m for m in marks if m.label in (Cue.PLAN, Cue.LOOKALIKE)]
        kept = [
            m
            for m in marks
            if m.label != Cue.ARRANGEMENT
            or not any(
                distance(m, s) <= (_SAME_PHRASE if s.label == Cue.PLAN else 3)
                and not any(s.end <= p.start and p.end <= m.start for p in sentence.parties)
                and (s.start < m.start or distance(m, s) <= 20)
                for s in strong
            )
        ]
        if kept:
            return kept
        vague = outermost(sentence.marks(Cue.INSTRUMENT))
        return vague if vague and self._arrangement_before(sentence) else []

    def _arrangement_before(self, sentence: Sentence) -> bool:
        """Whether the last instrument named before a sentence is a recognition arrangement."""
        for earlier in reversed(self.sentences[: sentence.index]):
            marks = earlier.marks(Cue.ARRANGEMENT, Cue.PLAN, Cue.LOOKALIKE)
            if marks:
                return any(mark.label == Cue.ARRANGEMENT for mark in marks)
        return False

    def _reach(self, trigger: Mark, instrument: Mark) -> int:
        """How far a trigger is from an instrument; one on the side where the language puts objects is nearer."""
        before = instrument.end <= trigger.start
        return distance(trigger, instrument) + (0 if before == self.object_first else 25)

    def _said(self, sentence: Sentence, trigger: Mark, cue: Cue) -> bool:
        for mark in sentence.marks(cue):
            if cue == Cue.PLANNED and mark.start < trigger.end and trigger.start < mark.end:
                return True  # an inflected future: firmará, подпишут
            after = mark.start >= trigger.start
            if self.object_first and after and mark.start - trigger.end <= 15:
                return True
            if not after and trigger.start - mark.end <= (_NEAR if cue == Cue.PLANNED else 15):
                return not any(
                    mark.end <= other.start < trigger.start and other.label in TRIGGERS for other in sentence.cues
                )
        return False


def outermost(marks: list[Mark]) -> list[Mark]:
    """Marks that no longer mark covers; of those that are equal the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.start)
