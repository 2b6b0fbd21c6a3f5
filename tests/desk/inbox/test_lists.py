"""The inbox's list: who is in which tab, in which order, and what a search finds."""

import re
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import event, text

from models.conversations import Conversation
from services.handoffs import handoffs
from services.tickets import tickets
from tests.desk.driver import Desk
from tests.desk.inbox import talks as inbox
from tests.desk.inbox.talks import rows, words
from tests.kit.statements import rows_read


async def test_the_queue_shows_danger_first_then_who_has_waited_longest(desk: Desk) -> None:
    waiting = []
    for reason in ("asked", "complaint", "critical"):
        conversation = await inbox.talk(desk)
        await inbox.queue(desk, conversation, reason)
        waiting.append(conversation.id)
        desk.later(minutes=5)
    async with desk.signed_in("agent") as browser:
        assert await rows(browser, "tab=queue") == [waiting[2], waiting[0], waiting[1]]
        page = await browser.page("/inbox")
    assert page.count('data-alarm="') == 1
    assert "15 min" in page


@pytest.mark.parametrize("channel", ["phone", "oidc"])
async def test_somebody_who_came_by_an_app_of_their_own_is_shown(desk: Desk, channel: str) -> None:
    conversation = await inbox.talk(desk)
    async with desk.demo.sessions.begin() as session:
        found = await session.get_one(Conversation, (desk.demo.id, conversation.id))
        found.channel = channel
    await inbox.queue(desk, conversation, "asked")
    async with desk.signed_in("agent") as browser:
        assert "App, by" in await browser.page("/inbox")
        assert "App, by" in await browser.page(f"/inbox/{conversation.id}")


async def test_every_conversation_is_in_the_tab_of_its_owner(desk: Desk) -> None:
    with_bot, queued, mine, theirs, done = [await inbox.talk(desk) for _ in range(5)]
    async with desk.signed_in("agent") as browser:
        colleague = await desk.hire("agent")
        for conversation in (queued, mine, theirs, done):
            await inbox.queue(desk, conversation)
        for conversation, staff in ((mine, browser.staff), (theirs, colleague), (done, colleague)):
            await inbox.take(desk, conversation, staff)
        await inbox.end(desk, done)
        assert await rows(browser, "tab=queue") == [queued.id]
        assert await rows(browser, "tab=mine") == [mine.id]
        assert sorted(await rows(browser, "tab=open")) == [queued.id, mine.id, theirs.id]
        assert await rows(browser, "tab=bot") == [done.id, with_bot.id]
        assert await rows(browser, "tab=done") == [done.id]
        page = await browser.page("/inbox")
    counted = re.findall(r'data-tab="(\w+)"[^>]*>[^<]*<span class="tab-count"[^>]*>(\d+)', page)
    assert counted == [("queue", "1"), ("mine", "1"), ("open", "3"), ("bot", "2"), ("done", "1")]
    assert 'data-queue="1" data-waiting="1"' in page


