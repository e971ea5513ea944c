"""Amounts that are no flow of a period gone by, on Docs built by hand."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.anchors import Kind
from nlp.annotations import sheet
from nlp.components.partial import partial

Made = Callable[..., Doc]
DAY = {
    "en": "Exports per day were 5 billion dollars.",
    "es": "Se exportan al día 5 billones.",
    "fr": "Les exportations sont de 5 milliards d'euros par jour.",
    "pt": "A média diária das exportações foi de 5 milhões.",
    "de": "Täglich werden 5 Millionen Euro umgesetzt.",
    "ru": "Среднедневной экспорт составил 5 млн долларов.",
    "ar": "بلغت الصادرات اليومية 5 ملايين دولار.",
    "zh": "日均出口5亿元。",
    "ja": "1日当たりの輸出額は5億円。",
    "ko": "일평균 수출액은 5억 달러다.",
}
AHEAD = {
    "en": "Trade will grow by 5 billion dollars over the next ten years.",
    "es": "En los próximos diez años se comerciarán 5 billones.",
    "fr": "Dans les dix prochaines années, ce sera 5 milliards d'euros.",
    "pt": "Nos próximos dez anos serão 5 milhões.",
    "de": "In den nächsten zehn Jahren sollen es 5 Millionen Euro sein.",
    "ru": "В ближайшие десять лет торговля достигнет 5 млн долларов.",
    "ar": "وستبلغ التجارة في السنوات المقبلة 5 ملايين دولار.",
    "zh": "未来十年进口将达5亿元。",
    "ja": "今後十年の輸入額は5億円に上る。",
    "ko": "향후 10년 수입액은 5억 달러가 된다.",
}
OPERATORS = {
    "en": "The exports of AEO companies were 5 billion dollars.",
    "es": "Las empresas OEA exportaron 5 billones.",
    "fr": "Les entreprises OEA ont exporté pour 5 milliards d'euros.",
    "pt": "As empresas OEA exportaram 5 milhões.",
    "de": "Die AEO-Unternehmen exportierten 5 Millionen Euro.",
    "ru": "Компании-УЭО вывезли на 5 млн долларов.",
    "ar": "وبلغت صادرات الشركات المعتمدة 5 ملايين دولار.",
    "zh": "AEO企业进出口5亿元。",
    "ja": "AEO事業者の輸出額は5億円。",
    "ko": "AEO 기업의 수출액은 5억 달러다.",
}


def kept(made: Made, text: str, language: str = "en") -> bool:
    """Whether the amount of 5 that a text tells is kept as a figure."""
    doc = partial(made(text, ("5", "figure:export", {"figure_party": {"KE": 0.9}}, {}), language=language))
    return any(anchor.kind == Kind.FIGURE for anchor in sheet(doc).reading.anchors)


@pytest.mark.parametrize(("language", "text"), [*DAY.items(), *AHEAD.items(), *OPERATORS.items()])
def test_what_is_traded_a_day_or_by_operators_or_in_years_to_come_is_no_figure(
    made: Made, language: str, text: str
) -> None:
    assert not kept(made, text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Exports grew by 3 percent per day, and imports came to 5 billion dollars.",
        "Kenya has 400 AEO companies. Its exports were 5 billion dollars.",
        "Kenya has 400 AEO companies and Oman's exports were 5 billion dollars.",
        "Exports were 5 billion dollars, of which AEO companies had half.",
        "Exports were 5 billion dollars. Per day that is more than ever.",
        "Exports were 5 billion dollars last year, and over the next ten years more is hoped for.",
    ],
)
def test_flows_that_only_stand_near_such_words_are_figures(made: Made, text: str) -> None:
    assert kept(made, text)


def test_the_full_stop_of_one_letter_parts_no_statement(made: Made) -> None:
    assert not kept(made, "Компании-УЭО вывезли в 2023 г. товаров на 5 млн долларов.", "ru")
    assert kept(made, "The AEO companies are Oman's. Exports were 5 billion dollars.")
