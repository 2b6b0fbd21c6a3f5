"""News of tickets at night, and to those who do not want it."""

from datetime import datetime, timedelta

import pytest

from models.conversations import Message
from models.people import Person
from models.tickets import Ticket
from services.kit.actors import ITSELF
from services.notices.opt_outs import opt_out
from services.tickets import tickets
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark
from tests.given.notices import Notifier
from tests.given.tickets import move, observed, opened

NOW = WEDNESDAY_MORNING
NIGHT = datetime(2026, 12, 2, 23, 0, tzinfo=SHANGHAI)
SEVEN = datetime(2026, 12, 3, 7, 0, tzinfo=SHANGHAI)


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def told(notifier: Notifier, ticket: Ticket, *, now: datetime = NOW) -> list[Message]:
    """What its last event alone makes be said."""
    await notifier.handle_last(f"ticket:{ticket.id}", now=now)
    return await notifier.messages()


@pytest.mark.parametrize(
    ("urgency", "at_night"),
    [("critical", True), ("urgent", True), ("normal", False), ("low", False)],
)
async def test_what_is_urgent_is_told_at_night(
    demo: DemoPark, notifier: Notifier, urgency: str, at_night: bool
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session, urgency=urgency)
        await move(session, ticket, "assign")
    assert bool(await told(notifier, ticket, now=NIGHT)) is at_night
    assert bool(await notifier.held()) is not at_night
    await notifier.run_held(now=SEVEN)
    assert len(await notifier.texts()) == 1


async def test_of_two_those_who_sleep_are_told_later(demo: DemoPark, notifier: Notifier) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        observer = await observed(demo, session, ticket)
        observer.heard_at = NIGHT - timedelta(minutes=1)
        await move(session, ticket, "assign")
    (message,) = await told(notifier, ticket, now=NIGHT)
    assert message.conversation_id == observer.id
    assert [args["person_id"] for args, _, _ in await notifier.held()] == [ticket.person_id]
    await notifier.run_held(now=SEVEN)
    assert [message.conversation_id for message in await notifier.messages()] == [
        observer.id,
        ticket.conversation_id,
    ]


@pytest.mark.parametrize(
    ("later", "texts"),
    [
        # Reopened in the night: it is not asked in the morning whether it is fixed.
        (["reopen"], ["已重新打开"]),
        # Found fixed: nothing is left to ask.
        (["confirm"], []),
        # Resolved twice: asked once.
        (["reopen", "resolve"], ["问题解决了吗"]),
    ],
)
async def test_what_the_night_has_overtaken_is_not_told(
    demo: DemoPark, notifier: Notifier, later: list[str], texts: list[str]
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        await move(session, ticket, "assign", "resolve", *later)
    await notifier.handle_all(f"ticket:{ticket.id}", now=NIGHT)
    await notifier.run_held(now=SEVEN)
    said = await notifier.texts()
    assert len(said) == len(texts)
    assert all(part in text for part, text in zip(texts, said, strict=True))


async def test_a_note_in_the_night_overtakes_nothing(demo: DemoPark, notifier: Notifier) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        await move(session, ticket, "assign")
        await tickets.note(session, demo.id, ticket.id, "钥匙在前台", by=ITSELF, now=NOW)
    await notifier.handle_all(f"ticket:{ticket.id}", now=NIGHT)
    await notifier.run_held(now=SEVEN)
    assert len(await notifier.texts()) == 1


@pytest.mark.parametrize(
    ("urgency", "kind", "hears"),
    [
        ("normal", "repair", False),
        ("urgent", "repair", False),
        ("critical", "repair", True),
        ("normal", "order", True),
    ],
)
async def test_who_opted_out_is_told_of_danger_only(
    demo: DemoPark, notifier: Notifier, urgency: str, kind: str, hears: bool
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session, urgency=urgency)
        person = await session.get_one(Person, (demo.id, ticket.person_id))
        await opt_out(session, person, kind, now=NOW)
        await move(session, ticket, "assign")
    assert bool(await told(notifier, ticket)) is hears


async def test_who_opts_out_in_the_night_is_left_in_peace_in_the_morning(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        await move(session, ticket, "assign")
    await notifier.handle_last(f"ticket:{ticket.id}", now=NIGHT)
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, ticket.person_id))
        await opt_out(session, person, "repair", now=NIGHT)
    await notifier.run_held(now=SEVEN)
    assert await notifier.texts() == []
