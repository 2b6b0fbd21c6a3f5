"""What tenants say: whole conversations, as the bench plays them to either bot."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

PRESS = "(press)"
"""As an answer: press the first button of what was asked."""


@dataclass(frozen=True, slots=True)
class Script:
    """`says` in order; `answers` to what the bot asks for meanwhile, by what it expects."""

    name: str
    says: Sequence[str]
    answers: Mapping[str, str] = field(default_factory=dict)


def scripts(seed: int) -> Iterator[Script]:
    """Conversations without end, each about another place: orders, repairs, visitors, questions."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    makers = (
        _order_zh,
        _faq_zh,
        _repair_zh,
        _order_en,
        _visitor_zh,
        _repair_en,
        _visitor_en,
        _faq_en,
    )
    while True:
        for make in chance.sample(makers, len(makers)):
            yield make(chance)


def _order_zh(chance: random.Random) -> Script:
    phone = f"139{chance.randrange(10**8):08}"
    return Script(
        "order-zh",
        ["在吗，想点个午饭", f"{chance.choice('一两三')}份牛肉面", "再加一瓶可乐", "就这些"],
        {"location": f"送A座{chance.randint(1, 12)}楼301", "slot": PRESS, "phone": phone,
         "cutoff": "好的", "confirm": "对，下单吧"},
    )  # fmt: skip


def _order_en(chance: random.Random) -> Script:
    phone = f"137{chance.randrange(10**8):08}"
    return Script(
        "order-en",
        [f"{chance.choice(('two', 'three'))} tomato egg noodles please", "that's all"],
        {"location": f"Building B, {chance.randint(2, 12)}th floor", "slot": PRESS, "phone": phone,
         "cutoff": "yes", "confirm": "looks good"},
    )  # fmt: skip


def _repair_zh(chance: random.Random) -> Script:
    room = f"{chance.randint(1, 12)}{chance.randint(10, 99)}"
    return Script(
        "repair-zh", [f"A座{room[:-2]}楼{room}的空调不制冷了，麻烦派人看看", "我的报修到哪一步了"]
    )


def _repair_en(chance: random.Random) -> Script:
    return Script(
        "repair-en",
        ["I want to report a fault"],
        {"problem": "the toilet is clogged",
         "location": f"building B, {chance.randint(2, 12)}th floor"},
    )  # fmt: skip


def _visitor_zh(chance: random.Random) -> Script:
    name = chance.choice("张王李赵") + chance.choice("三伟芳娜强")
    return Script("visitor-zh", ["登记一个访客"], {"time": "明天下午两点", "names": name})


def _visitor_en(chance: random.Random) -> Script:
    name = chance.choice(("John Smith", "Mary Jones", "Peter Brown"))
    return Script("visitor-en", [f"my guest {name} arrives tomorrow 9:30"])


def _faq_zh(_chance: random.Random) -> Script:
    return Script("faq-zh", ["wifi密码是多少", "停车怎么收费", "谢谢"])


def _faq_en(_chance: random.Random) -> Script:
    return Script("faq-en", ["what's the wifi password", "where can I park my car", "thanks"])
