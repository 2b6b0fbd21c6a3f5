"""A yes is a yes: what people answer to "place this order?" and to "cancel it?"."""

import pytest

from parkline.scratch.scratch import Scratch
from tests.e2e.park.tenant import Tenant
from tests.given.yeses import HALF_YESES, PLAIN_YESES

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]

THURSDAY = "2026-12-03T10:05:00+08:00"
PLACED = ("下单成功", "Order placed")
MISSED = 4
"""Plain yeses that may be asked again: nothing is lost by that."""


async def _answered(park: Scratch, answer: str) -> str:
    """What the answer to the question whether to place a cart brings."""
    tenant = Tenant(park, THURSDAY)
    await tenant.says("一份宫保鸡丁盖饭，自取")
    asked = await tenant.says("12点15分")
    assert asked.expects == "confirm", asked.texts
    return (await tenant.says(answer)).text


async def test_half_a_yes_places_no_order(park: Scratch) -> None:
    told = {answer: await _answered(park, answer) for answer in HALF_YESES}
    assert [one for one, text in told.items() if any(sign in text for sign in PLACED)] == []


async def test_a_plain_yes_places_the_order(park: Scratch) -> None:
    told = {answer: await _answered(park, answer) for answer in PLAIN_YESES}
    missed = [one for one, text in told.items() if not any(sign in text for sign in PLACED)]
    assert len(missed) <= MISSED, missed


async def test_half_a_yes_cancels_nothing_and_is_asked_again(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says("明天下午三点李建国来A座301找我")
    asked = await tenant.says("取消李建国的来访")
    assert asked.expects == "confirm", asked.texts
    again = await tenant.says("可以是可以，可是太晚了吧")
    assert (again.expects, "已取消" in again.text) == ("confirm", False)
    assert "已取消" in (await tenant.says("确定")).text


async def test_an_order_is_asked_about_where_a_visit_was_heard_and_there_is_none(
    park: Scratch,
) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says("一份宫保鸡丁盖饭，自取")
    await tenant.says("12点15分")
    await tenant.says("确认")
    asked = await tenant.says("Please call off that order, the delegation isn't coming")
    assert (asked.expects, len(asked.buttons)) == ("confirm", 2), asked.texts
