"""What is news: an act of the days before the page is announced, one of long ago is recalled.

The model does not see when a page was published, so that this is another witness beside what it says of an act.
"""

from math import sqrt

from store.domain import first_day, last_day

_DAYS = (-1, 3, 7, 14, 30, 90)
"""The last days of the first six spans of time between the last day of an act's date and the page."""

_ANNOUNCED = {
    10: (1728, 3095, 1085, 485, 261, 100, 35),
    7: (164, 25, 14, 17, 20, 39, 40),
    4: (9, 0, 0, 5, 1, 11, 1),
}
_RECALLED = {
    10: (6, 13, 16, 38, 75, 271, 1218),
    7: (27, 6, 7, 33, 100, 395, 3733),
    4: (66, 2, 0, 4, 37, 49, 1342),
}
"""How many acts of the training texts are announced and recalled, by the characters of their date and the span."""

_ALL = sum(map(sum, _ANNOUNCED.values())), sum(map(sum, _RECALLED.values()))


def recalled(flag: float, date: str, page: str) -> float:
    """The probability that an act of a date is recalled in a text of the day `page`.

    flag: the same by the model. The square root is drawn of what the marked texts say, since the model sees the words
    of the date and is no independent witness.
    """
    days = (first_day(page) - last_day(date)).days
    span = sum(days > last for last in _DAYS)
    announced = (_ANNOUNCED[len(date)][span] + 1) / _ALL[0]
    again = (_RECALLED[len(date)][span] + 1) / _ALL[1]
    for_it, against = flag * sqrt(again), (1.0 - flag) * sqrt(announced)
    return for_it / (for_it + against)
