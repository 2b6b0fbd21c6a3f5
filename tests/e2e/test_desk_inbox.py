"""The inbox in a real browser: whose a conversation is decides what its field offers."""

import re
from contextlib import AsyncExitStack

from playwright.async_api import Browser, expect
from sqlalchemy import select

from models.conversations import ConversationFile
from services.handoffs import handoffs
from tests.desk.inbox import talks as inbox
from tests.e2e.test_desk_alerts import at_the_desk, desk_of
from tests.given.demo_park import DemoPark
from tests.kit.microphone import HUMS
from tests.kit.waiting import until


async def test_to_a_colleagues_conversation_the_field_offers_a_note_or_to_take_it_over(
    browser: Browser, demo: DemoPark
) -> None:
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_of(demo))
        colleague = await desk.hire("agent", name="周岚")
        talk = await inbox.talk(desk, "空调什么时候修")
        page, _ = await at_the_desk(stack, browser, desk, "agent", f"inbox/{talk.id}")
        composer = page.locator("[data-composer]")
        reply = composer.locator('[data-set-mode="reply"]')
        await expect(reply).to_be_visible()
        async with demo.sessions.begin() as session:
            await handoffs.take(session, demo.id, talk.id, colleague, now=desk.clock())
        await expect(composer).to_contain_text("With 周岚")
        await expect(reply).to_be_hidden()
        await expect(composer.locator("[data-send]")).to_have_text("Save note")
        # Chromium loses a native dialog now and then.
        await page.evaluate("window.confirm = asked => { window.asked = asked; return true; }")
        await composer.get_by_role("button", name="Take over").click()
        assert "周岚" in await page.evaluate("window.asked")
        await expect(reply).to_be_visible()
        await expect(composer.locator("[data-send]")).to_have_text("Send")


async def test_a_voice_message_is_recorded_heard_and_sent(browser: Browser, demo: DemoPark) -> None:
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_of(demo))
        talk = await inbox.talk(desk, "空调什么时候修")
        page, _ = await at_the_desk(stack, browser, desk, "agent", f"inbox/{talk.id}")
        await page.evaluate(HUMS)
        composer = page.locator("[data-composer]")
        record = composer.get_by_role("button", name="Record a voice message (up to a minute)")
        await record.click()
        await composer.get_by_role("button", name="Cancel").click()
        await expect(composer.locator("[data-recording]")).to_be_hidden()
        await record.click()
        await expect(composer.locator("[data-recorded]")).to_have_text(
            re.compile(r"^0:(0[1-9]|[1-5]\d) / 1:00$")
        )
        await composer.get_by_role("button", name="Send it").click()
        await expect(page.locator('.entry[data-author="staff"] audio')).to_be_visible()

        async def kept() -> bool:
            async with demo.sessions() as session:
                files = (await session.scalars(select(ConversationFile))).all()
            return [(one.kind, 0 < (one.seconds or 0) <= 60) for one in files] == [("voice", True)]

        await until(kept)
