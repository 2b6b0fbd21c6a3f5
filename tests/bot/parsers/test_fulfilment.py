from typing import Any

import pytest

from bot.components.parsers.fulfilment import find_fulfilment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("自取", "pickup"),
        ("我自己去拿", "pickup"),
        ("我下楼取", "pickup"),
        ("不用送，我自己来取", "pickup"),
        ("I'll pick it up", "pickup"),
        ("pick up please", "pickup"),
        ("11.45 collect myself", "pickup"),
        ("we'll collect at noon", "pickup"),
        ("到食堂自己端", "pickup"),
        ("自己去吧台拿", "pickup"),
        ("come down and fetch it myself", "pickup"),
        ("we'll pop over and grab them ourselves", "pickup"),
        ("fetch it at 12", "pickup"),
        ("i come take it myself 8:30", "pickup"),
        ("picking the coffees up myself at 3", "pickup"),
        ("fetching the cake in person around ten", "pickup"),
        ("12点我过去吃", "pickup"),
        ("can you fetch it from A301", None),
        ("自己取消", None),
        ("送到A座301", "delivery"),
        ("送到A座大堂，我下楼取", "delivery"),
        ("can you deliver it", "delivery"),
        ("两份牛肉面", None),
        ("取消订单", None),
        ("我来点一份面", None),
    ],
)
def test_fetched_or_brought(text: str, value: Any) -> None:
    assert [span.value for span in find_fulfilment(text)] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gel pen twenty to desk at Tower A", "desk"),
        ("bring the paper to her desk", "desk"),
        ("放快递柜", "locker"),
        ("放快递柜就行", "locker"),
        ("不对，放B座的柜子", "locker"),
        ("送到C座快递柜", "locker"),
        ("the locker in building B", "locker"),
        ("put it in the locker please", "locker"),
        ("locker", "locker"),
        ("到店自取", "counter"),
        ("我去店里拿", "counter"),
        ("I'll pick it up at the counter", "counter"),
        ("at the counter", "counter"),
        ("送到我工位A座301", "desk"),
        ("放我座位上", "desk"),
        ("to my desk, A-301", "desk"),
        ("别放快递柜，送到工位", "desk"),
        ("no locker, bring it to my desk", "desk"),
        ("不放柜子了，我去店里拿", "counter"),
        ("柜台坏了吗", None),
        ("柜子台面脏了", None),
    ],
)
def test_the_ways_of_a_shop(text: str, value: Any) -> None:
    assert [span.value for span in find_fulfilment(text)] == ([] if value is None else [value])


@pytest.mark.parametrize("text", ["纸杯柜子里还有 不要了", "柜子里面都有了"])
def test_what_is_in_a_cupboard_goes_into_no_locker(text: str) -> None:
    assert find_fulfilment(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "都不用送，12点我下来拿",
        "不用送了，我自己去取",
        "no need to deliver, I'll come down and get it",
    ],
)
def test_who_wants_nothing_brought_fetches_it(text: str) -> None:
    assert [one.value for one in find_fulfilment(text)] == ["pickup"]
