"""Danger in the words that everybody expects, and the same words where nobody is in danger."""

import pytest

from bot.components.danger.named import named


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我同事晕倒了没有呼吸", "medical"),
        ("有人在健身房抽搐", "medical"),
        ("佢瞓咗喺度叫都唔醒", "medical"),
        ("個伯伯冇晒呼吸", "medical"),
        ("师傅俾电亲", "electric"),
        ("我唔想生喇", "self_harm"),
        ("He is not breathing, 3rd floor", "medical"),
        ("my colleague just collapsed", "medical"),
        ("a man with a knife is threatening the receptionist", "violence"),
        ("大堂有人拿着菜刀", "violence"),
        ("楼下打起来了", "violence"),
        ("我不想活了", "self_harm"),
        ("I want to kill myself", "self_harm"),
        ("师傅触电了快来人", "electric"),
        ("硫酸溅到眼睛里了", "chemical"),
        ("acid got into her eyes", "chemical"),
        ("吊顶塌了砸到人了", "collapse"),
        ("we are trapped in here", "trapped"),
        ("电梯停在半空不动了，我们三个人在里面出不来", "trapped"),
    ],
)
def test_named_outright(text: str, kind: str) -> None:
    assert named(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "急救培训讲晕倒怎么处理吗",
        "上个月晕倒的同事出院了",
        "the server collapsed under load",
        "my deadline: kill the process",
        "电脑中毒了打不开文件",
        "跳楼价甩卖的雨伞还有吗",
        "空调不制冷",
        "唔想生气,但系你哋慢咗成个钟",
        "支可乐冇晒气",
        "what if somebody passed out, whom do we call",
        "I had a heart attack in 2019, do I need a letter for the gym?",
    ],
)
def test_only_spoken_of(text: str) -> None:
    assert named(text) is None
