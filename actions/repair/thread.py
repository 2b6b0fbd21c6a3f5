"""What a tenant answers to staff who wrote to them about a ticket: it goes to them."""

from collections.abc import Sequence

from actions.kit.base import Events
from actions.kit.turn import Turn
from actions.repair import view
from models.tickets import Photo, Ticket
from services.tickets import thread, tickets

AFTER_STAFF = frozenset(
    {
        *("action_greet", "action_goodbye", "action_thank", "action_chitchat"),
        *("action_affirm", "action_deny", "action_out_of_scope"),
    }
)
"""Actions of words that ask for nothing: after staff wrote, they are an answer to that."""


async def take(turn: Turn) -> Events | None:
    """Pass on what comes right after staff wrote, if it begins nothing else."""
    ticket = await _answers(turn)
    if ticket is None:
        return None
    await pass_on(turn, ticket)
    return []


async def take_report(turn: Turn) -> Events | None:
    """Of a fault that is told right after staff wrote, and of no other place, it is said how the
    one that they wrote about is."""
    if turn.said.intent != "report_repair":
        return None
    ticket = await _answers(turn)
    if ticket is None or _is_elsewhere(turn, ticket):
        return None
    await pass_on(turn, ticket)
    return []


async def pass_on(turn: Turn, ticket: Ticket, photos: Sequence[Photo] = ()) -> None:
    """The message's words to whoever works on the ticket, and say so."""
    await add(turn, ticket, photos)
    turn.tell(turn.text("repair-passed-on", ticket_no=ticket.ticket_no), **view.data(ticket))


async def add(turn: Turn, ticket: Ticket, photos: Sequence[Photo] = ()) -> None:
    """Put the message's words with what staff and the tenant write to each other. A button has
    none."""
    words = "" if turn.said.pressed else turn.said.text[: thread.LONGEST]
    if ticket.status in thread.OVER or not (words.strip() or photos):
        return
    person = turn.conversation.person_id
    await thread.answer(turn.session, ticket, person, words, photos=photos, now=turn.now)


async def spoken_of(turn: Turn) -> Ticket | None:
    """The ticket about which staff wrote last, if nothing was said since."""
    told = await turn.last_told()
    number = told.get("ticket_no")
    if not told.get("thread") or not isinstance(number, str):
        return None
    ticket = await view.own(turn, number)
    if ticket is not None and ticket.merged_into_id is not None:
        ticket = await tickets.load(turn.session, turn.park_id, ticket.merged_into_id)
    return None if ticket is None or ticket.status in thread.OVER else ticket


async def _answers(turn: Turn) -> Ticket | None:
    """`spoken_of`, for a message that no form waits for."""
    if turn.said.pressed or turn.active_form is not None:
        return None
    return await spoken_of(turn)


def _is_elsewhere(turn: Turn, ticket: Ticket) -> bool:
    place = turn.said.value("location") or {}
    return any(
        place.get(name) not in (None, getattr(ticket, name))
        for name in ("building", "floor", "room")
    )
