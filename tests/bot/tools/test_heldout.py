"""What counts as right, for each annotation that a held-out sentence may carry."""

from typing import Any

import pytest

from bot.tools.heldout import Sentence, Understood, found_values, label_is_right, wanted_values


def understood(*entities: tuple[str, Any], faq: str | None = None) -> Understood:
    found = [
        {"entity": name, "value": value, "start": place}
        for place, (name, value) in enumerate(entities)
    ]
    entry = {"id": faq} if faq else None
    return Understood("", "", 1.0, "", 1.0, found, entry, 0.0)


@pytest.mark.parametrize(
    ("label", "wanted", "seen", "right"),
    [
        ("faq", "faq/wifi", understood(faq="faq/wifi"), True),
        ("faq", "faq/wifi", understood(faq="faq/gym"), False),
        ("faq", "faq/wifi", understood(), False),
        ("quantities", [2, 1], understood(("quantity", 2), ("item", 9), ("quantity", 1)), True),
        ("quantities", [2, 1], understood(("quantity", 1), ("quantity", 2)), False),
        ("quantities", [2], understood(("quantity", 2), ("quantity", 1)), False),
        ("plate", "沪A12345", understood(("plate", "沪A12345")), True),
        ("plate", "沪A12345", understood(("plate", "沪A12346")), False),
        ("repair_category", "hvac", understood(("repair_category", "hvac")), True),
        ("repair_category", "hvac", understood(), False),
        ("repair_category", "other", understood(), True),
        ("urgency", "normal", understood(), True),
        ("urgency", "urgent", understood(), False),
        ("urgency", "urgent", understood(("urgency", "urgent")), True),
    ],
)
def test_label(label: str, wanted: Any, seen: Understood, right: bool) -> None:
    assert label_is_right(label, wanted, seen) is right


@pytest.mark.parametrize(
    ("wanted", "right"),
    [
        ({"building": "A", "room": "301"}, True),
        ({"building": "a"}, True),
        ({"building": "A", "floor": "4"}, False),
        ({"building": "B", "room": "301"}, False),
    ],
)
def test_only_what_was_said_of_a_place_is_compared(wanted: dict[str, str], right: bool) -> None:
    place = {"building": "A", "floor": 3, "room": "301", "place": None}
    assert label_is_right("location", wanted, understood(("location", place))) is right


def test_a_floor_below_ground_is_written_with_a_b() -> None:
    garage = understood(("location", {"building": None, "floor": -2, "room": None}))
    assert label_is_right("location", {"floor": "B2"}, garage)
    assert not label_is_right("location", {"floor": "2"}, garage)


def test_a_label_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        label_is_right("colour", "red", understood())


def test_names_are_compared_without_regard_to_case() -> None:
    wanted = Sentence("", "", "en", "clean", {"visitor_name": ["Giulia Ferrari", "王总"]})
    assert wanted_values("visitor_name", wanted) == ["giulia ferrari", "王总"]
    seen = understood(("visitor_name", "GIULIA FERRARI"), ("visit_reason", "demo"))
    assert found_values("visitor_name", seen) == ["giulia ferrari"]


def test_times_are_compared_to_the_minute_on_the_clock_of_the_park() -> None:
    said = {"time": ["2026-12-03T14:00"], "period": [["2026-12-04T09:00", "2026-12-04T12:00"]]}
    wanted = Sentence("", "", "zh", "clean", said)
    period = {"from": "2026-12-04T09:00:00+08:00", "to": "2026-12-04T12:00:00+08:00"}
    seen = understood(("time", "2026-12-03T14:00:00+08:00"), ("period", period))
    for entity in ("time", "period"):
        assert wanted_values(entity, wanted) == found_values(entity, seen)


def test_a_sentence_without_the_label_holds_none() -> None:
    assert wanted_values("time", Sentence("", "", "zh", "clean", {})) == []
