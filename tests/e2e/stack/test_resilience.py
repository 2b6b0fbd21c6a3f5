"""What a tenant sees when a process dies, and what an operator changes while it runs."""

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser import BOT_SECONDS, bubble, chat, online, say
from tests.e2e.stack.stack import Stack, wait_for
from tests.e2e.stack.test_order_in_browser import order

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

RESTART_SECONDS = 120_000
"""Milliseconds for the supervisor to start a process again, on cores busy with much else."""


@pytest_asyncio.fixture(loop_scope="session")
async def tenant(stack: Stack, chromium: Browser) -> AsyncIterator[Page]:
    async with chat(chromium, stack.chat_url) as page:
        yield page


async def test_a_dish_added_now_is_ordered_now(stack: Stack, tenant: Page) -> None:
    said = stack.parkline(
        "item", "add", "--outlet", "sunshine_canteen", "--code", "fish_soup",
        "--zh", "酸菜鱼汤", "--en", "pickled fish soup", "--price", "36.50",
    )  # fmt: skip
    assert "酸菜鱼汤 / pickled fish soup" in said
    await say(tenant, "来两份酸菜鱼汤")
    await expect(bubble(tenant, "酸菜鱼汤 ×2  ¥73")).to_be_visible(timeout=BOT_SECONDS)


async def test_a_dead_bot_is_admitted_at_once_and_answers_once_it_is_back(
    stack: Stack, tenant: Page
) -> None:
    await say(tenant, "你好")
    await expect(bubble(tenant, "您好！")).to_be_visible(timeout=BOT_SECONDS)
    stack.kill("bot")
    started = time.monotonic()
    await say(tenant, "看看购物车")
    honest = bubble(tenant, "您的消息已经收到、不会丢")
    await honest.wait_for(timeout=BOT_SECONDS)
    took = time.monotonic() - started
    print(f"the honest answer took {took:.2f} s")
    assert took < 3
    await say(tenant, "再见")
    answers = [bubble(tenant, "购物车还是空的"), bubble(tenant, "好的，有需要随时叫我")]
    await expect(answers[1]).to_be_visible(timeout=RESTART_SECONDS)
    print(f"the real answers came {time.monotonic() - started:.1f} s after the kill")
    await expect(tenant.locator(".item.out")).to_have_count(4)
    for one in [honest, *answers]:
        await expect(one).to_have_count(1)


async def test_a_dead_gateway_is_reconnected_to_and_nothing_is_said_twice(
    stack: Stack, tenant: Page
) -> None:
    await say(tenant, "一份牛肉面")
    await expect(bubble(tenant, "送到哪里？")).to_be_visible(timeout=BOT_SECONDS)
    stack.kill("gateway")
    await say(tenant, "再来一份牛肉面")
    await online(tenant)
    await expect(bubble(tenant, "牛肉面 ×2  ¥44")).to_have_count(1, timeout=RESTART_SECONDS)
    await expect(tenant.locator("#typing")).to_be_hidden()
    shown = await tenant.locator(".item .text").all_inner_texts()
    await tenant.reload()
    await expect(tenant.locator(".item .text")).to_have_text(shown)
    assert shown.count("再来一份牛肉面") == 1


async def test_an_order_survives_every_process_dying_after_it(stack: Stack, tenant: Page) -> None:
    number = await order(tenant)
    for role in ("worker", "gateway"):
        stack.kill(role)
    await say(tenant, "我的饭到哪了")
    await expect(bubble(tenant, f"{number} ·")).to_be_visible(timeout=RESTART_SECONDS)
    [(status,)] = stack.sql('select status from "order" where order_no = %s', number)
    assert status == "placed"


async def test_an_order_that_nobody_accepts_is_chased_and_the_tenant_is_told(
    stack: Stack, tenant: Page
) -> None:
    number = await order(tenant)
    _let_its_time_be_over(stack, number)
    told = bubble(tenant, f"还没有接您的订单 {number}")
    await expect(told).to_be_visible(timeout=BOT_SECONDS)
    [(kind, urgency, status)] = stack.sql(
        "select t.kind, t.urgency, t.status from ticket t"
        ' join "order" o on o.park_id = t.park_id and o.id = t.order_id where o.order_no = %s',
        number,
    )
    assert (kind, urgency, status) == ("order_not_accepted", "urgent", "reported")
    await expect(told).to_have_count(1)


def _let_its_time_be_over(stack: Stack, number: str) -> None:
    """At any hour: an order that is placed while its outlet is closed has until it opens."""

    def over() -> list[tuple[object, ...]]:
        return stack.sql(
            "update deadline d set due_at = now() - interval '1 second'"
            ' from "order" o where o.park_id = d.park_id and o.id = d.order_id'
            " and o.order_no = %s and d.task = 'acceptance_due' returning d.id",
            number,
        )

    wait_for(over, 30, "the worker to note until when it is to be accepted")
