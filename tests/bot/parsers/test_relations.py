"""How a number, a name or a wish follows from what stands."""

from typing import Any

import pytest

from bot.components.parsers.relations import find_relations


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("不是透明的，要双面的", "not", {"words": "透明"}),
        ("not the clear one, double-sided", "not", {"words": "clear"}),
        ("每份饭配一个汤", "each", {"base": "饭", "behind": False}),
        ("a fork for each salad please", "each", {"base": "salad", "behind": True}),
        ("two more teas than coffees", "than", {"more": True}),
        ("茶比咖啡少两杯", "than", {"more": False}),
        ("lunch for 6 people", "sets", {"many": 6}),
        ("there are five of us", "sets", {"many": 5}),
        ("we're 4 now", "sets", {"many": 4}),
        ("我们一共六个人", "sets", {"many": 6}),
        ("pens and pads, two of each", "each_of", {}),
        ("one apiece", "apiece", {}),
        ("都要大杯", "all", {}),
        ("no, just by one", "too_many", {}),
        ("raise it by two", "by", {}),
        ("the rolls stay the same", "unchanged", {}),
        ("split it down the middle", "halves", {}),
        ("it stopped again, it is off again", "again", {}),
        ("only 2", "only", {}),
        ("half an hour later", "later", {}),
        ("905好了，只剩906", "left", {"room": "906"}),
        ("名字打错了，是大小的小", "sign", {"sign": "小", "at": -1}),
        ("Luis an hour after Ana", "after", {"minutes": 60, "whose": "ana"}),
        ("begin half an hour before hers", "after", {"minutes": -30, "whose": "hers"}),
        ("他比她晚半小时到", "after", {"minutes": 30, "whose": "她"}),
        ("only 周凯", "alone", {}),
        ("就陈强一个", "alone_behind", {}),
        ("it's already 2", "by_now", {}),
        ("五号的用不上", "wrong", {}),
        ("they don't fit", "wrong", {}),
        ("苹果嗰款", "kind", {}),
        ("有多少拿多少", "most", {}),
        ("来的人是7个", "sets", {"many": 7}),
        ("black ink for the pens", "wish_for", {"wish": "black ink", "of": "pens"}),
        ("the folders in blue please", "wish_for", {"wish": "blue", "of": "folders"}),
        ("the last two of the plate are 88", "plate_end", {"tail": "88"}),
        ("尾号应该是3F8", "plate_end", {"tail": "3F8"}),
        ("燕麦奶那杯要大的", "that_one", {}),
        ("the mild one with an egg", "that_one", {}),
        ("另一份不用", "other_one", {"plain": True}),
        ("not the other", "other_one", {"plain": True}),
        ("另一份要辣", "other_one", {"plain": False}),
        ("make it a mocha, still iced", "stays_so", {}),
        ("换成面，蛋照样加", "stays_so", {}),
        ("whatever the minimum is", "least", {}),
        ("按起订量来", "least", {}),
        ("那就最多的", "most", {}),
        ("一共五个", "in_all", {"many": 5}),
        ("so 7 people altogether", "in_all", {"many": 7}),
        ("now 7 pax total", "in_all", {"many": 7}),
    ],
)
def test_what_it_says(text: str, kind: str, told: dict[str, Any]) -> None:
    found = [one for one in find_relations(text) if one.value == kind]
    assert found
    assert told.items() <= found[0].extra.items()
    assert all(one.entity == "relation" for one in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("两杯拿铁，送A座3楼301", "sets"),
        ("two lattes please", "than"),
        ("一份牛肉面", "each"),
        ("not now", "unchanged"),
        ("A座3楼301", "left"),
        ("我叫王小明", "sign"),
        ("粤B7K921", "plate_end"),
        ("另来一杯", "other_one"),
        ("one latte", "that_one"),
        ("totally fine", "in_all"),
    ],
)
def test_what_it_does_not_say(text: str, kind: str) -> None:
    assert kind not in [one.value for one in find_relations(text)]


def test_places_count_in_the_text_as_it_was_written() -> None:
    text = "😀 请把 另一杯 做成冰的"
    [other] = [one for one in find_relations(text) if one.value == "other_one"]
    assert text[other.start : other.end] == "另一杯"
