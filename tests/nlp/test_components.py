"""Components on Docs built by hand: what anchors and candidates become, without any model."""

from collections.abc import Callable, Mapping

import pytest
from spacy.tokens import Doc

from nlp.anchors import Anchor
from nlp.annotations import Context, sheet
from nlp.components.anchors import whole_words
from nlp.components.counts import counts
from nlp.components.events import events
from nlp.components.evidence import Sentences
from nlp.components.figures import figures
from nlp.components.links import chosen, each_arrangement, signatories, sureness, taken, without_members
from nlp.components.respective import respective
from nlp.tokens import Tokens
from store.domain import Action, ReportedAs

Links = Mapping[str, Mapping[str, float]]
Made = Callable[..., Doc]


SIGNED = "Customs of Kenya and Oman signed an AEO arrangement in Nairobi on 4 May 2021, as Peru looked on."


def test_an_event_has_its_parties_date_evidence_and_calibrated_confidence(made: Made) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8, "PE": 0.1}, "event_date": {"4 May 2021": 0.95}}
    doc = events(
        made(SIGNED, ("signed", "event:signed", links, {"background": 0.1}), ("AEO arrangement", "inst", {}, {}))
    )
    (event,) = sheet(doc).reading.events
    assert (event.action, event.codes, event.reported_as) == (Action.SIGNED, ("KE", "OM"), ReportedAs.MAIN)
    assert [(p.text, SIGNED[p.start : p.end]) for p in event.parties] == [("Kenya", "Kenya"), ("Oman", "Oman")]
    assert event.date is not None
    assert (event.date.value, event.date.text) == ("2021-05-04", "4 May 2021")
    assert event.instrument == "AEO arrangement"
    assert SIGNED[event.evidence.start : event.evidence.end] == event.evidence.text == SIGNED
    raw = 0.9 * 0.9 * 0.8 * 0.9
    assert event.confidence == pytest.approx(0.1 + 0.5 * raw, abs=1e-3)
    assert event.field_confidence["parties"] == pytest.approx(0.9 * 0.8 * 0.9, abs=1e-3)


def test_the_confidence_of_a_plan_goes_by_a_table_of_its_own(made: Made) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8}}
    plan = ("arrangement", "event:planned", links, {"background": 0.1})
    doc = events(made(SIGNED, ("signed", "event:signed", links, {"background": 0.1}), plan))
    told = {event.action: event.confidence for event in sheet(doc).reading.events}
    raw = 0.9 * 0.9 * 0.8
    assert told == {
        Action.SIGNED: pytest.approx(0.1 + 0.5 * raw, abs=1e-3),
        Action.PLANNED: pytest.approx(0.2 * raw, abs=1e-3),
    }


def test_an_event_with_one_party_is_none(made: Made) -> None:
    doc = events(made(SIGNED, ("signed", "event:signed", {"event_party": {"KE": 0.9, "OM": 0.05}}, {})))
    assert sheet(doc).reading.events == ()


def test_the_union_signs_with_another_and_members_of_another_bloc_among_themselves(made: Made) -> None:
    text = "The EU and MERCOSUR each told of an AEO arrangement that was signed on 4 May 2021."
    acts = [(code, "event:signed", {"event_party": {code: 0.9}}, {}) for code in ("EU", "MERCOSUR")]
    (event,) = sheet(events(made(text, *acts))).reading.events
    assert event.codes == ("MERCOSUR",)


def test_a_recalled_event_without_a_date_is_none(made: Made) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8}}
    doc = events(made(SIGNED, ("signed", "event:signed", links, {"background": 0.9})))
    assert sheet(doc).reading.events == ()


