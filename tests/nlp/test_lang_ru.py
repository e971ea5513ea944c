from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.lang import get
from nlp.lang.language import Cue
from nlp.normalise.dates import Anchors, DateReader, resolve
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.numbers import parse_number
from nlp.normalise.periods import period_of
from nlp.phrases import expand

LANGUAGE = get("ru")
DATES = DateReader(LANGUAGE)
PUBLISHED = Anchors(published="2023-02-10")  # a Friday
Tagged = Callable[..., Doc]


def dates(text: str, *, future: bool = False) -> list[str | None]:
    return [resolve(mention, PUBLISHED, future=future).value for mention in DATES.find(text)]


def marked(doc: Doc, group: str) -> set[tuple[str, str]]:
    return {(span.label_, span.text) for span in doc.spans[group]}


def test_every_cue_is_stated_in_lower_case_and_well_formed() -> None:
    assert set(LANGUAGE.cues) == set(Cue)
    phrases = [p for group in (*LANGUAGE.cues.values(), *LANGUAGE.benefits.values()) for p in group]
    words = [word for phrase in phrases for alternative in expand(phrase) for word in alternative.split()]
    assert all(word == word.lower() and "*" not in word[:-1] and not set(word) & set("{}") for word in words)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7 февраля 2023 года", ["2023-02-07"]),
        ("4 мая 2022 г. подписали", ["2022-05-04"]),
        ("во вторник, 7 февраля,", ["2023-02-07"]),
        ("07.02.2023", ["2023-02-07"]),
        ("в мае 2022 года", ["2022-05"]),
        ("в январе, с декабря", ["2023-01", "2022-12"]),
        ("вчера, во вторник,", ["2023-02-09"]),
        ("позавчера и сегодня", ["2023-02-08", "2023-02-10"]),
        ("7 числа текущего месяца", ["2023-02-07"]),
        ("в прошлом месяце", ["2023-01"]),
        ("4 января этого года", ["2023-01-04"]),
        ("3 марта прошлого года", ["2022-03-03"]),
        ("в марте прошлого года", ["2022-03"]),
        ("в прошлом году", ["2022"]),
        ("в минувшую пятницу", ["2023-02-03"]),
        ("в среду стороны", ["2023-02-08"]),
        ("с 3 по 5 мая 2022 года", ["2022-05"]),
        ("3-5 мая 2022 г.", ["2022-05"]),
        ("две недели назад", ["2023-01"]),
        ("год назад", ["2022"]),
        ("мартовский план, майский визит", []),
    ],
)
def test_dates(text: str, values: list[str | None]) -> None:
    assert dates(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 июня", ["2023-06-01"]),
        ("завтра", ["2023-02-11"]),
        ("в следующий понедельник", ["2023-02-13"]),
        ("в следующем году", ["2024"]),
        ("в июне", ["2023-06"]),
    ],
)
def test_dates_that_lie_ahead(text: str, values: list[str | None]) -> None:
    assert dates(text, future=True) == values


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("составил 4,258 млрд долларов США", [(4_258_000_000, "USD")]),
        ("1 млрд. 200 млн. долл. США", [(1_200_000_000, "USD")]),
        ("300 тыс. евро", [(300_000, "EUR")]),
        ("12,5 миллиарда юаней", [(12_500_000_000, "CNY")]),
        ("5,2 трлн рублей", [(5_200_000_000_000, "RUB")]),
        ("$4,5 млн", [(4_500_000, "USD")]),
    ],
)
def test_amounts(tagged: Tagged, text: str, amounts: list[tuple[float, str]]) -> None:
    doc = tagged(text, "ru")
    found = [parse_money(span.text, "ru") for span in doc.spans["amounts"]]
    assert found == [Money(value, currency) for value, currency in amounts]


