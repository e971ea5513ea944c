"""The form of one language's table: rows of a short text and what is to be read from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.normalise.mentions import Anchors

PUBLISHED = Anchors(published="2023-02-10")
"""A Friday."""

TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@dataclass(frozen=True, kw_only=True)
class Cases:
    """What is to be read from short texts of one language; every row begins with its text."""

    code: str
    """ISO 639-1."""

    dates: Sequence[tuple[str, list[str]]] = ()
    """The dates, the text being published on `PUBLISHED`; none where the text has no date."""

    dates_said: Sequence[tuple[str, str, str]] = ()
    """The words of the one date, and the date."""

    ahead: Sequence[tuple[str, list[str]]] = ()
    """The dates, where the text speaks of what is to come."""

    parts_of_a_year: Sequence[tuple[str, str, int]] = ()
    """The form of the last mention and its number: half, quarter or first months."""

    periods: Sequence[tuple[str, str]] = ()
    """The period, read with `period_anchors` in a text of `country`."""

    fiscal_years: Sequence[tuple[str, str, str]] = ()
    """The country whose fiscal year is meant, and the period, read with `period_anchors`."""

    told_before: Sequence[tuple[str, str]] = ()
    """The date, counted from the one told before (`told`)."""

    in_words: Sequence[tuple[str, list[str]]] = ()
    """The days, weeks, seasons and years, read with `told`."""

    amounts: Sequence[tuple[str, list[tuple[float, str]]]] = ()
    """The amounts, each a value and its currency (ISO 4217)."""

    amounts_said: Sequence[tuple[str, str, float, str]] = ()
    """The words of the one amount, its value and its currency."""

    percents: Sequence[tuple[str, float]] = ()
    """The one percentage."""

    numbers: Sequence[tuple[str, int]] = ()
    """The value of the one number."""

    number_words: Sequence[tuple[str, str]] = ()
    """The words marked as a number."""

    told: Anchors = TOLD
    period_anchors: Anchors = TOLD

    country: str | None = "IN"
    """Whose text is read for periods (ISO 3166); None where no country is known."""
