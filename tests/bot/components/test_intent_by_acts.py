"""An intent that the acts of the message contradict."""

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import FAQ
from bot.components.intent_by_acts import HOLDS, IntentByActs
from bot.components.span_tagger import ACTS, SPANS

BY = IntentByActs(least=0.1, sure=0.8, least_of_starts=0.05)


def heard_as(intent: str, acts: dict[str, float] | None, confidence: float = 0.7) -> str:
    heard = {INTENT: {"name": intent, "confidence": confidence}, TEXT: "…"}
    message = Message(data=heard if acts is None else heard | {ACTS: acts})
    return str(BY.process([message])[0].get(INTENT)["name"])


@pytest.mark.parametrize(
    ("intent", "acts", "expected"),
    [
        ("complain", {"correct": 0.99, "edit:set": 0.06}, "modify_order"),
        ("register_visitor", {"edit:add": 0.97, "give": 0.04}, "modify_order"),
        ("urge_repair", {"start:repair": 0.99}, "report_repair"),
        ("register_visitor", {"start:order": 0.9}, "order_food"),
        ("cancel_visit", {"complain": 0.9}, "complain"),
    ],
)
def test_it_is_what_the_acts_say(intent: str, acts: dict[str, float], expected: str) -> None:
    assert heard_as(intent, acts) == expected


@pytest.mark.parametrize(
    ("intent", "acts"),
    [
        ("complain", {"complain": 0.12, "edit:set": 0.99}),
        ("register_visitor", {"edit:add": 0.6, "give": 0.2}),
        ("report_repair", {"edit:add": 0.6}),
        ("complain", {"complain": 0.06}),
        ("cancel_order", {"edit:remove": 0.99}),
        ("ask_human", {"social": 0.99, "confirm": 0.9}),
        ("checkout", {"edit:add": 0.99}),
        ("complain", None),
    ],
)
def test_it_stays_where_they_leave_room_for_it(intent: str, acts: dict[str, float] | None) -> None:
    assert heard_as(intent, acts) == intent


def test_a_complaint_that_the_reader_does_not_hear_is_not_registered() -> None:
    assert heard_as("complain", {"complain": 0.03, "social": 0.4}) == "out_of_scope"


def test_a_guest_of_whom_the_reader_hears_nothing_is_none() -> None:
    assert heard_as("register_visitor", {"edit:fewer": 0.7}) == "out_of_scope"
    assert heard_as("register_visitor", {"give": 0.06}) == "register_visitor"


def test_every_intent_of_which_it_judges_begins_ends_or_asks_after_something() -> None:
    assert {"complain", "register_visitor", "report_repair", "ask_human"} <= HOLDS.keys()
    assert not {"affirm", "deny", "checkout", "modify_order"} & HOLDS.keys()


def test_a_sure_yes_denies_and_calls_off_nothing() -> None:
    assert heard_as("cancel_order", {"confirm": 0.99}) == "affirm"
    assert heard_as("deny", {"confirm": 0.97, "social": 0.6}) == "affirm"
    assert heard_as("cancel_order", {"confirm": 0.99, "give_up": 0.2}) == "cancel_order"
    assert heard_as("deny", {"confirm": 0.9}) == "deny"


def test_what_is_surely_changed_is_not_lost() -> None:
    assert heard_as("report_lost", {"correct": 0.99}) == "modify_order"
    assert heard_as("report_found", {"edit:remove": 0.87}) == "modify_order"
    assert heard_as("report_lost", {"give": 0.9}) == "report_lost"


def of_rooms(text: str, *, counted: bool = True, named: str = "item") -> str:
    """What a message is heard as that was taken for a booking, and surely begins an order."""
    item = {"entity": named, "value": 7, "start": 3, "end": 9, "group": "1"}
    many = {
        "entity": "quantity",
        "value": 20,
        "start": 0,
        "end": 2,
        "group": "1" if counted else None,
    }
    span = {"label": "item", "role": "add", "confidence": 0.9, "start": 3, "end": 9}
    data = {INTENT: {"name": "book", "confidence": 0.7}, TEXT: text, ACTS: {"start:order": 0.95}}
    message = Message(data=data | {ENTITIES: [many, item], SPANS: [span]})
    return str(BY.process([message])[0].get(INTENT)["name"])