def test_what_is_told_twice_is_one_event_with_the_date_that_one_has(made: Made) -> None:
    text = "Kenya and Oman signed an AEO arrangement. The signing took place on 4 May 2021."
    pair = {"event_party": {"KE": 0.9, "OM": 0.8}}
    doc = events(
        made(
            text,
            ("signed", "event:signed", pair, {"background": 0.2}),
            ("signing", "event:signed", {**pair, "event_date": {"4 May 2021": 0.9}}, {"background": 0.8}),
        )
    )
    (event,) = sheet(doc).reading.events
    assert event.date is not None
    assert (event.date.value, event.reported_as) == ("2021-05-04", ReportedAs.MAIN)


@pytest.mark.parametrize(("recalled", "told"), [(0.98, ("2019-05", "background")), (0.6, ("2021-06-04", "main"))])
def test_of_two_dates_that_one_act_cannot_have_the_surer_stands(
    made: Made, recalled: float, told: tuple[str, str]
) -> None:
    links = {"event_party": {"KE": 0.95, "OM": 0.95}}
    text = "Kenya and Oman signed an AEO arrangement in May 2019; the arrangement of 4 June 2021 is another."
    before = ("signed", "event:signed", links | {"event_date": {"May 2019": 0.95}}, {"background": 0.99}, recalled)
    now = ("arrangement of", "event:signed", links | {"event_date": {"4 June 2021": 0.95}}, {}, 0.8)
    (event,) = sheet(events(made(text, before, now))).reading.events
    assert event.date is not None
    assert (event.date.value, event.reported_as.value) == told


def test_a_third_party_is_taken_only_where_it_is_all_but_certain() -> None:
    def parties_of(**chances: float) -> list[str]:
        return signatories(Anchor(0, 1, "event:signed", 1.0, {}, {"event_party": list(chances.items())}))

    assert parties_of(KE=0.99, OM=0.98, PE=0.9) == ["KE", "OM"]
    assert parties_of(KE=0.99, OM=0.98, PE=0.97) == ["KE", "OM", "PE"]
    assert parties_of(KE=0.99, OM=0.3, PE=0.2) == ["KE", "OM"]
    assert parties_of(EU=0.99, PE=0.3) == ["EU"]


def test_a_bloc_speaks_for_its_members() -> None:
    assert without_members(["CL", "MERCOSUR", "PACIFIC-ALLIANCE"]) == ["MERCOSUR", "PACIFIC-ALLIANCE"]
    assert without_members(["EU", "US", "DE"]) == ["EU", "US"]
    assert without_members(["ASEAN", "VN", "TH"]) == ["ASEAN"]


def test_links_say_how_sure_they_are() -> None:
    anchor = Anchor(0, 1, "x", 1.0, {}, {"many": [("A", 0.9), ("B", 0.2)], "one": [("7", 0.3), ("9", 0.1)]})
    assert taken(anchor, "many") == ["A"]
    assert sureness(anchor, "many", ["A"]) == pytest.approx(0.72)
    assert chosen(anchor, "one") == (None, pytest.approx(0.6))
    assert chosen(anchor, "missing") == (None, 1.0)


def test_a_partner_list_has_holder_partners_and_status(made: Made) -> None:
    text = "Mexico recognises the AEOs of Peru and Chile."
    links = {"list_holder": {"MX": 0.9}, "list_partner": {"PE": 0.9, "CL": 0.8, "MX": 0.6}}
    doc = events(made(text, ("recognises", "partners:in_force", links, {})))
    (found,) = sheet(doc).reading.partner_lists
    assert (found.holder, found.partners, found.status) == ("MX", ("PE", "CL"), "in_force")


def test_a_figure_has_its_parties_period_and_the_sign_of_its_change(made: Made) -> None:
    text = "Exports from Chile to Japan fell by 4.5 per cent to USD 3.2 billion in 2020."
    links = {
        "figure_party": {"CL": 0.9, "JP": 0.95},
        "figure_exporter": {"CL": 0.9},
        "figure_period": {"2020": 0.9},
        "figure_change": {"4.5 per cent": 0.9},
    }
    doc = figures(made(text, ("USD 3.2 billion", "figure:export", links, {"falls": 0.8})))
    (figure,) = sheet(doc).reading.figures
    assert (figure.value, figure.currency, figure.between) == (3.2e9, "USD", ("CL", "JP"))
    assert (figure.period, figure.yoy_percent) == ("2020", -4.5)


