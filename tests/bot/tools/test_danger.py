"""Figures of danger: what counts as what."""

import math

from bot.components.danger.data import Line
from bot.components.danger.deciding import Words
from bot.components.danger.zones import Thresholds
from bot.tools.danger import Figures, Judged, chosen, table

AT = Thresholds(alarm=0.6, ask=0.2)


def judged(kind: str, p: float, *, critical: bool = False, ruled: bool = False) -> Judged:
    return Judged(Line("…", critical, kind, "w1"), p, said(ruled=ruled))


def said(*, ruled: bool = False, patient: bool = False) -> Words:
    return Words("…", ruled=ruled, named=None, patient=patient, usual=False, cries=False)


def test_shares_are_of_dangers_of_lookalikes_and_of_ordinary_messages() -> None:
    rows = [
        judged("fire", 0.9, critical=True),
        judged("gas", 0.3, critical=True),
        judged("gas", 0.1, critical=True, ruled=True),
        judged("medical", 0.1, critical=True),
        judged("news", 0.7),
        judged("denial", 0.2),
        judged("repair_ordinary", 0.5),
        judged("order", 0.0),
    ]
    assert Figures.of(rows, AT) == Figures(0.5, 0.75, 0.5, 0.5, 0.0, 0.5)


def test_where_there_was_nothing_there_is_no_share() -> None:
    assert math.isnan(Figures.of([judged("news", 0.1)], AT).recall)
    assert "| w1 | 1 | – | – | 0.000 | 0.000 | – | – |" in table([judged("news", 0.1)], AT)


def test_the_worst_is_the_surest_mistake() -> None:
    assert judged("fire", 0.1, critical=True).wrong == 0.9
    assert judged("news", 0.1, ruled=True).wrong == 1.0


def test_what_says_that_there_is_no_hurry_asks_instead_of_alarming() -> None:
    line = Line("…", critical=False, kind="repair_ordinary", writer="w1")
    patient = Judged(line, 0.9, said(patient=True))
    assert not patient.alarms(AT)
    assert patient.asks(AT)


def test_thresholds_hear_nearly_all_and_alarm_on_hardly_anything_ordinary() -> None:
    dangers = [judged("fire", 0.4 + i / 100, critical=True) for i in range(20)]
    ordinary = [judged("order", 0.7), *(judged("order", 0.1) for _ in range(150))]
    assert chosen([*dangers, *ordinary]) == Thresholds(alarm=0.41, ask=0.41)
    assert chosen([*dangers, *ordinary[:50]]) == Thresholds(alarm=0.71, ask=0.41)
