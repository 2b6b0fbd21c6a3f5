"""From which probability the bot alarms or asks, and what a park may change of it."""

import pytest

from bot.components.danger.zones import Danger, Thresholds, rank

AT = Thresholds(alarm=0.6, ask=0.2)


@pytest.mark.parametrize(
    ("p", "zone"), [(0.0, "none"), (0.19, "none"), (0.2, "ask"), (0.59, "ask"), (0.6, "alarm")]
)
def test_the_zone_follows_from_the_probability(p: float, zone: str) -> None:
    assert AT.zone(p) == zone


def test_a_park_sets_thresholds_of_its_own() -> None:
    assert AT.of_park({"danger": {"alarm": 0.9, "ask": 0.5}}) == Thresholds(0.9, 0.5)
    assert AT.of_park({"danger": {"alarm": 0.9}}) == Thresholds(0.9, 0.2)


@pytest.mark.parametrize(
    "stated",
    [None, "loud", {"alarm": "x"}, {"alarm": 0.1}, {"ask": 0}, {"alarm": 2}, {"ask": None}, []],
)
def test_thresholds_that_make_no_sense_change_nothing(stated: object) -> None:
    assert AT.of_park({"danger": stated}) == AT


def test_an_alarm_ranks_above_a_surer_question() -> None:
    alarm, question = Danger("alarm", "gas", 0.3).as_json(), Danger("ask", "gas", 0.5).as_json()
    assert rank({"danger": alarm}) > rank({"danger": question}) > rank({})
