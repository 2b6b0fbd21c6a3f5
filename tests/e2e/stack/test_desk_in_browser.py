"""Tenants, the bot and staff on the whole installation, each in a browser of their own."""

import asyncio
import re
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.browser import (
    BOT_SECONDS,
    PHONE,
    bubble,
    chat,
    desk,
    errors_of,
    heard,
    live,
    photo,
    picture,
    press,
    rate,
    row,
    say,
    send_photo,
    ticket_no,
)
from tests.e2e.stack.stack import Stack

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

SCRIPTS = (
    "<img src=x onerror=\"window.ran='img'\">",
    "\"><script>window.ran='script'</script>",
)


@pytest.fixture(scope="module", autouse=True)
def round_the_clock(stack: Stack) -> None:
    """The clock is real: staff are on duty and notices are told whenever the tests run."""
    stack.sql("update shift set weekdays = '{1,2,3,4,5,6,7}', starts = '00:00', ends = '23:59:59'")
    stack.sql("delete from calendar_day where day between current_date - 1 and current_date + 1")
    stack.sql("update park set quiet_from = null, quiet_until = null")


def conversation_of(stack: Stack, said: str) -> str:
    """The id of the conversation in which somebody said so last."""
    [(found,)] = stack.sql(
        "select conversation_id from message where text = %s order by id desc limit 1", said
    )
    return str(found)


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent's inbox, and how it says who has a conversation."""

    inbox: Page
    name: str
    mine: str
    others: str

    @property
    def owner(self) -> Locator:
        return self.inbox.locator(".conversation-head .badge")

    @property
    def talk(self) -> Locator:
        return self.inbox.get_by_role("log")

    async def does(self, act: str) -> None:
        """Press one of the conversation's buttons, whatever the language of the page."""
        await self.inbox.locator(f".conversation-head [data-act={act}]").click()

    async def replies(self, text: str) -> None:
        await self.inbox.locator("[data-composer] textarea").fill(text)
        await self.inbox.locator("[data-composer] textarea").press("Enter")


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
        await card.get_by_role("link").click()
        await expect(board.get_by_role("img", name=re.compile("照片"))).to_have_count(1)
        await live(board)
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
    url, asked = stack.chat_url, "转人工，想问问装修的事"
    async with (
        desk(chromium, url, "agent", forgiven="409") as zh,
        desk(chromium, url, "anna", forgiven="409") as en,
        chat(chromium, url) as tenant,
    ):
        lin = Agent(zh, "林晓", "由我处理", "Anna Chen 处理中")
        anna = Agent(en, "Anna Chen", "Mine", "With 林晓")
        await say(tenant, asked)
        await heard(tenant, "已经为您转人工")
        for agent in (lin, anna):
            await row(agent.inbox, conversation_of(stack, asked)).click()
            await expect(agent.talk).to_contain_text(asked)

        await asyncio.gather(lin.does("take"), anna.does("take"))
        await expect(lin.owner).to_have_text(re.compile(f"{lin.mine}|{lin.others}"))
        first, second = (lin, anna) if await lin.owner.inner_text() == lin.mine else (anna, lin)
        await expect(second.owner).to_have_text(second.others)
        await expect(second.inbox.get_by_role("status")).to_contain_text([first.name])

        await first.replies("您好，请问是哪一间要装修？")
        told = tenant.locator(".item.staff", has_text="您好，请问是哪一间要装修？")
        await expect(told.locator(".from")).to_have_text(first.name, timeout=BOT_SECONDS)
        by_bot = await tenant.locator(".item.bot").count()
        await say(tenant, "B座12楼，访客Wi-Fi怎么连也告诉我")
        for agent in (first, second):
            await expect(agent.talk).to_contain_text("B座12楼，访客Wi-Fi怎么连也告诉我")

        composer = second.inbox.locator("[data-composer]")
        await expect(
            composer.get_by_role("button", name=re.compile("接过来|Take over"))
        ).to_be_visible()
        await expect(composer.locator('[data-set-mode="reply"]')).to_be_hidden()
        await second.replies("我也来答一句")  # A note: it reaches colleagues alone.
        await expect(first.talk).to_contain_text("我也来答一句")
        await first.replies("图纸请交到服务台，Wi-Fi 我稍后发您。")
        await expect(bubble(tenant, "图纸请交到服务台")).to_be_visible(timeout=BOT_SECONDS)
        await expect(tenant.locator(".item.bot")).to_have_count(by_bot)
        await expect(tenant.locator(".item", has_text="我也来答一句")).to_have_count(0)
        await picture(first.inbox, "desk-inbox")

        await first.does("resolve")
        await heard(tenant, "您觉得这次服务怎么样")
        await rate(tenant, 5)
        await heard(tenant, "谢谢您的评价")
        await expect(first.talk).to_contain_text(re.compile("租户评价：5 分|The tenant rated it 5"))
        await say(tenant, "访客Wi-Fi怎么连？")
        await heard(tenant, "Daybreak-Guest")
        await expect(tenant.get_by_role("group", name=re.compile("评"))).to_have_count(1)


