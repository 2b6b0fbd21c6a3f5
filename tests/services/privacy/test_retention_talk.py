"""Messages, notes and photos go after their period; what is under way keeps its own."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.accounting import CompanyAccount
from models.conversations import Message
from models.danger import DangerSign
from models.handoffs import ConversationNote, Handoff
from models.ordering import Order
from models.payments import PaymentRequest
from models.people import ChannelIdentity, Company, Person
from models.tickets import Photo
from parkline.stores.database import Sessions
from services.privacy import housekeeping
from services.privacy.registry import PERSONAL_TABLES
from services.privacy.retention_kinds import KINDS
from services.privacy.retention_rules import RULES
from services.privacy.retention_tables import KINDS_OF
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park
from tests.given.somebody import NOW as MADE
from tests.given.somebody import somebody
from tests.services.privacy.sweeping import FAR, LATER, count, photo, sweep, ticket, visit, written
from tests.services.privacy.test_registry import all_words


async def test_messages_go_after_their_period_and_not_a_day_before(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), "one", "two")
    assert await sweep(demo, NOW + timedelta(days=365), "messages") == 0
    assert await sweep(demo, NOW + timedelta(days=366), "messages") == 2
    assert await count(demo, Message) == 0


@pytest.mark.parametrize("what", ["handoff", "ticket", "order", "visit"])
async def test_messages_stay_while_their_person_has_something_open(
    demo: DemoPark, what: str
) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "one")
        match what:
            case "handoff":
                talk.owner = "queued"
            case "ticket":
                session.add(ticket(demo, talk, "in_progress"))
            case "order":
                await demo.placed(session, conversation=talk)
            case "visit":
                session.add(visit(demo, talk, "checked_in"))
    assert await sweep(demo, LATER, "messages") == 0


async def test_notes_go_and_handoffs_are_kept_for_the_reports_without_words(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        session.add(ConversationNote(
            park_id=demo.id, conversation_id=talk.id, after_seq=1, text="rude", created_at=NOW
        ))  # fmt: skip
        session.add(Handoff(
            park_id=demo.id, conversation_id=talk.id, reason="asked", summary={"asked": "王总"},
            queued_at=NOW, ended_at=NOW, ended_by="quiet", rating=2, rating_comment="slow",
        ))  # fmt: skip
    assert await sweep(demo, LATER, "notes", "handoffs") == 2
    assert await sweep(demo, LATER + timedelta(days=2), "notes", "handoffs") == 0
    async with demo.sessions() as session:
        [kept] = await session.scalars(select(Handoff))
    assert (kept.summary, kept.rating, kept.rating_comment) == ({}, 2, None)
    assert await count(demo, ConversationNote) == 0


async def test_a_photo_goes_and_its_message_shows_it_no_longer(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "look")
        shown = photo(demo, talk)
        under_repair = ticket(demo, talk, "assigned")
        session.add_all([shown, under_repair])
        await session.flush()
        worked_on = photo(demo, talk, ticket_id=under_repair.id)
        session.add(worked_on)
        await session.flush()
        [message] = await session.scalars(select(Message))
        message.data = {"photos": [{"id": shown.id}, {"id": worked_on.id}]}
    assert await sweep(demo, LATER, "photos") == 1
    async with demo.sessions() as session:
        [message] = await session.scalars(select(Message))
        [left] = await session.scalars(select(Photo))
    assert message.data == {"photos": [{"id": left.id}]}
    assert left.id == worked_on.id


async def test_who_was_silent_for_three_years_is_forgotten_as_if_they_had_asked(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        silent, lively = [await demo.conversation(session) for _ in range(2)]
        for talk in (silent, lively):
            person = await session.get_one(Person, (demo.id, talk.person_id))
            person.name, person.created_at = "陈梅", NOW
            await written(session, talk, "hello")
        lively.heard_at = NOW + timedelta(days=900)
    assert await sweep(demo, NOW + timedelta(days=1096), "people") == 1
    async with demo.sessions() as session:
        names = {
            talk.id: (await session.get_one(Person, (demo.id, talk.person_id))).name
            for talk in (silent, lively)
        }
        accounts = await session.scalars(
            select(ChannelIdentity.external_id).where(ChannelIdentity.person_id == silent.person_id)
        )
        [account] = accounts
    assert names == {silent.id: None, lively.id: "陈梅"}
    assert account.startswith("erased:")
    assert await sweep(demo, NOW + timedelta(days=1098), "people") == 0


async def test_a_sign_of_danger_outlives_its_message_and_goes_with_what_was_taught(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "着火了")
        message = (await session.scalars(select(Message))).one()
        session.add(DangerSign(
            park_id=demo.id, conversation_id=talk.id, message_id=message.id, zone="alarm",
            kind="fire", p=0.9, created_at=NOW, verdict="right", verdict_at=NOW, lesson="着火了",
        ))  # fmt: skip
    assert await sweep(demo, LATER, "messages", "danger_signs") == 1
    async with demo.sessions() as session:
        sign = (await session.scalars(select(DangerSign))).one()
    assert (sign.message_id, sign.lesson) == (None, "着火了")
    assert await sweep(demo, FAR, "danger_signs") == 1


async def test_of_somebody_who_left_a_row_in_every_table_no_word_outlives_its_period(
    sessions: Sessions,
) -> None:
    """Made by walking the tables: a new one, or a new column of words, is in it by itself."""
    async with sessions.begin() as session:
        park = await make_park(session)
        hers = await somebody(session, park.id, "hers")
        await session.execute(update(Company).values(approver_id=None))
        await session.execute(update(CompanyAccount).values(manager_id=None))
        # What somebody left is under way in part; here all of it has ended.
        await session.execute(update(PaymentRequest).values(status="closed", paid_at=None))
        await session.execute(update(Handoff).values(ended_at=MADE, ended_by="quiet"))
        await session.execute(update(Order).values(held=False, placed_at=MADE))
    demo = DemoPark(sessions, park.id, {}, {})
    async with sessions.begin() as session:
        await housekeeping.tidy(session, now=FAR)
    await sweep(demo, FAR, *(name for name in RULES if name != "people"))
    async with sessions() as session:
        by_their_own_rules = await all_words(session)
    await sweep(demo, FAR, "people")
    async with sessions() as session:
        after = await all_words(session)
    tables = {table.__tablename__: kinds for table, kinds in KINDS_OF.items()}
    stays = {about.table.__tablename__: about.stays for about in PERSONAL_TABLES}
    past = {
        (table, column)
        for table, column in hers.words
        if set(tables.get(table, ())) & set(KINDS) and column not in stays[table]
    }
    assert len(past) > 40
    own = {(table, column) for table, column in past if "people" not in tables[table]}
    assert {key for key in own if hers.words[key] in by_their_own_rules} == set()
    assert {key for key in past if hers.words[key] in after} == set()


async def test_of_somebody_who_is_in_every_table_nothing_goes_before_its_period(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        await somebody(session, park.id, "hers")
    async with sessions() as session:
        before = await all_words(session)
    await sweep(DemoPark(sessions, park.id, {}, {}), MADE + timedelta(days=29))
    async with sessions() as session:
        after = await all_words(session)
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
