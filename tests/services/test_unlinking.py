"""Channels that were linked by codes stand alone again."""

from tests.demo_park import DemoPark
from tests.linking import described, linked, people, person_of, same, talk, unlink, wechat


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
