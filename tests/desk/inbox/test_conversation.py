"""A conversation on the desk: what it shows, in which order, and what it never lets out."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from connectors.channels.webchat import frames
from models.handoffs import ConversationNote, Handoff
from services.conversations import conversations, receiving
from services.conversations.conversations import Reply
from services.handoffs import handoffs
from tests.desk.driver import Desk
from tests.desk.inbox import talks as inbox
from tests.desk.inbox.talks import keys

NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def test_messages_notes_and_events_stand_in_the_order_in_which_they_happened(
    desk: Desk,
) -> None:
    conversation = await inbox.talk(desk, "空调坏了")
    desk.later(minutes=1)
    await inbox.queue(desk, conversation)
    desk.later(minutes=1)
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}"
        await browser.json(f"{here}/note", {"text": "先看看"})
        desk.later(minutes=1)
        await browser.json(f"{here}/reply", inbox.words("您好"))
        await browser.json(f"{here}/resolve", {})
        page = await browser.page(here)
    # Said, answered, queued, noted, taken, replied, asked for a rating, resolved.
    assert keys(page) == ["m1", "m2", "e2", "n1", "e3", "m3", "m4", "e4"]


async def test_days_are_those_of_the_park(desk: Desk) -> None:
    desk.later(hours=14)  # 23:30 in Shanghai.
    conversation = await inbox.talk(desk, "晚上好")
    desk.later(hours=1)
    await inbox.hear(desk, conversation, "还在吗")
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/inbox/{conversation.id}")
    days = [page.index(f'data-day="2026-12-0{day}"') for day in (2, 3)]
    assert days == sorted(days)
    assert "Yesterday" in page[days[0] :][:60]
    assert "Today" in page[days[1] :][:60]


async def test_older_messages_are_read_in_pages_without_gaps(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "WAITING_LIMIT", 100)
    conversation = await inbox.talk(desk, *(f"第{n}句" for n in range(45)))
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}"
        page = await browser.page(here)
        assert keys(page) == [f"m{seq}" for seq in range(51, 91)]
        assert 'data-older="51"' in page
        page = await (await browser.htmx(f"{here}/older?before=51", method="GET")).text()
        assert keys(page) == [f"m{seq}" for seq in range(11, 51)]
        page = await (await browser.htmx(f"{here}/older?before=11", method="GET")).text()
        assert keys(page) == [f"m{seq}" for seq in range(1, 11)]
        assert "data-older" not in page


async def test_notes_and_events_of_older_pages_stand_there_and_only_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "WAITING_LIMIT", 100)
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}"
        await browser.json(f"{here}/note", {"text": "早先的"})
        desk.later(seconds=1)
        await inbox.queue(desk, conversation)
        desk.later(seconds=1)
        for number in range(60):
            await inbox.hear(desk, conversation, f"{number}")
        newest = await browser.page(here)
        assert {key[0] for key in keys(newest)} == {"m"}
        older = await (await browser.htmx(f"{here}/older?before=23", method="GET")).text()
    assert [key[0] for key in keys(older)] == list("mmne") + ["m"] * 20


async def test_news_are_what_came_after_what_the_page_has(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "一", "二")
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}"
        await inbox.hear(desk, conversation, "三")
        await browser.json(f"{here}/take", {})
        page = await (await browser.htmx(f"{here}/news?after=4", method="GET")).text()
    assert set(keys(page)) >= {"m4", "m5"}
    assert "m3" not in keys(page)
    assert [key[0] for key in keys(page)].count("e") == 1
    assert 'data-last-seq="5"' in page
    assert 'data-owner="staff"' in page


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_people_wrote_is_shown_as_they_wrote_it(desk: Desk, language: str) -> None:
    conversation = await inbox.talk(desk, NASTY, name=NASTY)
    await inbox.queue(desk, conversation)
    async with desk.signed_in("agent", language=language) as browser:
        await browser.json(f"/inbox/{conversation.id}/note", {"text": NASTY})
        await browser.json(f"/inbox/{conversation.id}/reply", inbox.words(NASTY))
        for path in (f"/inbox/{conversation.id}", "/inbox?tab=mine", "/inbox?q=" + NASTY[:8]):
            page = await browser.page(path.replace("<", "%3C").replace(">", "%3E"))
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "&lt;script&gt;" in page


async def test_tenants_never_see_a_note(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}"
        assert (await browser.json(f"{here}/note", {"text": "此人很难缠"})).status == 204
        await browser.json(f"{here}/reply", inbox.words("您好"))
        assert "此人很难缠" in await browser.page(here)
    _, log = await inbox.read(desk, conversation)
    told = [frames.message(message) for message in log]
    assert [frame["text"] for frame in told] == ["在吗", "好的", "您好"]
    assert "此人很难缠" not in repr(told)


async def test_what_the_bot_would_have_said_is_shown_as_its_note(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.demo.sessions.begin() as session:
        session.add(
            ConversationNote(
                park_id=desk.demo.id,
                conversation_id=conversation.id,
                after_seq=2,
                text="要不要看看菜单？",
                created_at=desk.clock(),
            )
        )
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/inbox/{conversation.id}")
    assert "The bot would have said" in page
    assert "要不要看看菜单？" in page


async def test_what_was_understood_buttons_and_photos_are_shown(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "空调坏了")
    shown: dict[str, Any] = {"id": 7, "token": "a b", "width": 40, "height": 30}
    async with desk.demo.sessions.begin() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        first, _ = await conversations.since(session, found, 0)
        understood = {"intent": "report_repair", "confidence": 0.917}
        first.data = {"understood": understood, "photos": [shown]}
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/inbox/{conversation.id}")
    assert "Understood as “Report a repair”, 92% sure" in page
    assert "<li>菜单</li>" in page
    assert "/browse_menu" not in page
    assert '<img src="/desk/photos/7?token=a%20b&amp;thumbnail=true"' in page


async def test_the_side_says_who_it_is_what_is_open_and_how_it_was(desk: Desk) -> None:
    conversation = await inbox.talk(desk, name="韩梅梅", phone="13800138000")
    async with desk.demo.sessions.begin() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
        order = await desk.demo.placed(session, conversation=found)
        await handoffs.hand_off(session, found, "asked", now=desk.clock())
        await handoffs.hand_back(
            session, desk.demo.id, found.id, by="resolved", staff=None, now=desk.clock()
        )
        handoff = (await session.scalars(_handoffs(found.id))).one()
        await handoffs.rate(session, found, handoff.id, 4, "很耐心", now=desk.clock())
        await handoffs.hand_off(session, found, "complaint", now=desk.clock())
    async with desk.signed_in("agent") as browser:
        answer = await browser.json(
            f"/inbox/{conversation.id}/ticket", {"kind": "complaint", "description": "太慢"}
        )
        ticket = await answer.json()
        page = await browser.page(f"/inbox/{conversation.id}")
    for words in ("13800138000", order.order_no, "¥22", "4 of 5", "很耐心", "Complaint"):
        assert words in page, words
    assert f'href="/desk/tickets/{ticket["id"]}"' in page


def _handoffs(conversation_id: int) -> Any:
    return select(Handoff).where(Handoff.conversation_id == conversation_id)


async def test_a_message_of_the_bot_is_told_to_open_desks(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        async with desk.demo.sessions.begin() as session:
            found = await conversations.find(session, desk.demo.id, conversation.id)
            await conversations.speak(
                session, found, [Reply("请稍等")], author="bot", now=desk.clock()
            )
        await desk.feed.publish(desk.demo.id, conversation.id)
        heard = await stream.next()
        assert (heard.event, heard.data) == ("said", {"conversation": conversation.id})


async def test_times_are_the_parks_whatever_the_servers_zone(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/inbox/{conversation.id}")
    assert ">09:30</time>" in page
    assert desk.clock().utcoffset() == timedelta(hours=8)


async def test_who_reads_only_is_offered_a_note_and_nothing_else(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    await inbox.queue(desk, conversation)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/inbox/{conversation.id}")
    assert 'data-set-mode="note"' in page
    for action in ("data-act=", 'data-set-mode="reply"', "data-assign=", "data-new-ticket"):
        assert action not in page, action
