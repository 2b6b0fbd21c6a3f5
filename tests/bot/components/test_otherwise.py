"""Messages heard as what the reader knows no acts of, and that are about something else."""

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import FAQ
from bot.components.intent_by_acts import IntentByActs
from bot.components.span_tagger import ACTS

BY = IntentByActs(least=0.15, sure=0.6, least_of_starts=0.05)


def heard(
    text: str,
    acts: dict[str, float],
    *told: str,
    near: tuple[float, float] = (0.0, 0.0),
    asked: str | None = None,
    **likely: float,
) -> str:
    """What is made of a message whose intents are so likely, the first the likeliest; `told`: the
    kinds of entities in it; `near`: score and margin of the nearest entry."""
    ranking = [{"name": name, "confidence": share} for name, share in likely.items()]
    data: dict[str, Any] = {
        TEXT: text,
        INTENT: ranking[0],
        INTENT_RANKING_KEY: ranking,
        ACTS: acts,
        ENTITIES: [{"entity": kind, "value": "…"} for kind in told],
        FAQ: {"id": "faq/atm", "score": near[0], "margin": near[1]},
        "metadata": {"requested_slot": asked},
    }
    return str(BY.process([Message(data=data)])[0].get(INTENT)["name"])


def test_where_an_order_goes_books_no_room() -> None:
    words, gives = "送上D座4楼406室，十二点", {"give": 0.99}
    assert heard(words, gives, "location", "time", asked="confirm", book=0.85) == "modify_order"
    assert heard(words, gives, "location", "time", book=0.85) == "book"
    assert heard("book room 406", gives, "location", asked="confirm", book=0.85) == "book"


@pytest.mark.parametrize(
    ("words", "hour", "expected"),
    [
        ("三点", "三点", "modify_order"),
        ("那就三点吧", "三点", "modify_order"),
        ("at three then, please", "three", "modify_order"),
        ("订远山，12月16号下午两点到三点", "12月16号下午两点到三点", "book"),
        ("远山，下午两点到三点", "下午两点到三点", "book"),
        (
            "Cloud View, Thursday the third of December at two",
            "Thursday the third of December at two",
            "book",
        ),
    ],
)
def test_a_bare_hour_books_no_room_and_a_name_beside_it_may_be_one(
    words: str, hour: str, expected: str
) -> None:
    start = words.index(hour)
    told = {"entity": "time", "value": "…", "start": start, "end": start + len(hour)}
    data = {
        TEXT: words,
        INTENT: {"name": "book", "confidence": 0.8},
        ACTS: {"give": 0.95},
        ENTITIES: [told],
    }
    assert BY.process([Message(data=data)])[0].get(INTENT)["name"] == expected


def test_a_guest_with_a_name_is_no_booking() -> None:
    visits = {"start:visit": 0.99}
    words = "请了一位学者来做讲座，王立群，周四下午三点到"
    assert heard(words, visits, "visitor_name", book=0.68) == "register_visitor"
    assert heard("会议室周四下午，王立群来", visits, "visitor_name", book=0.68) == "book"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("帮我们几位老师订一下中午饭", "order_food"),
        ("book lunch for six of us", "order_food"),
        ("book a table for lunch", "book"),
        ("订个午餐会的场地", "book"),
    ],
)
def test_a_meal_is_ordered_and_a_table_booked(words: str, expected: str) -> None:
    assert heard(words, {}, book=0.57, order_food=0.3) == expected


def test_what_is_surely_changed_is_no_guess_at_a_booking() -> None:
    assert heard("那就15个吧", {"edit:set": 0.99}, book=0.35) == "modify_order"
    assert heard("那就15个吧", {"edit:set": 0.99}, book=0.8) == "book"


