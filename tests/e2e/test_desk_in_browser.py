"""Tenants, the bot and staff on the whole installation, each in a browser of their own."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.browser import (
    BOT_SECONDS,
    PHONE,
    bubble,
    chat,
    desk,
    photo,
    picture,
    press,
    rate,
    say,
    send_photo,
)
from tests.e2e.stack import Stack

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module", autouse=True)
def round_the_clock(stack: Stack) -> None:
    """The clock is real: staff are on duty and notices are told whenever the tests run."""
    stack.sql("update shift set weekdays = '{1,2,3,4,5,6,7}', starts = '00:00', ends = '23:59:59'")
    stack.sql("delete from calendar_day where day between current_date - 1 and current_date + 1")
    stack.sql("update park set quiet_from = null, quiet_until = null")


async def heard(page: Page, text: str | re.Pattern[str]) -> str:
    """Wait until the tenant reads `text` from us; the whole message."""
    told = page.locator(".item.out .text", has_text=text).last
    await expect(told).to_be_visible(timeout=BOT_SECONDS)
    return await told.inner_text()


async def ticket_no(page: Page, text: str = "工单") -> str:
    found = re.search(r"T-\w+", await heard(page, re.compile(f"{text}.*T-")))
    assert found is not None
    return found[0]


def conversation_of(stack: Stack, said: str) -> str:
    """The id of the conversation in which somebody said so last."""
    [(found,)] = stack.sql(
        "select conversation_id from message where text = %s order by id desc limit 1", said
    )
    return str(found)


def row(inbox: Page, conversation: str) -> Locator:
    return inbox.locator(f"[data-rows] [data-open-conversation='{conversation}']")


async def test_a_fault_is_repaired_from_the_photo_to_the_stars(
    stack: Stack, chromium: Browser
) -> None:
    url = stack.chat_url
    async with (
        desk(chromium, url, "dispatcher", "/desk/tickets?view=board") as board,
        desk(chromium, url, "engineer2", "/desk/tickets/mine", viewport=PHONE) as phone,
        chat(chromium, url) as tenant,
    ):
        await send_photo(tenant, "A座3楼301空调不制冷", photo())
        number = await ticket_no(tenant)

        card = board.get_by_role("region", name="待派单").locator(".card", has_text=number)
        await expect(card).to_contain_text("空调通风")
        await expect(card).to_contain_text("A座3楼301")
        await picture(board, "desk-board")
        await card.get_by_role("link").click()
        await expect(board.get_by_role("img", name=re.compile("照片"))).to_have_count(1)
        await board.get_by_role("button", name="派单", exact=True).click()
        await board.get_by_role("button", name="自动派给 孙磊").click()
        await heard(tenant, f"{number} 已安排孙磊上门处理")

        job = phone.get_by_role("listitem").filter(has_text=number)
        await job.get_by_role("button", name="接单").click()
        await job.get_by_role("button", name="开始处理").click()
        await heard(tenant, f"{number} 正在处理")
        await job.locator("summary", has_text="处理完成").click()
        await picture(phone, "desk-phone")
        await job.get_by_label("做了什么").fill("滤网堵了，已清洗，出风正常")
        await job.get_by_label("完工照片").set_input_files(photo("seagreen"))
        await job.get_by_role("button", name="处理完成").click()
        await expect(job).to_have_count(0)

        await heard(tenant, f"{number} 已处理完，问题解决了吗？")
        await expect(bubble(tenant, "滤网堵了，已清洗，出风正常")).to_be_visible()
        await press(tenant, "解决了")
        await heard(tenant, "谢谢您的确认")
        await rate(tenant, 5)
        await heard(tenant, "谢谢您的评价")

        history = board.locator(".history")
        for told in ("派单给 孙磊", "接单", "开始处理", "处理完成", "确认已解决", "评价了 5 星"):
            await expect(history).to_contain_text(told)
        await expect(board.locator(".facts").first).to_contain_text("5 星")
        await expect(board.get_by_role("img", name=re.compile("照片"))).to_have_count(2)
        await picture(board, "desk-ticket")


async def test_a_conversation_has_one_owner_at_a_time(stack: Stack, chromium: Browser) -> None:
    url = stack.chat_url
    async with (
        desk(chromium, url, "agent", forgiven="409") as lin,
        desk(chromium, url, "anna", forgiven="409") as anna,
        chat(chromium, url) as tenant,
    ):
        asked = "转人工，想问问装修的事"
        await say(tenant, asked)
        await heard(tenant, "已经为您转人工")
        conversation = conversation_of(stack, asked)
        for inbox in (lin, anna):
            await row(inbox, conversation).click()
            await inbox.locator("article.conversation").wait_for()
        await asyncio.gather(
            lin.get_by_role("button", name="接手").click(),
            anna.get_by_role("button", name="Take", exact=True).click(),
        )
        has_it = lin.locator(".conversation-head .badge", has_text="由我处理")
        await expect(
            has_it.or_(lin.locator(".conversation-head .badge", has_text="Anna Chen 处理中"))
        ).to_be_visible()
