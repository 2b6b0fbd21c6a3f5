"""The menu as people write it, and as the platform takes it."""

from typing import Any

import pytest

from connectors.channels.wechat.menu import buttons
from services.kit.errors import Invalid


def test_a_menu_with_every_kind_of_entry() -> None:
    app = {"id": "wx1", "page": "pages/index/index", "url": "https://park.example"}
    columns = [
        {"name": "订餐", "choices": [{"name": "今天有什么", "say": "中午有什么吃的？"}]},
        {"name": "官网", "open": "https://park.example"},
        {"name": "小程序", "app": app},
    ]
    assert buttons(columns) == [
        {
            "name": "订餐",
            "sub_button": [{"name": "今天有什么", "type": "click", "key": "中午有什么吃的？"}],
        },
        {"name": "官网", "type": "view", "url": "https://park.example"},
        {
            "name": "小程序", "type": "miniprogram", "appid": "wx1",
            "pagepath": "pages/index/index", "url": "https://park.example",
        },
    ]  # fmt: skip


ENTRY = {"name": "a", "say": "b"}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "a list of 1 to 3"),
        ([], "a list of 1 to 3"),
        ([ENTRY] * 4, "a list of 1 to 3"),
        ([{"name": "a", "choices": [ENTRY] * 6}], "column 1: choices is a list of 1 to 5"),
        ([{"name": "a"}], "column 1: needs a name and one of say, open, app"),
        ([ENTRY | {"open": "c"}], "column 1: needs a name and one of"),
        ([ENTRY, {"say": "b"}], "column 2: name is missing"),
        ([{"name": "六个字太长了", "say": "b"}], "column 1: name is longer than 16 bytes"),
        ([{"name": "a", "choices": [{"name": "a", "say": "面" * 43}]}], "column 1, choice 1: say"),
        ([{"name": "a", "app": {"id": "wx"}}], "column 1, app: page is missing"),
        ([ENTRY | {"icon": "c"}], "column 1: no such entry: icon"),
        (["a"], "column 1: needs a name"),
    ],
)
def test_what_the_platform_would_refuse_is_refused_with_its_place(columns: Any, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        buttons(columns)
