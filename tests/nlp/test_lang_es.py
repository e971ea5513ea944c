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

LANGUAGE = get("es")
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
        ("firmado el 4 de mayo de 2022", ["2022-05-04"]),
        ("martes, 7 de febrero del 2023", ["2023-02-07"]),
        ("el pasado 4 de mayo", ["2022-05-04"]),
        ("el 8 de marzo pasado", ["2022-03-08"]),
        ("el 7 de los corrientes", ["2023-02-07"]),
        ("el 7 del presente mes", ["2023-02-07"]),
        ("se firmó ayer, martes,", ["2023-02-09"]),
        ("este martes 7 de febrero", ["2023-02-07"]),
        ("el martes 7 firmaron", ["2023-02-07"]),
        ("desde el 1.º de abril de 2022", ["2022-04-01"]),
        ("el 1ero de abril de 2022", ["2022-04-01"]),
        ("Bogotá, febrero 7 de 2023", ["2023-02-07"]),
        ("a los 7 días del mes de febrero de 2023", ["2023-02-07"]),
        ("del 3 al 5 de mayo de 2022", ["2022-05"]),
        ("el pasado mes de enero", ["2023-01"]),
        ("el 20 del mes pasado", ["2023-01-20"]),
        ("el 3 de marzo del año pasado", ["2022-03-03"]),
        ("1 de enero del año en curso", ["2023-01-01"]),
        ("hace dos semanas", ["2023-01"]),
        ("hace un mes", ["2023-01"]),
        ("el viernes pasado", ["2023-02-03"]),
        ("07/02/2023", ["2023-02-07"]),
        ("setiembre de 2022", ["2022-09"]),
        ("en enero y en diciembre", ["2023-01", "2022-12"]),
        ("esta mañana, por la mañana", ["2023-02-10"]),
        ("el 15, ambas partes", ["2023-01-15"]),
        ("por mar y por aire", []),
        ("creció el 20 por ciento, el 4,5 por ciento", []),
    ],
)
def test_dates(text: str, values: list[str | None]) -> None:
    assert dates(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("el próximo 1 de junio", ["2023-06-01"]),
        ("el próximo mes de junio", ["2023-06"]),
        ("el 1 de junio", ["2023-06-01"]),
        ("mañana", ["2023-02-11"]),
        ("el próximo viernes", ["2023-02-17"]),
        ("el próximo año", ["2024"]),
        ("junio del próximo año", ["2024-06"]),
    ],
)
def test_dates_that_lie_ahead(text: str, values: list[str | None]) -> None:
    assert dates(text, future=True) == values


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("sumaron US$1,288.8 millones", [(1_288_800_000, "USD")]),
        ("alcanzó 4.258 millones de dólares", [(4_258_000_000, "USD")]),
        ("4,2 mil millones de euros", [(4_200_000_000, "EUR")]),
        ("3 mil 450 millones de pesos mexicanos", [(3_450_000_000, "MXN")]),
        ("1,5 billones de pesos colombianos", [(1_500_000_000_000, "COP")]),
        ("US$ 300 MM y 250 mil quetzales", [(300_000_000, "USD"), (250_000, "GTQ")]),
    ],
)
def test_amounts(tagged: Tagged, text: str, amounts: list[tuple[float, str]]) -> None:
    doc = tagged(text, "es")
    found = [parse_money(span.text, "es") for span in doc.spans["amounts"]]
    assert found == [Money(value, currency) for value, currency in amounts]


