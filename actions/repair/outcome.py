"""After the work: is it fixed, is it broken again, and how was it."""

from actions.kit.base import Events, ParkAction
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from actions.repair import view
from actions.repair.draft import CRITICAL
from models.tickets import Ticket
from services.conversations.questions import asked_for
from services.handoffs import handoffs
from services.kit.actors import tenant
from services.kit.errors import IllegalTransition
from services.repair import repair
from services.tickets import tickets

ASKED = "repair_confirm"
"""What the notice of a resolved ticket settles."""


async def settle(turn: Turn) -> bool:
    """Take the message as the answer to "is it fixed?", if that was the last thing we said."""
    ticket = await _in_question(turn)
    fixed = None if ticket is None else _verdict(turn.said, ticket)
    if ticket is None or fixed is None:
        return False
    if fixed:
        await confirm(turn, ticket)
        return True
    return await reopen(turn, ticket, turn.said.text)


async def is_answered(turn: Turn) -> bool:
    """Whether `settle` would take the message."""
    ticket = await _in_question(turn)
    return ticket is not None and _verdict(turn.said, ticket) is not None


async def is_for_repairs(turn: Turn) -> bool:
    """Danger, or the answer to "is it fixed?"."""
    return turn.said.value("urgency") == CRITICAL or await is_answered(turn)


async def _in_question(turn: Turn) -> Ticket | None:
    asked = await turn.asked()
    if asked_for(asked) != ASKED or turn.said.pressed:
        return None
    return await view.reported(turn, str(asked["ticket_no"]))


def _verdict(said: Said, ticket: Ticket) -> bool | None:
    """Whether it is fixed; None if the message is about something else.

    Words that say so are a button's command before they come here (services.repair.answers).
    """
    match said.intent:
        case "affirm":
            return True
        case "deny":
            return False
        case "report_repair":
            same = (said.value("repair_category") or "other") in ("other", ticket.category)
            return False if same else None
    return None


async def confirm(turn: Turn, ticket: Ticket) -> None:
    """It is fixed: thanks, and the question how it was."""
    by = tenant(turn.conversation.person_id)
    try:
        ticket = await tickets.advance(
            turn.session, turn.park_id, ticket.id, "confirm", by=by, now=turn.now
        )
    except IllegalTransition:
        if ticket.status != "closed":
            turn.tell(await view.line(turn, ticket), **view.data(ticket))
            return
    said = turn.text("repair-confirmed")
    if ticket.rating is not None:
        turn.tell(said, **view.data(ticket))
        return
    about = f"ticket:{ticket.id}"
    turn.tell(
        f"{said}\n{turn.text('rating-ask')}",
        buttons=handoffs.rating_buttons(about),
        expects="rating",
        about=about,
        **view.data(ticket),
    )


async def reopen(turn: Turn, ticket: Ticket, words: str | None) -> bool:
    """It is broken still, or again; False if it was done too long ago to go on with."""
    by = tenant(turn.conversation.person_id)
    try:
        ticket = await repair.reopen(turn.session, ticket, by=by, now=turn.now, reason=words)
    except repair.TooLate:
        turn.tell(turn.text("repair-reopen-late", ticket_no=ticket.ticket_no))
        return False
    except IllegalTransition:
        turn.tell(await view.line(turn, ticket), **view.data(ticket))
        return True
    turn.tell(turn.text("repair-reopened", ticket_no=ticket.ticket_no), **view.data(ticket))
    return True


class ConfirmRepair(ParkAction):
    """The button "fixed", or words that say so."""

    action_name = "action_confirm_repair"

    async def act(self, turn: Turn) -> Events:
        ticket = await view.reported_or_say(turn, str(turn.said.value("ticket_no")))
        if ticket is not None:
            await confirm(turn, ticket)
        return []


class ReopenRepair(ParkAction):
    """The button "not fixed", or words that say so."""

    action_name = "action_reopen_repair"

    async def act(self, turn: Turn) -> Events:
        ticket = await view.reported_or_say(turn, str(turn.said.value("ticket_no")))
        if ticket is not None and not await reopen(turn, ticket, turn.said.value("comment")):
            turn.tell(
                turn.text("repair-ask-problem"),
                buttons=[button(turn.text("button-person"), "/ask_human")],
            )
        return []
