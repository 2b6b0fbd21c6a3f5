"""Registering a visit, in one sentence or in pieces."""

from rasa_sdk.events import SlotSet

from actions import repair_draft, visitor_view
from actions.base import Events, ParkAction
from actions.catering import CART
from actions.repair import drop_unknown
from actions.turn import Turn
from actions.visitor_draft import GOES_ON, LEAVER, OPENER, VisitDraft
from actions.visitor_time import VisitTimes
from models import Person
from services import carts, visits
from services.errors import Invalid


class RegisterVisitor(ParkAction):
    """register_visitor: registers what is clear, and lets the form ask for what is not."""

    action_name = OPENER

    async def act(self, turn: Turn) -> Events:
        draft = VisitDraft.of(turn)
        await hear(turn, draft)
        if not draft.missing() and await settle(turn, draft):
            return await left(turn)
        return [*draft.events(), SlotSet(GOES_ON, True)]


class LeaveVisitor(ParkAction):
    """The form is over, registered or given up: what it interrupted goes on."""

    action_name = LEAVER

    async def act(self, turn: Turn) -> Events:
        return await left(turn)


async def hear(turn: Turn, draft: VisitDraft) -> None:
    """Take a message into the draft; says what of it the park does not have."""
    draft.hear(turn.said, turn.zone)
    await drop_unknown(turn, draft)


async def settle(turn: Turn, draft: VisitDraft) -> bool:
    """Register what is complete; whether that is settled, one way or the other.

    What the tenant can put right is said and taken out of the draft, so that it is asked for.
    """
    try:
        visit = await visits.register(
            turn.session,
            await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id)),
            draft.guests(turn.text("visit-unnamed")),
            draft.when.period(turn.zone),
            place=draft.place,
            conversation=turn.conversation,
            now=turn.now,
        )
    except Invalid as invalid:
        _tell_invalid(turn, draft, invalid)
        return False
    except visits.TooMany as refused:
        limit = refused.details["limit"]
        turn.tell(turn.text("visit-too-often", limit=limit, phone=turn.park.desk_phone))
    except visits.Blocked:
        turn.tell(turn.text("visit-refused", phone=turn.park.desk_phone))
    else:
        said = await visitor_view.registered(turn, visit)
        turn.tell(said, expects=visitor_view.CHANGE, **visitor_view.data(visit))
    return True


def _tell_invalid(turn: Turn, draft: VisitDraft, invalid: Invalid) -> None:
    """Raises the error on if nothing that was told can be the cause."""
    match invalid.details:
        case {"field": "headcount", "limit": limit}:
            turn.tell(turn.text("visit-too-many-people", limit=limit, phone=turn.park.desk_phone))
            draft.headcount, draft.too_many = None, True
        case {"field": "period", "reason": "past"}:
            turn.tell(turn.text("visit-past"))
            draft.times = VisitTimes().stored()
        case {"field": "period", "reason": "too_long" | "too_far" as reason, "days": days}:
            key = "visit-too-long" if reason == "too_long" else "visit-too-far"
            turn.tell(turn.text(key, days=days, phone=turn.park.desk_phone))
            draft.times = VisitTimes().stored()
        case {"field": "period"}:
            turn.tell(turn.text("visit-backwards"))
            draft.times = VisitTimes().stored()
        case _:
            raise invalid


async def left(turn: Turn) -> Events:
    """No registration is under way any more: a repair or a cart that waited goes on."""
    repair = bool(turn.slots.get(repair_draft.GOES_ON))
    cart = not repair and await carts.at_hand(turn.session, turn.conversation) is not None
    if repair:
        turn.tell(turn.text("visit-repair-waits"))
    elif cart:
        turn.tell(turn.text("repair-cart-waits"))
    over = [*VisitDraft.cleared(), SlotSet(GOES_ON, False)]
    return [*over, SlotSet(repair_draft.GOES_ON, repair), SlotSet(CART, cart)]
