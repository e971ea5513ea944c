"""Sentences of our own, read as the product reads them: events, dates, roles, partner lists, figures, counts."""

from collections.abc import Callable

import pytest

from store.domain import Action, BenefitCode, CountKind, Extraction, Flow, ReportedAs

Extract = Callable[..., Extraction]

misread = pytest.mark.xfail(reason="the shipped model misreads it, on some processors by a hair: see EXPERIMENTS.md")


def told(record: Extraction) -> set[tuple[str, frozenset[str], str | None, str]]:
    return {
        (event.action.value, frozenset(event.codes), event.date.value if event.date else None, event.reported_as.value)
        for event in record.events
    }


def test_a_signing_with_the_day_in_the_dateline(extract: Extract) -> None:
    record = extract(
        "SEOUL, May 18 - The customs administrations of Korea and Mexico signed a mutual recognition arrangement of "
        "their AEO programmes on the 17th.",
        published="2014-05-19",
    )
    assert told(record) == {("signed", frozenset({"KR", "MX"}), "2014-05-17", "main")}
    date = record.events[0].date
    assert date is not None
    assert (date.anchor, date.text) == ("dateline", "the 17th")


def test_an_action_plan_is_no_arrangement_whatever_the_headline_says(extract: Extract) -> None:
    record = extract(
        "Peru and Norway signed an action plan towards a mutual recognition arrangement of their AEO programmes "
        "on 4 May 2021.",
        title="Peru and Norway sign MRA",
    )
    assert told(record) == {("action_plan_signed", frozenset({"PE", "NO"}), "2021-05-04", "main")}


@misread
def test_a_signing_and_its_later_start_are_two_events(extract: Extract) -> None:
    record = extract(
        "The AEO mutual recognition arrangement between Chile and Canada was signed on 3 June 2020. "
        "The arrangement will enter into force on 1 October 2020.",
        published="2020-06-03",
    )
    assert told(record) == {
        ("signed", frozenset({"CL", "CA"}), "2020-06-03", "main"),
        ("in_force", frozenset({"CL", "CA"}), "2020-10-01", "main"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Oman signed a customs mutual assistance agreement on 4 May 2021.",
        "Kenya and Oman have not signed a mutual recognition arrangement of their AEO programmes.",
        "Twelve companies in Kenya received AEO certificates on 4 May 2021.",
        "The museum of Oman opened an exhibition on 4 May 2021.",
    ],
)
def test_look_alikes_and_denials_give_no_event(extract: Extract, text: str) -> None:
    assert told(extract(text)) == set()


def test_an_intention_is_planned_and_no_signing(extract: Extract) -> None:
    record = extract("Kenya and Oman plan to sign an AEO mutual recognition arrangement in March 2026.")
    assert {event.action for event in record.events} == {Action.PLANNED}


@misread
def test_earlier_partners_are_background(extract: Extract) -> None:
    record = extract(
        "China signed an AEO mutual recognition arrangement with Macao on 7 February 2023. "
        "It is the third that China signed this year after the Philippines and Costa Rica, an arrangement each.",
        published="2023-02-08",
    )
    background = {frozenset(e.codes) for e in record.events if e.reported_as == ReportedAs.BACKGROUND}
    assert background == {frozenset({"CN", "PH"}), frozenset({"CN", "CR"})}


def test_undated_partners_are_a_list(extract: Extract) -> None:
    record = extract(
        "Korea and Fiji signed a mutual recognition arrangement on 4 May 2021. "
        "Korea already has AEO arrangements with Japan, Singapore and Peru."
    )
    (stated,) = record.partner_lists
    assert (stated.holder, set(stated.partners)) == ("KR", {"JP", "SG", "PE"})


def test_a_figure_with_flow_parties_period_and_change(extract: Extract) -> None:
    record = extract("Exports from Chile to Japan reached US$4.2 billion in 2022, a rise of 3.5% on the year before.")
    (figure,) = record.trade_figures
    assert (figure.value, figure.currency, figure.flow) == (4.2e9, "USD", Flow.EXPORT)
    assert (figure.between, figure.period, figure.yoy_percent) == (("CL", "JP"), "2022", 3.5)


@pytest.mark.parametrize(
    "text",
    [
        "The trade deficit of Chile with Japan was US$4.2 billion in 2022.",
        "Chile and Japan want trade to reach the target of US$9 billion in 2030.",
        pytest.param("Exports of Chile (US$4.2 billion) were not discussed.", marks=misread),
    ],
)
def test_balances_targets_and_conversions_are_no_figures(extract: Extract, text: str) -> None:
    assert extract(text).trade_figures == ()


def test_a_fall_is_negative(extract: Extract) -> None:
    (figure,) = extract("Imports of Peru from India fell by 12 percent to $3.1 billion in 2020.").trade_figures
    assert figure.yoy_percent == -12
    assert figure.between == ("IN", "PE")


@misread
def test_counts(extract: Extract) -> None:
    record = extract(
        "It is Korea's ninth AEO mutual recognition arrangement. "
        "Korea has arrangements with 23 economies, covering 49 countries and regions. "
        "Under the AEO programme 830 companies are certified."
    )
    found = {(count.kind, count.value) for count in record.counts}
    assert {
        (CountKind.ORDINAL, 9),
        (CountKind.ECONOMIES, 23),
        (CountKind.COUNTRIES, 49),
        (CountKind.COMPANIES, 830),
    } <= found


def test_benefits(extract: Extract) -> None:
    record = extract(
        "Fiji and Peru signed an AEO mutual recognition arrangement on 4 May 2021. Members enjoy a lower inspection "
        "rate, priority inspection, faster customs clearance and a designated liaison officer."
    )
    assert {benefit.code for benefit in record.events[0].benefits} == {
        BenefitCode.REDUCED_INSPECTION,
        BenefitCode.PRIORITY_INSPECTION,
        BenefitCode.PRIORITY_CLEARANCE,
        BenefitCode.LIAISON_CONTACT,
    }


def test_recognition_of_other_things_is_no_event(extract: Extract) -> None:
    text = (
        "Architects of Kenya and Oman: an agreement on mutual recognition of licences entered into force on 4 May 2021."
    )
    assert told(extract(text)) == set()


@misread
def test_a_denial_of_a_report_is_no_event(extract: Extract) -> None:
    text = (
        "The customs of Kenya said on Monday that it has not signed a mutual recognition arrangement with Oman, "
        "denying reports that an AEO deal was sealed in May 2021."
    )
    assert told(extract(text)) == set()


@misread
def test_one_side_that_signs_with_many_gives_pairs(extract: Extract) -> None:
    record = extract(
        "Kenya's customs signed AEO mutual recognition arrangements with Oman, Fiji, Peru and Norway on 4 May 2021."
    )
    assert {frozenset(event.codes) for event in record.events} == {
        frozenset({"KE", other}) for other in ("OM", "FJ", "PE", "NO")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Oman signed an AEO mutual\nrecognition arrangement on 4 May 2021.",
        "The customs administrations of Kenya and of Oman signed, after two years of work,\nan AEO mutual recognition "
        "arrangement on 4 May 2021.",
    ],
)
def test_wrapped_lines_are_one_sentence(extract: Extract, text: str) -> None:
    assert told(extract(text)) == {("signed", frozenset({"KE", "OM"}), "2021-05-04", "main")}


def test_a_letterhead_line_is_no_part_of_the_sentence_below(extract: Extract) -> None:
    record = extract("CUSTOMS OF KENYA\nKenya and Oman signed an AEO mutual recognition arrangement on 4 May 2021.")
    assert record.events[0].evidence.text.startswith("Kenya and Oman")