def test_so_many_of_what_is_sold_is_no_booking() -> None:
    assert of_rooms("20 lattes for the training") == "order_food"


@pytest.mark.parametrize("text", ["20 lattes for the meeting room", "20 人的会议室要拿铁"])
def test_who_names_a_room_may_want_one(text: str) -> None:
    assert of_rooms(text) == "book"


def test_what_is_not_counted_or_not_sold_is_no_order() -> None:
    assert of_rooms("20 lattes", counted=False) == "book"
    assert of_rooms("20 lattes", named="spot") == "book"


def ranked(acts: dict[str, float], near: float = 0.0, **likely: float) -> str:
    """What a message is heard as whose intents are so likely, the first of them the likeliest."""
    ranking = [{"name": name, "confidence": share} for name, share in likely.items()]
    heard = {INTENT: ranking[0], INTENT_RANKING_KEY: ranking, ACTS: acts, TEXT: "…"}
    message = Message(data=heard | {FAQ: {"id": "faq/atm", "score": near}})
    return str(BY.process([message])[0].get(INTENT)["name"])


def test_a_question_about_the_park_changes_nothing() -> None:
    assert ranked({"ask:faq": 0.99}, report_repair=0.5, ask_faq=0.4) == "ask_faq"


def test_how_far_something_is_is_asked_of_what_is_likeliest() -> None:
    likely = {"register_visitor": 0.3, "track_visit": 0.22, "track_repair": 0.16}
    assert ranked({"ask:status": 0.84}, **likely) == "track_visit"


def test_what_the_classifier_is_sure_of_begins_no_order_of_what_nobody_sells() -> None:
    assert ranked({"start:order": 0.97}, register_visitor=0.83) == "register_visitor"
    assert ranked({"start:order": 0.97}, register_visitor=0.4) == "order_food"


def test_a_guess_is_a_question_where_one_was_heard_and_an_entry_is_near() -> None:
    heard = {"ask:faq": 0.93}
    assert ranked(heard, near=0.53, help=0.33, ask_faq=0.31) == "ask_faq"
    assert ranked(heard, near=0.3, help=0.33, ask_faq=0.31) == "help"
    assert ranked(heard, near=0.53, help=0.9) == "help"
    assert ranked({"ask:faq": 0.4}, near=0.53, help=0.33) == "help"
    assert ranked(heard, near=0.53, out_of_scope=0.7) == "out_of_scope"


@pytest.mark.parametrize(
    ("intent", "text", "entities", "expected"),
    [
        ("book", "会议室的空调不制冷", [], "report_repair"),
        ("find_room", "the air conditioner of the meeting room is dead", [], "report_repair"),
        ("book", "book a room where the air conditioner works", [], "book"),
        ("book", "会议室的空调不制冷", ["time"], "book"),
        ("find_room", "会议室706的椅子散架了，能找人看看吗？", [], "report_repair"),
        (
            "find_room",
            "one of the chairs in meeting room 706 has come apart; might someone have a look?",
            [],
            "report_repair",
        ),
        ("find_room", "which rooms are available with chairs for 8?", [], "find_room"),
        ("find_room", "I'm looking for a meeting room, the chairs here broke", [], "find_room"),
        ("complain", "空调又不制冷", ["fault"], "report_repair"),
        ("complain", "空调又不制冷", [], "complain"),
    ],
)
def test_what_is_broken_in_a_room_is_reported(
    intent: str, text: str, entities: list[str], expected: str
) -> None:
    told = [{"entity": one, "start": 0, "end": 1, "value": True} for one in entities]
    spans = [{"label": "fault", "text": text, "role": None}]
    acts = {"start:repair": 0.9, "complain": 0.3}
    heard = {INTENT: {"name": intent, "confidence": 0.7}, TEXT: text, ENTITIES: told}
    message = Message(data=heard | {ACTS: acts, SPANS: spans})
    assert BY.process([message])[0].get(INTENT)["name"] == expected
