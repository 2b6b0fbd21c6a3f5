"""Staff write to the tenant from a ticket's page, and read what the tenant writes."""

import re

import pytest

from models.tickets import Ticket
from services.kit.actors import ITSELF
from services.staff.permissions import ROLES
from services.tickets import merging, thread
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.ticket_desk import NOW, jpeg, load, report, upload
from tests.given.notices import Notifier


async def of_tenant(desk: Desk, **values: object) -> Ticket:
    """A repair whose reporter has a chat."""
    async with desk.demo.sessions.begin() as session:
        conversation = await desk.demo.conversation(session)
        person, chat = conversation.person_id, conversation.id
    id_ = await report(desk, person_id=person, conversation_id=chat, **values)
    return await load(desk, id_)


async def send(browser: Browser, ticket: Ticket, text: str, *photos: bytes) -> int:
    path = f"/tickets/{ticket.id}/message"
    return (await upload(browser, path, *photos, to=str(ticket.person_id), text=text)).status


async def test_an_engineer_writes_with_photos_and_sees_that_it_arrived(desk: Desk) -> None:
    async with desk.signed_in("engineer") as browser:
        ticket = await of_tenant(desk, status="in_progress", assignee=browser.staff.id)
        assert await send(browser, ticket, "下午三点到", jpeg()) == 204
        assert "Waiting to be sent" in await browser.page(f"/tickets/{ticket.id}")
        await Notifier(desk.demo).handle_last(f"ticket:{ticket.id}")
        page = await browser.page(f"/tickets/{ticket.id}")
    shown = page[page.index("thread-title") : page.index("history-title")]
    assert ("下午三点到" in shown, ">Sent<" in shown, "<img" in shown) == (True, True, True)
    (message,) = await Notifier(desk.demo).messages()
    assert (message.conversation_id, len(message.data["photos"])) == (ticket.conversation_id, 1)


async def test_nothing_is_sent_without_words_or_photos(desk: Desk) -> None:
    async with desk.signed_in("dispatcher") as browser:
        ticket = await of_tenant(desk)
        assert await send(browser, ticket, " ") == 422


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_work_on_a_ticket_may_write_about_it(desk: Desk, role: str) -> None:
    colleague = await desk.hire("engineer")
    ticket = await of_tenant(desk, status="assigned", assignee=colleague.id)
    async with desk.signed_in(role) as browser:
        status = await send(browser, ticket, "下午三点到")
    assert status == (204 if role in {"agent", "dispatcher"} else 403)


async def test_nobody_is_written_to_who_has_nothing_to_do_with_it(desk: Desk) -> None:
    ticket, other = await of_tenant(desk), await of_tenant(desk)
    async with desk.signed_in("dispatcher") as browser:
        path = f"/tickets/{ticket.id}/message"
        answer = await upload(browser, path, to=str(other.person_id), text="你好")
        assert answer.status == 403


async def test_a_caller_without_a_chat_has_to_be_called(desk: Desk) -> None:
    ticket = await report(desk, data={"caller": "李先生"}, phone="13800001111")
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{ticket}")
    assert "nobody to write to" in page


async def test_the_board_marks_where_the_tenant_wrote_last(desk: Desk) -> None:
    ticket = await of_tenant(desk)
    async with desk.demo.sessions.begin() as session:
        assert ticket.person_id is not None
        await thread.answer(session, ticket, ticket.person_id, "还在滴水", now=NOW)
    async with desk.signed_in("dispatcher") as browser:
        for view in ("board", "list"):
            assert "The tenant has written" in await browser.page(f"/tickets?view={view}")
        page = await browser.page(f"/tickets/{ticket.id}")
        assert page.count("还在滴水") == 1  # In the thread; the history names no words.
        assert await send(browser, ticket, "马上到") == 204
        assert "The tenant has written" not in await browser.page("/tickets?view=board")


async def test_merging_keeps_the_caller_and_the_number_leads_on(desk: Desk) -> None:
    old = await report(desk, "楼道漏水", data={"caller": "李先生"}, phone="13800001111")
    new = await report(desk, "三楼漏水")
    async with desk.demo.sessions.begin() as session:
        await merging.merge(session, desk.demo.id, old, new, by=ITSELF, now=NOW)
    number = (await load(desk, old)).ticket_no
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{new}")
        people = page[page.index("people-title") : page.index('data-part="sla"')]
        assert ("李先生" in people, 'href="tel:13800001111"' in people) == (True, True)
        link = f'<a href="/desk/tickets/{old}">{number}</a>'
        assert page.count(link) == 2  # Among the people, and in the history.
        for search in (number, number.removeprefix("T-").lower(), "李先生", "13800001111"):
            found = await browser.page(f"/tickets?view=list&q={search}")
            assert re.findall(r'id="row-(\d+)"', found) == [str(new)]
