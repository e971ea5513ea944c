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

LANGUAGE = get("de")
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
        ("am 7. Februar 2023", ["2023-02-07"]),
        ("am Dienstag, den 7. Februar,", ["2023-02-07"]),
        ("am 4. Mai", ["2022-05-04"]),
        ("am 07.02.2023", ["2023-02-07"]),
        ("am 7. unterzeichneten", ["2023-02-07"]),
        ("am 7. d. M.", ["2023-02-07"]),
        ("am 7. dieses Monats", ["2023-02-07"]),
        ("im Mai 2022", ["2022-05"]),
        ("im Januar, seit Dezember, Ende Oktober", ["2023-01", "2022-12", "2022-10"]),
        ("im vergangenen Oktober", ["2022-10"]),
        ("gestern", ["2023-02-09"]),
        ("vorgestern und heute", ["2023-02-08", "2023-02-10"]),
        ("heute Morgen", ["2023-02-10"]),
        ("letzten Freitag", ["2023-02-03"]),
        ("am Mittwoch unterzeichneten", ["2023-02-08"]),
        ("vom 3. bis 5. Mai 2022", ["2022-05"]),
        ("am 3./4. Mai 2022", ["2022-05"]),
        ("am 3. März des vergangenen Jahres", ["2022-03-03"]),
        ("im letzten Monat", ["2023-01"]),
        ("im Vorjahr", ["2022"]),
        ("vor zwei Wochen", ["2023-01"]),
        ("vor einem Jahr", ["2022"]),
        ("im Jänner", ["2023-01"]),
        ("so und nicht anders, mi und do", []),
        ("die 3. Tagung", []),
    ],
)
def test_dates(text: str, values: list[str | None]) -> None:
    assert dates(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tritt am 1. Juni in Kraft", ["2023-06-01"]),
        ("am kommenden Montag", ["2023-02-13"]),
        ("morgen", ["2023-02-11"]),
        ("im nächsten Jahr", ["2024"]),
        ("im kommenden Juni", ["2023-06"]),
    ],
)
def test_dates_that_lie_ahead(text: str, values: list[str | None]) -> None:
    assert dates(text, future=True) == values


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("belief sich auf 4,258 Mrd. US-Dollar", [(4_258_000_000, "USD")]),
        ("1.288,8 Mio. Euro", [(1_288_800_000, "EUR")]),
        ("12,5 Milliarden Franken", [(12_500_000_000, "CHF")]),
        ("CHF 300 Millionen", [(300_000_000, "CHF")]),
        ("4,5 Mio. €", [(4_500_000, "EUR")]),
    ],
)
def test_amounts(tagged: Tagged, text: str, amounts: list[tuple[float, str]]) -> None:
    doc = tagged(text, "de")
    found = [parse_money(span.text, "de") for span in doc.spans["amounts"]]
    assert found == [Money(value, currency) for value, currency in amounts]


