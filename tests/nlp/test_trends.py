"""Which way a figure moved, told by the nearest word."""

import pytest

from nlp.lang import get
from nlp.normalise.trends import falls


@pytest.mark.parametrize(
    ("language", "text", "percent", "fell"),
    [
        ("en", "exports fell by 4 per cent to USD 3 billion", "4 per cent", True),
        ("en", "imports rose 7 per cent after exports had fallen", "7 per cent", False),
        ("en", "trade of USD 3 billion, 9 per cent less than a year ago", "9 per cent", True),
        ("en", "imports fell to 52 million dollars, i.e. by 18.3%", "18.3%", True),
        ("en", "exports of USD 71 million in 2022, 3% under 2021", "3%", True),
        ("en", "exports of USD 71 million, 3% under the new rules", "3%", None),
        ("ru", "вывоз упал в 2021 г. на 4 %", "4 %", True),
        ("en", "Exports fell. In 2020 a share of 9 per cent went to Chile", "9 per cent", None),
        ("es", "las exportaciones cayeron 4 %", "4 %", True),
        ("pt", "as exportações cresceram 4 %", "4 %", False),
        ("fr", "les échanges ont reculé de 4 %", "4 %", True),
        ("de", "die Ausfuhren sanken um 4 %", "4 %", True),
        ("ru", "товарооборот вырос на 4 %", "4 %", False),
        ("ar", "انخفضت الصادرات بنسبة 4 %", "4 %", True),
        ("zh", "出口同比下降4%", "4%", True),
        ("zh-Hant", "進口增加4%", "4%", False),
        ("ja", "輸出は4%減", "4%", True),
        ("ko", "수출은 4% 증가", "4%", False),
        ("xx", "exports fell by 4 %", "4 %", None),
    ],
)
def test_the_nearest_word_tells(language: str, text: str, percent: str, fell: bool | None) -> None:
    start = text.index(percent)
    assert falls(text, start, start + len(percent), get(language)) is fell
