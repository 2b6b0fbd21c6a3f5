"""What is sent to a platform that reads markup in any text."""

from typing import Any

import pytest

from connectors.channels.wechat.bubbles import first, unmarked
from models.conversations import Message


def message(text: str, **values: Any) -> Message:
    given = {"seq": 1, "parts": 0, "buttons": [], "data": {}} | values
    return Message(text=text, **given)


@pytest.mark.parametrize(
    "words",
    [
        '<a href="https://evil.example">点这里领奖</a>',
        "<A HREF='//evil.example'>x</A>",
        "< a href=x>y",
        "<\u3000a href=x>y",
        '<a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid=1">x</a>',
        "<!-- x -->",
    ],
)
def test_what_people_wrote_is_no_link_when_it_is_repeated(words: str) -> None:
    for sent in (
        message(f"没有叫“{words}”的菜。"),
        message("哪一个？", buttons=[{"title": words, "payload": "/affirm"}]),
    ):
        shown = str(first([sent], "zh").part)
        assert "<" not in shown
        assert "＜" in shown


def test_a_comparison_is_no_markup() -> None:
    assert unmarked("3 < 5 > 2, 温度<26度") == "3 < 5 > 2, 温度<26度"


def test_a_link_of_ours_stays_one() -> None:
    opens = {"url": "https://p.example/", "appid": "wx1", "page": "pages/pay", "title": "去付款"}
    shown = str(first([message("<b>", data={"opens": opens})], "zh").part)
    assert shown == (
        '＜b>\n<a href="https://p.example/" data-miniprogram-appid="wx1"'
        ' data-miniprogram-path="pages/pay">去付款</a>'
    )
