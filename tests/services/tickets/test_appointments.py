"""The window in which somebody comes: promised by staff, moved by the tenant, told to both."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.alerts import StaffAlert
from models.tickets import Ticket
from services.alerts import alerting
from services.kit.actors import ITSELF
from services.kit.errors import Conflict, Invalid
from services.tickets import appointments, tickets
from services.tickets.appointments import NobodyComes, NotMovable, NotOffered, Window
from tests.given.demo_park import DemoPark
from tests.given.notices import Notifier
from tests.given.tickets import observed, opened
from tests.given.visiting import NOW, at, engineer, given_to, promised, window

TOMORROW = window(3, 9, 11)


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def arranged(demo: DemoPark, when: Window = TOMORROW, **values: str) -> Ticket:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session, **values)
        return await promised(session, ticket, await engineer(session, demo.id), when)


async def move(demo: DemoPark, ticket: Ticket, to: Window) -> Ticket:
    async with demo.sessions.begin() as session:
        person = ticket.person_id
        assert person is not None
        return await appointments.move(session, ticket, to, person_id=person, now=NOW)


async def alerts(demo: DemoPark) -> list[tuple[int, str]]:
    async with demo.sessions() as session:
        found = await session.scalars(select(StaffAlert).order_by(StaffAlert.id))
        return [(one.staff_id, one.kind) for one in found]


@pytest.mark.parametrize(
    ("language", "said", "pressed"),
    [
        ("zh", "报修 {no}：王强会在明天 12月3日 周四 09:00–11:00 上门。", "换个时间"),
        (
            "en",
            "王强 will come about your repair request {no}: tomorrow, Thu 3 Dec, 09:00–11:00.",
            "Another time",
        ),
    ],
)
async def test_the_tenant_is_told_who_comes_and_when(
    demo: DemoPark, notifier: Notifier, language: str, said: str, pressed: str
) -> None:
    ticket = await arranged(demo, language=language)
    await notifier.handle_last(f"ticket:{ticket.id}")
    (message,) = await notifier.messages()
    assert message.text == said.format(no=ticket.ticket_no)
    assert [one["title"] for one in message.buttons] == [pressed]
    comes = message.data["comes"]
    assert (comes["who"], comes["starts_at"]) == ("王强", "2026-12-03T09:00:00+08:00")
    assert "明天" not in comes["when"]
    assert "tomorrow" not in comes["when"]
    assert await alerts(demo) == []  # They promised it themselves.


async def test_who_comes_is_told_what_a_dispatcher_promised_of_them(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        wang = await engineer(session, demo.id)
        dispatcher = await engineer(session, demo.id, name="赵敏")
        ticket = await given_to(session, ticket, wang)
        await appointments.promise(session, ticket, TOMORROW, by=dispatcher, now=NOW)
    await notifier.handle_last(f"ticket:{ticket.id}")
    assert await alerts(demo) == [(wang.id, "appointed")]


async def test_offers_are_free_windows_of_the_rota(demo: DemoPark) -> None:
    """From an hour ahead, in the shifts of who comes, where nothing is promised; no weekend."""
    async with demo.sessions.begin() as session:
        wang = await engineer(session, demo.id, (9, 12), (13, 16))
        ticket = await promised(session, await opened(demo, session), wang, TOMORROW)
        other = await promised(session, await opened(demo, session), wang, window(2, 14, 15))
        offered = await appointments.offers(session, ticket, now=NOW)
    assert offered[:4] == [
        window(2, 11, 12),
        window(2, 15, 16),
        window(3, 11, 12),
        window(3, 13, 15),
    ]
    days = {one.starts_at.day for one in offered}
    assert days == {2, 3, 4, 7, 8}
    async with demo.sessions.begin() as session:
        await tickets.advance(session, demo.id, other.id, "resolve", by=ITSELF, now=NOW)
        offered = await appointments.offers(session, ticket, now=NOW)
    assert offered[1] == window(2, 13, 15)


async def test_who_is_away_is_not_offered_before_they_are_back(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        wang = await engineer(session, demo.id)
        ticket = await promised(session, await opened(demo, session), wang, TOMORROW)
        wang.presence, wang.presence_until = "away", at(4, 12)
        assert (await appointments.offers(session, ticket, now=NOW))[0] == window(4, 13, 15)
        wang.presence_until = None
        assert await appointments.offers(session, ticket, now=NOW) == []


async def test_the_tenant_moves_it_and_both_are_told(demo: DemoPark, notifier: Notifier) -> None:
    ticket = await arranged(demo)
    async with demo.sessions.begin() as session:
        follower = await observed(demo, session, ticket)
    moved = await move(demo, ticket, window(4, 13, 15))
    assert (moved.appointment_from, moved.appointment_until) == (at(4, 13), at(4, 15))
    await notifier.handle_last(f"ticket:{ticket.id}")
    assert await alerts(demo) == [(moved.assignee_id, "put_off")]
    (message,) = await notifier.messages()
    assert message.conversation_id == follower.id
    assert message.text == (
        f"The visit for your repair request {ticket.ticket_no} has another time: 王强 will come"
        " Fri 4 Dec, 13:00–15:00."
    )
    assert message.buttons == []
    async with demo.sessions() as session:
        alert = (await session.scalars(select(StaffAlert))).one()
        words = await alerting.words_of(session, alert, "en")
    assert words is not None
    assert "Fri 4 Dec, 13:00–15:00" in words.title


async def test_only_what_is_offered_is_taken(demo: DemoPark) -> None:
    ticket = await arranged(demo)
    for wrong in (window(3, 10, 12), window(5, 9, 11), Window(at(4, 9), at(4, 9, 30))):
        with pytest.raises(NotOffered):
            await move(demo, ticket, wrong)
    assert (await move(demo, ticket, TOMORROW)).appointment_from == TOMORROW.starts_at


async def test_one_window_is_not_given_twice(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        wang = await engineer(session, demo.id)
        first = await promised(session, await opened(demo, session), wang, window(3, 9, 11))
        second = await promised(session, await opened(demo, session), wang, window(3, 11, 13))
    wanted = window(4, 9, 11)
    tried = (move(demo, one, wanted) for one in (first, second))
    done = await asyncio.gather(*tried, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["NotOffered", "Ticket"]


@pytest.mark.parametrize("state", ["begun", "at work", "danger", "resolved", "none"])
async def test_what_has_begun_or_is_over_is_not_moved(demo: DemoPark, state: str) -> None:
    start = window(2, 9, 11) if state == "begun" else TOMORROW
    ticket = await arranged(demo, start, urgency="critical" if state == "danger" else "normal")
    action = {"at work": "start", "resolved": "resolve"}.get(state)
    async with demo.sessions.begin() as session:
        if action:
            await tickets.advance(session, demo.id, ticket.id, action, by=ITSELF, now=NOW)
        if state == "none":
            loaded = await tickets.load(session, demo.id, ticket.id)
            loaded.appointment_from = loaded.appointment_until = None
    with pytest.raises(NotMovable):
        await move(demo, ticket, window(4, 9, 11))


@pytest.mark.parametrize(
    "wrong",
    [
        Window(at(3, 11), at(3, 9)),
        Window(at(3, 8), at(3, 21)),
        Window(at(1, 9), at(1, 11)),
        Window(NOW + timedelta(days=60), NOW + timedelta(days=60, hours=1)),
    ],
    ids=["backwards", "long", "past", "far"],
)
async def test_a_window_is_short_and_soon(demo: DemoPark, wrong: Window) -> None:
    with pytest.raises(Invalid):
        await arranged(demo, wrong)


async def test_nobody_is_promised_who_is_not_chosen(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        wang = await engineer(session, demo.id)
        with pytest.raises(NobodyComes):
            await appointments.promise(session, ticket, TOMORROW, by=wang, now=NOW)
        question = await opened(demo, session, kind="question")
        with pytest.raises(Conflict):
            await appointments.promise(session, question, TOMORROW, by=wang, now=NOW)


async def test_a_ticket_that_is_opened_anew_has_no_appointment(demo: DemoPark) -> None:
    ticket = await arranged(demo)
    async with demo.sessions.begin() as session:
        for action in ("resolve", "reopen"):
            ticket = await tickets.advance(session, demo.id, ticket.id, action, by=ITSELF, now=NOW)
    assert (ticket.appointment_from, ticket.appointment_until) == (None, None)


async def test_an_old_promise_is_not_told_in_the_morning(
    demo: DemoPark, notifier: Notifier
) -> None:
    """At night it waits, and the window that was chosen meanwhile is told alone."""
    night, morning = at(2, 23), at(3, 7)
    async with demo.sessions.begin() as session:
        wang = await engineer(session, demo.id)
        ticket = await opened(demo, session)
        ticket = await promised(session, ticket, wang, window(3, 9, 11), now=night)
        await appointments.promise(session, ticket, window(3, 13, 15), by=wang, now=night)
    await notifier.handle_all(f"ticket:{ticket.id}", now=night)
    before = await notifier.texts()
    assert not any("上门" in text and "：" in text for text in before)
    await notifier.run_held(now=morning)
    told = [text for text in await notifier.texts() if "13:00" in text or "09:00" in text]
    assert len(told) == 1
    assert "13:00–15:00" in told[0]
