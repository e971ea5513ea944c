"""What a language file states: number words, currencies, and the forms of its dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language.

    decimal_comma: whether a comma is the decimal sign where a number has one separator only; None where usage varies,
        so that three digits behind it are thousands.
    numbers, ordinals: number words; scales: words that multiply, with their value as a power or number.
    currencies: words and signs to ISO 4217.
    months: names besides CLDR's, as written in running text (lower case) to 1…12; weekdays likewise, Monday is 0.
    falls, rises: regular expressions of words that say which way a figure moved.
    dates: regular expressions of date forms. Placeholders `<day> <month> <year> <weekday> <number>` stand for what
        they say; the name of a form says how it is resolved (see `nlp.normalise.dates`).

    """

    code: str
    decimal_comma: bool | None = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    dates: tuple[tuple[str, str], ...] = ()
    falls: str = ""
    rises: str = ""
