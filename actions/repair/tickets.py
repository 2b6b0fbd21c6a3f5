"""Repairs that are reported: how far they are, urging them, cancelling them."""

from collections.abc import Sequence

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import under_way_beside
from actions.kit.turn import Turn, button
from actions.repair import view
from models.tickets import Ticket
from services.conversations.commands import command
from services.kit.actors import tenant
from services.kit.errors import Conflict, IllegalTransition
from services.repair import repair
from services.tickets import tickets

SHOWN = 5
ONGOING = (*sorted(tickets.OPEN), "resolved")
CANCEL_ASKED = "repair_cancel"
"""What the question whether to cancel expects."""


class TrackRepair(ParkAction):
    action_name = "action_track_repair"
    writes = False

    async def act(self, turn: Turn) -> Events:
        found, heading = await _asked_about(turn)
        lines = [await view.line(turn, ticket) for ticket in found]
        if lines:
            turn.tell("\n".join([*heading, *lines]), **view.data(found[0]))
        return []


async def _asked_about(turn: Turn) -> tuple[list[Ticket], list[str]]:
    """The ticket that is named; else what is under way; else the latest, and that it is over."""
    number = turn.said.value("ticket_no")
    if number is not None:
        ticket = await view.own_or_say(turn, str(number))
        return ([] if ticket is None else [ticket]), []
    ongoing = await _mine(turn, ONGOING)
    if ongoing:
        return ongoing, []
    last = await _mine(turn, None)
    if not last:
        await _tell_none(turn, "track-repair-none")
    return last[:1], [turn.text("track-repair-last")]


async def under_way(turn: Turn) -> list[str]:
    """A line for each of the tenant's repairs that go on."""
    return [await view.line(turn, ticket) for ticket in await _mine(turn, ONGOING)]


async def _tell_none(turn: Turn, key: str) -> None:
    """There is no such repair; who waits for something else is told of that instead."""
    waiting = await under_way_beside(turn, "repair")
    turn.tell("\n".join(waiting) if waiting else turn.text(key))


async def _mine(turn: Turn, statuses: Sequence[str] | None) -> list[Ticket]:
    person = turn.conversation.person_id
    return await repair.mine(turn.session, turn.park_id, person, statuses=statuses, limit=SHOWN)


class UrgeRepair(ParkAction):
    """催单: counts once an hour, and says so either way."""

    action_name = "action_urge_repair"

    async def act(self, turn: Turn) -> Events:
        ticket = await _the_one(turn, sorted(tickets.OPEN), "urge")
        if ticket is not None:
            await _urge(turn, ticket)
        return []


async def _urge(turn: Turn, ticket: Ticket) -> None:
    by = tenant(turn.conversation.person_id)
    try:
        counted = await repair.urge(turn.session, ticket, by=by, now=turn.now)
    except Conflict:
        turn.tell(await view.line(turn, ticket), **view.data(ticket))
        return
    turn.tell(
        turn.text(
            "repair-urged" if counted else "repair-urged-already",
            ticket_no=ticket.ticket_no,
            status=await view.status(turn, ticket),
        ),
        **view.data(ticket),
    )


class CancelRepair(ParkAction):
    """Asks which and whether, and cancels only after a yes."""

    action_name = "action_cancel_repair"

    async def act(self, turn: Turn) -> Events:
        ticket = await _the_one(turn, sorted(tickets.OPEN), "cancel")
        confirmed = turn.said.value("confirmed")
        if ticket is not None and confirmed:
            await cancel(turn, ticket)
        elif ticket is not None and confirmed is False:
            turn.tell(turn.text("repair-kept", ticket_no=ticket.ticket_no))
        elif ticket is not None:
            await _ask_whether(turn, ticket)
        return []


async def _ask_whether(turn: Turn, ticket: Ticket) -> None:
    if ticket.status not in tickets.ACTIONS["cancel"].sources:
        await _tell_too_late(turn, ticket)
        return
    yes, no = (
        command("cancel_repair", ticket_no=ticket.ticket_no, confirmed=sure)
        for sure in (True, False)
    )
    turn.tell(
        turn.text("repair-cancel-sure", ticket=await view.line(turn, ticket)),
        buttons=[
            button(turn.text("button-cancel-repair"), yes),
            button(turn.text("button-keep-repair"), no),
        ],
        expects=CANCEL_ASKED,
        **view.data(ticket),
    )


async def cancel(turn: Turn, ticket: Ticket) -> None:
    by = tenant(turn.conversation.person_id)
    try:
        ticket = await tickets.advance(
            turn.session, turn.park_id, ticket.id, "cancel", by=by, now=turn.now
        )
    except IllegalTransition:
        await _tell_too_late(turn, ticket)
        return
    text = turn.text("repair-cancelled", ticket_no=ticket.ticket_no)
    turn.tell(text, **view.data(ticket))


async def _tell_too_late(turn: Turn, ticket: Ticket) -> None:
    status = await view.status(turn, ticket)
    text = turn.text("repair-cancel-late", ticket_no=ticket.ticket_no, status=status)
    turn.tell(text, **view.data(ticket))


async def decide_cancelling(turn: Turn) -> bool:
    """Take yes or no as the answer to "cancel it?", if that was the last thing we said."""
    asked = await turn.asked()
    if asked.get("expects") != CANCEL_ASKED:
        return False
    ticket = await view.reported(turn, str(asked["ticket_no"]))
    if ticket is None:
        return False
    if turn.said.intent == "affirm":
        await cancel(turn, ticket)
    else:
        turn.tell(turn.text("repair-kept", ticket_no=ticket.ticket_no))
    return True


async def _the_one(turn: Turn, statuses: Sequence[str], verb: str) -> Ticket | None:
    """The ticket that is named, or the only one that can be meant; else says or asks which."""
    number = turn.said.value("ticket_no")
    if number is not None:
        named_one = view.reported_or_say if verb == "cancel" else view.own_or_say
        return await named_one(turn, str(number))
    candidates = await _mine(turn, statuses)
    if verb == "cancel":
        person = turn.conversation.person_id
        candidates = [ticket for ticket in candidates if ticket.person_id == person]
    category = turn.said.value("repair_category")
    named = [ticket for ticket in candidates if ticket.category == category]
    if len(named or candidates) == 1:
        return (named or candidates)[0]
    if not candidates:
        await _tell_none(turn, "track-repair-none" if verb == "urge" else "repair-cancel-none")
        return None
    buttons = [
        button(
            f"{ticket.ticket_no} {view.what(turn, ticket)}",
            command(f"{verb}_repair", ticket_no=ticket.ticket_no),
        )
        for ticket in candidates
    ]
    which = turn.text("repair-urge-which" if verb == "urge" else "repair-cancel-which")
    turn.tell(which, buttons=buttons, expects="ticket")
    return None
