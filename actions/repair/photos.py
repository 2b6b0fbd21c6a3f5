"""Photos that a tenant sends: to the repair that they are of."""

from datetime import timedelta

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn
from actions.repair import thread, view
from actions.repair.draft import FORM
from models.tickets import Photo, Ticket
from services.kit.actors import tenant
from services.repair import repair
from services.tickets import photos

LATELY = timedelta(minutes=30)
"""A photo is of the repair that was reported here this recently."""


class TakePhoto(ParkAction):
    """A photo without words: goes to the repair just reported here, or waits for one."""

    action_name = "action_photo"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        if turn.active_form == FORM:
            turn.tell(turn.text("photo-kept"))
            return []
        if (asked := await thread.spoken_of(turn)) is not None:
            if taken := await attach_loose(turn, asked):
                await thread.pass_on(turn, asked, taken)
            return []
        ticket = await repair.newest_here(turn.session, turn.conversation, since=turn.now - LATELY)
        if ticket is None:
            turn.tell(turn.text("photo-waits"))
        elif await attach_loose(turn, ticket):
            text = turn.text("photo-attached", ticket_no=ticket.ticket_no)
            turn.tell(text, **view.data(ticket))
        return []


async def attach_loose(turn: Turn, ticket: Ticket) -> list[Photo]:
    """Attach the conversation's photos that belong to nothing yet; says so if they are too many."""
    by = tenant(turn.conversation.person_id)
    try:
        return await photos.attach(turn.session, ticket, turn.conversation, by=by, now=turn.now)
    except photos.TooManyPhotos:
        turn.tell(turn.text("photo-too-many", ticket_no=ticket.ticket_no))
        return []
