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

LANGUAGE = get("fr")
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
        ("signé le 4 mai 2022", ["2022-05-04"]),
        ("le 4 mai dernier", ["2022-05-04"]),
        ("mardi 7 février 2023", ["2023-02-07"]),
        ("le 1er avril 2022", ["2022-04-01"]),
        ("ce mardi, les douanes", ["2023-02-07"]),
        ("lundi dernier", ["2023-02-06"]),
        ("hier, avant-hier", ["2023-02-09", "2023-02-08"]),
        ("aujourd’hui, mardi 7 février", ["2023-02-07"]),
        ("le 7 courant", ["2023-02-07"]),
        ("le 7 de ce mois", ["2023-02-07"]),
        ("le 7, les deux parties", ["2023-02-07"]),
        ("du 3 au 5 mai 2022", ["2022-05"]),
        ("les 3 et 4 mai 2022", ["2022-05"]),
        ("en mai 2022, en octobre, début janvier", ["2022-05", "2022-10", "2023-01"]),
        ("au mois d'août", ["2022-08"]),
        ("en novembre dernier", ["2022-11"]),
        ("le 3 mars de l'an dernier", ["2022-03-03"]),
        ("le mois dernier", ["2023-01"]),
        ("l’année dernière", ["2022"]),
        ("il y a deux semaines", ["2023-01"]),
        ("il y a un an", ["2022"]),
        ("07/02/2023", ["2023-02-07"]),
        ("par mer, demain matin", ["2023-02-11"]),
        ("en hausse du 4,5 pour cent", []),
    ],
)
def test_dates(text: str, values: list[str | None]) -> None:
    assert dates(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("dimanche prochain", ["2023-02-12"]),
        ("le 1er juin prochain", ["2023-06-01"]),
        ("le 1er juin", ["2023-06-01"]),
        ("en juin prochain", ["2023-06"]),
        ("l'année prochaine", ["2024"]),
        ("le mois prochain", ["2023-03"]),
    ],
)
def test_dates_that_lie_ahead(text: str, values: list[str | None]) -> None:
    assert dates(text, future=True) == values


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("ont atteint 4,258 milliards de dollars", [(4_258_000_000, "USD")]),
        ("1 288,8 millions d'euros", [(1_288_800_000, "EUR")]),
        ("300 millions de dollars canadiens", [(300_000_000, "CAD")]),
        ("4,5 M€ et 2,1 Md€", [(4_500_000, "EUR"), (2_100_000_000, "EUR")]),
        ("12 milliards de dirhams", [(12_000_000_000, "MAD")]),
    ],
)
def test_amounts(tagged: Tagged, text: str, amounts: list[tuple[float, str]]) -> None:
    doc = tagged(text, "fr")
    found = [parse_money(span.text, "fr") for span in doc.spans["amounts"]]
    assert found == [Money(value, currency) for value, currency in amounts]


