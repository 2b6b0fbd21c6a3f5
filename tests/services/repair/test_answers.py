"""Answers to "is it fixed?", as people write them."""

import pytest

from services.repair.answers import LONGEST, parse


@pytest.mark.parametrize(
    "text",
    [
        "好了", "修好了，谢谢师傅", "可以了", "没问题了", "已经解决了", "不漏了", "空调正常了",
        "fixed, thanks", "it works now", "all good",
    ],
)  # fmt: skip
def test_it_is_fixed(text: str) -> None:
    assert parse(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "没修好", "还是漏水，没修好", "还没好", "没有，还在漏", "没解决", "又坏了", "依然不制冷",
        "师傅没来，还是没人来", "not fixed", "no, it's still dripping", "it isn't working",
        "broken again",
    ],
)  # fmt: skip
def test_it_is_not(text: str) -> None:
    assert parse(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "订两份牛肉面好了", "帮我转人工好了", "is my order fixed for noon?",
        "谢谢", "好的", "两份牛肉面", "我的报修到哪了", "yes", "转人工",
        "插座冒烟了，还在冒", "it's still on fire",
        "B座大堂的灯还是不亮", "另外空调又坏了", "the lights on the 3rd floor are out again",
        "没修好" * LONGEST,
    ],
)  # fmt: skip
def test_what_says_something_else_is_left_to_be_understood(text: str) -> None:
    assert parse(text) is None