@pytest.mark.parametrize(("text", "percent"), [("ein Plus von 12,4 %", 12.4), ("sanken um 3,2 Prozent", 3.2)])
def test_percents(tagged: Tagged, text: str, percent: float) -> None:
    doc = tagged(text, "de")
    assert [parse_percent(span.text, "de") for span in doc.spans["percents"]] == [percent]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zweiundzwanzig Partner", 22),
        ("dreißig Unternehmen", 30),
        ("das dritte Abkommen", 3),
        ("der zweitgrößte Markt", 2),
        ("ein Abkommen mit 15 Ländern", 15),
    ],
)
def test_numbers(tagged: Tagged, text: str, value: int) -> None:
    words = {**LANGUAGE.numbers, **LANGUAGE.ordinals}
    doc = tagged(text, "de")
    (span,) = doc.spans["numbers"]
    assert parse_number(span.text.lower(), words, LANGUAGE.scales, decimal_comma=LANGUAGE.decimal_comma) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ein Abkommen über die gegenseitige Anerkennung unterzeichnet",
            {
                Cue.ARRANGEMENT: "Abkommen über die gegenseitige Anerkennung",
                Cue.SIGN: "unterzeichnet",
                Cue.INSTRUMENT: "ein Abkommen",
            },
        ),
        (
            "Beschluss zur gegenseitigen Anerkennung der AEO-Programme",
            {
                Cue.ARRANGEMENT: "Beschluss zur gegenseitigen Anerkennung der AEO-Programme",
                Cue.PROGRAMME: "AEO-Programme",
            },
        ),
        ("das Abkommen wurde abgeschlossen und besiegelt", {Cue.SIGN: "abgeschlossen"}),
        (
            "der Beschluss trat am Montag in Kraft",
            {Cue.INSTRUMENT: "der Beschluss", Cue.FORCE: "trat am Montag in Kraft"},
        ),
        ("tritt am Montag in Kraft; soll umgesetzt werden", {Cue.PLANNED: "tritt", Cue.FORCE: "in Kraft"}),
        ("gilt seit Mai; das Inkrafttreten", {Cue.FORCE: "gilt seit"}),
        ("einen gemeinsamen Aktionsplan; einen Fahrplan", {Cue.PLAN: "gemeinsamen Aktionsplan"}),
        ("die Verhandlungen wurden aufgenommen", {Cue.START_TALKS: "Verhandlungen wurden aufgenommen"}),
        ("die Verhandlungen wurden abgeschlossen", {Cue.AGREE_TEXT: "Verhandlungen wurden abgeschlossen"}),
        (
            "Abkommen über gegenseitige Amtshilfe; Freihandelsabkommen",
            {Cue.LOOKALIKE: "Abkommen über gegenseitige Amtshilfe"},
        ),
        (
            "nicht unterzeichnet; werden unterzeichnen; Pilotphase",
            {Cue.DENIED: "nicht", Cue.PLANNED: "werden", Cue.PILOT: "Pilotphase", Cue.SIGN: "unterzeichnen"},
        ),
        ("nach denen mit Kanada; beide Seiten", {Cue.EARLIER: "nach denen", Cue.BOTH: "beide Seiten"}),
        ("hat Abkommen mit Kanada", {Cue.PARTNERS: "hat Abkommen mit"}),
        (
            "Ausweitung der Vereinbarung; das Abkommen wurde ausgesetzt",
            {Cue.EXPAND: "Ausweitung der Vereinbarung", Cue.SUSPEND: "Abkommen wurde ausgesetzt"},
        ),
        ("das Abkommen wurde gekündigt", {Cue.TERMINATE: "Abkommen wurde gekündigt"}),
        (
            "Handelsvolumen stieg; die Exporte sanken; die Einfuhren",
            {
                Cue.TRADE: "Handelsvolumen",
                Cue.UP: "stieg",
                Cue.EXPORT: "Exporte",
                Cue.DOWN: "sanken",
                Cue.IMPORT: "Einfuhren",
            },
        ),
        (
            "ein Überschuss, gegenüber dem Vormonat",
            {Cue.NO_FIGURE: "Überschuss", Cue.NOT_YOY: "gegenüber dem Vormonat"},
        ),
        (
            "der zweitgrößte Handelspartner; der größte Absatzmarkt",
            {Cue.RANK: "zweitgrößte Handelspartner", Cue.RANK_WORD: "größte"},
        ),
        (
            "ein Anteil am Außenhandel; Vorteile für 30 Unternehmen; 12 Länder; 5 Volkswirtschaften",
            {
                Cue.SHARE: "am Außenhandel",
                Cue.MEASURES: "Vorteile",
                Cue.COMPANIES: "Unternehmen",
                Cue.COUNTRIES: "Länder",
                Cue.ECONOMIES: "Volkswirtschaften",
            },
        ),
        ("die neue Seidenstraße; 15 Abkommen", {Cue.BELT_AND_ROAD: "neue Seidenstraße", Cue.ARRANGEMENTS: "Abkommen"}),
    ],
)
def test_cues(tagged: Tagged, text: str, expected: dict[Cue, str]) -> None:
    assert {(str(cue), words) for cue, words in expected.items()} <= marked(tagged(text, "de"), "cues")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("das Abkommen hat zum Ziel", Cue.NO_FIGURE),
        ("in Kraft seit Mai", Cue.EARLIER),
        ("das Abkommen ist wichtig", Cue.SIGN),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert str(cue) not in {label for label, _ in marked(tagged(text, "de"), "cues")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("weniger Kontrollen", "reduced_inspection"),
        ("vorrangige Beschau", "priority_inspection"),
        ("beschleunigte Zollabfertigung", "priority_clearance"),
        ("ein fester Ansprechpartner", "liaison_contact"),
        ("Wiederaufnahme des Handels nach einer Störung", "priority_recovery"),
        ("weniger Unterlagen", "reduced_documents"),
        ("eine günstigere Risikobewertung", "risk_assessment"),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: str) -> None:
    assert {label for label, _ in marked(tagged(text, "de"), "benefits")} == {code}


TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("von Januar bis Mai 2022", "2022-01/2022-05"),
        ("zwischen März und Juni", "2022-03/2022-06"),
        ("Jänner bis Juni", "2022-01/2022-06"),
        ("in den ersten neun Monaten", "2022-01/2022-09"),
        ("ersten elf Monaten 2021", "2021-01/2021-11"),
        ("im ersten Halbjahr", "2022-01/2022-06"),
        ("zweite Jahreshälfte 2021", "2021-07/2021-12"),
        ("im dritten Quartal des Vorjahres", "2022-07/2022-09"),
        ("Q3 2021", "2021-07/2021-09"),
        ("in den ersten drei Quartalen", "2022-01/2022-09"),
        ("im Haushaltsjahr 2021/22", "2021-04/2022-03"),
        ("zwölf Monate bis Juni 2022", "2021-07/2022-06"),
        ("vom 1. bis 20. Januar", "2023-01-01/2023-01-20"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert period_of(text, DATES.find(text), lambda _: TOLD, "IN") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tags darauf", "2022-11-04"),
        ("am Vortag", "2022-11-02"),
        ("zwei Tage später", "2022-11-05"),
        ("sechs Monate nach der Unterzeichnung", "2023-05-03"),
        ("nach Ablauf von dreißig Tagen", "2022-12-03"),
        ("am ersten Tag des zweiten Monats nach seiner Annahme", "2023-01-01"),
        ("am selben Tag", "2022-11-03"),
        ("8. desselben Monats", "2022-11-08"),
        ("1. Dezember desselben Jahres", "2022-12-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("bis Jahresende", ["2023"]),
        ("bis Ende des Jahres", ["2023"]),
        ("Ende nächsten Jahres", ["2024"]),
        ("im Herbst, letzten Sommer", ["2022", "2022"]),
        ("letzte Woche", ["2023-02"]),
        ("in zehn Tagen", ["2023-02-20"]),
        ("vergangenem Mittwoch", ["2023-02-08"]),
        ("am heutigen Tag, am gestrigen Donnerstag", ["2023-02-10", "2023-02-09"]),
        ("ab Neujahr", ["2023-01-01"]),
        ("1. Februar nächsten Jahres", ["2024-02-01"]),
        ("am 3. und am 5. Mai 2022", ["2022-05-03", "2022-05-05"]),
    ],
)
def test_days_weeks_seasons_and_years_in_words(text: str, values: list[str]) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == values