@pytest.mark.parametrize(("text", "percent"), [("на 12,4%", 12.4), ("на 3,2 процента", 3.2)])
def test_percents(tagged: Tagged, text: str, percent: float) -> None:
    doc = tagged(text, "ru")
    assert [parse_percent(span.text, "ru") for span in doc.spans["percents"]] == [percent]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("двадцать два партнера", 22),
        ("третье соглашение", 3),
        ("с пятью странами", 5),
        ("вторым соглашением", 2),
        ("тридцати пяти компаний", 35),
    ],
)
def test_numbers(tagged: Tagged, text: str, value: int) -> None:
    words = {**LANGUAGE.numbers, **LANGUAGE.ordinals}
    doc = tagged(text, "ru")
    (span,) = doc.spans["numbers"]
    assert parse_number(span.text.lower(), words, LANGUAGE.scales, decimal_comma=LANGUAGE.decimal_comma) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "подписано Соглашение о взаимном признании",
            {Cue.SIGN: "подписано", Cue.ARRANGEMENT: "Соглашение о взаимном признании", Cue.INSTRUMENT: "Соглашение"},
        ),
        (
            "протоколом о взаимном признании статуса УЭО",
            {Cue.ARRANGEMENT: "протоколом о взаимном признании статуса УЭО", Cue.PROGRAMME: "УЭО"},
        ),
        (
            "заключили меморандум о взаимном признании",
            {Cue.SIGN: "заключили", Cue.ARRANGEMENT: "меморандум о взаимном признании"},
        ),
        ("вступило в силу", {Cue.FORCE: "вступило в силу"}),
        ("вступит в силу; подпишут", {Cue.PLANNED: "вступит", Cue.FORCE: "в силу", Cue.SIGN: "подпишут"}),
        ("начало действовать; применяется с мая", {Cue.FORCE: "применяется с"}),
        ("план совместных действий; дорожная карта", {Cue.PLAN: "план совместных действий"}),
        ("начались переговоры", {Cue.START_TALKS: "начались переговоры"}),
        ("правительство одобрило проект", {Cue.AGREE_TEXT: "правительство одобрило"}),
        (
            "соглашение о сотрудничестве и взаимной помощи",
            {Cue.LOOKALIKE: "соглашение о сотрудничестве и взаимной помощи"},
        ),
        ("соглашение о свободной торговле", {Cue.LOOKALIKE: "соглашение о свободной торговле"}),
        (
            "не подписали; планируют подписать; пилотный проект",
            {Cue.DENIED: "не", Cue.PLANNED: "планируют", Cue.PILOT: "пилотный"},
        ),
        ("помимо ранее подписанных с Ираном", {Cue.EARLIER: "помимо ранее подписанных"}),
        ("обе стороны; таможенные службы двух стран", {Cue.BOTH: "обе стороны"}),
        (
            "расширить сферу действия соглашения; действие соглашения приостановлено",
            {Cue.EXPAND: "расширить сферу действия соглашения", Cue.SUSPEND: "соглашения приостановлено"},
        ),
        ("соглашение прекратило действие", {Cue.TERMINATE: "соглашение прекратило"}),
        (
            "товарооборот вырос; экспорт сократился; импорт",
            {
                Cue.TRADE: "товарооборот",
                Cue.UP: "вырос",
                Cue.EXPORT: "экспорт",
                Cue.DOWN: "сократился",
                Cue.IMPORT: "импорт",
            },
        ),
        (
            "профицит, по сравнению с предыдущим месяцем",
            {Cue.NO_FIGURE: "профицит", Cue.NOT_YOY: "по сравнению с предыдущим месяцем"},
        ),
        ("крупнейший торговый партнер", {Cue.RANK: "крупнейший торговый партнер", Cue.RANK_WORD: "крупнейший"}),
        (
            "доля в торговле; льгот для 30 компаний; стран «Пояса и пути»; 5 экономик",
            {
                Cue.SHARE: "доля в торговле",
                Cue.MEASURES: "льгот",
                Cue.COMPANIES: "компаний",
                Cue.COUNTRIES: "стран",
                Cue.BELT_AND_ROAD: "Пояса и пути",
                Cue.ECONOMIES: "экономик",
            },
        ),
    ],
)
def test_cues(tagged: Tagged, text: str, expected: dict[Cue, str]) -> None:
    assert {(str(cue), words) for cue, words in expected.items()} <= marked(tagged(text, "ru"), "cues")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("экономических операторов", Cue.NO_FIGURE),
        ("таможенное оформление товаров", Cue.SIGN),
        ("соглашение действует", Cue.DENIED),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert str(cue) not in {label for label, _ in marked(tagged(text, "ru"), "cues")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("сокращение числа досмотров", "reduced_inspection"),
        ("досмотр в приоритетном порядке", "priority_inspection"),
        ("приоритетное таможенное оформление", "priority_clearance"),
        ("контактное лицо", "liaison_contact"),
        ("возобновление торговли", "priority_recovery"),
        ("меньше документов", "reduced_documents"),
        ("низкий уровень риска", "risk_assessment"),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: str) -> None:
    assert {label for label, _ in marked(tagged(text, "ru"), "benefits")} == {code}


TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("в январе–сентябре 2022 года", "2022-01/2022-09"),
        ("с января по апрель", "2022-01/2022-04"),
        ("между мартом и июнем 2021 г.", "2021-03/2021-06"),
        ("за десять месяцев", "2022-01/2022-10"),
        ("шесть месяцев 2021 года", "2021-01/2021-06"),
        ("первые три месяца текущего года", "2023-01/2023-03"),
        ("первое полугодие прошлого года", "2022-01/2022-06"),
        ("за 1-е полугодие 2021 г.", "2021-01/2021-06"),
        ("во втором квартале", "2022-04/2022-06"),
        ("последний квартал 2021 года", "2021-10/2021-12"),
        ("2021/22 финансовый год", "2021-04/2022-03"),
        ("с 1 по 20 января", "2023-01-01/2023-01-20"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert period_of(text, DATES.find(text), lambda _: TOLD, "IN") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("на следующий день", "2022-11-04"),
        ("днём позже", "2022-11-04"),
        ("два дня спустя", "2022-11-05"),
        ("через три месяца с даты подписания", "2023-02-03"),
        ("по истечении тридцати дней", "2022-12-03"),
        ("первый день второго месяца, следующего за месяцем принятия", "2023-01-01"),
        ("в тот же день", "2022-11-03"),
        ("8 числа того же месяца", "2022-11-08"),
        ("1 декабря того же года", "2022-12-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("к концу года", ["2023"]),
        ("осенью, прошлой весной", ["2022", "2022"]),
        ("на прошлой неделе", ["2023-02"]),
        ("через десять дней", ["2023-02-20"]),
        ("с сегодняшнего дня", ["2023-02-10"]),
        ("7-го числа, 8-го стороны", ["2023-02-07", "2023-02-08"]),
        ("июлем 2018-го", ["2018-07"]),
        ("с понедельника (6)", ["2023-02-06"]),
        ("пять лет, один год", []),
        ("первого мая 2022 года", ["2022-05-01"]),
        ("6, 7 и 8 февраля соответственно", ["2023-02-06", "2023-02-07", "2023-02-08"]),
    ],
)
def test_days_weeks_seasons_and_years_in_words(text: str, values: list[str]) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == values
