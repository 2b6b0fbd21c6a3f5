"""Names and times that point at what stands, questions about what is named, and what is only
mentioned."""

from typing import Any

import pytest

from services.acts.acts import Ask, Correct, as_json
from tests.given.acts import ITEMS, NAMES, at, cart, order, state, visit
from tests.given.reading import read

VISIT = visit(names=("王强",), when=at("10:00"), headcount=2, plate="苏E12345")
INTENTS = ("register_visitor", "complain", "urge_repair", "out_of_scope", "ask_faq")


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("客人堵车，要晚半小时", 30),
        ("推迟四十分钟可以的吧", 40),
        ("they will be one hour late", 60),
        ("提前一个小时到", -60),
        ("pls push it back by half an hour", 30),
    ],
)
def test_so_much_later_is_of_what_was_made_whatever_the_intent(
    words: str, minutes: int, intent: str
) -> None:
    [act] = read(words, state(VISIT), intent)
    assert isinstance(act, Correct)
    assert act.fields.when is not None
    assert act.fields.when.shift == minutes


def person(text: str, name: str) -> dict[str, Any]:
    """A visitor's name as the tagger finds it."""
    start = text.index(name)
    return {"entity": "visitor_name", "value": name, "text": name, "start": start,
            "end": start + len(name), "extractor": "NameTagger"}  # fmt: skip


@pytest.mark.parametrize("words", ["王强改到下午两点", "王强那边改成晚上七点", "王强 moved to 3pm"])
def test_the_name_that_stands_is_not_given_anew(words: str) -> None:
    [act] = read(words, state(VISIT), "register_visitor", found=[person(words, "王强")])
    assert isinstance(act, Correct)
    assert act.fields.given == {"when"}


@pytest.mark.parametrize(
    "words", ["名字写错了，王强改成李雷", "王强 is wrong, it should be 李雷", "不是王强，是李雷"]
)
def test_the_name_that_stands_beside_another_is_the_old_one(words: str) -> None:
    names = [person(words, "王强"), person(words, "李雷")]
    [act] = read(words, state(VISIT), "register_visitor", found=names)
    assert isinstance(act, Correct)
    assert (act.fields.names, act.old.names) == (("李雷",), ("王强",))


def test_another_name_with_a_time_is_another_visit() -> None:
    words = "明天下午三点李雷来"
    [act] = read(words, state(VISIT), "register_visitor", found=[person(words, "李雷")])
    assert act.act == "start"


@pytest.mark.parametrize("intent", ["complain", "ask_faq", "browse_menu"])
@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("担担面到底多辣？", [("spice", "担担面")]),
        ("拿铁和美式咖啡哪个更辣", [("spice", "拿铁"), ("spice", "美式咖啡")]),
        ("美式咖啡多少钱", [("price", "美式咖啡")]),
        ("what goes into the beef noodles?", [("contents", "牛肉面")]),
        ("雨伞还剩几把", [("stock", "雨伞")]),
        ("蔬菜沙拉里有花生吗", [("allergen", "蔬菜沙拉")]),
    ],
)
def test_a_question_of_a_named_item_is_one_whatever_the_intent(
    words: str, asked: list[tuple[str, str]], intent: str
) -> None:
    acts = [act for act in read(words, state(), intent) if isinstance(act, Ask)]
    assert [(act.of_item, NAMES[act.item or 0]) for act in acts] == asked


@pytest.mark.parametrize(
    "words",
    ["再加两罐可乐，今晚要加班", "two more colas, we work late tonight", "可乐删了，明天再说"],
)
def test_a_day_that_is_only_mentioned_beside_an_edit_is_not_given(words: str) -> None:
    acts = read(words, state(cart("可乐", "牛肉面")), "modify_order")
    assert [act.act for act in acts] == ["edit"]


def test_an_hour_beside_an_edit_is_given() -> None:
    acts = read("再加两罐可乐，十二点送", state(cart("可乐", "牛肉面")), "modify_order")
    assert [act.act for act in acts] == ["edit", "give"]


@pytest.mark.parametrize(
    ("words", "portions"),
    [
        ("拿铁一杯热的一杯大杯", [(1, "hot"), (1, "large")]),
        ("拿铁两杯，一杯热一杯冰", [(1, "hot"), (1, "iced")]),
        ("latte one hot one iced", [(1, "hot"), (1, "iced")]),
        ("三杯拿铁，一杯热的，两杯冰的", [(1, "hot"), (2, "iced")]),
        ("3 lattes, 1 large 2 iced", [(1, "large"), (2, "iced")]),
    ],
)
def test_portions_of_one_line_may_each_be_done_in_a_way_of_their_own(
    words: str, portions: list[tuple[int, str]]
) -> None:
    [act] = as_json(read(words, state(), "order_food"))
    lines = act["lines"]
    assert {line["item"] for line in lines} == {ITEMS["拿铁"]}
    assert [(line["quantity"], *line["options"]) for line in lines] == portions


def test_portions_of_a_line_that_stands_are_each_refined() -> None:
    acts = as_json(read("拿铁一杯热一杯冰", state(order("拿铁 x2")), "modify_order"))
    told = [(act["op"], act["part"], act["options"]) for act in acts]
    assert told == [("refine", 1, ["hot"]), ("refine", 1, ["iced"])]


@pytest.mark.parametrize("intent", ["modify_order", "out_of_scope", "complain"])
@pytest.mark.parametrize(
    ("words", "options", "without"),
    [
        ("拿铁大杯不要了", [], ["large"]),
        ("拿铁的燕麦奶取消", [], ["oat_milk"]),
        ("拿铁不要大杯", [], ["large"]),
        ("the latte not large, iced please", ["iced"], ["large"]),
        ("latte: drop the oat milk", [], ["oat_milk"]),
        ("拿铁去掉燕麦奶，要热的", ["hot"], ["oat_milk"]),
    ],
)
def test_what_a_line_is_not_to_have_any_more_is_taken_off_it(
    words: str, options: list[str], without: list[str], intent: str
) -> None:
    there = state(cart("拿铁 [large hot oat_milk]", "牛肉面"))
    [act] = as_json(read(words, there, intent))
    assert (act["op"], act.get("options", []), act.get("without", [])) == (
        "refine",
        options,
        without,
    )


@pytest.mark.parametrize("intent", ["track_order", "ask_faq", "modify_order"])
@pytest.mark.parametrize(
    "words",
    [
        "最晚几点要点好",
        "现在下单最快多久能到",
        "until what time can I order lunch",
        "how soon can it be here if I order now",
        "晚饭最迟几点截止",
    ],
)
def test_until_when_and_how_soon_is_asked_of_what_is_not_placed(words: str, intent: str) -> None:
    [act] = read(words, state(cart("牛肉面")), intent)
    assert isinstance(act, Ask)
    assert act.about == "time"
