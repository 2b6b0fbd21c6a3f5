"""Answers to the forms of repairs and visits: what they are as acts, and what is no answer."""

from dataclasses import replace
from typing import Any

import pytest

from actions.acts.translating import translate
from actions.kit.said import Said
from services.acts.acts import Act, Correct, Give, GiveUp, as_json
from services.acts.state import Asked, Standing, State, Thing
from services.acts.values import Place, What
from tests.actions.driver import Entity, entity, found_besides, location, times_of
from tests.given.demo_park import WEDNESDAY_MORNING

ZONE = WEDNESDAY_MORNING.tzinfo
REPAIR = Thing(
    What.REPAIR,
    Standing.DRAFT,
    "repair-draft",
    fields={"description": "空调不制冷", "category": "hvac", "urgency": "normal"},
    missing=("place",),
    may=frozenset({"give", "correct", "confirm", "give_up"}),
)
VISIT = replace(REPAIR, what=What.VISIT, id="visit-draft", fields={}, missing=("when", "names"))
SLOTS = {"names": "visit_names", "when": "visit_time"}


def asks(thing: Thing, field: str) -> State:
    assert ZONE is not None
    return State(WEDNESDAY_MORNING, ZONE, "zh", (thing,), Asked(field, thing.id, field))


def heard(
    text: str, intent: str, *entities: Entity, state: State, confidence: float = 0.9
) -> tuple[Act, ...]:
    """The acts, without pleasantries."""
    requested = SLOTS.get(state.asked.field_name or "") if state.asked else None
    found = [*entities, *times_of(text)]
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": found_besides(text, found, requested),
    }
    return tuple(act for act in translate(Said.of(message), state) if act.act != "social")


def fields(acts: tuple[Act, ...]) -> dict[str, Any]:
    [act] = acts
    assert isinstance(act, Give | Correct), as_json(acts)
    return {name: getattr(act.fields, name) for name in act.fields.given}


@pytest.mark.parametrize("intent", ["out_of_scope", "order_food", "greet", "complain", "ask_faq"])
def test_a_place_is_given_whatever_the_message_sounds_like(intent: str) -> None:
    place = location("A", 3, "301", start=0, end=5)
    acts = heard("A座301", intent, place, state=asks(REPAIR, "place"))
    assert fields(acts)["place"] == Place(building="A", floor=3, room="301")


@pytest.mark.parametrize(
    "said", ["不知道", "说不清", "到处都是", "no idea", "I really can't say", "all over the floor"]
)
def test_of_a_place_that_nobody_knows_no_more_can_be_said(said: str) -> None:
    assert fields(heard(said, "deny", state=asks(REPAIR, "place"))) == {"unknown": ("place",)}


@pytest.mark.parametrize("said", ["窗边第三个工位", "the desk next to the printer"])
def test_a_place_that_no_rule_knows_is_given_in_its_words(said: str) -> None:
    told = fields(heard(said, "out_of_scope", state=asks(REPAIR, "place")))
    assert told == {"place": Place(place=said), "unknown": ("place",)}


def test_in_danger_what_is_said_beside_a_building_is_part_of_the_place() -> None:
    danger = replace(REPAIR, fields={**REPAIR.fields, "urgency": "critical"})
    place = location("A", start=0, end=2)
    acts = heard("A座左边那部", "out_of_scope", place, state=asks(danger, "place"))
    assert fields(acts)["place"] == Place(building="A", place="左边那部")


def test_a_building_in_a_question_about_something_else_is_no_answer() -> None:
    place = location("A", start=0, end=2)
    acts = heard("A座的访客 Wi-Fi 密码是多少", "ask_faq", place, state=asks(REPAIR, "place"))
    assert not any(isinstance(act, Give | Correct) for act in acts)


