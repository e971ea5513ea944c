import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.calibration import Calibration, expected_error, isotonic

scored = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(scored)
def test_a_table_rises(pairs: list[tuple[float, bool]]) -> None:
    knots = isotonic(pairs)
    assert [score for score, _ in knots] == sorted(score for score, _ in knots)
    probabilities = [probability for _, probability in knots]
    assert probabilities == sorted(set(probabilities))
    assert all(0 < probability < 1 for probability in probabilities)


@given(scored, st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_is_never_less_probable(pairs: list[tuple[float, bool]], one: float, other: float) -> None:
    calibration = Calibration({"event": isotonic(pairs)})
    low, high = sorted((one, other))
    assert calibration.probability("event", low) <= calibration.probability("event", high) + 1e-4


def test_what_was_right_half_the_time_is_half_probable() -> None:
    pairs = [(0.9, True), (0.9, False)] * 50
    assert Calibration({"event": isotonic(pairs)}).probability("event", 0.9) == pytest.approx(0.5)


def test_without_a_table_the_score_stands() -> None:
    assert Calibration({}).probability("event", 0.7) == 0.7


def test_the_error_is_the_distance_of_confidence_and_truth() -> None:
    assert expected_error([(0.95, True)] * 19 + [(0.95, False)]) == pytest.approx(0)
    assert expected_error([(0.95, False)] * 20) == pytest.approx(0.95)
    assert expected_error([]) == 0


def test_a_stored_table_is_read() -> None:
    stored = {"tables": {"event": [[0.2, 0.1], [0.8, 0.9]]}, "threshold": 0.7, "coverage": 0.5}
    calibration = Calibration.of(stored)
    assert calibration.probability("event", 0.5) == pytest.approx(0.5)
    assert (calibration.probability("event", 0.0), calibration.probability("event", 1.0)) == (0.1, 0.9)
    assert (calibration.threshold, calibration.coverage) == (0.7, 0.5)
