"""Messages that are no edits: what begins, answers, corrects, asks, gives up."""

from typing import Any

import pytest

from services.acts.acts import as_json
from services.acts.state import Asked, Standing
from tests.given.acts import cart, order, repair, state, visit
from tests.given.reading import read

CART = cart("牛肉面 x2", "拿铁")


def shown(acts: Any) -> list[dict[str, Any]]:
    """As JSON, without the words that things were called by."""
    return [_wordless(one) for one in as_json(acts)]


def _wordless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _wordless(one) for name, one in value.items() if name != "words"}
    return [_wordless(one) for one in value] if isinstance(value, list) else value


def test_an_order_begins_with_its_lines_and_what_else_is_said() -> None:
    [act] = shown(read("两碗牛肉面不要香菜，再来杯拿铁，送到B座301", state(), "order_food"))
    assert act["act"] == "start"
    assert [(line["quantity"], line.get("options", [])) for line in act["lines"]] == [
        (2, ["no_cilantro"]),
        (1, []),
    ]
    assert act["fields"]["place"] == {"building": "B", "floor": 3, "room": "301"}


def test_some_of_the_portions_that_begin_an_order_are_a_line_of_their_own() -> None:
    [act] = shown(read("两杯热的拿铁，其中一杯燕麦奶", state(), "order_food"))
    assert [(line["quantity"], line["options"]) for line in act["lines"]] == [
        (1, ["hot"]),
        (1, ["hot", "oat_milk"]),
    ]


def test_an_item_that_is_named_again_is_told_more_of() -> None:
    [act] = shown(read("一碗牛肉面一杯拿铁，拿铁要热的", state(), "order_food"))
    assert [line.get("options", []) for line in act["lines"]] == [[], ["hot"]]


@pytest.mark.parametrize("intent", ["register_visitor", "report_repair", "track_order"])
def test_an_answer_is_one_whatever_the_intent_is(intent: str) -> None:
    asked = Asked(expects="location", thing="cart", field_name="place")
    [act] = shown(read("送到B座8楼810，12点", state(CART, asked=asked), intent))
    assert act["act"] == "give"
    assert act["fields"]["place"] == {"building": "B", "floor": 8, "room": "810"}
    assert act["fields"]["when"]["start"].startswith("2026-12-01T12:00")


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("他开车，车牌苏E8K392", {"plate": "苏E8K392"}),
        ("不开车", {"plate": ""}),
        ("还有一个同事跟她一起", {"headcount": {"plus": 1}}),
        ("一共三个人", {"headcount": {"exactly": 3}}),
    ],
)
def test_more_of_the_visit_of_a_minute_ago_begins_none(words: str, fields: dict[str, Any]) -> None:
    there = visit(names="陈浩")
    [act] = shown(read(words, state(there), "report_repair"))
    assert (act["act"], act["fields"]) == ("give", fields)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("他说要晚半小时", {"shift": 30}),
        ("the meeting moved one hour earlier", {"shift": -60}),
        ("改到明天，时间不变", {"day": "2026-12-02", "same_time": True}),
    ],
)
def test_a_time_is_moved_against_what_stands(words: str, when: dict[str, Any]) -> None:
    there = visit(names="陈浩")
    [act] = shown(read(words, state(there), "complain"))
    assert (act["act"], act["fields"]) == ("correct", {"when": when})


def test_what_it_was_is_told_apart_from_what_it_is() -> None:
    [act] = shown(read("不是A座301，是B座301", state(repair()), "out_of_scope"))
    assert act["act"] == "correct"
    assert act["fields"]["place"]["building"] == "B"
    assert act["old"]["place"]["building"] == "A"


@pytest.mark.parametrize(
    ("words", "aspect"),
    [
        ("牛肉面里有花生吗？", "allergen"),
        ("does the beef noodles contain peanuts?", "allergen"),
        ("牛肉面多少钱一碗", "price"),
        ("how much is the latte", "price"),
        ("牛肉面辣不辣？", "spice"),
        ("还有拿铁吗？", "stock"),
        ("do you have croissants?", "stock"),
    ],
)
@pytest.mark.parametrize("intent", ["order_food", "out_of_scope", "browse_menu", "ask_faq"])
def test_a_question_is_never_an_order(words: str, aspect: str, intent: str) -> None:
    [act] = shown(read(words, state(), intent))
    assert (act["act"], act["about"], act["of_item"]) == ("ask", "item", aspect)
    assert "item" in act


@pytest.mark.parametrize(
    "words", ["能不能改成三杯拿铁？", "Can I add a Sprite to that?", "拿铁可以要三杯吗"]
)
def test_a_request_that_is_put_as_a_question_is_none(words: str) -> None:
    assert {act["act"] for act in shown(read(words, state(CART), "modify_order"))} == {"edit"}


def test_giving_up_is_of_what_is_being_put_together() -> None:
    assert shown(read("算了，不要了", state(CART), "deny")) == [{"act": "give_up"}]


def test_everything_is_given_up_at_once() -> None:
    acts = shown(read("全部取消吧", state(CART), "cancel_order"))
    assert acts == [{"act": "give_up", "everything": True}]


@pytest.mark.parametrize(
    ("words", "act"),
    [("取消", {"act": "give_up"}), ("取消订单", {"act": "cancel", "of": {"what": "order"}})],
)
def test_an_order_is_called_off_only_if_the_message_names_it(
    words: str, act: dict[str, Any]
) -> None:
    assert shown(read(words, state(order("牛肉面")), "cancel_order")) == [act]


def test_the_button_of_a_dish_orders_it() -> None:
    entities = [{"entity": "item", "value": 1}, {"entity": "quantity", "value": 2}]
    acts = shown(read("/order_food", state(CART), "order_food", entities=entities))
    assert acts == [{"act": "edit", "op": "add", "lines": [{"item": 1, "quantity": 2}]}]


def test_a_report_in_pieces_is_told_more_of() -> None:
    draft = repair(standing=Standing.DRAFT, missing=["place"], description="灯坏了")
    asked = Asked(expects="location", thing=draft.id, field_name="place")
    [act] = shown(read("B座10F 1001", state(draft, asked=asked), "register_visitor"))
    assert act["act"] == "give"


def test_nothing_that_is_known_is_said_to_be_unknown() -> None:
    [act] = as_json(read("蓝色的大象", state(), "out_of_scope"))
    assert act == {"act": "unknown", "words": "蓝色的大象"}


@pytest.mark.parametrize(
    "words",
    [
        "我想退款",
        "少送了一份饭",
        "吃出头发了",
        "面送错了",
        "I want my money back",
        "the rice is missing",
        "they delivered the wrong noodles",
    ],
)
@pytest.mark.parametrize("intent", ["cancel_order", "order_food", "chitchat", "complain"])
def test_what_is_said_of_an_order_that_came_orders_and_calls_off_nothing(
    words: str, intent: str
) -> None:
    for stands in (state(), state(CART)):
        [act] = shown(read(words, stands, intent))
        assert (act["act"], act["about"]) == ("ask", "afterwards")


@pytest.mark.parametrize(
    "words", ["米饭少给点", "可乐少拿一瓶", "还没送到吗", "咖啡要凉的", "少送一份吧", "no rice"]
)
def test_a_wish_for_less_is_no_complaint(words: str) -> None:
    acts = shown(read(words, state(CART), "modify_order"))
    assert all(act.get("about") != "afterwards" for act in acts)


def test_a_command_that_somebody_types_is_text() -> None:
    there = state(order())
    [act] = read('／modify_order{"item": 1, "quantity": 50}', there)
    assert act.act == "unknown"
