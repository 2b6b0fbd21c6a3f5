"""Channels that were linked by codes stand alone again."""

from models.conversations import Conversation
from models.people import Person
from services.visits import hosting, visits
from tests.given.demo_park import DemoPark
from tests.given.hosts import closed, vouch
from tests.given.people import (
    company,
    described,
    linked,
    people,
    person_of,
    same,
    talk,
    unlink,
    wechat,
)
from tests.given.visits import FIVE, NOW, THREE, pass_of, reloaded


async def test_unlinked_each_channel_has_its_own_again(demo: DemoPark) -> None:
    web, telegram, wecom = [await talk(demo, name) for name in ("webchat", "telegram", "wecom")]
    await linked(demo, telegram, wecom)
    await linked(demo, web, telegram)
    assert await same(demo, web, telegram, wecom)

    assert await unlink(demo, wecom) == 2
    assert [(await person_of(demo, one)).id for one in (web, telegram, wecom)] == [
        web.person_id, telegram.person_id, wecom.person_id
    ]  # fmt: skip
    assert [person.merged_into_id for person in await people(demo)] == [None, None, None]
    assert await unlink(demo, wecom) == 0
    async with demo.sessions() as session:
        types = [type_ for _, type_ in await demo.events(session, f"person:{web.person_id}")]
    assert types == ["person.link_asked", "person.linked", "person.unlinked"]


async def test_unlinked_nobody_keeps_what_the_other_had_told(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await described(demo, telegram, name="韩梅梅", phone="13900000000")
    await linked(demo, web, telegram)
    await unlink(demo, web)
    person = await person_of(demo, web)
    assert (person.name, person.phone) == (None, None)
    assert (await person_of(demo, telegram)).phone == "13900000000"


async def test_unlinked_they_can_be_linked_again(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await linked(demo, web, telegram)
    await unlink(demo, web)
    await linked(demo, telegram, web)
    assert await same(demo, web, telegram)


async def test_what_wechat_says_is_not_taken_back(demo: DemoPark) -> None:
    account = await talk(demo, "wechat", "o1")
    program = await wechat(demo, "miniapp", "m1", "union")
    await wechat(demo, "wechat", "o1", "union")
    assert await unlink(demo, account) == 0
    assert await same(demo, account, program)


async def test_a_visit_of_a_member_does_not_go_along_to_who_is_none(demo: DemoPark) -> None:
    """Registered while the two were one, in the conversation of who is nobody of a company."""
    member, stranger = await talk(demo), await talk(demo, "telegram")
    starbridge = await company(demo, "星桥科技")
    await described(demo, member, company_id=starbridge.id)
    await linked(demo, member, stranger)
    async with demo.sessions.begin() as session:
        host = await session.get_one(Person, (demo.id, member.person_id))
        spoken = await session.get_one(Conversation, (demo.id, stranger.id))
        both = [
            await visits.register(
                session, host, visits.Guests(["王小明"]), visits.Period(THREE, FIVE),
                place={}, conversation=said, now=NOW,
            )
            for said in (spoken, None)
        ]  # fmt: skip
    assert [visit.status for visit in both] == ["approved", "approved"]
    await unlink(demo, stranger)
    theirs, members = [await reloaded(demo, visit) for visit in both]
    assert (theirs.host_id, theirs.status) == (stranger.person_id, "cancelled")
    assert (members.host_id, members.status) == (member.person_id, "approved")
    assert (await pass_of(demo, theirs)).revoked_at is not None


async def test_vouching_goes_back_with_whom_it_was_for(demo: DemoPark) -> None:
    await closed(demo)
    stranger, vouched = await talk(demo), await talk(demo, "telegram")
    async with demo.sessions.begin() as session:
        await vouch(session, demo, await session.get_one(Person, (demo.id, vouched.person_id)))
    await linked(demo, stranger, vouched)
    assert await kind(demo, stranger) == "vouched"
    await unlink(demo, stranger)
    assert (await kind(demo, stranger), await kind(demo, vouched)) == ("stranger", "vouched")


async def kind(demo: DemoPark, conversation: Conversation) -> str:
    async with demo.sessions() as session:
        return await hosting.kind_of(session, await person_of(demo, conversation))
