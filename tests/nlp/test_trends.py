"""Which way a figure moved, told by the nearest word; and what a change is held against."""

import pytest

from nlp.lang import get
from nlp.normalise.trends import falls, sequential


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
        ("ar", "وانخفضت الصادرات بنسبة 4 %", "4 %", True),
        ("zh", "出口同比下降4%", "4%", True),
        ("zh-Hant", "進口增加4%", "4%", False),
        ("ja", "輸出は4%減", "4%", True),
        ("ko", "수출은 4% 증가", "4%", False),
        ("xx", "exports fell by 4 %", "4 %", None),
        ("de", "Die Ausfuhren gingen um 1,4 Prozent auf 16,8 Mrd. Euro zurück", "1,4 Prozent", True),
        ("de", "Ausfuhren von 66,5 Mrd., 11 Prozent unter dem Vorjahr", "11 Prozent", True),
        ("pt", "vendeu US$ 1,8 bilhão, 33,4% abaixo de 2019", "33,4%", True),
        (
            "en",
            "Imports fell by 7% to €7.6 billion in the year to June, say the data now published, and exports by 5%",
            "5%",
            True,
        ),
    ],
)
def test_the_nearest_word_tells(language: str, text: str, percent: str, fell: bool | None) -> None:
    start = text.index(percent)
    assert falls(text, start, start + len(percent), get(language)) is fell


@pytest.mark.parametrize(
    ("language", "text", "percent", "on_the_month"),
    [
        ("en", "exports were up 3 per cent on August", "3 per cent", True),
        ("en", "exports were up 3 per cent on August 2021", "3 per cent", False),
        ("en", "exports, 9.9 per cent under August but 10.7 per cent over September 2023", "9.9 per cent", True),
        ("en", "exports, 9.9 per cent under August but 10.7 per cent over September 2023", "10.7 per cent", False),
        ("en", "A month earlier exports had grown by 2.5 per cent", "2.5 per cent", False),
        ("en", "2.5 per cent more than a month earlier", "2.5 per cent", True),
        ("en", "exports rose 2.5 per cent in August", "2.5 per cent", False),
        ("de", "USA 13,2 Milliarden, +5,4 % zum Vormonat; China", "5,4 %", True),
        ("de", "0,1 % mehr als im Mai und 1,9 % weniger als im Juni 2022", "0,1 %", True),
        ("de", "0,1 % mehr als im Mai und 1,9 % weniger als im Juni 2022", "1,9 %", False),
        ("fr", "en hausse de 4 % par rapport au mois précédent", "4 %", True),
        ("es", "un 4 % más que en el mes anterior", "4 %", True),
        ("es", "un 4 % más que en el mismo mes del año anterior", "4 %", False),
        ("pt", "alta de 4 % em relação ao mês anterior", "4 %", True),
        ("ru", "рост 4 % к августу", "4 %", True),
        ("ru", "рост 29,6 % к сентябрю прошлого года", "29,6 %", False),
        ("ar", "بزيادة ٤٪ عن يونيو", "٤٪", True),
        ("ar", "بزيادة ٤٪ عن يونيو ٢٠٢٢", "٤٪", False),
        ("zh", "出口环比下降4%", "4%", True),
        ("zh", "4月贸易额25.1亿美元，比3月多了6.4%", "6.4%", True),
        ("zh-Hant", "出口較上年同月增4%", "4%", False),
        ("ja", "輸出は前月を6.1％下回った", "6.1％", True),
        ("ja", "輸出は前年同月比6.1％減", "6.1％", False),
        ("ko", "수출은 전월 대비 4% 증가", "4%", True),
        ("ko", "수출은 전년 동월 대비 4% 증가", "4%", False),
        ("xx", "4 % on the month before", "4 %", False),
    ],
)
def test_a_change_on_the_month_is_told_from_one_on_the_year(
    language: str, text: str, percent: str, on_the_month: bool
) -> None:
    start = text.index(percent)
    assert sequential(text, start, start + len(percent), get(language)) is on_the_month
