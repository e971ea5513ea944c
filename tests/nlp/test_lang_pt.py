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

LANGUAGE = get("pt")
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
        ("assinado em 4 de maio de 2022", ["2022-05-04"]),
        ("no passado dia 4 de maio", ["2022-05-04"]),
        ("no dia 7 do corrente mês", ["2023-02-07"]),
        ("a 7 deste mês", ["2023-02-07"]),
        ("nesta terça-feira (7)", ["2023-02-07"]),
        ("nesta quarta (8)", ["2023-02-08"]),
        ("terça-feira, 7 de Fevereiro de 2023", ["2023-02-07"]),
        ("em 1º de abril de 2022", ["2022-04-01"]),
        ("na última sexta-feira", ["2023-02-03"]),
        ("na terça-feira passada", ["2023-02-07"]),
        ("ontem, quinta-feira,", ["2023-02-09"]),
        ("anteontem e hoje", ["2023-02-08", "2023-02-10"]),
        ("hoje, 7 de fevereiro", ["2023-02-07"]),
        ("no dia 7, as partes", ["2023-02-07"]),
        ("nos dias 3 e 4 de maio de 2022", ["2022-05"]),
        ("de 3 a 5 de maio de 2022", ["2022-05"]),
        ("em maio de 2022", ["2022-05"]),
        ("em novembro passado", ["2022-11"]),
        ("no passado mês de dezembro", ["2022-12"]),
        ("a partir de janeiro", ["2023-01"]),
        ("3 de março do ano passado", ["2022-03-03"]),
        ("no mês passado", ["2023-01"]),
        ("há duas semanas", ["2023-01"]),
        ("há um ano", ["2022"]),
        ("07/02/2023", ["2023-02-07"]),
        ("na quarta reunião", []),
    ],
)
def test_dates(text: str, values: list[str | None]) -> None:
    assert dates(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("no próximo dia 1 de junho", ["2023-06-01"]),
        ("em 1º de junho", ["2023-06-01"]),
        ("na próxima segunda-feira", ["2023-02-13"]),
        ("amanhã", ["2023-02-11"]),
        ("no próximo ano", ["2024"]),
        ("em junho próximo", ["2023-06"]),
    ],
)
def test_dates_that_lie_ahead(text: str, values: list[str | None]) -> None:
    assert dates(text, future=True) == values


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("somou US$ 4,258 bilhões", [(4_258_000_000, "USD")]),
        ("13,98 mil milhões de patacas", [(13_980_000_000, "MOP")]),
        ("1.288,8 milhões de dólares", [(1_288_800_000, "USD")]),
        ("R$ 300 mi", [(300_000_000, "BRL")]),
        ("4,5 milhões de euros", [(4_500_000, "EUR")]),
    ],
)
def test_amounts(tagged: Tagged, text: str, amounts: list[tuple[float, str]]) -> None:
    doc = tagged(text, "pt")
    found = [parse_money(span.text, "pt") for span in doc.spans["amounts"]]
    assert found == [Money(value, currency) for value, currency in amounts]


