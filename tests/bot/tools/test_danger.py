"""Figures of danger: what counts as what."""

import math

from bot.components.danger.data import Line
from bot.components.danger.deciding import Words
from bot.components.danger.zones import Thresholds
from bot.tools.danger.judging import Figures, Judged, chosen
from bot.tools.danger.telling import table

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


def by(writer: str, shares: list[float], *, seconded: bool = True) -> list[Judged]:
    """Dangers of a writer with these probabilities."""
    line = Line("…", critical=True, kind="fire", writer=writer)
    return [Judged(line, p, said(), seconded) for p in shares]


def test_thresholds_are_the_highest_at_which_writers_are_heard_and_alarm_in_the_mean() -> None:
    plain = by("w1", [0.9] * 100)
    assert chosen(plain) == Thresholds(alarm=0.9, ask=0.9)
    muffled = by("w2", [0.9] * 75 + [0.6] * 19 + [0.2] * 6)
    assert chosen([*plain, *muffled]) == Thresholds(alarm=0.9, ask=0.6)
    assert chosen([*plain, *muffled[:50], *muffled[75:]]) == Thresholds(alarm=0.6, ask=0.2)


def test_thresholds_count_writers_alike_however_much_they_wrote() -> None:
    much, little = by("w1", [0.9] * 900), by("w2", [0.4] * 10)
    assert chosen([*much, *little]).ask == 0.4


def test_thresholds_are_not_chosen_on_whom_the_second_opinion_knows() -> None:
    known = by("w3", [0.1] * 10, seconded=False)
    assert chosen([*by("w1", [0.9] * 10), *known]) == Thresholds(alarm=0.9, ask=0.9)


def test_what_is_named_outright_alarms_where_it_would_be_asked_about() -> None:
    line = Line("…", critical=True, kind="medical", writer="w1")
    words = Words("…", ruled=False, named="medical", patient=False, usual=False, cries=False)
    told = [Judged(line, 0.3, words), *by("w1", [0.3] * 3)]
    assert chosen(told) == Thresholds(alarm=0.3, ask=0.3)
    assert Figures.of(told, Thresholds(0.9, 0.3)).recall == 0.25
