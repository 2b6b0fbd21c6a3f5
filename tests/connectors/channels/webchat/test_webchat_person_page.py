"""A person in the web chat's page: who has it, what was read, and files, in a real browser."""

from playwright.async_api import Page, expect

from services.conversations import conversations
from services.handoffs import attention, files, handoffs, staff_replies
from services.kit.file_checking import check
from services.staff import presence
from tests.connectors.channels.webchat.driver import WebDriver
from tests.connectors.channels.webchat.test_webchat_photos_page import page
from tests.contract.channels import stored
from tests.contract.installation import Installation, clock
from tests.e2e.browser import say
from tests.given.factories import make_staff
from tests.miniapp.test_chat import HUMS
from tests.services.kit.test_file_checking import PDF

__all__ = ["page"]
SLOW = 30_000


async def test_a_person_takes_the_chat_reads_types_and_goes_away(
    page: Page, driver: WebDriver, installation: Installation
) -> None:
    await say(page, "找人工")
    mine = page.locator(".item.in").last
    await expect(mine.locator(".state")).to_have_text("已送达")
    conversation = await installation.door.open("webchat", driver.external_id("li"))
    park, feed = conversation.park_id, installation.door.feed
    async with installation.sessions.begin() as session:
        lin = await make_staff(session, park, name="林晓")
        await handoffs.take(session, park, conversation.id, lin, now=clock())
        found = await conversations.find(session, park, conversation.id)
        await attention.read(session, found, found.last_seq)
    await feed.attend(park, conversation.id)
    await expect(page.locator("#status")).to_have_text("林晓", timeout=SLOW)
    await expect(mine.locator(".state")).to_have_text("已读", timeout=SLOW)
    await feed.attend(park, conversation.id, "林晓")
    await expect(page.get_by_role("img", name="林晓正在输入")).to_be_visible(timeout=SLOW)
    async with installation.sessions.begin() as session:
        await presence.say(session, await session.merge(lin), "away", None, now=clock())
    await feed.attend(park, conversation.id)
    await expect(page.locator("#status")).to_have_text("林晓 · 暂时不在", timeout=SLOW)


async def test_a_document_and_a_voice_message_are_sent_and_one_comes_back(
    page: Page, driver: WebDriver, installation: Installation
) -> None:
    await page.locator("#files").set_input_files(
        [{"name": "租约.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    )
    await expect(page.locator(".preview.document")).to_contain_text("租约.pdf")
    await page.locator("#send").click()
    await expect(page.locator(".item.in[data-state=sent] .file")).to_contain_text("租约.pdf")
    await expect(page.get_by_role("button", name="转人工")).to_be_visible(timeout=SLOW)

    await page.evaluate(HUMS)
    await page.get_by_role("button", name="发语音").click()
    await expect(page.locator("#recorded")).to_contain_text("0:01", timeout=SLOW)
    await page.locator("#send").click()
    voice = page.locator(".item.in[data-state=sent] .voice")
    await expect(voice).to_have_count(1, timeout=SLOW)
    await voice.click()
    await expect(voice).to_have_attribute("aria-pressed", "true")

    conversation = await installation.door.open("webchat", driver.external_id("li"))
    async with installation.sessions.begin() as session:
        lin = await make_staff(session, conversation.park_id, name="林晓")
        answer = check(PDF, name="answer.pdf")
        found = await conversations.find(session, conversation.park_id, conversation.id)
        kept = await files.keep_of_staff(session, found, lin, answer, now=clock())

        async def keep(_: object) -> dict[str, object]:
            return {"files": [kept]}

        await staff_replies.reply(
            session, found.park_id, found.id, lin, "", key="k", seen_seq=None, now=clock(),
            keep=keep,
        )  # fmt: skip
    await installation.door.feed.publish(conversation.park_id, conversation.id)
    async with page.expect_download(timeout=SLOW) as saved:
        await page.get_by_role("link", name="answer.pdf").click(timeout=SLOW)
    assert (await (await saved.value).path()).read_bytes() == PDF
    sent = await stored(installation)
    assert [one["kind"] for message in sent for one in message.data["files"]] == [
        "document",
        "voice",
    ]
