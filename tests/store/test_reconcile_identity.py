"""Which recognition a set of parties means."""

from datetime import date

import pytest

from store.reconcile.identity import Identity, Unplaced, covers, identify, normal_form, side

GCC = ("AE", "BH", "KW", "OM", "QA", "SA")
ASEAN = ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN")


@pytest.mark.parametrize(
    ("named", "parties"),
    [
        ("MO CN", ("CN", "MO")),
        ("GCC", GCC),
        (" ".join(GCC), GCC),
        ("US GCC", ("GCC", "US")),
        ("US " + " ".join(GCC), ("GCC", "US")),
        ("MERCOSUR PACIFIC-ALLIANCE", ("MERCOSUR", "PACIFIC-ALLIANCE")),
        ("AR BR CL CO MX PE PY UY", ("MERCOSUR", "PACIFIC-ALLIANCE")),
        ("EAC IN", ("EAC", "IN")),
        ("BI IN KE RW SS TZ UG", ("EAC", "IN")),
        ("IN SS", ("IN", "SS")),
        ("CN EU", ("CN", "EU")),
    ],
)
def test_names_of_the_same_parties_meet(named: str, parties: tuple[str, ...]) -> None:
    assert normal_form(named.split()) == parties


def test_a_circle_of_administrations_that_holds_a_bloc_stays_a_circle() -> None:
    eleven = ["AR", "BO", "BR", "CL", "CO", "CR", "DO", "GT", "PE", "PY", "UY"]
    assert normal_form(eleven) == tuple(eleven)
    assert normal_form(["MERCOSUR", "BO", "CL", "CO", "CR", "DO", "GT", "PE"]) == tuple(eleven)


def test_a_members_own_act_belongs_to_its_blocs_recognition() -> None:
    assert identify(["TH", "ASEAN"]) == Identity(ASEAN, acceding=("TH",))
    assert identify(["AE", "GCC", "US"]) == Identity(("GCC", "US"), acceding=("AE",))


def test_a_bloc_with_all_its_members_is_everybodys_act() -> None:
    assert identify(["ASEAN", *ASEAN]) == Identity(ASEAN)


def test_the_union_absorbs_its_members() -> None:
    assert identify(["EU", "DE", "CN"]) == Identity(("CN", "EU"))


@pytest.mark.parametrize("named", [["CN"], ["EU"], ["EU", "DE"], ["DE", "FR"]])
def test_fewer_than_two_parties_make_no_recognition(named: list[str]) -> None:
    answer = identify(named)
    assert isinstance(answer, Unplaced)
    assert named[0] in answer.reason


def test_a_member_state_of_the_union_beside_a_third_country_is_a_question() -> None:
    answer = identify(["DE", "JP"])
    assert isinstance(answer, Identity)
    assert answer.parties == ("DE", "JP")
    assert "DE is a member of EU" in answer.question


def test_membership_is_that_of_the_day() -> None:
    before, after = identify(["GB", "JP"], date(2019, 6, 1)), identify(["GB", "JP"], date(2021, 1, 1))
    assert isinstance(before, Identity)
    assert before.question
    assert after == Identity(("GB", "JP"))


def test_parties_take_part_directly_or_through_their_bloc() -> None:
    assert side(("EU", "JP"), "DE") == "EU"
    assert side(("EU", "JP"), "JP") == "JP"
    assert side(("EU", "JP"), "CN") is None
    assert side(GCC, "GCC") == "GCC"
    assert covers(("EU", "JP"), "DE", "JP")
    assert not covers(("EU", "JP"), "DE", "FR")
    assert covers(("EU", "JP"), "GB", "JP", date(2019, 1, 1))
    assert not covers(("EU", "JP"), "GB", "JP", date(2021, 1, 1))
