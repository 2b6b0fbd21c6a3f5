"""Several faults: where each is, and which of them a later message is about."""

from dataclasses import replace

import pytest

from actions.acts.translating.faults import described
from actions.acts.translating.heard import Heard
from actions.acts.translating.several import starts
from actions.kit.said import Entity, Said
from services.acts.values import What
from tests.given.acts import repair, state

LAMP = repair("T-1", description="办公室的灯管一直闪", category="electrical")
CHAIR = repair("T-2", description="还有把椅子掉了轮子", category="other")
TAP = repair("T-3", description="The kitchen tap drips", category="plumbing")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("椅子找到备件自己装好了，那条销了吧", "T-2"),
        ("灯管好了", "T-1"),
        ("the tap is fine again, please cancel it", "T-3"),
        ("那个不用修了", None),
        ("灯管和椅子都好了", None),
    ],
)
def test_a_ticket_is_told_by_the_words_in_which_it_was_reported(
    text: str, number: str | None
) -> None:
    tickets = [LAMP, CHAIR, TAP]
    assert [one.number for one in described(text, tickets)] == ([number] if number else [])
    heard = Heard(Said(text, "cancel_repair", 1.0, (), {}, {}), state(*tickets))
    assert heard.target(What.REPAIR).number == number


def test_a_category_goes_before_the_words() -> None:
    said = Said("椅子那边的水龙头", "cancel_repair", 1.0, (), {}, {})
    named: Entity = {"entity": "repair_category", "value": "plumbing", "start": 0, "end": 0}
    heard = Heard(replace(said, entities=(named,)), state(LAMP, CHAIR, TAP))
    assert heard.target(What.REPAIR).number == "T-3"


def test_one_of_several_is_told_by_its_place_among_them() -> None:
    second: Entity = {"entity": "line_ref", "value": {"position": 2}, "start": 0, "end": 10}
    said = Said("second one's sorted", "cancel_repair", 1.0, (second,), {}, {})
    ref = Heard(said, state(LAMP, CHAIR)).target(What.REPAIR).ref
    assert ref is not None
    assert ref.position == 2
    assert Heard(said, state(LAMP)).target(What.REPAIR).ref is None


def test_each_fault_is_of_the_kind_that_its_own_words_name() -> None:
    text = "the toilet in B is blocked, also a lamp in C flickers"
    spans = (
        {**fault(text, "toilet"), "category": "plumbing"},
        {**fault(text, "lamp"), "category": "electrical"},
    )
    whole: Entity = {"entity": "repair_category", "value": "electrical", "start": 0, "end": 0}
    places = (at(text, "B ", building="B"), at(text, "C ", building="C"))
    said = Said(text, "report_repair", 1.0, (whole, *places), {}, {}, spans=spans)
    told = starts(Heard(said, state()))
    assert [one.fields.category for one in told] == ["plumbing", "electrical"]


def at(text: str, words: str, **value: object) -> Entity:
    start = text.index(words)
    return {"entity": "location", "value": value, "start": start, "end": start + len(words)}


def fault(text: str, words: str) -> Entity:
    start = text.index(words)
    return {"label": "fault", "role": "", "start": start, "end": start + len(words), "text": words}


@pytest.mark.parametrize(
    ("text", "faults", "places", "comes"),
    [
        (
            "the lamp in 904 flickers and the tap in 905, Building B, drips",
            ["lamp", "tap"],
            [("904", {"floor": 9, "room": "904"}), ("905", {"floor": 9, "room": "905"}),
             ("Building B", {"building": "B"})],
            [("B", "904"), ("B", "905")],
        ),
        (
            "灯管闪，还有把椅子掉了轮子。A座11楼1105",
            ["灯管闪", "椅子"],
            [("A座11楼1105", {"building": "A", "floor": 11, "room": "1105"})],
            [("A", "1105"), ("A", "1105")],
        ),
        (
            "A座301的灯闪，另外B座的门关不上",
            ["灯闪", "门关不上"],
            [("A座301", {"building": "A", "room": "301"}), ("B座", {"building": "B"})],
            [("A", "301"), ("B", None)],
        ),
    ],
)  # fmt: skip
def test_each_fault_is_where_it_is_said_to_be_or_where_the_others_are(
    text: str,
    faults: list[str],
    places: list[tuple[str, dict[str, object]]],
    comes: list[tuple[str, str | None]],
) -> None:
    said = Said(
        text,
        "report_repair",
        1.0,
        tuple(at(text, words, **value) for words, value in places),
        {},
        {},
        spans=tuple(fault(text, words) for words in faults),
    )
    found = [one.fields.place for one in starts(Heard(said, state()))]
    assert [(one.building, one.room) for one in found if one is not None] == comes
