"""People for the command palette: their conversations, by name, phone or number."""

from collections.abc import Sequence

from sqlalchemy import select

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.finding import MOST, Hit
from desk.inbox import words
from models.conversations import Conversation
from models.people import Person
from services.people import search as directory


async def find(call: Call, said: str) -> Sequence[Hit]:
    """Whoever is called so or has that number, and has written."""
    known = [one.person for one in await directory.people(call.session, call.park.id, said)]
    by_id = {person.id: person for person in known}
    rows = await call.session.scalars(
        select(Conversation)
        .where(Conversation.park_id == call.park.id, Conversation.person_id.in_(by_id))
        .order_by(Conversation.id.desc())
        .limit(MOST)
    )
    found = rows.all()
    await looking.note_people(call, [by_id[row.person_id] for row in found])
    called = words.of(call)["called"]
    return [
        Hit(
            called(by_id[row.person_id]),
            f"/inbox/{row.id}",
            by_id[row.person_id].phone or call.text(f"inbox-channel-{row.channel}"),
        )
        for row in found
    ]


async def of_person(call: Call, person: Person) -> Sequence[Hit]:
    """Their conversations: one on each channel."""
    found = await call.session.scalars(
        select(Conversation)
        .where(Conversation.park_id == call.park.id, Conversation.person_id == person.id)
        .order_by(Conversation.id.desc())
    )
    return [
        Hit(
            call.text(f"inbox-channel-{row.channel}"),
            f"/inbox/{row.id}",
            call.text("inbox-owner-bot") if row.owner == "bot" else "",
            row.heard_at or row.created_at,
        )
        for row in found
    ]