def test_a_currency_that_is_dropped_is_the_one_before(made: Made) -> None:
    text = "Exports of Chile were USD 3.1 billion, and imports 2.4 billion."
    links = {"figure_party": {"CL": 0.9}}
    doc = figures(
        made(text, ("USD 3.1 billion", "figure:export", links, {}), ("2.4 billion", "figure:import", links, {}))
    )
    assert [(f.value, f.currency) for f in sheet(doc).reading.figures] == [(3.1e9, "USD"), (2.4e9, "USD")]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It is Chile's twelfth arrangement.", "twelfth", "ordinal", 12),
        ("It is the 3rd arrangement of Chile.", "3rd", "ordinal", 3),
        ("Chile has thirty-five partners.", "thirty-five", "countries", 35),
        ("Chile is the largest partner.", "largest", "rank", 1),
        ("Chile is the third-largest partner.", "third-largest", "rank", 3),
        ("They carry 41.5 per cent of Chile's trade.", "41.5 per cent", "share", 41.5),
    ],
)
def test_the_value_of_a_count(made: Made, text: str, words: str, kind: str, value: float) -> None:
    doc = counts(made(text, (words, f"count:{kind}", {"count_holder": {"CL": 0.9}}, {})))
    (count,) = sheet(doc).reading.counts
    assert (count.kind.value, count.value, count.holder, count.what) == (kind, value, "CL", words)


def test_an_amount_said_again_in_another_currency_is_no_figure(made: Made) -> None:
    text = (
        "Exports of India came to Rs 2.4 lakh crore, or about $29.8 billion, in May 2022, and imports to $40 billion."
    )
    india = {"figure_party": {"IN": 0.9}}
    doc = figures(
        made(
            text,
            ("Rs 2.4 lakh crore", "figure:export", india, {}),
            ("$29.8 billion", "figure:export", india, {}),
            ("$40 billion", "figure:import", india, {}),
        )
    )
    assert [(f.value, f.currency) for f in sheet(doc).reading.figures] == [(2.4e12, "INR"), (4e10, "USD")]


RESPECTIVELY = (
    "Trade of China with Chile, Peru and Kenya came to $4 billion, $3 billion and about $2 billion, increases of 1, 2 "
    "and 3 percent respectively."
)


def test_amounts_take_the_party_in_their_place(made: Made) -> None:
    links = {"figure_party": {"CN": 0.9, "CL": 0.6, "PE": 0.3, "KE": 0.2}}
    amounts = [(words, "figure:total", links, {}) for words in ("$4 billion", "$3 billion", "$2 billion")]
    doc = figures(respective(made(RESPECTIVELY, *amounts)))
    assert [(f.value, sorted(f.between)) for f in sheet(doc).reading.figures] == [
        (4e9, ["CL", "CN"]),
        (3e9, ["CN", "PE"]),
        (2e9, ["CN", "KE"]),
    ]
    plain = figures(respective(made(RESPECTIVELY.replace(" respectively", ""), *amounts)))
    assert {tuple(sorted(f.between)) for f in sheet(plain).reading.figures} == {("CL", "CN")}


def test_flows_between_two_are_no_parallel_lists(made: Made) -> None:
    text = "Exports and imports between Chile and Peru were $4 billion and $3 billion respectively."
    links = {"figure_party": {"CL": 0.9, "PE": 0.8}}
    doc = respective(made(text, ("$4 billion", "figure:export", links, {}), ("$3 billion", "figure:import", links, {})))
    assert [a.links["figure_party"] for a in sheet(doc).reading.anchors] == [[("CL", 0.9), ("PE", 0.8)]] * 2