async def test_yesterdays_are_not_done_today(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    await inbox.queue(desk, conversation)
    await inbox.end(desk, conversation)
    desk.later(hours=15)  # Half past midnight.
    async with desk.signed_in("agent") as browser:
        assert await rows(browser, "tab=done") == []


async def test_a_row_says_who_where_what_and_since_when(desk: Desk) -> None:
    guest, named = await inbox.talk(desk), await inbox.talk(desk, name="韩梅梅")
    await inbox.queue(desk, named, "complaint")
    desk.later(minutes=12)
    await inbox.hear(desk, named, "还要多久？")
    async with desk.signed_in("agent") as browser:
        page = await (await browser.htmx("/inbox/list?tab=queue", method="GET")).text()
        for words in ("韩梅梅", "Complaint", "12 min", "还要多久？", "Web chat"):
            assert words in page, words
        bots = await (await browser.htmx("/inbox/list?tab=bot", method="GET")).text()
        assert f"Tenant #{guest.person_id}" in bots
        assert "Waiting for an answer" not in bots


async def test_an_answered_conversation_waits_no_more_until_the_tenant_writes(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        await inbox.take(desk, conversation, browser.staff)

        async def waits() -> bool:
            page = await (await browser.htmx("/inbox/list?tab=mine", method="GET")).text()
            return "data-unanswered" in page

        assert await waits()
        await browser.json(f"/inbox/{conversation.id}/reply", inbox.words("您好"))
        assert not await waits()
        desk.later(seconds=20)
        await inbox.hear(desk, conversation, "还是不行")
        assert await waits()


@pytest.mark.parametrize(
    "search", ["梅梅", "138001380", "138 0013 8000", "羽毛球", "#{person}", "{ticket}", "{order}"]
)
async def test_a_search_finds_by_name_phone_words_and_numbers(desk: Desk, search: str) -> None:
    await inbox.talk(desk, "别的", name="李雷", phone="13900000000")
    wanted = await inbox.talk(desk, "这附近能打羽毛球吗", name="韩梅梅", phone="13800138000")
    async with desk.demo.sessions.begin() as session:
        about: dict[str, Any] = {"person_id": wanted.person_id, "conversation_id": wanted.id}
        ticket = await tickets.open_ticket(
            session,
            desk.demo.id,
            kind="question",
            urgency="normal",
            description="?",
            now=desk.clock(),
            **about,
        )
        order = await desk.demo.draft(session, conversation=wanted)
    asked = search.format(
        person=wanted.person_id, ticket=ticket.ticket_no.lower(), order=order.order_no
    )
    async with desk.signed_in("agent") as browser:
        assert await rows(browser, f"q={asked.replace('#', '%23')}") == [wanted.id]


async def test_signs_of_patterns_are_looked_for_as_they_are(desk: Desk) -> None:
    await inbox.talk(desk, "百分之五十")
    exact = await inbox.talk(desk, "打折50%吗")
    async with desk.signed_in("agent") as browser:
        assert await rows(browser, "q=%25") == [exact.id]


@pytest.mark.parametrize("tab", ["queue", "open", "bot", "done"])
async def test_a_list_goes_on_where_the_page_before_ended(desk: Desk, tab: str) -> None:
    for number in range(7):
        conversation = await inbox.talk(desk)
        if tab != "bot":
            await inbox.queue(desk, conversation, "critical" if number == 3 else "asked")
        if tab == "done":
            await inbox.end(desk, conversation)
        desk.later(seconds=1)
    async with desk.signed_in("agent") as browser:
        whole, pieces, cursor = await rows(browser, f"tab={tab}"), [], ""
        while True:
            answer = await browser.htmx(
                f"/inbox/list?tab={tab}&rows=3&cursor={cursor}", method="GET"
            )
            page = await answer.text()
            pieces.append(inbox.shown(page))
            found = re.search(r'data-more="([^"]+)"', page)
            if found is None:
                break
            cursor = found[1].replace("+", "%2B")
    assert [len(piece) for piece in pieces] == [3, 3, 1]
    assert list(chain(*pieces)) == whole
    assert len(set(whole)) == 7


@pytest.mark.parametrize(
    "cursor",
    ["x", "1~2~3", "0~2026-12-02T00:00:00~1", "9" * 70, "5~2026-12-02T00:00:00Z~" + "9" * 40],
)
async def test_a_cursor_that_is_none_does_no_harm(desk: Desk, cursor: str) -> None:
    async with desk.signed_in("agent") as browser:
        for tab in ("queue", "bot", "done"):
            answer = await browser.htmx(f"/inbox/list?tab={tab}&cursor={cursor}", method="GET")
            assert answer.status == 200


MANY = """
    with people as (
        insert into person (park_id, name, language)
        select :park, 'Tenant ' || n, 'en' from generate_series(1, 10000) n returning id
    ), known as (
        insert into identity (park_id, person_id, channel, external_id)
        select :park, id, 'webchat', 'many-' || id from people returning id, person_id
    ), talks as (
        insert into conversation
            (park_id, channel, identity_id, person_id, owner, last_seq, created_at)
        select :park, 'webchat', id, person_id,
            case when id % 20 = 0 then 'queued' else 'bot' end, 1, :at
        from known returning id, owner
    ), said as (
        insert into message (park_id, conversation_id, seq, direction, author, channel, text,
                             status, created_at)
        select :park, id, 1, 'in', 'tenant', 'webchat', 'hello', 'handled', :at from talks
    )
    insert into handoff (park_id, conversation_id, reason, queued_at)
    select :park, id, 'asked', :at from talks where owner = 'queued'
"""


async def test_ten_thousand_conversations_cost_no_more_queries_than_ten(desk: Desk) -> None:
    for _ in range(10):
        await inbox.queue(desk, await inbox.talk(desk))

    counted: list[str] = []
    engine = desk.demo.sessions.kw["bind"].sync_engine
    event.listen(engine, "before_cursor_execute", lambda *said: counted.append(said[2]))

    async def cost(path: str) -> int:
        counted.clear()
        page = await browser.page(path)
        assert len(inbox.shown(page)) in {10, 30}
        return len(counted)

    async with desk.signed_in("agent") as browser:
        few = await cost("/inbox?tab=queue")
        async with desk.demo.sessions.begin() as session:
            at = desk.clock() - timedelta(minutes=1)
            await session.execute(text(MANY), {"park": desk.demo.id, "at": at})
        many = [await cost(f"/inbox?tab={tab}") for tab in ("queue", "open", "bot")]
        searched = await cost("/inbox?q=Tenant")
    assert few <= 15
    assert many == [few] * 3
    assert searched == few + 2, "one finds, one notes what was found"


async def test_of_many_conversations_only_those_shown_are_told_with_their_words(
    desk: Desk,
) -> None:
    shown = 20
    for _ in range(shown + 20):
        await inbox.queue(desk, await inbox.talk(desk))
    async with desk.signed_in("agent") as browser:
        for tab in ("queue", "open"):
            path = f"/inbox/list?tab={tab}&rows={shown}"
            read = await rows_read(
                desk.demo.sessions, "person", lambda path=path: browser.page(path)
            )
            assert read <= shown + 5, tab


async def test_another_parks_conversations_are_not_listed(desk: Desk) -> None:
    from tests.given.factories import make_conversation, make_park, make_person

    async with desk.demo.sessions.begin() as session:
        other = await make_person(session, await make_park(session), name="Elsewhere")
        conversation: Conversation = await make_conversation(session, other, last_seq=1)
        await inbox.say(session, conversation, "hello", desk.clock())
    async with desk.signed_in("agent") as browser:
        assert await rows(browser, "tab=bot") == await rows(browser, "q=Elsewhere") == []
        assert (await browser.get(f"/inbox/{conversation.id}")).status == 404


async def test_who_waits_is_shown_in_their_own_words_with_where_they_are(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "我被关在A座三楼机房了")
    async with desk.demo.sessions.begin() as session:
        await tickets.open_ticket(
            session, desk.demo.id, kind="repair", urgency="urgent", description="被关",
            person_id=conversation.person_id, conversation_id=conversation.id,
            building="A", floor=3, room="机房", now=desk.clock(),
        )  # fmt: skip
    await inbox.queue(desk, conversation)
    await inbox.said(desk, conversation, "客服马上来")
    async with desk.signed_in("agent") as browser:
        queue = await (await browser.htmx("/inbox/list?tab=queue", method="GET")).text()
        assert ("我被关在A座三楼机房了" in queue, "客服马上来" in queue) == (True, False)
        assert "floor 3, room 机房" in queue
        await inbox.take(desk, conversation, browser.staff)
        await browser.json(f"/inbox/{conversation.id}/reply", words("我来了"))
        mine = await (await browser.htmx("/inbox/list?tab=mine", method="GET")).text()
        assert "我来了" in mine


@pytest.mark.parametrize("tab", ["queue", "open"])
async def test_what_is_counted_is_listed_also_where_nothing_is_said(desk: Desk, tab: str) -> None:
    async with desk.demo.sessions.begin() as session:
        silent = await desk.demo.conversation(session)
        await handoffs.hand_off(session, silent, "critical", now=desk.clock())
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/inbox?tab={tab}")
    assert f'<li data-conversation="{silent.id}">' in page
    assert "Nothing said yet" in page