@pytest.mark.parametrize(("text", "percent"), [("un 32,9 % más", 32.9), ("bajó 4.5 por ciento", 4.5), ("-3,2%", -3.2)])
def test_percents(tagged: Tagged, text: str, percent: float) -> None:
    doc = tagged(text, "es")
    assert [parse_percent(span.text, "es") for span in doc.spans["percents"]] == [percent]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("treinta y cinco países", 35),
        ("veintiún socios", 21),
        ("su tercer acuerdo", 3),
        ("la séptima economía", 7),
        ("un acuerdo con 15 empresas", 15),
    ],
)
def test_numbers(tagged: Tagged, text: str, value: int) -> None:
    words = {**LANGUAGE.numbers, **LANGUAGE.ordinals}
    doc = tagged(text, "es")
    (span,) = doc.spans["numbers"]
    assert parse_number(span.text.lower(), words, LANGUAGE.scales, decimal_comma=LANGUAGE.decimal_comma) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Las aduanas firmaron un Acuerdo de Reconocimiento Mutuo",
            {Cue.SIGN: "firmaron", Cue.ARRANGEMENT: "Acuerdo de Reconocimiento Mutuo", Cue.INSTRUMENT: "un Acuerdo"},
        ),
        (
            "suscribieron los Arreglos de Reconocimiento Mutuo de los programas OEA",
            {
                Cue.SIGN: "suscribieron",
                Cue.ARRANGEMENT: "Arreglos de Reconocimiento Mutuo de los programas OEA",
                Cue.PROGRAMME: "OEA",
            },
        ),
        ("el ARM fue rubricado y sellado", {Cue.ARRANGEMENT: "ARM", Cue.SIGN: "rubricado"}),
        ("Brasil y Perú sellaron el convenio", {Cue.SIGN: "sellaron", Cue.INSTRUMENT: "el convenio"}),
        ("El arreglo entró en vigor", {Cue.FORCE: "entró en vigor", Cue.INSTRUMENT: "El arreglo"}),
        ("entrará en vigencia en junio", {Cue.PLANNED: "entrará", Cue.FORCE: "en vigencia"}),
        (
            "la plena implementación del acuerdo, vigente desde mayo",
            {Cue.FORCE: "vigente", Cue.ARRANGEMENTS: "acuerdo"},
        ),
        (
            "se firmará el Plan de Trabajo Conjunto",
            {Cue.PLANNED: "firmará", Cue.SIGN: "firmará", Cue.PLAN: "Plan de Trabajo Conjunto"},
        ),
        (
            "una hoja de ruta hacia el reconocimiento mutuo",
            {Cue.PLAN: "hoja de ruta", Cue.ARRANGEMENT: "reconocimiento mutuo"},
        ),
        ("iniciaron las negociaciones del acuerdo", {Cue.START_TALKS: "iniciaron las negociaciones"}),
        ("concluyeron las negociaciones del ARM", {Cue.AGREE_TEXT: "concluyeron las negociaciones"}),
        (
            "un convenio de asistencia administrativa mutua",
            {Cue.LOOKALIKE: "convenio de asistencia administrativa mutua"},
        ),
        (
            "no ha firmado; busca firmar; en fase de prueba",
            {Cue.DENIED: "no", Cue.PLANNED: "busca", Cue.PILOT: "fase de prueba"},
        ),
        ("tras los suscritos con Chile y Perú", {Cue.EARLIER: "tras los suscritos"}),
        ("ambas partes; las dos aduanas", {Cue.BOTH: "las dos aduanas"}),
        ("cuenta con acuerdos vigentes con Chile", {Cue.PARTNERS: "cuenta con acuerdos vigentes con"}),
        ("ampliaron el alcance del acuerdo", {Cue.EXPAND: "ampliaron el alcance del acuerdo"}),
        ("se suspendió el arreglo", {Cue.SUSPEND: "suspendió el arreglo"}),
        ("el acuerdo quedó sin efecto", {Cue.TERMINATE: "acuerdo quedó sin efecto"}),
        (
            "el comercio bilateral creció; las exportaciones cayeron; las importaciones",
            {
                Cue.TRADE: "comercio bilateral",
                Cue.UP: "creció",
                Cue.EXPORT: "exportaciones",
                Cue.DOWN: "cayeron",
                Cue.IMPORT: "importaciones",
            },
        ),
        ("un superávit, frente al mes anterior", {Cue.NO_FIGURE: "superávit", Cue.NOT_YOY: "mes anterior"}),
        (
            "China es el segundo mayor socio comercial",
            {Cue.RANK: "segundo mayor socio comercial", Cue.RANK_WORD: "mayor"},
        ),
        (
            "el 9 % de sus exportaciones; doce beneficios para 30 empresas",
            {Cue.SHARE: "de sus exportaciones", Cue.MEASURES: "beneficios", Cue.COMPANIES: "empresas"},
        ),
        (
            "países de la Franja y la Ruta y 5 economías",
            {Cue.COUNTRIES: "países", Cue.BELT_AND_ROAD: "Franja y la Ruta", Cue.ECONOMIES: "economías"},
        ),
    ],
)
def test_cues(tagged: Tagged, text: str, expected: dict[Cue, str]) -> None:
    assert {(str(cue), words) for cue, words in expected.items()} <= marked(tagged(text, "es"), "cues")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Con el objetivo de facilitar el comercio, firmaron", Cue.PLANNED),
        ("sin embargo, firmaron", Cue.DENIED),
        ("las negociaciones avanzan", Cue.DENIED),
        ("en vigor desde mayo", Cue.EARLIER),
        ("productos exportados", Cue.SIGN),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert str(cue) not in {label for label, _ in marked(tagged(text, "es"), "cues")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("menor número de inspecciones", "reduced_inspection"),
        ("prioridad en la inspección", "priority_inspection"),
        ("despacho aduanero prioritario", "priority_clearance"),
        ("un oficial de enlace", "liaison_contact"),
        ("reanudación del comercio tras una interrupción", "priority_recovery"),
        ("menos documentos", "reduced_documents"),
        ("un perfil de riesgo favorable", "risk_assessment"),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: str) -> None:
    assert {label for label, _ in marked(tagged(text, "es"), "benefits")} == {code}


TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de enero a octubre de 2022", "2022-01/2022-10"),
        ("entre enero y octubre del año pasado", "2022-01/2022-10"),
        ("en el período marzo-mayo", "2022-03/2022-05"),
        ("julio de 2021 a junio de 2022", "2021-07/2022-06"),
        ("los primeros once meses de 2021", "2021-01/2021-11"),
        ("los nueve primeros meses del año", "2022-01/2022-09"),
        ("primer semestre", "2022-01/2022-06"),
        ("la primera mitad de 2021", "2021-01/2021-06"),
        ("el segundo trimestre de este año", "2023-04/2023-06"),
        ("último trimestre de 2021", "2021-10/2021-12"),
        ("segundo bimestre de 2022", "2022-03/2022-04"),
        ("los tres primeros trimestres de 2022", "2022-01/2022-09"),
        ("el ejercicio fiscal 2021-2022", "2021-04/2022-03"),
        ("A agosto, las ventas sumaron", "2022-01/2022-08"),
        ("doce meses hasta junio de 2022", "2021-07/2022-06"),
        ("el año terminado el 30 de junio de 2022", "2021-07/2022-06"),
        ("del 1 al 20 de enero", "2023-01-01/2023-01-20"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert period_of(text, DATES.find(text), lambda _: TOLD, "IN") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("al día siguiente", "2022-11-04"),
        ("dos días después", "2022-11-05"),
        ("seis meses después de su firma", "2023-05-03"),
        ("transcurridos treinta días", "2022-12-03"),
        ("el primer día del segundo mes siguiente a su firma", "2023-01-01"),
        ("ese mismo día", "2022-11-03"),
        ("8 del mismo mes", "2022-11-08"),
        ("5 de diciembre de ese año", "2022-12-05"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("antes de que termine el año", ["2023"]),
        ("a fines de año", ["2023"]),
        ("el próximo verano", ["2023"]),
        ("otoño, en otoño", ["2022"]),
        ("la semana pasada", ["2023-02"]),
        ("dentro de diez días", ["2023-02-20"]),
        ("los días 6, 7 y 8 de febrero, respectivamente", ["2023-02-06", "2023-02-07", "2023-02-08"]),
        ("el 3 y el 5 de mayo de 2022", ["2022-05-03", "2022-05-05"]),
        ("primero de mayo de 2022", ["2022-05-01"]),
        ("el último día de marzo", ["2023-03-31"]),
        ("la semana del 6 de febrero", ["2023-02"]),
    ],
)
def test_days_weeks_seasons_and_years_in_words(text: str, values: list[str]) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == values