def test_a_change_behind_an_amount_in_two_currencies_is_that_of_the_first(made: Made) -> None:
    text = "Chile's exports were 36 billion yuan, or about 5 billion dollars, 5.2 percent more than a year earlier."
    links = {"figure_party": {"CL": 0.9}, "figure_change": {"5.2 percent": 0.2}}
    again = {"figure_party": {"CL": 0.9}, "figure_change": {"5.2 percent": 0.8}}
    doc = made(text, ("36 billion yuan", "figure:export", links, {}), ("5 billion dollars", "figure:export", again, {}))
    (figure,) = sheet(figures(doc)).reading.figures
    assert (figure.value, figure.currency, figure.yoy_percent) == (36e9, "CNY", 5.2)


def test_changes_take_the_place_of_their_amounts(made: Made) -> None:
    text = "Exports and imports of Chile were $4 billion and $3 billion, up 1.5% and 2.5% respectively."
    links = {"figure_party": {"CL": 0.9}, "figure_change": {"1.5%": 0.9}}
    doc = figures(
        respective(made(text, ("$4 billion", "figure:export", links, {}), ("$3 billion", "figure:import", links, {})))
    )
    assert [f.yoy_percent for f in sheet(doc).reading.figures] == [1.5, 2.5]


@pytest.mark.parametrize(
    ("published", "told"), [("2021-05-05", 0), ("2021-06", 0), ("2021-05-04", 1), ("2021", 1), (None, 1)]
)
def test_a_plan_lies_ahead_of_the_page(made: Made, published: str | None, told: int) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8}, "event_date": {"4 May 2021": 0.95}}
    doc = events(made(SIGNED, ("signed", "event:planned", links, {}), published=published))
    assert len(sheet(doc).reading.events) == told


def test_the_text_knows_better_than_its_headline(made: Made) -> None:
    text = "Kenya and Oman open AEO lanes\n\nThe customs of Kenya and Oman signed an AEO action plan on 4 May 2021."
    pair = {"event_party": {"KE": 0.9, "OM": 0.8}}
    doc = made(text, ("open", "event:in_force", pair, {}), ("signed", "event:action_plan_signed", pair, {}))
    sheet(doc).context = Context(language="en", title="Kenya and Oman open AEO lanes")
    assert [event.action for event in sheet(events(doc)).reading.events] == [Action.ACTION_PLAN_SIGNED]
    sheet(doc).context = Context(language="en", title="Customs news")
    assert len(sheet(events(doc)).reading.events) == 2


def test_what_names_no_operators_is_no_recognition(made: Made) -> None:
    text = "Customs of Kenya and Oman signed a cooperative arrangement in Nairobi on 4 May 2021, against smuggling."
    links = {"event_party": {"KE": 0.9, "OM": 0.8}}
    assert sheet(events(made(text, ("signed", "event:signed", links, {})))).reading.events == ()
    named = text.replace("cooperative", "operators recognition")
    assert len(sheet(events(made(named, ("signed", "event:signed", links, {})))).reading.events) == 1


def test_a_bloc_has_an_arrangement_with_each_that_is_no_member() -> None:
    assert each_arrangement(["EU", "CH", "NO"]) == [["EU", "CH"], ["EU", "NO"]]
    assert each_arrangement(["EU", "CH"]) == [["EU", "CH"]]
    assert each_arrangement(["ASEAN", "TH", "MY"]) == [["ASEAN", "TH", "MY"]]
    assert each_arrangement(["KE", "OM", "PE"]) == [["KE", "OM", "PE"]]


def test_an_act_told_of_parties_and_dates_in_parallel_is_one_a_party(made: Made) -> None:
    text = "Oman signed AEO arrangements with Kenya and Peru, in May 2021 and June 2022 respectively."
    links = {"event_party": {"OM": 0.9, "KE": 0.8, "PE": 0.4}, "event_date": {"May 2021": 0.9, "June 2022": 0.1}}
    doc = events(respective(made(text, ("signed", "event:signed", links, {}))))
    told = {(e.codes, e.date.value if e.date else None) for e in sheet(doc).reading.events}
    assert told == {(("OM", "KE"), "2021-05"), (("OM", "PE"), "2022-06")}


