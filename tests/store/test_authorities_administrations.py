"""Administrations and blocs: codes are real, membership follows the calendar, full lists become blocs."""

from datetime import date

import pytest

from store.authorities.administrations import administration, administrations, is_party
from store.authorities.blocs import bloc_codes, bloc_name, blocs, bound_members, canonical_parties, members
from store.errors import AuthoritiesError


def test_every_row_is_read_once() -> None:
    codes = [row.iso2 for row in administrations()]
    assert len(codes) == 198
    assert codes == sorted(set(codes))


def test_rows_have_the_facts_in_their_columns() -> None:
    korea = administration("KR")
    assert korea.customs_administration_en == "Korea Customs Service"
    assert korea.acronyms == ("KCS",)
    assert korea.native_name == "관세청"
    assert administration("CN").acronyms == ("GACC", "GAC", "China Customs")
    assert administration("AD").acronyms == ()


@pytest.mark.parametrize("code", ["UK", "kr", "", "ASEAN"])
def test_an_unknown_administration_is_named_in_the_error(code: str) -> None:
    with pytest.raises(AuthoritiesError, match=f"'{code}'"):
        administration(code)


@pytest.mark.parametrize("code", ["CN", "HK", "MO", "TW", "XK", "EU", "ASEAN", "PACIFIC-ALLIANCE"])
def test_territories_and_blocs_are_parties(code: str) -> None:
    assert is_party(code)


@pytest.mark.parametrize("code", ["UK", "eu", "", "ZZ", "WCO", "Georgia"])
def test_anything_else_is_no_party(code: str) -> None:
    assert not is_party(code)


def test_the_nine_blocs() -> None:
    assert bloc_codes() == {
        "EU", "ASEAN", "EAC", "GCC", "MERCOSUR", "EAEU", "SACU", "PACIFIC-ALLIANCE", "ANDEAN",
    }  # fmt: skip
    assert bloc_name("SACU") == "Southern African Customs Union"


@pytest.mark.parametrize("bloc", sorted(bloc_codes()))
def test_members_are_administrations_and_no_blocs(bloc: str) -> None:
    assert len(members(bloc)) > 1
    for member in members(bloc):
        assert administration(member).iso2 not in bloc_codes()


@pytest.mark.parametrize("bloc", sorted(bloc_codes()))
def test_bounds_are_dates_in_order(bloc: str) -> None:
    memberships = blocs()[bloc].memberships
    assert memberships
    for membership in memberships:
        assert (membership.joined or date.min) < (membership.left or date.max)


def test_the_united_kingdom_leaves_at_the_end_of_january_2020() -> None:
    assert "GB" in members("EU", date(2019, 6, 1))
    assert "GB" in members("EU", date(2020, 1, 31))
    assert "GB" not in members("EU", date(2020, 2, 1))
    assert "GB" not in members("EU", date(2021, 1, 1))
    assert "GB" in bound_members("EU", date(2020, 12, 31))
    assert "GB" not in bound_members("EU", date(2021, 1, 1))
    assert bound_members("EU") == members("EU")
    assert "GB" not in members("EU")
    assert len(members("EU")) == 27


def test_later_members_are_counted_from_their_first_day() -> None:
    assert "HR" not in members("EU", date(2013, 6, 30))
    assert "HR" in members("EU", date(2013, 7, 1))
    assert members("EAEU", date(2015, 3, 1)) == {"AM", "BY", "KZ", "RU"}
    assert members("EAEU") == {"AM", "BY", "KG", "KZ", "RU"}


def test_a_bloc_that_is_none_is_named_in_the_error() -> None:
    with pytest.raises(AuthoritiesError, match=r"'NAFTA' is no bloc.*MERCOSUR"):
        members("NAFTA")


def test_a_full_list_of_members_is_the_bloc() -> None:
    gulf = ["AE", "BH", "KW", "OM", "QA", "SA"]
    assert canonical_parties(gulf) == {"GCC"}
    assert canonical_parties([*gulf, "CN"]) == {"GCC", "CN"}
    assert canonical_parties(gulf[1:]) == set(gulf[1:])


def test_a_member_beside_its_bloc_stays() -> None:
    assert canonical_parties(["ASEAN", "TH"]) == {"ASEAN", "TH"}


def test_members_of_a_bloc_are_spent_only_once() -> None:
    pacific_first = canonical_parties(["CL", "CO", "MX", "PE", "BO", "EC"])
    assert pacific_first == {"PACIFIC-ALLIANCE", "BO", "EC"}


def test_no_parties_stay_no_parties() -> None:
    assert canonical_parties([]) == frozenset()
