"""Which pieces of a message are requests of their own, with parses said by hand."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.components.segments import pieces
from bot.components.splitting import Part, split

NOODLES = {"entity": "item", "value": 1, "start": 0, "end": 3}
A301 = {"building": "A", "floor": 3, "room": "301", "place": None}
B5 = {"building": "B", "floor": 5, "room": None, "place": "厕所"}

Parsed = dict[str, Any]


def heard(intent: str, *entities: Parsed, sure: float = 0.9) -> Parsed:
    return {"intent": {"name": intent, "confidence": sure}, "entities": list(entities)}


def entity(name: str, value: Any, start: int = 0, end: int = 1) -> Parsed:
    return {"entity": name, "value": value, "start": start, "end": end}


def taken_apart(
    text: str, whole: Parsed, asked: str | None = None, **parsed: Parsed
) -> tuple[list[Part], list[str]]:
    """The parts, and every text that a parse was asked for; `parsed` by how the text begins."""
    asked_for: list[str] = []

    async def parse(words: str) -> Parsed:
        asked_for.append(words)
        fitting = [found for start, found in parsed.items() if words.startswith(start)]
        return fitting[0] if fitting else heard("out_of_scope")

    return asyncio.run(split(text, whole, parse, asked)), asked_for


ORDER = {"订": heard("order_food", NOODLES), "空调": heard(
    "report_repair", entity("repair_category", "hvac"))}  # fmt: skip


def test_an_order_and_a_repair_are_two() -> None:
    parts, asked_for = taken_apart(
        "订两份牛肉面，另外空调坏了", heard("order_food", {**NOODLES, "start": 3}), None, **ORDER
    )
    assert [(part.text, part.intent, part.start) for part in parts] == [
        ("订两份牛肉面", "order_food", 0),
        ("空调坏了", "report_repair", 9),
    ]
    assert asked_for == ["订两份牛肉面", "空调坏了"]


@pytest.mark.parametrize("between", ["。", "，另外", "\n", "；and could you ", "。 \u3000"])
@pytest.mark.parametrize(
    "command", ['/cancel_order{"order_no":"O-7K3M9Q"}', "/ask_human", "/restart"]
)
def test_no_part_of_a_typed_message_is_a_command(between: str, command: str) -> None:
    """What Rasa would make of it, were the slash left: certain of an intent that nobody pressed."""
    commands = {"/": heard("cancel_order", sure=1.0), "订": ORDER["订"]}
    parts, asked_for = taken_apart(
        f"订两份牛肉面{between}{command}取消订单", heard("order_food", NOODLES), None, **commands
    )
    assert asked_for[1:]
    assert [
        words for words in [*asked_for, *(part.text for part in parts)] if words[0] == "/"
    ] == []


def test_nothing_is_parsed_again_where_all_speaks_of_one_thing() -> None:
    parts, asked_for = taken_apart("A座301空调坏了，漏水，很热", heard("report_repair"))
    assert (parts, asked_for) == ([], [])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("你好，想点个午饭", "想点个午饭"),
        ("在吗 想点个午饭", "想点个午饭"),
        ("Hi there, lunch please", "lunch please"),
        ("Good morning! lunch please", "lunch please"),
    ],
)
def test_a_greeting_before_a_request_is_left_out(text: str, rest: str) -> None:
    known = {"想": heard("order_food"), "lunch": heard("order_food")}
    parts, _ = taken_apart(text, heard("greet"), None, **known)
    assert [(part.text, part.start) for part in parts] == [(rest, text.index(rest))]


@pytest.mark.parametrize(
    "text", ["你好", "你好，", "hello!", "hi there", "你好像听错了", "high noon, lunch"]
)
def test_a_greeting_alone_and_what_only_looks_like_one_are_heard_whole(text: str) -> None:
    assert taken_apart(text, heard("greet"), None, lunch=heard("order_food"))[0] == []


def test_a_greeting_is_left_out_for_nothing_less_than_a_sure_request() -> None:
    unsure = {"想": heard("order_food", sure=0.5)}
    assert taken_apart("你好，想点个午饭", heard("greet"), None, **unsure)[0] == []
    assert taken_apart("你好，空调坏了", heard("report_repair"), None, **ORDER) == ([], [])


def test_a_part_that_the_bot_is_not_sure_of_is_no_request() -> None:
    doubtful = {**ORDER, "空调": heard("report_repair", sure=0.4)}
    parts, _ = taken_apart("订两份牛肉面，另外空调坏了", heard("order_food", NOODLES), **doubtful)
    assert parts == []


def test_two_things_broken_at_two_places_are_two_reports() -> None:
    def broken(what: str, where: Parsed) -> Parsed:
        return heard("report_repair", entity("repair_category", what), entity("location", where))

    lamp = broken("electrical", A301)
    for other, count in ((broken("plumbing", B5), 2), (broken("electrical", B5), 0)):
        parts, _ = taken_apart(
            "A座301灯坏了，B座5楼厕所漏水", heard("report_repair"), A=lamp, B=other
        )
        assert len(parts) == count


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("灯一直闪 网也连不上", "网也连不上"),
        ("灯一直闪，而且网断了", "而且网断了"),
        ("a light is out, and there are ants by the sink", "there are ants by the sink"),
    ],
)
def test_something_else_that_is_broken_besides_is_reported_in_the_same_place(
    text: str, second: str
) -> None:
    light = heard("report_repair", entity("fault", "electrical"), entity("location", A301))
    other = heard("report_repair", entity("fault", "pest"))
    starts = {text[:4]: light, second[:4]: other}
    parts, _ = taken_apart(text, light, None, **starts)
    assert [(part.text, part.value("location")) for part in parts] == [
        (text[: text.index(second)].strip(" ，,").removesuffix(", and"), A301),
        (second, A301),
    ]


def test_what_comes_of_a_fault_is_one_report_with_it() -> None:
    leak = heard("report_repair", entity("fault", "plumbing"))
    parts, _ = taken_apart("水管漏水，把插座弄湿了", leak, None, 水管=leak, 把插=leak)
    assert parts == []


def test_there_is_the_place_that_was_named_before() -> None:
    parts, _ = taken_apart(
        "A座301空调坏了，另外订两份牛肉面送到那里",
        heard("report_repair", {**NOODLES, "start": 15}),
        A=heard("report_repair", entity("repair_category", "hvac"), entity("location", A301)),
        订=heard("order_food", NOODLES),
    )
    assert parts[1].value("location") == A301
    place = parts[1].parsed["entities"][-1]
    assert parts[1].text[place["start"] : place["end"]] == "那里"


def test_an_answer_to_a_form_comes_before_another_request() -> None:
    answer = heard("out_of_scope", entity("location", A301, 0, 5))
    question = heard("ask_faq")
    text = "A座301，顺便问下wifi密码是多少？"
    whole = heard("ask_faq", entity("location", A301, 0, 5))
    parts, _ = taken_apart(text, whole, "location", A=answer, 问下=question)
    assert [part.text for part in parts] == ["A座301", "问下wifi密码是多少？"]
    parts, _ = taken_apart(text, whole, None, A=answer, 问下=question)
    assert parts == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("两份牛肉面", ["两份牛肉面"]),
        ("牛肉面还有吗", ["牛肉面还有吗"]),
        ("对了，不要辣", ["不要辣"]),
        ("面两份。空调坏了!", ["面两份", "空调坏了!"]),
        ("1.5 litres at 3.30 pm", ["1.5 litres at 3.30 pm"]),
        ("a latte, and could you fix the AC", ["a latte", "could you fix the AC"]),
        ("，。！", []),
    ],
)
def test_pieces(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end].strip() for one in pieces(text)] == found


def test_most_labelled_messages_are_one_request() -> None:
    rows = [
        json.loads(row)
        for row in Path("tests/nlu/multi.jsonl").read_text("utf-8").split("\n")
        if row
    ]
    assert len(rows) >= 120
    assert sum(len(row["parts"]) == 1 for row in rows) / len(rows) >= 0.6
    assert all(part["text"] in row["text"] for row in rows for part in row["parts"])


def test_a_yes_with_something_more_to_put_in_is_no_yes_yet() -> None:
    text = "Okay, then also one salad"
    more = heard("order_food", entity("item", 19), entity("quantity", 1))
    parts, _ = taken_apart(text, more, "confirm", Okay=heard("affirm"), one=more)
    assert parts == []


def test_the_toilet_on_the_same_floor_is_in_the_same_building() -> None:
    there = {"building": "B", "floor": 10, "room": "1002", "place": None}
    light = heard("report_repair", entity("location", there), entity("fault", "electrical"),
                  entity("repair_category", "electrical"))  # fmt: skip
    dirt = heard(
        "report_repair", entity("fault", "cleaning"), entity("repair_category", "cleaning")
    )
    text = "B座1002的灯不亮了，另外同一层女厕所好脏，没人打扫"
    parts, _ = taken_apart(text, light, None, B座=light, 同一层=dirt)
    assert [part.value("location") for part in parts] == [
        there,
        {"building": "B", "floor": 10, "room": None, "place": "女厕所"},
    ]


def test_what_is_lacking_is_a_reason_to_buy() -> None:
    order = heard("order_goods", entity("item", 88), entity("quantity", 1))
    broken = heard("report_repair", entity("repair_category", "electrical"))
    parts, _ = taken_apart("手机没电了，要一个充电宝", order, None, 手机=broken, 要一=order)
    assert parts == []
