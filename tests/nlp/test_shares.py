"""Shares of a whole, and ordinals and numbers of counts, in every language's words."""

import pytest

from nlp.components.counts import value_in
from nlp.lang import get
from nlp.normalise.shares import parse_share
from store.domain import CountKind


@pytest.mark.parametrize(
    ("code", "text", "share"),
    [
        ("en", "36.3 per cent", 36.3),
        ("en", "a third", 33.3),
        ("en", "nearly half", 50),
        ("en", "two fifths", 40),
        ("en", "three quarters", 75),
        ("en", "6 of each 10", 60),
        ("en", "one in four", 25),
        ("en", "twenty-seven percent", 27),
        ("en", "16.6", 16.6),
        ("en", "the whole", None),
        ("es", "8 de cada 10", 80),
        ("es", "la tercera parte", 33.3),
        ("pt", "um quarto", 25),
        ("fr", "vingt-deux pour cent", 22),
        ("fr", "deux tiers", 66.7),
        ("de", "ein Zwanzigstel", 5),
        ("de", "zwei Drittel", 66.7),
        ("de", "jeder fünfte", 20),
        ("ru", "двадцать семь процентов", 27),
        ("ru", "треть", 33.3),
        ("ar", "ربع", 25),
        ("ar", "43", 43),
        ("zh", "逾五成", 50),
        ("zh", "一成三", 13),
        ("zh", "百分之三十", 30),
        ("zh-Hant", "三分之一", 33.3),
        ("ja", "6割強", 60),
        ("ja", "5割8分", 58),
        ("ja", "4分の1", 25),
        ("ko", "4분의 1", 25),
        ("ko", "절반", 50),
    ],
)
def test_shares(code: str, text: str, share: float | None) -> None:
    assert parse_share(text, get(code)) == share


@pytest.mark.parametrize(
    ("code", "text", "kind", "value"),
    [
        ("de", "drittgrösste", CountKind.RANK, 3),
        ("de", "zwölftwichtigste", CountKind.RANK, 12),
        ("ru", "двадцать шестая", CountKind.ORDINAL, 26),
        ("fr", "vingt-cinquième", CountKind.ORDINAL, 25),
        ("en", "twenty-first", CountKind.ORDINAL, 21),
        ("en", "number |two|", CountKind.RANK, 2),
        ("en", "the largest", CountKind.RANK, 1),
        ("ru", "номер |четыре|", CountKind.RANK, 4),
        ("ar", "والرابعة", CountKind.ORDINAL, 4),
        ("ar", "ثامنة", CountKind.RANK, 8),
        ("ar", "رابعاً", CountKind.ORDINAL, 4),
        ("ar", "ثالث عشر", CountKind.ORDINAL, 13),
        ("ar", "لثلاثة", CountKind.COMPANIES, 3),
        ("ar", "و88", CountKind.COMPANIES, 88),
        ("ko", "다섯째", CountKind.RANK, 5),
        ("ko", "처음", CountKind.ORDINAL, 1),
        ("ja", "|三|つ目", CountKind.ORDINAL, 3),
        ("ja", "最初", CountKind.ORDINAL, 1),
        ("zh", "头一回", CountKind.ORDINAL, 1),
        ("en", "maiden", CountKind.ORDINAL, 1),
    ],
)
def test_what_counts_state(code: str, text: str, kind: CountKind, value: float) -> None:
    """What the table of numbers finds inside the words stands between bars."""
    assert value_in(text.replace("|", ""), text.split("|")[1::2], kind, get(code)) == value