@pytest.mark.parametrize(("text", "percent"), [("alta de 12,4%", 12.4), ("caíram 3,2 por cento", 3.2)])
def test_percents(tagged: Tagged, text: str, percent: float) -> None:
    doc = tagged(text, "pt")
    assert [parse_percent(span.text, "pt") for span in doc.spans["percents"]] == [percent]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vinte e dois parceiros", 22),
        ("trinta empresas", 30),
        ("o terceiro acordo", 3),
        ("duas alfândegas", 2),
        ("um acordo, o décimo", 10),
    ],
)
def test_numbers(tagged: Tagged, text: str, value: int) -> None:
    words = {**LANGUAGE.numbers, **LANGUAGE.ordinals}
    doc = tagged(text, "pt")
    (span,) = doc.spans["numbers"]
    assert parse_number(span.text.lower(), words, LANGUAGE.scales, decimal_comma=LANGUAGE.decimal_comma) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "assinaram um Acordo de Reconhecimento Mútuo dos programas OEA",
            {
                Cue.SIGN: "assinaram",
                Cue.ARRANGEMENT: "Acordo de Reconhecimento Mútuo dos programas OEA",
                Cue.INSTRUMENT: "um Acordo",
                Cue.PROGRAMME: "OEA",
            },
        ),
        (
            "foi celebrado o arranjo; as duas alfândegas rubricaram",
            {Cue.SIGN: "rubricaram", Cue.BOTH: "as duas alfândegas", Cue.INSTRUMENT: "o arranjo"},
        ),
        ("entrou em vigor; passou a vigorar", {Cue.FORCE: "entrou em vigor"}),
        ("entrará em vigor; assinarão", {Cue.PLANNED: "entrará", Cue.FORCE: "em vigor", Cue.SIGN: "assinarão"}),
        ("o plano de trabalho conjunto; o plano de acção", {Cue.PLAN: "plano de trabalho conjunto"}),
        ("um roteiro para o reconhecimento mútuo", {Cue.PLAN: "roteiro", Cue.ARRANGEMENT: "reconhecimento mútuo"}),
        ("deram início às negociações", {Cue.START_TALKS: "deram início às negociações"}),
        ("concluíram as negociações", {Cue.AGREE_TEXT: "concluíram as negociações"}),
        ("acordo de assistência mútua; acordo de livre comércio", {Cue.LOOKALIKE: "acordo de assistência mútua"}),
        (
            "não assinou; pretende assinar; projeto-piloto",
            {Cue.DENIED: "não", Cue.PLANNED: "pretende", Cue.PILOT: "projeto-piloto"},
        ),
        ("após os assinados com o Chile", {Cue.EARLIER: "após os assinados"}),
        ("tem acordos em vigor com o Chile", {Cue.PARTNERS: "tem acordos em vigor com"}),
        (
            "ampliação do âmbito do acordo; foi suspenso o acordo",
            {Cue.EXPAND: "ampliação do âmbito do acordo", Cue.SUSPEND: "suspenso o acordo"},
        ),
        ("o acordo deixou de vigorar", {Cue.TERMINATE: "acordo deixou de"}),
        (
            "a corrente de comércio cresceu; as exportações caíram; as importações",
            {
                Cue.TRADE: "corrente de comércio",
                Cue.UP: "cresceu",
                Cue.EXPORT: "exportações",
                Cue.DOWN: "caíram",
                Cue.IMPORT: "importações",
            },
        ),
        ("um défice, face ao mês anterior", {Cue.NO_FIGURE: "défice", Cue.NOT_YOY: "mês anterior"}),
        ("o segundo maior parceiro comercial", {Cue.RANK: "segundo maior parceiro comercial", Cue.RANK_WORD: "maior"}),
        (
            "9 % do comércio; benefícios para 30 empresas; países da Faixa e Rota; 5 economias",
            {
                Cue.SHARE: "do comércio",
                Cue.MEASURES: "benefícios",
                Cue.COMPANIES: "empresas",
                Cue.COUNTRIES: "países",
                Cue.BELT_AND_ROAD: "Faixa e Rota",
                Cue.ECONOMIES: "economias",
            },
        ),
    ],
)
def test_cues(tagged: Tagged, text: str, expected: dict[Cue, str]) -> None:
    assert {(str(cue), words) for cue, words in expected.items()} <= marked(tagged(text, "pt"), "cues")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("a Receita Federal", Cue.NO_FIGURE),
        ("com o objetivo de facilitar, assinaram", Cue.PLANNED),
        ("em vigor desde maio", Cue.EARLIER),
        ("o acordo é importante", Cue.SIGN),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert str(cue) not in {label for label, _ in marked(tagged(text, "pt"), "cues")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("menor número de inspeções", "reduced_inspection"),
        ("prioridade nas inspecções", "priority_inspection"),
        ("despacho mais rápido", "priority_clearance"),
        ("um ponto de contacto", "liaison_contact"),
        ("a retomada do comércio", "priority_recovery"),
        ("menos documentos", "reduced_documents"),
        ("menor pontuação de risco", "risk_assessment"),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: str) -> None:
    assert {label for label, _ in marked(tagged(text, "pt"), "benefits")} == {code}


TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de janeiro a outubro de 2022", "2022-01/2022-10"),
        ("entre janeiro e julho", "2022-01/2022-07"),
        ("no período de Janeiro a Abril", "2022-01/2022-04"),
        ("nos primeiros onze meses de 2021", "2021-01/2021-11"),
        ("no 1º semestre", "2022-01/2022-06"),
        ("segunda metade de 2021", "2021-07/2021-12"),
        ("quarto trimestre do ano passado", "2022-10/2022-12"),
        ("2T2022", "2022-04/2022-06"),
        ("último trimestre", "2022-10/2022-12"),
        ("primeiro bimestre", "2022-01/2022-02"),
        ("nos três primeiros trimestres", "2022-01/2022-09"),
        ("ano fiscal de 2021/22", "2021-04/2022-03"),
        ("até novembro", "2022-01/2022-11"),
        ("doze meses até junho de 2022", "2021-07/2022-06"),
        ("de 1 a 20 de janeiro", "2023-01-01/2023-01-20"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert period_of(text, DATES.find(text), lambda _: TOLD, "IN") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no dia seguinte", "2022-11-04"),
        ("dois dias depois", "2022-11-05"),
        ("decorridos trinta dias", "2022-12-03"),
        ("seis meses após a assinatura", "2023-05-03"),
        ("primeiro dia do terceiro mês seguinte ao da adoção", "2023-02-01"),
        ("no mesmo dia", "2022-11-03"),
        ("8 do mesmo mês", "2022-11-08"),
        ("dezembro daquele ano", "2022-12"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("antes do fim do ano", ["2023"]),
        ("no próximo verão", ["2023"]),
        ("na semana passada", ["2023-02"]),
        ("dentro de dez dias", ["2023-02-20"]),
        ("na quinta (9)", ["2023-02-09"]),
        ("sexta-feira finda", ["2023-02-03"]),
        ("em 1º/08/2022", ["2022-08-01"]),
        ("amanhã, 11 de fevereiro", ["2023-02-11"]),
        ("em 3 e em 5 de maio de 2022", ["2022-05-03", "2022-05-05"]),
        ("nos dias 6, 7 e 8 de fevereiro, respectivamente", ["2023-02-06", "2023-02-07", "2023-02-08"]),
        ("segunda parte, quinta edição", []),
    ],
)
def test_days_weeks_seasons_and_years_in_words(text: str, values: list[str]) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == values
