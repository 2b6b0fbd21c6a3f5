"""Acts in words become the acts that are carried out; strings are read by the bot's own rules."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.components.parsers.phones import find_phones
from bot.components.parsers.places import find_places
from bot.components.parsers.plates import find_plates
from bot.components.parsers.remarks import find_remarks
from bot.components.parsers.times import find_times
from parkline.scratch.acts_in_words import InWords, Names
from services.acts.acts import as_json
from services.kit.errors import Invalid
from tests.given.demo_park import SHANGHAI

NOW = datetime(2026, 12, 1, 9, 40, tzinfo=SHANGHAI)
"""A Tuesday."""
NAMES = Names(
    items={"牛肉面": (1,), "beef noodles": (1,), "可乐": (2,), "拿铁": (3, 4)},
    options={"不要香菜": ("no_coriander",), "no cilantro": ("no_coriander",), "热": ("hot",)},
    offered={1: {"不要香菜": "no_coriander"}, 3: {"热": "hot_latte"}},
)


async def parse(words: str, asked: str) -> list[dict[str, Any]]:
    """What the bot's rules find, without a bot."""
    spans = [
        *find_times(words, NOW),
        *find_places(words, (), expecting=asked == "location"),
        *find_phones(words),
        *find_plates(words),
        *find_remarks(words),
    ]
    return [
        {
            **s.extra,
            "entity": s.entity,
            "value": s.value,
            "text": s.text,
            "start": s.start,
            "end": s.end,
        }
        for s in sorted(spans, key=lambda span: span.start)
    ]


async def read(*written: Any) -> list[dict[str, Any]]:
    return as_json(await InWords(NAMES, parse, NOW).acts(list(written)))


async def fields(act: str = "give", **said: Any) -> dict[str, Any]:
    [read_] = await read({"act": act, "fields": said})
    return dict(read_["fields"])


async def when(words: str, act: str = "give") -> dict[str, Any]:
    """Without the words."""
    said = (await fields(act, when=words))["when"]
    assert said.pop("words") == words
    return dict(said)


def at(hour: int, minute: int = 0, days: int = 0) -> str:
    moment = NOW.replace(hour=hour, minute=minute) + timedelta(days=days)
    return moment.isoformat()


@pytest.mark.parametrize("item", ["牛肉面", "Beef Noodles"])
@pytest.mark.parametrize("option", ["不要香菜", "no cilantro"])
async def test_items_and_options_by_name_in_either_language(item: str, option: str) -> None:
    line = {"item": item, "quantity": 2, "options": [option]}
    [act] = await read({"act": "start", "what": "order", "lines": [line]})
    assert act["lines"] == [{"item": 1, "quantity": 2, "options": ["no_coriander"], "words": item}]


async def test_a_name_of_two_items_is_both_and_of_none_is_words() -> None:
    lines = [{"item": "拿铁"}, {"item": "奶茶"}]
    [act] = await read({"act": "edit", "op": "add", "lines": lines})
    assert act["lines"] == [{"candidates": [3, 4], "words": "拿铁"}, {"words": "奶茶"}]


async def test_references_are_named_like_items_however_deep() -> None:
    on = {"among": "all", "but": [{"item": "可乐"}, {"has": "辣"}]}
    [act] = await read({"act": "edit", "op": "remove", "on": on})
    assert act["on"]["but"] == [{"item": 2, "words": "可乐"}, {"has": "辣"}]
    [act] = await read({"act": "edit", "op": "remove", "on": [{"item": "可乐"}, {"position": 1}]})
    assert act["on"] == {"any_of": [{"item": 2, "words": "可乐"}, {"position": 1}]}
    [act] = await read({"act": "cancel", "of": {"what": "order", "ref": {"item": "可乐"}}})
    assert act["of"] == {"what": "order", "ref": {"item": 2, "words": "可乐"}}


async def test_a_line_of_what_nobody_sells_is_one_that_has_such_words() -> None:
    [act] = await read({"act": "edit", "op": "remove", "on": {"item": "板擦"}})
    assert act["on"] == {"has": "板擦", "words": "板擦"}