async def test_danger_is_on_every_screen_at_once(stack: Stack, chromium: Browser) -> None:
    url = stack.chat_url
    async with (
        desk(chromium, url, "dispatcher", "/desk/tickets?view=board") as board,
        desk(chromium, url, "agent") as inbox,
        chat(chromium, url) as tenant,
    ):
        await say(tenant, "A座5楼冒烟了")
        first = tenant.locator(".item.out .text").first
        await expect(first).to_contain_text("园区应急", timeout=BOT_SECONDS)
        number = await ticket_no(tenant)
        card = board.locator(".card", has_text=number)
        await expect(card).to_contain_text("危急")
        await expect(card).to_contain_text("A座5楼")
        await expect(card).to_contain_text("王建国")  # On duty, with the skill.
        alarm = inbox.get_by_role("alert").filter(has_text="紧急")
        await expect(alarm).to_be_visible()
        await alarm.get_by_role("link", name="立即查看").click()
        await expect(inbox.get_by_role("log")).to_contain_text("A座5楼冒烟了")
        await inbox.get_by_role("button", name="接手").click()
        await expect(alarm).to_have_count(0)


async def test_what_the_operator_enters_the_bot_knows(stack: Stack, chromium: Browser) -> None:
    async with (
        desk(chromium, stack.chat_url, "operator", "/desk/operate/catalogue") as page,
        chat(chromium, stack.chat_url) as tenant,
    ):
        await page.get_by_role("link", name="新增商品").click()
        await page.get_by_label("中文名称").fill("莲藕排骨汤")
        await page.get_by_label("英文名称").fill("lotus root and rib soup")
        await page.get_by_label("价格").fill("28.50")
        await page.get_by_role("button", name="保存").click()
        await expect(page.get_by_role("status").last).to_contain_text("已新增莲藕排骨汤")

        await page.goto(f"{stack.chat_url}desk/operate/faq/new")
        questions, answers = page.get_by_label("中文").nth(0), page.get_by_label("中文").nth(1)
        await questions.fill("网球场怎么预订？\n园区的网球场在哪里")
        await answers.fill("网球场在 D 座楼顶，请拨 8061 预订。")
        await page.get_by_label("英文").nth(1).fill("The tennis court is on top of Building D.")
        await page.get_by_role("button", name="保存").click()
        await expect(page.get_by_role("status").last).to_contain_text("已保存")

        await page.goto(f"{stack.chat_url}desk/operate/faq?q=园区允许带宠物吗")
        await page.get_by_role("row").nth(1).get_by_role("link").click()
        await answers.fill("每周五可以带宠物上班，请拴好牵引绳。")
        await page.get_by_role("button", name="保存").click()
        await expect(page.get_by_role("status").last).to_contain_text("已保存")

        await say(tenant, "园区的网球场在哪里？")
        await heard(tenant, "请拨 8061 预订")
        await say(tenant, "可以带宠物上班吗")
        await heard(tenant, "每周五可以带宠物上班")
        await say(tenant, "来两份莲藕排骨汤")
        await heard(tenant, "莲藕排骨汤 ×2  ¥57")


async def test_what_people_write_is_shown_and_never_run(stack: Stack, chromium: Browser) -> None:
    typed = f"水龙头漏水 {SCRIPTS[0]} {SCRIPTS[1]}"
    async with (
        desk(chromium, stack.chat_url, "dispatcher") as page,
        chat(chromium, stack.chat_url) as tenant,
    ):
        errors = errors_of(tenant)
        await say(tenant, "报修")
        await heard(tenant, "哪里坏了")
        await say(tenant, typed)
        await heard(tenant, "在什么地方")
        await say(tenant, "A座6楼茶水间")
        number = await ticket_no(tenant)
        conversation = conversation_of(stack, typed)
        stack.sql(
            "update person set name = %s where id ="
            " (select person_id from conversation where id = %s)", SCRIPTS[0], conversation,
        )  # fmt: skip
        await expect(tenant.locator(".item.in .text").nth(1)).to_have_text(typed)

        await page.goto(f"{stack.chat_url}desk/inbox/{conversation}?tab=bot")
        await expect(page.get_by_role("heading", level=1)).to_have_text(f"{SCRIPTS[0]}（自称）")
        await expect(row(page, conversation)).to_contain_text(SCRIPTS[0])
        await expect(page.get_by_role("log")).to_contain_text(typed)
        await page.get_by_role("button", name="内部备注").click()
        await page.get_by_label("回复", exact=True).fill(SCRIPTS[1])
        await page.get_by_role("button", name="保存备注").click()
        await expect(page.locator(".note .said")).to_have_text(SCRIPTS[1])

        await page.goto(f"{stack.chat_url}desk/tickets?view=board")
        card = page.locator(".card", has_text=number)
        await expect(card).to_contain_text(typed)
        await card.get_by_role("link").click()
        await expect(page.locator(".description")).to_contain_text(typed)
        await live(page)
        await page.get_by_label("内部备注").fill(typed)
        await page.get_by_role("button", name="添加备注").click()
        await expect(page.locator(".history")).to_contain_text(typed)
        for each in (page, tenant):
            assert await each.evaluate("window.ran") is None
        assert errors == []
