"""Asking to link, and the code, as people write them."""

import pytest

from services.people.link_words import command, parse_code


@pytest.mark.parametrize(
    "text",
    [
        "绑定",
        "綁定",
        "我要绑定",
        "请帮我绑定账号",
        "绑定一下我的账号。",
        "账号绑定",
        "合并账号",
        "Link my account",
        "link account",
        "please link my accounts",
        "I want to link my account",
        "Connect my channels!",
        "  LINK MY ACCOUNT ",
    ],
)
def test_it_is_asked_for_a_code(text: str) -> None:
    assert command(text) == "/link_account"


@pytest.mark.parametrize(
    "text",
    ["LK-7K3M9Q", "lk-7k3m9q", "LK7K3M9Q", "lk 7k3m9q", "ＬＫ－７Ｋ３Ｍ９Ｑ", "绑定码：LK-7K3M9Q",
     "绑定 LK-7K3M9Q", "my code is LK-7K3M9Q", "link LK-7K3M9Q", "LK—7K3M9Q。"],
)  # fmt: skip
def test_a_code_is_read_however_it_is_typed(text: str) -> None:
    assert parse_code(text) == "LK-7K3M9Q"
    assert command(text) == '/link_account{"code": "LK-7K3M9Q"}'


def test_letters_that_no_code_has_are_the_digits_that_they_look_like() -> None:
    assert parse_code("LK-OIL234") == "LK-011234"


@pytest.mark.parametrize("text", ["解绑", "解除绑定", "取消关联", "unlink", "Unlink my accounts"])
def test_it_is_asked_to_take_it_back(text: str) -> None:
    assert command(text) == "/unlink_account"


@pytest.mark.parametrize(
    "text",
    [
        "绑定银行卡怎么弄",
        "门禁卡绑定手机",
        "关联",
        "link",
        "send me the link",
        "the link does not work",
        "unlink the printer on floor 3",
        "LK-7K3M9",
        "LK-7K3M9QQ",
        "我的绑定码是LK-7K3M9Q，帮我看看对不对",
        "O-7K3M9Q",
        "",
        "绑定" * 30,
    ],
)
def test_what_is_about_something_else_is_left_to_the_bot(text: str) -> None:
    assert command(text) is None
