"""Two gateways on one database and one Redis: a desk on either sees the same, whichever dies."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from parkline.settings.ports import free_ports
from tests.e2e.browser import chat, desk, heard, live, say, ticket_no
from tests.e2e.stack.stack import Stack, wait_for
from tests.kit.installation import ROOT

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

BOARD = "/desk/tickets?view=board"
BROKEN_LINE = "ERR_|Failed to load resource"
"""What a browser says of a gateway that is gone."""


@pytest.fixture(scope="module")
def second(stack: Stack, scratch: Path) -> Iterator[str]:
    """The URL of another gateway, as an operator starts it on a second machine."""
    port, actions_port = free_ports(2)
    environment = {
        **stack.environment,
        "PARKLINE_DATABASE_URL": stack.database_url,
        "PARKLINE_REDIS_URL": stack.redis_url,
        "PARKLINE_PORT": str(port),
        "PARKLINE_ACTIONS_PORT": str(actions_port),
    }
    with (scratch / "second-gateway.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "parkline", "gateway"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_for(lambda: is_ready(url), 60, "the second gateway")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def is_ready(url: str) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(f"{url}readyz", timeout=5).status == 200)
    return False


def card(board: Page, number: str) -> Locator:
    return board.locator(".card", has_text=number)


def newest(inbox: Page) -> Locator:
    """The conversation that has waited least: the queue's last."""
    return inbox.locator("[data-rows] [data-open-conversation]").last


async def reply(inbox: Page, text: str) -> None:
    await inbox.get_by_label("回复", exact=True).fill(text)
    await inbox.get_by_role("button", name="发送").click()


async def test_what_happens_on_one_is_seen_on_the_other(
    stack: Stack, second: str, chromium: Browser
) -> None:
    first = stack.chat_url
    async with (
        chat(chromium, first) as tenant,
        desk(chromium, second, "dispatcher", BOARD) as board,
        desk(chromium, second, "agent") as lin,
        desk(chromium, first, "anna") as anna,
    ):
        await say(tenant, "D座2楼走廊灯不亮")
        number = await ticket_no(tenant)
        await expect(card(board, number)).to_be_visible()

        await say(tenant, "转人工")
        await heard(tenant, "已经为您转人工")
        for inbox in (lin, anna):
            await newest(inbox).click()
            await expect(inbox.get_by_role("log")).to_contain_text("转人工")
        await expect(anna.locator("[data-head-presence]")).to_have_text("林晓 looking")
        await lin.get_by_role("button", name="接手").click()
        await reply(lin, "您好，我是服务台林晓。")
        await heard(tenant, "您好，我是服务台林晓。")
        await expect(anna.get_by_role("log")).to_contain_text("您好，我是服务台林晓。")
        await say(tenant, "走廊很黑，麻烦快一点")
        await expect(lin.get_by_role("log")).to_contain_text("走廊很黑，麻烦快一点")
        await lin.get_by_role("button", name="结束").click()
        await heard(tenant, "您觉得这次服务怎么样")


async def test_a_desk_goes_on_beside_a_dead_gateway_and_the_other_catches_up(
    stack: Stack, second: str, chromium: Browser
) -> None:
    first = stack.chat_url
    async with (
        desk(chromium, first, "dispatcher", BOARD, forgiven=BROKEN_LINE) as cut_off,
        desk(chromium, second, "manager", BOARD) as board,
        desk(chromium, second, "dispatcher", "/desk/tickets/new") as form,
    ):
        await form.get_by_label("问题描述").fill("D座门口路灯不亮，来电报修")
        await cut_off.evaluate("window.since = 'before'")
        stack.kill("gateway")
        await expect(cut_off.locator("[data-connection]")).to_have_attribute(
            "data-state", "reconnecting"
        )
        await form.get_by_role("button", name="新建").click()
        await expect(card(board, "D座门口路灯不亮")).to_be_visible()

        await live(cut_off)
        await expect(card(cut_off, "D座门口路灯不亮")).to_be_visible()
        assert await cut_off.evaluate("window.since") == "before", "it was not loaded again"
