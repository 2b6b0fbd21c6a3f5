"""Every form, interrupted by everything: the answer comes, and the form asks its question again."""

import pytest

from parkline.scratch.scratch import Scratch
from tests.e2e.park.tenant import Tenant

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

THURSDAY = "2026-12-03T10:05:00+08:00"
FORMS = {
    "checkout": ("两份牛肉面", "location"),
    "repair": ("空调坏了", "location"),
    "visitor": ("登记访客", "time"),
}
"""What opens a form, and what it asks first."""
ASIDES = {
    "faq": "访客wifi密码是多少？",
    "menu": "中午有什么吃的",
    "shop": "小卖部有什么卖的",
    "track_order": "我的订单到哪了",
    "track_repair": "我的报修怎么样了",
    "track_visit": "我的访客到了吗",
    "help": "你能做什么？",
    "thanks": "谢谢",
    "greeting": "你好",
    "stranger": "帮我写一首关于量子力学的诗",
    "english": "what's the guest wifi password?",
}
"""Answered for themselves."""


@pytest.mark.parametrize(
    ("form", "aside"),
    [(form, aside) for form in FORMS for aside in ASIDES if (form, aside) != ("checkout", "shop")],
)
async def test_an_aside_is_answered_and_the_form_asks_once(
    park: Scratch, form: str, aside: str
) -> None:
    opener, expects = FORMS[form]
    tenant = Tenant(park, THURSDAY)
    question = (await tenant.says(opener)).texts[-1]
    heard = await tenant.says(ASIDES[aside])
    assert heard.expects == expects
    assert len(heard.texts) >= 2
    if aside != "english":
        assert [text for text in heard.texts if text == question] == [question]


async def test_an_aside_that_asks_itself_is_asked_alone_and_the_cart_goes_on(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    question = (await tenant.says("两份牛肉面")).texts[-1]
    heard = await tenant.says(ASIDES["shop"])
    assert (heard.expects, question in heard.texts) == ("item", False)
    assert (await tenant.says("A座3楼301")).expects == "slot"


@pytest.mark.parametrize(
    ("form", "other", "expects"),
    [
        ("checkout", "空调坏了", "location"),
        ("checkout", "登记访客", "time"),
        ("repair", "登记访客", "time"),
        ("repair", "来两份牛肉面", "location"),
        ("visitor", "空调坏了", "location"),
        ("visitor", "来两份牛肉面", "time"),
    ],
)
async def test_two_forms_and_giving_up_goes_back(
    park: Scratch, form: str, other: str, expects: str
) -> None:
    opener, before = FORMS[form]
    tenant = Tenant(park, THURSDAY)
    await tenant.says(opener)
    assert (await tenant.says(other)).expects == expects
    heard = await tenant.says("算了")
    cart_waits = "牛肉面" in other
    assert heard.expects == ("location" if cart_waits else before)
    assert any("接着来" in text for text in heard.texts)
    assert (await tenant.says("算了")).expects is None


async def test_language_follows_every_message_and_a_number_has_none(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    assert "送到哪里" in (await tenant.says("两份 beef noodles")).text
    assert "When would you like it?" in (await tenant.says("to A-301 please")).text
    assert "phone number" in (await tenant.says("12:00")).text
    assert "确认下单吗" in (await tenant.says("电话13800138000")).text
