"""A code links nothing before both sides have said yes, each shown who the other one is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.identities import PersonLink
from models.people import Person
from services.kit.errors import Invalid
from services.people import link_codes, link_consent
from services.people.link_codes import CodeWrong, LinkOver
from services.people.link_replies import Side
from services.people.linking import AlreadyOne, WhichCompany
from tests.given.demo_park import DemoPark
from tests.given.people import (
    NOW,
    accept,
    agree,
    claim,
    code,
    company,
    described,
    linked,
    person_of,
    refuse,
    same,
    talk,
)

LATER = NOW + timedelta(minutes=5)


async def typed(demo: DemoPark) -> tuple[Conversation, Conversation, int]:
    """The web chat, where a code was asked for; Telegram, where it was typed; and the code."""
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    return web, telegram, (await claim(demo, telegram, await code(demo, web))).id


async def test_nothing_moves_before_both_have_said_yes(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    assert not await same(demo, web, telegram)
    await agree(demo, telegram, asked)
    assert not await same(demo, web, telegram)
    await accept(demo, web.id, asked)
    assert await same(demo, web, telegram)


async def test_who_asked_cannot_say_yes_before_who_typed_it(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    with pytest.raises(LinkOver):
        await accept(demo, web.id, asked)
    assert not await same(demo, web, telegram)


async def test_nobody_answers_in_place_of_the_other(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    stranger = await talk(demo, "telegram", "43")
    for one in (web, stranger):
        with pytest.raises(LinkOver):
            await agree(demo, one, asked)
    await agree(demo, telegram, asked)
    for one in (telegram, stranger):
        with pytest.raises(LinkOver):
            await accept(demo, one.id, asked)
    with pytest.raises(LinkOver):
        await refuse(demo, stranger, asked)
    await accept(demo, web.id, asked)


async def test_a_code_that_was_not_typed_is_nothing_to_answer(demo: DemoPark) -> None:
    web = await talk(demo)
    await code(demo, web)
    with pytest.raises(LinkOver):
        await refuse(demo, web, 1)
    with pytest.raises(LinkOver):
        await accept(demo, web.id, 1)


async def test_the_first_who_types_it_has_it(demo: DemoPark) -> None:
    """To anybody else it is as good as a code that there never was."""
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    issued = await code(demo, web)
    first = await claim(demo, telegram, issued)
    with pytest.raises(CodeWrong) as wrong:
        await claim(demo, await talk(demo, "telegram", "43"), issued)
    assert wrong.value.details == {"left": 4}
    assert (await claim(demo, telegram, issued)).id == first.id


@pytest.mark.parametrize("by", ["typed", "typed and agreed", "asked"])
async def test_either_no_ends_it(demo: DemoPark, by: str) -> None:
    web, telegram, asked = await typed(demo)
    if by != "typed":
        await agree(demo, telegram, asked)
    await refuse(demo, web if by == "asked" else telegram, asked)
    for attempt in (agree(demo, telegram, asked), accept(demo, web.id, asked)):
        with pytest.raises(LinkOver):
            await attempt
    assert not await same(demo, web, telegram)


async def test_who_typed_it_has_as_long_as_the_code_lasts(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    with pytest.raises(LinkOver):
        await agree(demo, telegram, asked, now=NOW + link_codes.CODE_LASTS)
    assert not await same(demo, web, telegram)


async def test_who_asked_has_five_minutes(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    await agree(demo, telegram, asked)
    with pytest.raises(LinkOver):
        await accept(demo, web.id, asked, now=LATER)
    await accept(demo, web.id, asked, now=LATER - timedelta(seconds=1))


async def test_a_yes_that_comes_twice_gives_no_more_time(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    await agree(demo, telegram, asked)
    await agree(demo, telegram, asked, now=LATER - timedelta(seconds=1))
    with pytest.raises(LinkOver):
        await accept(demo, web.id, asked, now=LATER)


async def test_both_have_said_yes_once_for_all(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    await agree(demo, telegram, asked)
    await accept(demo, web.id, asked)
    with pytest.raises(LinkOver):
        await accept(demo, web.id, asked)


async def test_a_new_code_ends_a_question_about_the_one_before(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    await agree(demo, telegram, asked)
    await code(demo, web)
    with pytest.raises(LinkOver):
        await accept(demo, web.id, asked)


async def test_who_was_linked_meanwhile_is_told_so(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    await agree(demo, telegram, asked)
    await linked(demo, telegram, web)
    with pytest.raises(AlreadyOne):
        await accept(demo, web.id, asked)


# Companies


async def test_which_company_is_asked_of_who_typed_it(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, web, company_id=ours.id)
    await described(demo, telegram, company_id=theirs.id)
    with pytest.raises(WhichCompany):
        await agree(demo, telegram, asked)
    with pytest.raises(Invalid):
        await agree(demo, telegram, asked, company_id=theirs.id + 1)
    await agree(demo, telegram, asked, company_id=theirs.id)
    await accept(demo, web.id, asked)
    assert (await person_of(demo, web)).company_id == theirs.id


async def test_who_was_taken_out_of_it_meanwhile_brings_it_to_nobody(demo: DemoPark) -> None:
    web, telegram, asked = await typed(demo)
    theirs = await company(demo, "星桥")
    await described(demo, telegram, company_id=theirs.id)
    await agree(demo, telegram, asked)
    await described(demo, telegram, company_id=None)
    with pytest.raises(LinkOver):
        await accept(demo, web.id, asked)
    assert (await person_of(demo, web)).company_id is None


# What each is shown


async def test_each_is_shown_the_channel_the_day_and_a_masked_name(demo: DemoPark) -> None:
    web = await talk(demo)
    await described(demo, web, name=" 王小明 ")
    async with demo.sessions.begin() as session:
        found = await session.get_one(Conversation, (demo.id, web.id))
        # Past midnight in Shanghai already.
        found.created_at = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
        shown = await link_consent.side(session, demo.id, web.id)
    assert shown == Side("webchat", date(2026, 3, 2), "王**")


async def test_a_name_that_is_none_is_none(demo: DemoPark) -> None:
    web = await talk(demo)
    await described(demo, web, name="  ")
    async with demo.sessions() as session:
        assert (await link_consent.side(session, demo.id, web.id)).name is None
        assert await session.scalar(select(PersonLink)) is None
        assert len((await session.scalars(select(Person))).all()) == 1
