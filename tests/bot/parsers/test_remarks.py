"""What a message says of itself: giving up, and of what."""

import pytest

from bot.components.parsers.remarks import find_remarks


def values(text: str, entity: str) -> list[object]:
    return [span.value for span in find_remarks(text) if span.entity == entity]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("算了", ["this"]),
        ("forget it", ["this"]),
        ("取消", ["asked"]),
        ("不登记了", ["asked"]),
        ("客人不来了", ["asked"]),
        ("不修了吧", ["asked"]),
        ("cancel please", ["asked"]),
        ("都不要了", ["all"]),
        ("把所有的都取消吧", ["all"]),
        ("Forget it all!", ["all"]),
        ("别取消", []),
        ("香菜都不要", []),
        ("明天来两位", []),
    ],
)
def test_giving_up(text: str, what: list[object]) -> None:
    assert values(text, "give_up") == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("撤回", ["change"]),
        ("撤销一下", ["change"]),
        ("还是之前那样好了", ["change"]),
        ("把刚才那个改动取消", ["change"]),
        ("change them back to how they were", ["change"]),
        ("never mind that edit", ["change"]),
        ("撤销取消", [True]),
        ("put it back", [True]),
        ("撤回订单", []),
        ("像之前那样再来一份", []),
        ("跟刚才那样送到A座", []),
        ("改回A座", []),
    ],
)
def test_bringing_back(text: str, what: list[object]) -> None:
    assert values(text, "restore") == what


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("取消点餐", "order"),
        ("cancel the food", "order"),
        ("取消工单", "repair"),
        ("取消访客", "visit"),
    ],
)
def test_what_is_called_by_its_kind(text: str, kind: str) -> None:
    assert kind in values(text, "kind")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("两种笔的数量我写颠倒了", ["笔"]),
        ("数量写反了", [True]),
        ("no, the other way round", [True]),
        ("swap the two numbers", [True]),
        ("他俩 trade days", ["days"]),
        ("两位的时间对调", ["days"]),
        ("灯装反方向了吗", []),
        ("swap the rice for noodles", []),
        ("which way round does it go", []),
    ],
)
def test_two_numbers_that_change_places(text: str, of: list[object]) -> None:
    assert values(text, "exchange") == of


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("第三份照抄第一份", [True]),
        ("the same again please", [True]),
        ("一样的再来一份", [True]),
        ("a second one like that", [True]),
        ("same for her, no egg", [True]),
        ("my desk mate wants exactly the same", [True]),
        ("给他来份一模一样的", [True]),
        ("给她也来一份同款", [True]),
        ("we want the same time", []),
        ("跟昨天一样", []),
        ("same time again?", []),
        ("what's it like", []),
    ],
)
def test_one_like_another(text: str, copies: list[object]) -> None:
    assert values(text, "copy") == copies
