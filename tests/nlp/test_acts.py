"""Which acts are kept, and which are told by a list or by a place in a series; Docs and anchors are made by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from nlp.anchors import Anchor
from nlp.annotations import PartySpan, sheet
from nlp.components.events import events
from nlp.components.kept import kept
from nlp.components.links import signatories
from nlp.components.listed import listed
from nlp.components.series import series
from store.domain import Extraction

Made = Callable[..., Doc]


def acts(doc: Doc) -> list[Anchor]:
    return [anchor for anchor in sheet(doc).reading.anchors if anchor.kind == "event"]


def pairs(doc: Doc) -> list[tuple[str, str, list[str]]]:
    return [(doc.text[act.start : act.end], act.value, sorted(signatories(act))) for act in acts(doc)]


PAIR = {"event_party": {"KE": 0.9, "OM": 0.8}}
OTHERS = {"event_party": {"PE": 0.9, "CL": 0.8}}
TEXT = "Kenya and Oman signed an AEO arrangement. Peru had reached an agreement with Chile."


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (0.8, 0.5, ["signed", "reached"]),  # a text that tells of acts tells of doubtful ones too
        (0.8, 0.4, ["signed"]),
        (0.6, 0.6, []),  # a text that tells nothing surely tells nothing
        (0.6, 0.8, ["reached", "signed"]),
    ],
)
def test_how_sure_an_act_must_be_depends_on_the_others(
    made: Made, first: float, second: float, told: list[str]
) -> None:
    doc = made(
        TEXT,
        ("signed", "event:signed", PAIR, {}, first),
        ("reached", "event:signed", OTHERS, {"background": 0.9}, second),
    )
    assert sorted(words for words, *_ in pairs(kept(doc))) == sorted(told)


@pytest.mark.parametrize(
    ("titled", "recalled", "told"),
    [(("KE", "OM"), 0.1, ["signed"]), (("KE", "PE"), 0.1, []), (("KE", "OM"), 0.9, [])],
)
def test_an_announced_act_of_the_titles_parties_needs_to_be_less_sure(
    made: Made, titled: tuple[str, ...], recalled: float, told: list[str]
) -> None:
    doc = made(TEXT, ("signed", "event:signed", PAIR, {"background": recalled}, 0.55))
    title = tuple(PartySpan(number, number + 1, (code,), "country") for number, code in enumerate(titled))
    sheet(doc).reading = replace(sheet(doc).reading, titled=title)
    assert [words for words, *_ in pairs(kept(doc))] == told


def test_what_verb_noun_and_name_each_may_tell_is_told(made: Made) -> None:
    weak = [(words, "event:signed", OTHERS, {}, 0.4) for words in ("reached", "agreement with", "Chile")]
    signed = ("signed", "event:signed", PAIR, {}, 0.9)
    assert pairs(kept(made(TEXT, signed, weak[0]))) == [("signed", "signed", ["KE", "OM"])]
    together = acts(kept(made(TEXT, signed, *weak)))
    assert [round(act.score, 3) for act in together] == [0.9, round(1 - 0.6**3, 3)]


def test_a_plan_beside_no_act_is_kept_and_makes_no_text_of_acts(made: Made) -> None:
    plan = ("reached", "event:planned", OTHERS, {}, 0.9)
    assert [act.value for act in acts(kept(made(TEXT, plan, ("signed", "event:signed", PAIR, {}, 0.6))))] == ["planned"]


LISTED = "Oman signed AEO arrangements with Kenya, Peru and Chile in 2021."


def test_each_party_of_a_list_has_its_own_act(made: Made) -> None:
    links = {"event_party": {"OM": 0.95, "KE": 0.9, "PE": 0.2, "CL": 0.03}, "event_date": {"2021": 0.9}}
    doc = listed(made(LISTED, ("signed", "event:signed", links, {})))
    assert pairs(doc) == [
        ("signed", "signed", ["KE", "OM"]),
        ("Peru", "signed", ["OM", "PE"]),
        ("Chile", "signed", ["CL", "OM"]),
    ]
    assert {event.date.value for event in sheet(events(doc)).reading.events if event.date} == {"2021"}


def test_a_party_that_nothing_speaks_for_is_passed_over(made: Made) -> None:
    links = {"event_party": {"OM": 0.95, "KE": 0.9, "PE": 0.2, "CL": 0.001}}
    assert [words for words, *_ in pairs(listed(made(LISTED, ("signed", "event:signed", links, {}))))] == [
        "signed",
        "Peru",
    ]


def test_the_two_ends_of_an_act_are_no_list(made: Made) -> None:
    for text in ("An AEO arrangement between Kenya and Oman was signed.", "Kenya and Oman signed an AEO arrangement."):
        links = {"event_party": {"KE": 0.95, "OM": 0.9, "PE": 0.3}}
        assert len(acts(listed(made(text, ("signed", "event:signed", links, {}))))) == 1


def test_a_list_that_an_act_takes_most_of_is_taken_whole(made: Made) -> None:
    text = "Kenya, Oman, Peru and Chile signed a regional AEO arrangement."
    links = {"event_party": {"KE": 0.97, "OM": 0.96, "PE": 0.6, "CL": 0.3}}
    assert pairs(listed(made(text, ("signed", "event:signed", links, {})))) == [
        ("signed", "signed", ["CL", "KE", "OM", "PE"])
    ]
    few = {"event_party": {"KE": 0.97, "OM": 0.96, "PE": 0.02, "CL": 0.01}}
    assert pairs(listed(made(text, ("signed", "event:signed", few, {})))) == [("signed", "signed", ["KE", "OM"])]


def test_a_bloc_is_a_party_where_its_members_stand_listed_beside_it(made: Made) -> None:
    text = "Mercosur (Argentina, Brazil, Paraguay and Uruguay) and Chile signed an AEO arrangement."
    members = dict.fromkeys(("AR", "BR", "PY", "UY"), 0.35)
    doc = listed(made(text, ("signed", "event:signed", {"event_party": {"CL": 0.9, "MERCOSUR": 0.4, **members}}, {})))
    (event,) = sheet(events(doc)).reading.events
    assert set(event.codes) == {"CL", "MERCOSUR"}


THIRD = (
    "China and Macao signed an AEO arrangement. It is China's third this year, after the Philippines and Costa Rica."
)
NOW = ("signed", "event:signed", {"event_party": {"CN": 0.9, "MO": 0.9}}, {})


def test_a_place_in_a_series_tells_those_before_it(made: Made) -> None:
    place = ("third", "count:ordinal", {"count_holder": {"CN": 0.9}}, {})
    doc = series(made(THIRD, NOW, place, published="2023-02-07"))
    assert pairs(doc) == [
        ("signed", "signed", ["CN", "MO"]),
        ("Philippines", "signed", ["CN", "PH"]),
        ("Costa Rica", "signed", ["CN", "CR"]),
    ]
    told = {(event.codes, event.date.value) for event in sheet(events(doc)).reading.events if event.date}
    assert told == {(("CN", "PH"), "2023"), (("CN", "CR"), "2023")}


@pytest.mark.parametrize("changed", [("third", "fourth"), (" this year", ""), ("Philippines and", "Philippines; not")])
def test_a_place_that_does_not_fit_the_names_tells_nothing_more(made: Made, changed: tuple[str, str]) -> None:
    text = THIRD.replace(*changed)
    place = ("fourth" if "fourth" in text else "third", "count:ordinal", {"count_holder": {"CN": 0.9}}, {})
    assert len(acts(series(made(text, NOW, place, published="2023-02-07")))) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Macao, 7 février 2023. Les douanes de Chine et de Macao ont signé aujourd'hui un arrangement de "
            "reconnaissance mutuelle de leurs opérateurs économiques agréés. C'est le troisième accord que la Chine "
            "signe cette année, après ceux conclus avec les Philippines et le Costa Rica.",
        ),
        (
            "ja",
            "2023年2月7日、中国海関総署とマカオ税関はAEO相互承認取決めに署名した。"
            "中国が今年署名した取決めとしては、フィリピン、コスタリカに続き3件目となる。",
        ),
    ],
)
def test_a_series_is_read_in_other_languages(extract: Callable[..., Extraction], language: str, text: str) -> None:
    record = extract(text, language, published="2023-02-07")
    recalled = {(frozenset(e.codes), e.date and e.date.value) for e in record.events if e.reported_as == "background"}
    assert recalled == {(frozenset({"CN", "PH"}), "2023"), (frozenset({"CN", "CR"}), "2023")}
