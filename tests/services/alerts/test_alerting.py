"""Whom of staff an event concerns: once, by name, and until somebody sees to it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.alerts import StaffAlert
from services.alerts import alerting, mine
from services.conversations import receiving
from services.handoffs import handoffs
from services.kit import actors
from services.kit.actors import ITSELF
from services.repair import dangers
from services.tickets import dispatch, sla_alarms, thread, tickets
from tests.given.alerts import Alerted, fire, one_of_each, report
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


@pytest.fixture
async def park(demo: DemoPark) -> Alerted:
    return await one_of_each(demo)


async def test_danger_alerts_whoever_may_take_it_or_send_somebody(park: Alerted) -> None:
    await fire(park)
    assert await park.unseen() == {
        "agent": ["danger"], "dispatcher": ["danger"], "engineer": ["danger"],
    }  # fmt: skip


async def test_what_can_wait_alerts_nobody(park: Alerted) -> None:
    ticket = await report(park, urgency="urgent")
    await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {}


async def test_what_becomes_danger_alerts_then_and_an_edit_of_it_does_not_again(
    park: Alerted,
) -> None:
    ticket = await report(park, urgency="normal")
    async with park.demo.sessions.begin() as session:
        found = await tickets.load(session, park.demo.id, ticket.id, lock=True)
        await dangers.become(session, found, "other", now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    assert (await park.unseen())["agent"] == ["danger"]
    async with park.demo.sessions.begin() as session:
        await mine.see(session, park.hired["agent"], None, now=NOW)
        await tickets.note(session, park.demo.id, ticket.id, "看过了", by=ITSELF, now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    assert "agent" not in await park.unseen()


async def test_who_takes_it_ends_it_for_all_and_they_are_told_who_it_was(park: Alerted) -> None:
    ticket = await fire(park)
    engineer = park.hired["engineer"]
    async with park.demo.sessions.begin() as session:
        by = actors.staff(engineer)
        await dispatch.assign(session, ticket, engineer, by=by, now=NOW)
        await tickets.advance(session, park.demo.id, ticket.id, "accept", by=by, now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {}
    async with park.demo.sessions() as session:
        [told] = await mine.shown(session, park.hired["agent"], now=NOW)
    assert (told.words.title, told.settled_by) == ("Danger: fire safety", "engineer")
    assert told.words.line == f"fire safety · Building A, floor 3, room 301 · {ticket.ticket_no}"


async def test_what_is_late_reaches_the_role_of_its_policy_and_who_has_it(park: Alerted) -> None:
    second = await park.hire("second", "engineer")
    ticket = await report(park, urgency="normal")
    async with park.demo.sessions.begin() as session:
        await dispatch.assign(session, ticket, second, by=ITSELF, now=NOW)
        late = await tickets.load(session, park.demo.id, ticket.id)
        late.data = {
            **late.data, "sla": {**late.data["sla"], "escalate_to": "manager", "always": True},
        }  # fmt: skip
        late.respond_by = late.next_alarm_at = NOW + timedelta(minutes=30)
        late.warned = True
    await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {"second": ["assigned"]}
    later = NOW + timedelta(minutes=31)
    async with park.demo.sessions.begin() as session:
        await sla_alarms.ring(session, now=later)
    await park.happens(f"ticket:{ticket.id}", later)
    assert await park.unseen() == {"second": ["assigned", "late"], "manager": ["late"]}


async def test_who_assigns_to_themselves_is_told_nothing(park: Alerted) -> None:
    ticket = await report(park)
    engineer = park.hired["engineer"]
    async with park.demo.sessions.begin() as session:
        await dispatch.assign(session, ticket, engineer, by=actors.staff(engineer), now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {}


async def test_given_to_another_it_is_no_longer_the_first_ones(park: Alerted) -> None:
    ticket, second = await report(park), await park.hire("second", "engineer")
    by = actors.staff(park.hired["dispatcher"])
    for member in (park.hired["engineer"], second):
        async with park.demo.sessions.begin() as session:
            await dispatch.assign(session, ticket, member, by=by, now=NOW)
        await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {"second": ["assigned"]}


async def test_a_tenants_message_reaches_who_works_on_it_and_goes_with_the_answer(
    park: Alerted,
) -> None:
    ticket, engineer = await report(park), park.hired["engineer"]
    assert ticket.person_id is not None
    async with park.demo.sessions.begin() as session:
        await dispatch.assign(session, ticket, engineer, by=actors.staff(engineer), now=NOW)
    for _ in range(2):
        async with park.demo.sessions.begin() as session:
            await thread.answer(session, ticket, ticket.person_id, "还在滴水", now=NOW)
        await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {"engineer": ["reply"]}
    async with park.demo.sessions() as session:
        [row] = await session.scalars(select(StaffAlert).where(StaffAlert.kind == "reply"))
    assert row.times == 2
    async with park.demo.sessions.begin() as session:
        await thread.write(session, ticket, engineer, ticket.person_id, "马上来", now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {}


async def test_of_a_ticket_that_nobody_has_whoever_dispatches_hears_the_tenant(
    park: Alerted,
) -> None:
    ticket = await report(park)
    assert ticket.person_id is not None
    async with park.demo.sessions.begin() as session:
        await thread.answer(session, ticket, ticket.person_id, "有人来吗", now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    assert await park.unseen() == {"agent": ["reply"], "dispatcher": ["reply"]}


async def test_a_conversation_that_is_given_to_somebody_and_written_in(park: Alerted) -> None:
    agent, demo = park.hired["agent"], park.demo
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await handoffs.assign(
            session, demo.id, talk.id, agent, by=park.hired["dispatcher"], now=NOW
        )
    await park.happens(f"conversation:{talk.id}")
    assert await park.unseen() == {"agent": ["assigned"]}
    async with demo.sessions.begin() as session:
        await receiving.receive(session, talk, external_id="m1", text="在吗", now=NOW)
    await park.happens(f"conversation:{talk.id}")
    assert await park.unseen() == {"agent": ["assigned", "reply"]}
    async with demo.sessions.begin() as session:
        await handoffs.hand_back(session, demo.id, talk.id, by="resolved", staff=agent, now=NOW)
    await park.happens(f"conversation:{talk.id}")
    assert await park.unseen() == {}


async def test_what_the_bot_answers_alerts_nobody(park: Alerted) -> None:
    async with park.demo.sessions.begin() as session:
        talk = await park.demo.conversation(session)
        await receiving.receive(session, talk, external_id="m1", text="中午吃什么", now=NOW)
    await park.happens(f"conversation:{talk.id}")
    assert await park.unseen() == {}


async def test_an_alert_says_nothing_of_a_tenant(park: Alerted) -> None:
    ticket = await report(park, description="王总的办公室漏水", phone="13800001234")
    assert ticket.person_id is not None
    async with park.demo.sessions.begin() as session:
        await thread.answer(session, ticket, ticket.person_id, "我是王总", now=NOW)
    await park.happens(f"ticket:{ticket.id}")
    async with park.demo.sessions() as session:
        [row] = await session.scalars(
            select(StaffAlert).where(StaffAlert.staff_id == park.hired["agent"].id)
        )
        words = await alerting.words_of(session, row, "zh")
    assert words is not None
    assert (words.title, words.line) == (
        f"租户有新消息：{ticket.ticket_no}", f"其他维修 · {ticket.ticket_no}",
    )  # fmt: skip


async def test_one_sees_only_ones_own(park: Alerted) -> None:
    await fire(park)
    async with park.demo.sessions() as session:
        ids = list(await session.scalars(select(StaffAlert.id)))
    async with park.demo.sessions.begin() as session:
        await mine.see(session, park.hired["agent"], ids, now=NOW)
    assert sorted(await park.unseen()) == ["dispatcher", "engineer"]


async def test_alerts_are_kept_for_thirty_days(park: Alerted) -> None:
    await fire(park)
    async with park.demo.sessions.begin() as session:
        assert await mine.purge(session, now=NOW + timedelta(days=30)) == 0
        assert await mine.purge(session, now=NOW + timedelta(days=31)) > 0
    assert await park.unseen() == {}
