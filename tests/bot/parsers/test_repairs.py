# ruff: noqa: E501 - patterns and word lists read better on one line

import pytest

from bot.components.parsers.repairs import (
    find_broken,
    find_coming,
    find_danger,
    find_named,
    find_repair,
    find_request,
    find_urgency,
)
from bot.components.parsers.spans import Span


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("空调不制冷", "hvac"), ("空调漏水", "hvac"), ("一开灯就跳闸", "electrical"), ("天花板滴水", "plumbing"), ("wifi连不上", "network"), ("厕所堵了", "plumbing"),
        ("电梯坏了", "elevator"), ("部𨋢壞咗", "elevator"), ("门禁刷不开", "access_control"), ("好多蟑螂", "pest"), ("椅子坏了", "furniture"), ("灭火器过期了", "fire_safety"),
        ("垃圾没人倒", "cleaning"), ("道闸不抬杆", "parking"), ("摄像头坏了", "security"), ("树倒了", "landscaping"), ("toilet is clogged", "plumbing"),
        ("the light is flickering", "electrical"), ("internet is down", "network"), ("抽屉的锁坏了", "furniture"), ("the lock of my drawer is jammed", "furniture"),
        ("配电箱冒烟了", "electrical"), ("插座有焦味", "electrical"), ("走廊冒烟了", "fire_safety"), ("插线板着火了", "fire_safety"), ("地下车库的灯不亮", "electrical"),
    ],
)  # fmt: skip
def test_a_category(text: str, category: str) -> None:
    assert [span.value for span in find_repair(text) if span.entity == "repair_category"] == [
        category
    ]


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("冒烟了", "critical"), ("着火了", "critical"), ("有煤气味", "critical"), ("我被困在电梯里了", "critical"), ("flooding in the basement", "critical"),
        ("gas leak", "critical"), ("stuck in the lift", "critical"), ("机房进水了", "critical"),
        ("水没过脚了", "critical"), ("屋里全是烟", "critical"), ("火苗窜起来了", "critical"), ("充电宝炸了", "critical"), ("fire! second floor", "critical"), ("爆管了", "urgent"), ("停电了", "urgent"), ("进不去门", "urgent"), ("burst pipe", "urgent"),
        ("power out on 3rd floor", "urgent"), ("locked out", "urgent"), ("the whole of the seventh floor has been without electricity", "urgent"), ("7F has lost power", "urgent"), ("the entire floor is without internet", "urgent"), ("整栋楼都断网了", "urgent"), ("my desk is without a lamp, the switch is broken", None), ("the lamp on the whole floor plan is broken", None), ("灯坏了，不急", "low"), ("椅子坏了，随便哪天来看看", "low"), ("配电箱冒烟了", "critical"), ("AC not cooling, no rush", "low"), ("灯坏了", None),
    ],
)  # fmt: skip
def test_an_urgency(text: str, urgency: str | None) -> None:
    assert (
        next((span.value for span in find_repair(text) if span.entity == "urgency"), None)
        == urgency
    )


@pytest.mark.parametrize(
    "text",
    [
        "可乐坏了",
        "wifi密码是多少",
        "两份牛肉面",
        "如果着火了怎么办",
        "where is the fire extinguisher",
        "can I smoke here",
        "空调几点关",
        "不急",
        "走廊里全是烟味",
        "我看错了，没有着火",
    ],
)
def test_nothing_is_broken(text: str) -> None:
    assert find_repair(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("电梯里的灯", ["elevator", "electrical"]), ("空调旁边有马蜂", ["hvac", "pest"]), ("hydrant", ["fire_safety"]), ("你好", []),
    ],
)  # fmt: skip
def test_every_thing_that_is_named_counts_broken_or_not(text: str, codes: list[str]) -> None:
    assert [span.value for span in find_named(text)] == codes


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("空调着火了", ["fire_safety"]), ("电梯里困了人，我被困在电梯里", ["elevator"]), ("插座冒火花", ["electrical"]), ("机房进水了", ["plumbing"]),
        ("机房空调坏了", []),
    ],
)  # fmt: skip
def test_danger_decides_the_category(text: str, category: list[str]) -> None:
    assert [span.value for span in find_danger(text)] == category


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("不急，有空再来", "low"), ("the sign needs paint, whenever you can", "low"), ("whenever I plug it in", None), ("加急", "urgent"), ("插座没电", None), ("你好", None)],
)  # fmt: skip
def test_urgency_is_heard_where_nothing_is_said_to_be_broken(
    text: str, urgency: str | None
) -> None:
    found = find_urgency(text)
    assert (found and found.value) == urgency


@pytest.mark.parametrize(
    "text", ["报修", "请派人来修一下东西", "I need someone to fix something", "A座301 报修"]
)
def test_a_report_that_says_only_that_there_is_something(text: str) -> None:
    assert [one.entity for one in find_request(text, _places(text))] == ["only_asks"]


@pytest.mark.parametrize("text", ["投影仪没声音", "the projector", "A座301投影仪"])
def test_a_report_that_says_what(text: str) -> None:
    assert find_request(text, _places(text)) == []


def _places(text: str) -> list[Span]:
    end = len("A座301") if text.startswith("A座301") else 0
    return [Span("location", 0, end, text[:end], {})] if end else []


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("明天下午上门", True),
        ("come after 3", True),
        ("下午三点来", True),
        ("三点来个师傅", True),
        ("明天来两个人看看", True),
        ("昨晚开始不亮", False),
        ("来两份牛肉面", False),
        ("下午三点来杯咖啡", False),
        ("两包方便面", False),
        ("本来好好的", False),
    ],
)
def test_a_time_at_which_somebody_is_to_come(text: str, comes: bool) -> None:
    assert bool(find_coming(text)) is comes


@pytest.mark.parametrize(
    ("text", "broken"), [("柜子打不开", True), ("the locker won't open", True), ("放柜子里", False)]
)
def test_that_something_is_broken_whatever_it_is(text: str, broken: bool) -> None:
    assert bool(find_broken(text)) is broken
