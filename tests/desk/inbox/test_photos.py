"""Photos that staff send in a conversation: cleaned, once, and by whoever has it."""

from aiohttp import FormData
from sqlalchemy import select

from models.conversations import Conversation
from models.tickets import Photo
from services.conversations import conversations
from services.tickets import photos
from tests.desk.driver import Browser, Desk
from tests.desk.inbox import talks as inbox
from tests.desk.tickets.ticket_desk import jpeg, upload
from tests.services.kit.test_file_checking import PDF


async def send(browser: Browser, conversation: Conversation, *files: bytes, **fields: str) -> int:
    path = f"/inbox/{conversation.id}/reply"
    answer = await upload(browser, path, *files, **{"key": "some-key-1", **fields})
    return answer.status


async def kept(desk: Desk) -> list[Photo]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(Photo).order_by(Photo.id)))


async def test_a_photo_reaches_the_tenant_once_and_stands_in_the_chat(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        for _ in range(2):
            assert await send(browser, conversation, jpeg(), text="在这里") == 200
        page = await browser.page(f"/inbox/{conversation.id}")
    _, log = await inbox.read(desk, conversation)
    [message] = [one for one in log if one.author == "staff"]
    [photo] = await kept(desk)
    assert message.text == "在这里"
    assert message.data["photos"] == [
        {"id": photo.id, "token": photo.token, "width": 320, "height": 240}
    ]
    assert (photo.staff_id, photo.conversation_id) == (browser.staff.id, conversation.id)
    assert f"/desk/photos/{photo.id}?token={photo.token}" in page
    assert conversation.id in desk.woken


async def test_a_photo_needs_no_words_and_words_or_a_photo_are_needed(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        assert await send(browser, conversation, jpeg()) == 200
        assert await send(browser, conversation, key="some-key-2") == 422


async def test_what_is_no_photo_and_too_many_are_refused(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        assert await send(browser, conversation, b"%PDF-1.7") in {415, 422}
        assert await send(browser, conversation, *[jpeg()] * 4) == 422
    _, log = await inbox.read(desk, conversation)
    assert (len(log), await kept(desk)) == (2, [])


async def test_who_does_not_have_it_sends_nothing_and_nothing_is_kept(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    await inbox.take(desk, conversation, await desk.hire("agent"))
    async with desk.signed_in("agent") as browser:
        assert await send(browser, conversation, jpeg(), text="您好") == 409
    assert await kept(desk) == []


async def test_it_waits_for_no_ticket_as_a_tenants_photo_does(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        assert await send(browser, conversation, jpeg()) == 200
    async with desk.demo.sessions() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        assert await photos.loose(session, found, since=conversation.created_at) == []


async def test_a_document_reaches_the_tenant_once_and_colleagues_have_it(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    fields = {"key": "some-key-1", "text": ""}
    async with desk.signed_in("agent") as browser, desk.signed_in("engineer") as stranger:
        for _ in range(2):
            form = FormData(fields)
            form.add_field("file", PDF, filename="offer.pdf")
            headers = {"HX-Request": "true", "X-CSRF-Token": browser.csrf}
            answer = await browser.request(
                "POST", f"/inbox/{conversation.id}/reply", data=form, headers=headers
            )
            assert answer.status == 200
        _, log = await inbox.read(desk, conversation)
        [message] = [one for one in log if one.author == "staff"]
        [file] = message.data["files"]
        path = f"/files/{file['id']}?token={file['token']}"
        saved = await browser.get(path)
        assert (await saved.read(), saved.content_type) == (PDF, "application/pdf")
        assert f"/desk{path}" in await browser.page(f"/inbox/{conversation.id}")
        assert (await stranger.get(path)).status == 403
        assert (await browser.get(f"/files/{file['id']}?token=guessed")).status == 404