async def test_an_items_own_option_counts_before_another_ones() -> None:
    [act] = await read(
        {"act": "edit", "op": "refine", "on": {"position": 1}, "options": ["热"]},
    )
    assert act["options"] == ["hot"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("A座3楼301", {"building": "A", "floor": 3, "room": "301"}),
        ("Tower B 12F", {"building": "B", "floor": 12}),
        ("410", {"floor": 4, "room": "410"}),
        ("1402, Tower B", {"building": "B", "floor": 14, "room": "1402"}),
        ("same room", {"same": True}),
        ("还是那个地方", {"same": True}),
        ("靠窗那排的最里面", {"place": "靠窗那排的最里面"}),
    ],
)
async def test_places_are_what_the_rules_make_of_them(words: str, place: dict[str, Any]) -> None:
    assert (await fields(place=words))["place"] == place


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("12点", {"start": at(12)}),
        ("今晚6点", {"start": at(18), "day": "2026-12-01"}),
        ("明早9点半", {"start": at(9, 30, 1), "day": "2026-12-02"}),
        ("Thursday 10am", {"start": at(10, 0, 2), "day": "2026-12-03"}),
        ("明天", {"day": "2026-12-02"}),
        ("明天上午", {"start": at(9, 0, 1), "end": at(12, 0, 1), "day": "2026-12-02"}),
        ("下午", {"start": at(13), "end": at(18)}),
        ("lunch", {"meal": "lunch"}),
        ("现在", {"asap": True}),
        ("半小时以后", {"start": at(10, 10), "day": "2026-12-01"}),
    ],
)
async def test_times_are_what_the_rules_make_of_them(words: str, said: dict[str, Any]) -> None:
    assert await when(words) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("晚半小时", {"shift": 30}),
        ("往后挪半小时", {"shift": 30}),
        ("half an hour later", {"shift": 30}),
        ("半小时以后", {"shift": 30}),
        ("one hour earlier", {"shift": -60}),
        ("push 两个小时", {"shift": 120}),
        ("晚一天，钟点不变", {"shift": 24 * 60}),
        ("delay一天，时间不变", {"shift": 24 * 60}),
        ("明天同一时间", {"same_time": True, "day": "2026-12-02"}),
        ("same time Thursday", {"same_time": True, "day": "2026-12-03"}),
        ("今晚6点", {"start": at(18), "day": "2026-12-01"}),
        ("明早9点半", {"start": at(9, 30, 1), "day": "2026-12-02"}),
        ("下午3点后", {"start": at(15)}),
    ],
)
async def test_a_correction_may_be_relative_to_what_stands(
    words: str, said: dict[str, Any]
) -> None:
    assert await when(words, "correct") == said


async def test_phones_plates_and_heads() -> None:
    said = await fields(phone="13800138000", plate="沪A 12345", headcount=3)
    assert said == {"phone": "13800138000", "plate": "沪A12345", "headcount": {"exactly": 3}}
    assert (await fields(plate=""))["plate"] == ""


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ([{"act": "edit", "op": "refine", "options": ["加钱"]}], "acts.0.options.0: no option"),
        (
            [{"act": "confirm"}, {"act": "start", "what": "order", "lines": [
                {"item": "牛肉面"}, {"item": "可乐", "options": ["热", "温"]}]}],
            "acts.1.lines.1.options.1: no option is called '温'",
        ),
        (["confirm"], "acts.0: an object"),
        ([{"act": "start", "what": "order", "lines": ["牛肉面"]}], "acts.0.lines.0: an object"),
        ([{"act": "start", "what": "lunch"}], "acts.0.start.what"),
        ([{"act": "give", "fields": {"colour": "red"}}], "acts.0.give.fields.colour"),
        ({"act": "confirm"}, "acts: a list"),
    ],
)  # fmt: skip
async def test_an_error_names_the_place(written: Any, problem: str) -> None:
    with pytest.raises(Invalid) as wrong:
        await InWords(NAMES, parse, NOW).acts(written)
    assert str(wrong.value).startswith(problem)
