"""What a language file states: words of the gate, number words, currencies, and the forms of its dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

NO_LATIN = r"(?<![A-Za-z])"
"""Where an acronym begins: letters of other scripts may stand before it without a blank, as in 的AEO."""


def joined(*parts: str) -> Iterable[str]:
    """Every sequence of one word of each part; words stand apart by a bar."""
    return map("".join, product(*(part.split("|") for part in parts)))


@dataclass(frozen=True, slots=True)
class Terms:
    """What names a subject: words in lower case, and expressions by the words without which they cannot be there."""

    words: tuple[str, ...] = ()
    patterns: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, *words: str, **patterns: str) -> "Terms":
        """Words, and expressions by what a text with them must hold in lower case."""
        return cls(words, tuple(patterns.items()))


@dataclass(frozen=True, slots=True)
class Gate:
    """The words by which `nlp.components.relevance` tells in a language what a text is about.

    aeo: programmes and their operators. operators: their recognition, where no programme is named. recognition: that
    of programmes. trade: flows of goods. customs: administrations. recognised, agreed: what together tells recognition
    of operators where none of these is named (`agreed` is a regular expression).
    """

    aeo: Terms = Terms()
    operators: Terms = Terms()
    recognition: Terms = Terms()
    trade: Terms = Terms()
    customs: Terms = Terms()
    recognised: Terms = Terms()
    agreed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language.

    gate: the words by which a text is told to be about recognition, customs or trade.
    spaced: whether words stand apart by blanks. han_numbers: whether numbers are written in Han figures too.
    head_first: whether it says what a currency is before whose it is ("dinares jordanos").
    named_in_capitals: whether names of months and weekdays have a capital, so that "may" and "march" are verbs.
    ordinal_stops: whether "7." is a number of a day or meeting, not the end of a sentence.
    proclitics: letters that are particles where they are written onto a number.
    joined_article: an article, and what is left of it before a name once its preposition stands apart.
    belt_and_road: a regular expression of the initiative's name.
    decimal_comma: whether a comma is the decimal sign where a number has one separator only; None where usage varies,
        so that three digits behind it are thousands.
    fractions: words for a part of a whole, with how many such parts the whole has.
    numbers, ordinals: number words; scales: words that multiply, with their value as a power or number.
    thousand: the word for a thousand, where the rest may follow it in digits.
    currencies: words and signs to ISO 4217.
    months: names besides CLDR's, as written in running text (lower case) to 1…12; weekdays likewise, Monday is 0.
    falls, rises: regular expressions of words that say which way a figure moved.
    sequential: a regular expression of the words that say that a change is one on the month or quarter before, and none
        on the year; `<month>` stands for the names of months.
    worldwide: a regular expression of the words, before an amount, that say that it is trade with the whole world.
    a_day, to_come, operators: regular expressions of the words beside an amount that say that it is traded in a day, in
        years to come, by authorised operators alone.
    or_else: a regular expression of the words between an amount and the same in another currency.
    compared_with: a regular expression of the words before an earlier amount that another is held against.
    respectively: a regular expression of the words that say that two lists are told in parallel.
    such_as: a regular expression of the words between a number and names that are some of what it counts; and_others:
        of those between names and the number of all that they are some of.
    dates: regular expressions of date forms. Placeholders `<day> <month> <year> <weekday> <number>` stand for what
        they say; the name of a form says how it is resolved (see `nlp.normalise.dates`).

    """

    code: str
    gate: Gate = Gate()
    spaced: bool = True
    han_numbers: bool = False
    head_first: bool = False
    named_in_capitals: bool = False
    ordinal_stops: bool = False
    proclitics: frozenset[str] = frozenset()
    joined_article: tuple[str, str] | None = None
    belt_and_road: str = ""
    decimal_comma: bool | None = False
    fractions: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    thousand: str = ""
    currencies: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    dates: tuple[tuple[str, str], ...] = ()
    falls: str = ""
    rises: str = ""
    sequential: str = ""
    worldwide: str = ""
    a_day: str = ""
    to_come: str = ""
    operators: str = ""
    or_else: str = ""
    compared_with: str = ""
    respectively: str = ""
    such_as: str = ""
    and_others: str = ""
