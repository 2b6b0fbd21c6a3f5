"""The app's chat with a person: who they are, what they have read, and files both ways."""

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from models.conversations import Conversation, ConversationFile
from models.people import Company
from models.staff import Staff
from parkline.channels.miniapp import BUILD
from services.conversations import conversations
from services.handoffs import attention, files, handoffs, staff_replies
from services.kit.audit import By
from services.kit.file_checking import check
from services.people import company_codes
from services.staff import presence
from tests.api.driver import Api
from tests.given import factories
from tests.given.companies import account_of
from tests.kit.microphone import HUMS
from tests.miniapp.serving import phone
from tests.services.kit.test_file_checking import PDF

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp"),
]
SLOW = 60_000


async def the_conversation(api: Api) -> Conversation:
    async with api.demo.sessions() as session:
        newest = select(Conversation).order_by(Conversation.id.desc()).limit(1)
        return (await session.scalars(newest)).one()


async def taken(api: Api) -> tuple[Conversation, Staff]:
    conversation = await the_conversation(api)
    async with api.demo.sessions.begin() as session:
        lin = await factories.make_staff(session, api.demo.id, name="Lin Xiao")
        await handoffs.take(session, api.demo.id, conversation.id, lin, now=api.clock())
        await presence.say(session, lin, "busy", None, now=api.clock())
    await api.feed.attend(api.demo.id, conversation.id)
    return conversation, lin


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message").fill(text)
    await page.get_by_role("button", name="Send", exact=True).click()


async def test_a_tenant_talks_to_a_person_and_files_go_both_ways(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/messages/index", locale="en-US") as page:
        await page.get_by_role("textbox", name="Message").wait_for(timeout=SLOW)
        await say(page, "I need a person")
        await expect(page.get_by_text("echo: I need a person")).to_be_visible(timeout=SLOW)
        api.turns.pause()  # The bot is silent once a person has it.
        conversation, lin = await taken(api)
        await expect(page.get_by_text("You are talking to Lin Xiao, who is busy")).to_be_visible(
            timeout=SLOW
        )
        await say(page, "The lease is wrong")
        await expect(page.get_by_text("Delivered", exact=True)).to_be_visible(timeout=SLOW)
        async with api.demo.sessions.begin() as session:
            found = await conversations.find(session, api.demo.id, conversation.id)
            await attention.read(session, found, found.last_seq)
        await api.feed.attend(api.demo.id, conversation.id)
        await expect(page.get_by_text("Read", exact=True)).to_be_visible(timeout=SLOW)
        await api.feed.attend(api.demo.id, conversation.id, "Lin Xiao")
        await expect(page.get_by_text("Lin Xiao is typing")).to_be_visible(timeout=SLOW)

        await page.get_by_label("Send a photo or a PDF").set_input_files(
            {"name": "lease.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        await expect(page.get_by_role("button", name="lease.pdf")).to_be_visible(timeout=SLOW)

        await page.evaluate(HUMS)
        await page.get_by_role("button", name="Record a voice message").click()
        await expect(page.get_by_text("0:01 / 1:00")).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="Send", exact=True).click()
        await expect(page.get_by_role("button", name="Voice message").first).to_be_visible(
            timeout=SLOW
        )

        async with api.demo.sessions.begin() as session:
            answer = check(PDF, name="answer.pdf")

            async def keep(found: Conversation) -> dict[str, object]:
                kept = await files.keep_of_staff(session, found, lin, answer, now=api.clock())
                return {"files": [kept]}

            await staff_replies.reply(
                session, api.demo.id, conversation.id, lin, "", key="k", seen_seq=None,
                now=api.clock(), keep=keep,
            )  # fmt: skip
        await api.feed.publish(api.demo.id, conversation.id)
        async with page.expect_download(timeout=SLOW) as saved:
            await page.get_by_role("button", name="answer.pdf").click(timeout=SLOW)
        assert (await (await saved.value).path()).read_bytes() == PDF
    async with api.demo.sessions() as session:
        kept = list(await session.scalars(select(ConversationFile).order_by(ConversationFile.id)))
    # Whether the voice arrives before the answer is the phone's affair.
    assert {(one.kind, one.name, one.staff_id) for one in kept} == {
        ("document", "lease.pdf", None),
        ("voice", "", None),
        ("document", "answer.pdf", lin.id),
    }
    assert [1 <= (one.seconds or 0) <= 60 for one in kept if one.kind == "voice"] == [True]


async def test_an_order_is_found_by_a_dish_and_a_company_is_joined_by_its_code(
    api: Api, browser: Browser
) -> None:
    async with phone(browser, api, "pages/me/profile", locale="en-US") as page:
        await page.get_by_label("Joining code").fill("12", timeout=SLOW)
        await page.get_by_role("button", name="Join", exact=True).click()
        await expect(page.get_by_role("alert")).to_have_text(
            "A joining code has six letters and digits"
        )
        await page.get_by_label("Joining code").fill("K7M2QX")
        await page.get_by_role("button", name="Join", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("4 more tries", timeout=SLOW)
        async with api.demo.sessions.begin() as session:
            account = await account_of(session, api.demo)
            company = await session.get_one(Company, (api.demo.id, account.company_id))
            code = await company_codes.issue(session, By(api.demo.id, None, api.clock()), company)
        await page.get_by_label("Joining code").fill(code.lower())
        await page.get_by_role("button", name="Join", exact=True).click()
        await expect(page.get_by_text("You are with ")).to_be_visible(timeout=SLOW)

        conversation = await the_conversation(api)
        async with api.demo.sessions.begin() as session:
            found = await conversations.find(session, api.demo.id, conversation.id)
            order = await api.demo.placed(session, conversation=found)
        await page.evaluate("location.hash = '#/pages/order/list'")
        rows = page.locator("uni-navigator:visible")
        await expect(rows).to_have_count(1, timeout=SLOW)
        search = page.get_by_label("Search by number, outlet or dish")
        await search.fill("zzz")
        await expect(page.get_by_text("No order found")).to_be_visible(timeout=SLOW)
        await search.fill(order.order_no[-4:].lower())
        await expect(rows).to_have_count(1, timeout=SLOW)
        await page.get_by_role("radio", name="Past").click()
        await expect(page.get_by_text("No order found")).to_be_visible(timeout=SLOW)
