"""Registering what is complete, and saying why it cannot be."""

from actions.kit.turn import Turn
from actions.visits import view
from actions.visits.draft import VisitDraft
from actions.visits.times import VisitTimes
from models.people import Person
from models.visits import Visit
from services.kit.errors import Invalid
from services.visits import visits

REFUSALS = (Invalid, visits.TooMany, visits.Blocked)
"""What `register` raises."""


async def settle(turn: Turn, draft: VisitDraft) -> bool:
    """Register what is complete; whether that is settled, one way or the other.

    What the tenant can put right is said and taken out of the draft, so that it is asked for.
    """
    try:
        visit = await register(turn, draft)
    except REFUSALS as refused:
        return tell_refused(turn, draft, refused)
    said = await view.registered(turn, visit)
    turn.tell(said, expects=view.CHANGE, **view.data(visit))
    return True


async def register(turn: Turn, draft: VisitDraft) -> Visit:
    return await visits.register(
        turn.session,
        await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id)),
        draft.guests(turn.text("visit-unnamed")),
        draft.when.period(turn.zone),
        place=draft.place,
        conversation=turn.conversation,
        now=turn.now,
    )


def tell_refused(turn: Turn, draft: VisitDraft, refused: Exception) -> bool:
    """Say so; whether that is the end of it. Who is on the park's list learns nothing of it."""
    match refused:
        case visits.TooManyWaiting(details={"limit": limit}):
            turn.tell(turn.text("visit-too-many-wait", limit=limit, phone=turn.park.desk_phone))
            return True
        case visits.TooMany(details={"limit": limit}):
            turn.tell(turn.text("visit-too-often", limit=limit, phone=turn.park.desk_phone))
            return True
        case Invalid():
            _tell_invalid(turn, draft, refused)
            return False
    turn.tell(turn.text("visit-refused", phone=turn.park.desk_phone))
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