@pytest.mark.parametrize(("text", "percent"), [("en hausse de 12,4 %", 12.4), ("un recul de 3,2 pour cent", 3.2)])
def test_percents(tagged: Tagged, text: str, percent: float) -> None:
    doc = tagged(text, "fr")
    assert [parse_percent(span.text, "fr") for span in doc.spans["percents"]] == [percent]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vingt-deux entreprises", 22),
        ("soixante-douze partenaires", 72),
        ("quatre-vingt-dix entreprises", 90),
        ("son troisième accord", 3),
        ("un accord avec trente et un pays", 31),
    ],
)
def test_numbers(tagged: Tagged, text: str, value: int) -> None:
    words = {**LANGUAGE.numbers, **LANGUAGE.ordinals}
    doc = tagged(text, "fr")
    (span,) = doc.spans["numbers"]
    assert parse_number(span.text.lower(), words, LANGUAGE.scales, decimal_comma=LANGUAGE.decimal_comma) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'accord de reconnaissance mutuelle a été signé",
            {Cue.ARRANGEMENT: "accord de reconnaissance mutuelle", Cue.SIGN: "signé", Cue.INSTRUMENT: "L'accord"},
        ),
        (
            "L’arrangement a été conclu entre les deux administrations",
            {Cue.INSTRUMENT: "L’arrangement", Cue.SIGN: "conclu", Cue.BOTH: "les deux administrations"},
        ),
        (
            "la décision relative à la reconnaissance mutuelle a été adoptée",
            {Cue.ARRANGEMENT: "décision relative à la reconnaissance mutuelle", Cue.SIGN: "adoptée"},
        ),
        ("le texte paraphé ; les négociations sont achevées", {Cue.AGREE_TEXT: "paraphé"}),
        ("est entré en vigueur, puis mis en œuvre", {Cue.FORCE: "entré en vigueur"}),
        (
            "il entrera en vigueur ; ils signeront",
            {Cue.PLANNED: "entrera", Cue.FORCE: "en vigueur", Cue.SIGN: "signeront"},
        ),
        ("un plan d'action conjoint ; une feuille de route", {Cue.PLAN: "plan d'action conjoint"}),
        ("ont lancé les négociations", {Cue.START_TALKS: "lancé les négociations"}),
        (
            "n'a pas été signé ; une phase pilote ; prévoit de signer",
            {Cue.DENIED: "pas", Cue.PILOT: "pilote", Cue.PLANNED: "prévoit"},
        ),
        (
            "une convention d’assistance administrative mutuelle",
            {Cue.LOOKALIKE: "convention d’assistance administrative mutuelle"},
        ),
        ("un accord de libre-échange", {Cue.LOOKALIKE: "accord de libre-échange"}),
        ("après ceux signés avec le Canada", {Cue.EARLIER: "après ceux signés"}),
        ("dispose d'accords en vigueur avec le Canada", {Cue.ARRANGEMENTS: "accords"}),
        (
            "la suspension de l'accord ; l'accord a été dénoncé",
            {Cue.SUSPEND: "suspension de l'accord", Cue.TERMINATE: "accord a été dénoncé"},
        ),
        ("élargir le champ de l'arrangement", {Cue.EXPAND: "élargir le champ"}),
        (
            "échanges commerciaux en hausse ; exportations en recul ; importations",
            {
                Cue.TRADE: "échanges commerciaux",
                Cue.UP: "hausse",
                Cue.EXPORT: "exportations",
                Cue.DOWN: "recul",
                Cue.IMPORT: "importations",
            },
        ),
        ("un excédent, par rapport au mois précédent", {Cue.NO_FIGURE: "excédent", Cue.NOT_YOY: "mois précédent"}),
        (
            "le deuxième partenaire commercial, 9 % du commerce",
            {Cue.RANK: "deuxième partenaire commercial", Cue.SHARE: "du commerce"},
        ),
        (
            "dix mesures pour 30 opérateurs de 12 pays et 4 économies",
            {Cue.MEASURES: "mesures", Cue.COMPANIES: "opérateurs", Cue.COUNTRIES: "pays", Cue.ECONOMIES: "économies"},
        ),
    ],
)
def test_cues(tagged: Tagged, text: str, expected: dict[Cue, str]) -> None:
    assert {(str(cue), words) for cue, words in expected.items()} <= marked(tagged(text, "fr"), "cues")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("les exportations se sont élevées à 4 milliards", Cue.UP),
        ("dans le but de faciliter le commerce, ils ont signé", Cue.PLANNED),
        ("signé puis lancé", Cue.DENIED),
        ("en vigueur depuis mai", Cue.EARLIER),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert str(cue) not in {label for label, _ in marked(tagged(text, "fr"), "cues")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("moins de contrôles physiques", "reduced_inspection"),
        ("un contrôle prioritaire", "priority_inspection"),
        ("un dédouanement accéléré", "priority_clearance"),
        ("un point de contact", "liaison_contact"),
        ("la reprise des échanges après une perturbation", "priority_recovery"),
        ("des formalités : moins de documents", "reduced_documents"),
        ("un profil de risque plus favorable", "risk_assessment"),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: str) -> None:
    assert {label for label, _ in marked(tagged(text, "fr"), "benefits")} == {code}


TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de janvier à octobre 2022", "2022-01/2022-10"),
        ("entre janvier et mai", "2022-01/2022-05"),
        ("juillet 2021 à juin 2022", "2021-07/2022-06"),
        ("les neuf premiers mois de l'année", "2022-01/2022-09"),
        ("les premiers onze mois de 2021", "2021-01/2021-11"),
        ("au second semestre de l'année dernière", "2022-07/2022-12"),
        ("la première moitié de l'année 2021", "2021-01/2021-06"),
        ("au 3e trimestre", "2022-07/2022-09"),
        ("T1 2022", "2022-01/2022-03"),
        ("dernier trimestre 2021", "2021-10/2021-12"),
        ("l'exercice budgétaire 2021/22", "2021-04/2022-03"),
        ("à fin septembre", "2022-01/2022-09"),
        ("douze mois à fin juin 2022", "2021-07/2022-06"),
        ("l'exercice clos le 30 juin 2022", "2021-07/2022-06"),
        ("du 1er au 20 janvier", "2023-01-01/2023-01-20"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert period_of(text, DATES.find(text), lambda _: TOLD, "IN") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("le lendemain", "2022-11-04"),
        ("la veille", "2022-11-02"),
        ("deux jours plus tard", "2022-11-05"),
        ("six mois après son adoption", "2023-05-03"),
        ("le premier jour du deuxième mois suivant celui de son adoption", "2023-01-01"),
        ("le même jour", "2022-11-03"),
        ("le 8 du même mois", "2022-11-08"),
        ("1er décembre de la même année", "2022-12-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("avant la fin de l'année", ["2023"]),
        ("d'ici à l'automne", ["2022"]),
        ("au printemps prochain", ["2023"]),
        ("a été signé", []),
        ("vendredi matin, en mai", ["2023-02-10", "2022-05"]),
        ("la semaine dernière", ["2023-02"]),
        ("dans dix jours", ["2023-02-20"]),
        ("les 6, 7 et 8 février, respectivement", ["2023-02-06", "2023-02-07", "2023-02-08"]),
        ("le 3 et le 5 mai 2022", ["2022-05-03", "2022-05-05"]),
        ("dernier jour de mars 2022", ["2022-03-31"]),
    ],
)
def test_days_weeks_seasons_and_years_in_words(text: str, values: list[str]) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == values