def test_a_question_that_an_entry_is_near_to_is_one() -> None:
    asks = {"ask:faq": 0.92}
    assert heard("那空调几点关", asks, near=(0.52, 0.1), track_repair=0.86) == "ask_faq"
    assert heard("那空调几点关", asks, near=(0.52, 0.02), track_repair=0.86) == "track_repair"
    assert (
        heard("哪儿能充电", asks, near=(0.57, 0.03), out_of_scope=0.55, ask_faq=0.41) == "ask_faq"
    )
    assert heard("谁赢了", asks, near=(0.57, 0.03), out_of_scope=0.9) == "out_of_scope"


def test_what_names_no_guest_registers_nobody() -> None:
    words = "im the intern collecting lunch for my team"
    assert heard(words, {"correct": 0.13}, register_visitor=0.52) == "out_of_scope"
    assert heard(words, {"correct": 0.13}, "time", register_visitor=0.52) == "register_visitor"


def test_a_name_and_a_place_alone_begin_no_visit() -> None:
    told = ("location", "visitor_name")
    words = "Building B 9F, Tina at the reception"
    assert heard(words, {"give": 1.0}, *told, register_visitor=0.74) == "modify_order"
    assert heard(words, {"give": 1.0, "start:visit": 0.4}, *told, register_visitor=0.74) == (
        "register_visitor"
    )


def test_where_somebody_is_is_nothing_lost() -> None:
    assert heard("我在C座7楼，前台小周", {"give": 1.0}, "location", report_lost=0.7) == (
        "modify_order"
    )
    assert heard("钱包丢在C座7楼", {"give": 1.0}, "location", report_lost=0.7) == "report_lost"


def test_the_same_as_yesterday_is_ordered_again() -> None:
    begins = {"start:order": 0.99}
    assert heard("跟昨天一样再来一份，酸梅汤去冰", begins, modify_order=0.8) == "reorder"
    assert heard("昨天的面不错，再来一份", begins, modify_order=0.8) == "modify_order"


@pytest.mark.parametrize(
    "words",
    [
        "hi, pls repeat my yesterday's lunch order. to C block 4F 402, 12.15",
        "same as yesterday's lunch please",
        "my yesterday's order once more",
        "could I have my usual order again",
        "reorder last Friday's coffees",
        "the order from yesterday again, please",
        "昨天那单再来一次",
        "重复一下昨天的午饭",
        "照上次点的来",
    ],
)
@pytest.mark.parametrize("intent", ["out_of_scope", "order_food", "book"])
def test_what_was_ordered_before_is_ordered_again_whatever_it_sounds_like(
    words: str, intent: str
) -> None:
    assert heard(words, {"start:order": 0.95}, "kind", **{intent: 0.5}) == "reorder"


@pytest.mark.parametrize(
    ("words", "begins", "intent"),
    [
        ("can I see yesterday's order again", 0.4, "out_of_scope"),
        ("yesterday's order was cold again", 0.02, "complain"),
        ("the same meeting room as for last week's lunch", 0.95, "book"),
        ("昨天的面再来一碗", 0.99, "order_food"),
        ("what did I have for lunch yesterday", 0.3, "out_of_scope"),
        ("two lattes again", 0.99, "order_food"),
    ],
)
def test_what_only_tells_of_an_order_before_orders_nothing_again(
    words: str, begins: float, intent: str
) -> None:
    assert heard(words, {"start:order": begins}, **{intent: 0.5}) != "reorder"


def test_so_many_of_what_is_sold_is_ordered() -> None:
    item = {"entity": "item", "value": 7, "group": "1"}
    many = {"entity": "quantity", "value": 10, "group": "1"}
    data = {
        TEXT: "ten americanos please",
        INTENT: {"name": "out_of_scope", "confidence": 0.45},
        ACTS: {"start:order": 0.98},
    }
    ordered = Message(data=data | {ENTITIES: [many, item]})
    assert BY.process([ordered])[0].get(INTENT)["name"] == "order_food"
    asked = Message(data=data | {ENTITIES: [many, item, {"entity": "asks", "value": True}]})
    assert BY.process([asked])[0].get(INTENT)["name"] == "out_of_scope"
