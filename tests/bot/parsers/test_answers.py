"""Answers that do not name what was asked for, in both languages."""

import pytest

from bot.components.parsers.answers import find_answers


def found(text: str) -> dict[str, object]:
    spans = find_answers(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    return {span.entity: span.value for span in spans}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("我也不清楚", "unsure"),
        ("都可以，随便", "unsure"),
        ("還沒定，不確定", "unsure"),
        ("I'm not really sure", "unsure"),
        ("can't remember… no idea", "unsure"),
        ("没有", "nothing"),
        ("没什么特别的。", "nothing"),
        ("跳过吧", "nothing"),
        ("None at all", "nothing"),
        ("nothing special", "nothing"),
        ("没有的呀", "nothing"),
        ("no, he doesn't have one", "nothing"),
        ("整层都这样", "everywhere"),
        ("all over the second floor", "everywhere"),
        ("靠窗那排的最里面", "spot"),
        ("right next to the printers", "spot"),
        ("就在电梯里", "spot"),
        ("桌子上", "spot"),
        ("楼下大厅", "spot"),
        ("3号机房", "spot"),
        ("茶水間", "spot"),
        ("by the window", "spot"),
        ("on the left", "spot"),
        ("全天都行", "whole_day"),
        ("any time is fine", "whole_day"),
        ("刚才还在", "just_now"),
        ("a couple of minutes ago", "just_now"),
        ("又漏了", "again"),
        ("it is still dripping", "again"),
        ("再加一位", "adds"),
        ("she comes too", "adds"),
        ("这个怎么弄", "asks"),
        ("可以吗？", "asks"),
        ("why do you need that", "asks"),
        ("好像可以", "hedge"),
        ("可以是可以，太晚了", "hedge"),
        ("对呀，问题是太晚了", "hedge"),
        ("okay, in a bit", "hedge"),
        ("好的好的，几点能到", "asks"),
        ("行吧，不过先别下", "hedge"),
        ("等我问下同事", "hedge"),
        ("要是能便宜就好", "hedge"),
        ("let me think", "hedge"),
        ("ok but not yet", "hedge"),
        ("I guess so", "hedge"),
        ("give me a minute", "hedge"),
        ("搬到B座", "redirect"),
        ("Bring it to B", "redirect"),
    ],
)
def test_words_of_an_answer(text: str, entity: str) -> None:
    assert entity in found(text)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("我知道，在A座", "unsure"),
        ("没有带伞的那个人", "nothing"),
        ("no chilli on both of the noodles please", "nothing"),
        ("一天后", "whole_day"),
        ("没关系", "asks"),
        ("来两份牛肉面", "spot"),
        ("一包方便面", "spot"),
        ("里脊肉一份", "spot"),
        ("明天下午或者晚上", "spot"),
        ("马上上门吧", "spot"),
        ("另外再加一份外卖", "spot"),
        ("随便什么时间", "spot"),
        ("12月5号", "spot"),
        ("5号下午", "spot"),
        ("我的手机号没换", "spot"),
        ("先下单", "spot"),
        ("可以，先这样", "hedge"),
        ("直接下单吧", "hedge"),
        ("就是这个，对的", "hedge"),
        ("yes, right away", "hedge"),
        ("by the end of the day", "spot"),
        ("by 3 pm, right now if you can", "spot"),
        ("什么时候都可以吧的那种", "nothing"),
    ],
)
def test_what_only_looks_like_it(text: str, entity: str) -> None:
    assert entity not in found(text)


@pytest.mark.parametrize(("text", "number"), [("五", 5), (" 12 ", 12), ("three!", 3)])
def test_a_number_alone(text: str, number: int) -> None:
    assert found(text)["number"] == number


@pytest.mark.parametrize("text", ["A座301", "五个人", "12:30", "13800138000"])
def test_what_is_more_than_a_number(text: str) -> None:
    assert "number" not in found(text)
