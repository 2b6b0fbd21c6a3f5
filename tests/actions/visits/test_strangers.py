"""The chat of somebody whom the park does not know, in a park that is closed to strangers."""

import pytest

from models.people import Person
from services.visits import visits
from tests.actions.driver import Bot, entity
from tests.actions.visits.visiting import (
    at,
    member_of_a_company,
    name,
    register,
    visits_of,
    with_approver,
)
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.hosts import closed
from tests.given.notices import Notifier


async def approved_by_desk(demo: DemoPark, visit_id: int) -> None:
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id)
        await visits.advance(
            session, demo.id, visit_id, "approve", now=WEDNESDAY_MORNING, staff_id=staff.id
        )


@pytest.mark.parametrize(
    ("language", "said", "status"),
    [
        ("zh", "要等园区前台确认，同意后才有通行证", "等待前台确认"),
        ("en", "There is no pass until they say yes", "waiting for reception to approve it"),
    ],
)
async def test_a_stranger_is_told_that_reception_decides_and_shown_no_pass(
    demo: DemoPark, language: str, said: str, status: str
) -> None:
    await closed(demo)
    bot = await Bot.new(demo)
    ran = await register(bot, at(), name("王总"), language=language)
    [visit] = await visits_of(demo)
    assert (visit.status, visit.needs_desk) == ("requested", True)
    assert said in ran.text
    assert "/pass/" not in ran.text
    bot.hear("客人到了吗", "track_visit", language=language)
    told = (await bot.run("action_act")).text
    assert status in told
    assert "/pass/" not in told


async def test_a_member_sees_the_pass_as_ever(demo: DemoPark) -> None:
    await closed(demo)
    bot = await Bot.new(demo)
    await member_of_a_company(demo, bot)
    assert "/pass/" in (await register(bot, at(), name("王总"))).text


async def test_nobody_approves_a_strangers_visit_in_the_chat(demo: DemoPark) -> None:
    await closed(demo)
    bot = await Bot.new(demo)
    await register(bot, at(), name("王总"))
    [visit] = await visits_of(demo)
    for who in (bot, await Bot.new(demo)):
        who.hear("/x", "approve_visit", entity("visit_no", visit.visit_no))
        assert (await who.run("action_approve_visit")).text.startswith("没有找到")
    assert [one.status for one in await visits_of(demo)] == ["requested"]


async def test_an_approver_who_left_the_company_finds_nothing(demo: DemoPark) -> None:
    """Also where nothing but the membership has changed."""
    bot = await Bot.new(demo)
    approver = await with_approver(demo, bot)
    await register(bot, at(), name("王总"))
    [visit] = await visits_of(demo)
    await leaves(demo, visit.approver_id)
    approver.hear("/x", "approve_visit", entity("visit_no", visit.visit_no))
    assert (await approver.run("action_approve_visit")).text.startswith("没有找到")
    assert [one.status for one in await visits_of(demo)] == ["requested"]


async def leaves(demo: DemoPark, person_id: int | None) -> None:
    async with demo.sessions.begin() as session:
        (await session.get_one(Person, (demo.id, person_id))).company_id = None


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("不对，是四点", [at(WEDNESDAY_MORNING.replace(day=3, hour=16, minute=0))]),
        ("粤AD12345", [entity("plate", "粤AD12345")]),
        ("再加一位", [entity("quantity", 1, unit="位")]),
    ],
    ids=["later", "a plate", "one more"],
)
async def test_a_change_of_what_the_desk_approved_waits_again(
    demo: DemoPark, text: str, entities: list[dict[str, object]]
) -> None:
    await closed(demo)
    bot = await Bot.new(demo)
    await register(bot, at(), name("王总"))
    [visit] = await visits_of(demo)
    await approved_by_desk(demo, visit.id)
    await bot.told("已获批", expects="visit_change", visit_no=visit.visit_no)
    bot.hear(text, "out_of_scope", *entities)
    ran = await bot.run("action_out_of_scope")
    [changed] = await visits_of(demo)
    assert (changed.visit_no, changed.status, changed.needs_desk) == (
        visit.visit_no, "requested", True,
    )  # fmt: skip
    assert "确认前没有通行证，原来那张作废" in ran.text
    assert "/pass/" not in ran.text


async def test_the_sixth_that_would_wait_is_refused(demo: DemoPark) -> None:
    await closed(demo)
    bot = await Bot.new(demo)
    for surname in "王李张刘陈":
        await register(bot, at(), name(f"{surname}总"))
    ran = await register(bot, at(), name("郑总"))
    assert "24 小时内最多登记 5 次来访" in ran.text
    assert len(await visits_of(demo)) == 5


@pytest.mark.parametrize(("action", "said"), [("approve", "已获批"), ("deny", "没有获批")])
async def test_the_stranger_hears_what_reception_decided(
    demo: DemoPark, action: str, said: str
) -> None:
    await closed(demo)
    bot = await Bot.new(demo)
    await register(bot, at(), name("王总"))
    [visit] = await visits_of(demo)
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id)
        await visits.advance(
            session, demo.id, visit.id, action, now=WEDNESDAY_MORNING, staff_id=staff.id
        )
    notifier = Notifier(demo)
    await notifier.handle_all(f"visit:{visit.id}")
    [message] = await notifier.messages()
    assert said in message.text