def test_each_rung_has_its_own_list_of_dates(made: Made) -> None:
    text = (
        "Oman signed AEO arrangements with Kenya and Peru in May 2021 and June 2022, "
        "which took effect in August 2021 and October 2022, respectively."
    )
    parties = {"OM": 0.9, "KE": 0.8, "PE": 0.1}
    doc = events(
        respective(
            made(
                text,
                ("signed", "event:signed", {"event_party": parties, "event_date": {"June 2022": 0.9}}, {}),
                ("took effect", "event:in_force", {"event_party": parties, "event_date": {"August 2021": 0.9}}, {}),
            )
        )
    )
    told = {(e.action, e.codes[-1], e.date.value if e.date else None) for e in sheet(doc).reading.events}
    assert told == {
        ("signed", "KE", "2021-05"),
        ("signed", "PE", "2022-06"),
        ("in_force", "KE", "2021-08"),
        ("in_force", "PE", "2022-10"),
    }


def test_the_euro_area_trades_and_signs_nothing(made: Made) -> None:
    text = (
        "Exports of the euro area to Chile were EUR 3 billion. Chile signed an AEO arrangement with Peru on 4 May 2021."
    )
    doc = events(
        figures(
            made(
                text,
                ("EUR 3 billion", "figure:export", {"figure_party": {"EA": 0.9, "CL": 0.8}}, {}),
                ("signed", "event:signed", {"event_party": {"EA": 0.9, "CL": 0.8, "PE": 0.7}}, {}),
            )
        )
    )
    assert [figure.between for figure in sheet(doc).reading.figures] == [("EA", "CL")]
    assert [event.codes for event in sheet(doc).reading.events] == [("CL", "PE")]


def test_an_anchor_never_cuts_a_word(made: Made) -> None:
    doc = made("Priority customs clearance is granted.")
    found = whole_words(Tokens(doc), Anchor(0, 7, "benefit:priority_clearance", 0.8))
    assert doc.text[found.start : found.end] == "Priority"


def test_evidence_is_whole_sentences_without_outer_blanks(made: Made) -> None:
    doc = made("One thing.  Another thing. A third.")
    text = doc.text
    quote = Sentences(doc).quote(text.index("Another"), text.index("Another") + 3)
    assert (quote.text, text[quote.start : quote.end]) == ("Another thing.", "Another thing.")


def test_a_date_before_the_first_act_at_the_head_is_the_dateline(made: Made) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8}, "event_date": {"the 3rd": 0.9}}
    text = "NAIROBI, May 4, 2021 - Kenya and Oman signed an AEO arrangement on the 3rd."
    doc = events(made(text, ("signed", "event:signed", links, {})))
    assert sheet(doc).reading.dateline == "2021-05-04"
    (event,) = sheet(doc).reading.events
    assert event.date is not None
    assert (event.date.value, event.date.anchor) == ("2021-05-03", "dateline")


def test_the_date_of_the_page_is_that_of_no_act(made: Made) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8}, "event_date": {"May 4": 0.9}}
    text = "Kenya and Oman sign an AEO arrangement\nMay 4, 2021\nThe heads of both met."
    (event,) = sheet(events(made(text, ("sign", "event:signed", links, {})))).reading.events
    assert event.date is None


@pytest.mark.parametrize(("published", "told"), [("2024-12-26", 0), ("2025", 1), ("2025-06-01", 1), (None, 1)])
def test_an_amount_of_a_period_that_has_not_begun_is_a_target(made: Made, published: str | None, told: int) -> None:
    text = "Kenya and Oman want trade of $3 billion by 2025."
    links = {"figure_party": {"KE": 0.9, "OM": 0.9}, "figure_period": {"2025": 0.9}}
    doc = figures(made(text, ("$3 billion", "figure:total", links, {}), published=published))
    assert len(sheet(doc).reading.figures) == told