@pytest.mark.parametrize("said", ["不用了", "算了", "no thanks", "forget it"])
@pytest.mark.parametrize(("thing", "field"), [(REPAIR, "place"), (VISIT, "names")])
def test_a_plain_no_gives_up_what_is_being_put_together(
    said: str, thing: Thing, field: str
) -> None:
    [act] = heard(said, "deny", state=asks(thing, field))
    assert isinstance(act, GiveUp)
    assert act.of.thing == thing.id


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ("还不知道叫什么", "names", {"unknown": ("names",)}),
        ("not sure yet", "when", {"unknown": ("when",)}),
        ("赵四和钱五", "names", {"names": ("赵四", "钱五")}),
        ("粤B1234", "plate", {"plate": "粤B1234"}),
        ("没开车", "plate", {"plate": ""}),
        ("不清楚", "plate", {"plate": ""}),
    ],
)
def test_what_answers_only_because_it_was_asked(
    said: str, field: str, told: dict[str, Any]
) -> None:
    assert fields(heard(said, "out_of_scope", state=asks(VISIT, field))) == told


def test_a_name_that_comes_after_others_does_not_replace_them() -> None:
    known = replace(VISIT, fields={"names": ("王总",)}, missing=("when",))
    named = entity("visitor_name", "李总", start=2, end=4)
    told = fields(heard("还有李总", "register_visitor", named, state=asks(known, "when")))
    assert told == {"names": ("李总",), "adds_names": True}


def test_a_registration_that_is_asked_for_again_says_nothing_new() -> None:
    acts = heard("我要登记访客", "register_visitor", state=asks(VISIT, "when"))
    assert fields(acts) == {}


def test_what_a_form_asks_is_no_other_form_s() -> None:
    """An order's "where to?" is answered to the order."""
    order = replace(REPAIR, what=What.ORDER, id="order:1", fields={})
    place = location("A", 3, "301", start=0, end=5)
    [act] = heard("A座301", "out_of_scope", place, state=asks(order, "place"))
    assert isinstance(act, Give)
    assert act.of.thing is None


@pytest.mark.parametrize(
    "said",
    [
        "B座7楼，麻烦派人来弄一下",
        "在B座7楼，请安排人过来看看",
        "Building B floor 7, please send someone over",
    ],
)
def test_somebody_who_is_to_come_to_a_fault_is_no_guest(said: str) -> None:
    place = location("B", 7, start=0, end=4)
    told = fields(heard(said, "register_visitor", place, state=asks(REPAIR, "place")))
    assert told["place"] == Place(building="B", floor=7)


def test_a_guest_who_is_told_of_in_a_report_is_none_of_its_answers() -> None:
    place = location("B", 7, start=0, end=4)
    named = entity("visitor_name", "王总", start=7, end=9)
    acts = heard("B座7楼明天王总来", "register_visitor", place, named, state=asks(REPAIR, "place"))
    assert not any(isinstance(act, Give) and act.of.thing == REPAIR.id for act in acts)


@pytest.mark.parametrize(
    "said",
    [
        "sorry which number? we're in building A, room 301",
        "您问的是门牌吗？我们在A座301",
        "what do you mean, the address? A-301",
    ],
)
def test_a_place_beside_a_question_that_nobody_answers_is_the_answer(said: str) -> None:
    place = location("A", 3, "301", start=len(said) - 4, end=len(said))
    told = fields(heard(said, "ask_faq", place, state=asks(REPAIR, "place")))
    assert told["place"] == Place(building="A", floor=3, room="301")


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("另外走廊的灯也在闪", "report_repair"),
        ("还有走廊灯坏了", "report_repair"),
        ("also the light in the corridor is flickering", "report_repair"),
        ("the corridor light is broken too", "report_repair"),
    ],
)
def test_another_fault_beside_the_one_that_is_being_reported_is_a_report_of_its_own(
    said: str, intent: str
) -> None:
    category = entity("repair_category", "electrical", start=0, end=2)
    [act] = heard(said, intent, category, state=asks(REPAIR, "place"))
    assert act.act == "start"


def test_what_is_still_so_is_more_of_the_same_fault() -> None:
    category = entity("repair_category", "plumbing", start=0, end=2)
    [act] = heard("还在滴水", "report_repair", category, state=asks(REPAIR, "place"))
    assert isinstance(act, Give)
