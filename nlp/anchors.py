"""What a trained backend says of a text: anchors, what they are, and which candidates belong to them.

An anchor is the stretch of text that states an event, a figure, a count, a partner list or a benefit. Its links name
the candidates (party codes, dates, percentages) that it takes, each with a probability.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from store.domain import Action, BenefitCode, CountKind, Flow


class Kind(StrEnum):
    """Kinds of anchors; a label is a kind with its value, such as `event:signed`."""

    EVENT = "event"
    FIGURE = "figure"
    COUNT = "count"
    PARTNERS = "partners"
    BENEFIT = "benefit"
    INSTRUMENT = "inst"
    PLACE = "place"


LABELS: tuple[str, ...] = (
    *(f"{Kind.EVENT}:{action}" for action in Action),
    *(f"{Kind.FIGURE}:{flow}" for flow in Flow),
    *(f"{Kind.COUNT}:{kind}" for kind in CountKind),
    f"{Kind.PARTNERS}:signed",
    f"{Kind.PARTNERS}:in_force",
    *(f"{Kind.BENEFIT}:{code}" for code in BenefitCode),
    Kind.INSTRUMENT.value,
    Kind.PLACE.value,
)
"""What a piece of text can be part of; the tagger has two classes for each (begin, inside) and one for none."""

CLASSES = 2 * len(LABELS) + 1


class Candidate(StrEnum):
    """What can be linked to an anchor."""

    PARTY = "party"
    DATE = "date"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of link: from which anchors to which candidates, and whether an anchor takes many or at most one."""

    name: str
    anchor: Kind
    candidate: Candidate
    many: bool = False


ANCHORED = (Kind.EVENT, Kind.FIGURE, Kind.COUNT, Kind.PARTNERS)
"""The kinds of anchors that take links, and that are judged a second time beside all others of their text."""

NODES: tuple[str, ...] = (*ANCHORED, *Candidate)
"""What the linker compares: anchors by their kind, and candidates."""


RELATIONS = (
    Relation("event_party", Kind.EVENT, Candidate.PARTY, many=True),
    Relation("event_date", Kind.EVENT, Candidate.DATE),
    Relation("figure_party", Kind.FIGURE, Candidate.PARTY, many=True),
    Relation("figure_exporter", Kind.FIGURE, Candidate.PARTY),
    Relation("figure_period", Kind.FIGURE, Candidate.DATE),
    Relation("figure_change", Kind.FIGURE, Candidate.PERCENT),
    Relation("count_holder", Kind.COUNT, Candidate.PARTY),
    Relation("list_holder", Kind.PARTNERS, Candidate.PARTY),
    Relation("list_partner", Kind.PARTNERS, Candidate.PARTY, many=True),
)
"""Every kind of link, in the order of the model's outputs."""


FLAGS = ("background", "ahead", "falls")
"""Yes-or-no properties of an anchor: an event only recalled; an act that lies ahead of the text; a figure that fell."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor as a model found it.

    label: one of LABELS. score: raw score of the label, 0 to 1. flags: probabilities of FLAGS.
    links: for each relation the candidates with their probabilities, most probable first. A party candidate is its
    code, a date or percentage candidate the offset at which it begins.
    """

    start: int
    end: int
    label: str
    score: float
    flags: dict[str, float] = field(default_factory=dict)
    links: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of anchor."""
        return self.label.split(":")[0]

    @property
    def value(self) -> str:
        """What follows the kind: the action, flow, count kind, status or benefit."""
        return self.label.partition(":")[2]

    @property
    def recalled(self) -> bool:
        """Whether an act is more probably recalled than announced."""
        return self.flags.get("background", 0.0) > 0.5


def in_order(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """Anchors as they stand in the text."""
    return tuple(sorted(anchors, key=lambda anchor: (anchor.start, anchor.end)))
