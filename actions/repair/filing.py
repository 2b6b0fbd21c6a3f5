"""From a draft to a ticket, and from a later message into it."""

from typing import Any

from actions.kit.turn import Turn
from actions.repair import meetings, photos
from actions.repair.draft import RepairDraft
from models.people import Person
from models.tickets import Photo, Ticket
from services.kit.actors import tenant
from services.repair import joins, repair
from services.tickets import tickets


async def report(turn: Turn, draft: RepairDraft) -> tuple[repair.Reported, list[Photo]]:
    """With the photos that went to it."""
    person = await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))
    reported = await repair.report(
        turn.session,
        turn.conversation,
        draft.words or turn.said.text,
        told=draft.told or None,
        category=draft.category,
        urgency=draft.urgency,
        place=draft.place,
        preferred=draft.preferred_times,
        phone=draft.phone or person.phone,
        now=turn.now,
    )
    attached = await photos.attach_loose(turn, reported.ticket)
    await meetings.note(turn, draft, reported.ticket)
    return reported, attached


async def add(turn: Turn, ticket: Ticket, draft: RepairDraft) -> None:
    """Write what was said since into an open ticket; a joiner's words are kept as their own."""
    if ticket.person_id != turn.conversation.person_id:
        if draft.words:
            await joins.say_more(
                turn.session, ticket, turn.conversation.person_id, draft.words, now=turn.now
            )
        await photos.attach_loose(turn, ticket)
        return
    values = {name: value for name, value in draft.place.items() if value is not None}
    if draft.words and draft.words not in ticket.description:
        said = [line for line in draft.words.split("\n") if line not in ticket.description]
        values["description"] = "\n".join([ticket.description, *said])
    if draft.category != "other":
        values["category"] = draft.category
    by = tenant(turn.conversation.person_id)
    await tickets.edit(turn.session, turn.park_id, ticket.id, values, by=by, now=turn.now)
    await photos.attach_loose(turn, ticket)


def place_of(ticket: Ticket) -> dict[str, Any]:
    return {name: getattr(ticket, name) for name in ("building", "floor", "room", "place")}
