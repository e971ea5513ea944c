"""Points in time as indexes and users write them."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.moments import iso_moment, stated_moment


@pytest.mark.parametrize("words", ["2023-02-07", "20230207"])
def test_a_bare_day_means_its_end(words: str) -> None:
    assert iso_moment(words) == datetime(2023, 2, 7, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_time_keeps_its_own_zone_and_has_utc_without_one() -> None:
    assert iso_moment("2023-02-07T09:00").tzinfo is UTC
    assert iso_moment("2023-02-07T09:00+08:00").utcoffset() == timedelta(hours=8)


def test_an_index_may_write_it_as_mail_does() -> None:
    assert stated_moment(" Tue, 07 Feb 2023 01:30:00 +0800 ") == datetime(2023, 2, 6, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("words", [None, "", "  ", "soon", "2023-02-31", "Tue, 99 Feb 2023 01:30:00 +0800"])
def test_what_states_no_time_gives_none(words: str | None) -> None:
    assert stated_moment(words) is None
