"""What grows is told from what only wavers."""

import pytest

from bench.trend import thinned, trend


def test_what_grows_has_a_slope_and_ends_higher() -> None:
    grows = trend([0, 60, 120, 180, 240], [100, 101, 102, 103, 104])
    assert grows.slope == pytest.approx(60)
    assert grows.times == pytest.approx(1.04)


def test_what_wavers_is_flat() -> None:
    seconds = [float(at) for at in range(20)]
    wavers = trend(seconds, [100.0, 110.0] * 10)
    assert wavers.times == pytest.approx(1.0)
    assert abs(wavers.slope) < 1000


def test_nothing_that_stays_nothing_is_flat_and_something_from_nothing_is_not() -> None:
    seconds = [0.0, 1, 2, 3, 4]
    assert trend(seconds, [0, 0, 0, 0, 0]).times == 1
    assert trend(seconds, [0, 0, 0, 0, 3]).times == float("inf")


def test_fewer_than_five_points_have_no_fifths() -> None:
    with pytest.raises(ValueError, match="five"):
        trend([0, 1], [1, 2])


def test_a_chart_has_no_more_points_than_it_can_show() -> None:
    assert thinned([1, 3, 5, 7, 9], 2) == [3, 8]
    assert thinned([1, 2], 24) == [1, 2]
