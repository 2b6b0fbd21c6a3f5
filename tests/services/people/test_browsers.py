"""Signing out everywhere: what it ends, and what it leaves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.identities import LinkCode
from models.logins import LoginCode
from models.people import Person
from services.conversations import conversations
from services.conversations.conversations import Reply, SignedOut
from services.notices import notices
from services.people import browsers, logins
from services.people.link_codes import CodeWrong
from services.people.logins import LoginRefused
from tests.given.demo_park import DemoPark
from tests.given.people import NOW, claim, code, linked, person_of, talk, unlink, wechat


@dataclass
class News(notices.Notice):
    kind: ClassVar[str] = "order"
    overtaken_by: ClassVar[Collection[str]] = ()
    person_id: int

    def presses(self, until: datetime) -> bool:
        return True

    async def audience(self) -> Sequence[int]:
        return [self.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        return Reply("您的订单好了")


async def signed_out(demo: DemoPark, conversation: Conversation) -> list[int]:
    person = await person_of(demo, conversation)
    async with demo.sessions.begin() as session:
        found = await session.get_one(Person, (demo.id, person.id))
        return list(await browsers.sign_out_everywhere(session, found, now=NOW))


async def test_all_their_browsers_are_refused_and_nobody_elses(demo: DemoPark) -> None:
    phone, laptop, other = [await talk(demo, who=who) for who in ("phone", "laptop", "other")]
    await linked(demo, phone, laptop)
    assert await signed_out(demo, laptop) == [phone.id, laptop.id]
    for who in ("phone", "laptop"):
        with pytest.raises(SignedOut):
            await talk(demo, who=who)
    assert (await talk(demo, who="other")).id == other.id


async def test_unlinking_brings_no_browser_back(demo: DemoPark) -> None:
    phone, laptop = await talk(demo, who="phone"), await talk(demo, who="laptop")
    await linked(demo, phone, laptop)
    await signed_out(demo, phone)
    await unlink(demo, phone)
    for who in ("phone", "laptop"):
        with pytest.raises(SignedOut):
            await talk(demo, who=who)


async def test_channels_where_a_platform_says_who_it_is_go_on(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    await linked(demo, web, telegram)
    await signed_out(demo, web)
    assert (await talk(demo, "telegram", "42")).id == telegram.id


async def test_codes_that_wait_to_be_used_are_over(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    issued = await code(demo, web)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, web.id)
        login, _ = await logins.give_code(session, found, now=NOW)
    await signed_out(demo, web)
    with pytest.raises(CodeWrong):
        await claim(demo, telegram, issued)
    async with demo.sessions.begin() as session:
        with pytest.raises(LoginRefused):
            await logins.by_code(session, demo.id, login, now=NOW)
        for table in (LinkCode, LoginCode):
            assert (await session.scalars(select(table))).all() == []


async def test_news_goes_to_where_it_is_seen(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    await linked(demo, web, telegram)
    async with demo.sessions.begin() as session:
        used_last = await conversations.find(session, demo.id, web.id)
        used_last.heard_at = NOW
    await signed_out(demo, web)
    notice = News(web.person_id)
    async with demo.sessions.begin() as session:
        told = await notices.tell_at_once(session, demo.id, notice, now=NOW)
    assert [one.conversation_id for one in told] == [telegram.id]


async def test_who_has_no_other_way_cannot_be_reached(demo: DemoPark) -> None:
    web = await talk(demo)
    async with demo.sessions() as session:
        assert await notices.can_reach(session, demo.id, web.person_id)
    await signed_out(demo, web)
    async with demo.sessions() as session:
        assert not await notices.can_reach(session, demo.id, web.person_id)


async def test_wechat_signs_in_to_a_conversation_that_is_seen(demo: DemoPark) -> None:
    program = await wechat(demo, "miniprogram", "openid", "union")
    web = await talk(demo)
    await linked(demo, program, web)
    async with demo.sessions.begin() as session:
        used_last = await conversations.find(session, demo.id, web.id)
        used_last.heard_at = NOW
    await signed_out(demo, web)
    async with demo.sessions.begin() as session:
        found = await logins.by_wechat(
            session, demo.id, openid="openid", union_id="union", pushed=True, now=NOW
        )
        assert found.id == program.id
