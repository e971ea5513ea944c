"""What a language file states: cues, number words, and the forms of its dates.

Phrases are written as a reader would say them, in lower case, with three signs: `{a,b}` for alternatives, `*` at a
word's end for any ending, `…` for up to four words between.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Cue(StrEnum):
    """What a phrase hints at. The tagger marks cues; `events`, `figures` and `counts` read them."""

    # instruments
    ARRANGEMENT = "arrangement"
    PLAN = "plan"
    LOOKALIKE = "lookalike"
    INSTRUMENT = "instrument"
    PROGRAMME = "programme"
    # acts
    SIGN = "sign"
    AGREE_TEXT = "agree_text"
    START_TALKS = "start_talks"
    FORCE = "force"
    PILOT = "pilot"
    EXPAND = "expand"
    SUSPEND = "suspend"
    TERMINATE = "terminate"
    # how an act is told
    PLANNED = "planned"
    DENIED = "denied"
    EARLIER = "earlier"
    BOTH = "both"
    PARTNERS = "partners"
    # trade
    TRADE = "trade"
    EXPORT = "export"
    IMPORT = "import"
    UP = "up"
    DOWN = "down"
    NOT_YOY = "not_yoy"
    NO_FIGURE = "no_figure"
    # counts
    COUNTRIES = "countries"
    ECONOMIES = "economies"
    ARRANGEMENTS = "arrangements"
    COMPANIES = "companies"
    MEASURES = "measures"
    SHARE = "share"
    RANK = "rank"
    RANK_WORD = "rank_word"
    BELT_AND_ROAD = "belt_and_road"


Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language.

    cues: phrases by what they hint at.
    benefits: phrases by benefit code of the extraction record.
    decimal_comma: whether a comma is the decimal sign where a number has one separator only; None where usage varies,
        so that three digits behind it are thousands.
    numbers, ordinals: number words; scales: words that multiply, with their value as a power or number.
    currencies: words and signs to ISO 4217.
    months: names besides CLDR's, as written in running text (lower case) to 1…12; weekdays likewise, Monday is 0.
    dates: regular expressions of date forms. Placeholders `<day> <month> <year> <weekday> <number>` stand for what
        they say; the name of a form says how it is resolved (see `nlp.normalise.dates`).

    """

    code: str
    cues: Mapping[Cue, Phrases] = field(default_factory=dict)
    benefits: Mapping[str, Phrases] = field(default_factory=dict)
    decimal_comma: bool | None = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    dates: tuple[tuple[str, str], ...] = ()
    object_first: bool = False
    """Whether the verb follows its object (Korean, Japanese), so that an instrument stands before its act."""
