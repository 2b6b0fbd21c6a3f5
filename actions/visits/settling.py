"""Registering what is complete, and saying why it cannot be."""

from actions.kit.turn import Turn
from actions.visits import view
from actions.visits.draft import VisitDraft
from actions.visits.times import VisitTimes
from models.people import Person
from models.visits import Visit
from services.kit.errors import Invalid
from services.visits import amending, visits

REFUSALS = (Invalid, visits.TooMany, visits.Blocked)
"""What `register` raises."""
AMENDING_REFUSALS = (*REFUSALS, amending.Settled, amending.TooManyChanges)
"""What `amend` and `restore` raise."""


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


async def next_one(turn: Turn, draft: VisitDraft) -> VisitDraft | None:
    """After a visit is registered or given up: a further one that was told of with it, for which
    something is to be asked. What is complete is registered on the way."""
    others = list(draft.others)
    while others:
        following = VisitDraft.from_stored(others.pop(0))
        following.others = others
        if following.missing() or not await settle(turn, following):
            turn.tell(turn.text("visit-begun", who=_who(turn, following)))
            return following
    return None


def _who(turn: Turn, draft: VisitDraft) -> str:
    names = ("、" if turn.language == "zh" else ", ").join(draft.names)
    return names or turn.text("visit-unnamed")


async def amend(turn: Turn, visit: Visit, draft: VisitDraft) -> bool:
    """Have a visit of the tenant's be as the draft says, and say what became of it; False, with
    what stands, if it is refused."""
    try:
        amended = await amending.amend(
            turn.session,
            await _host(turn),
            visit,
            draft.guests(turn.text("visit-unnamed")),
            draft.when.period(turn.zone),
            place=draft.place,
            now=turn.now,
        )
    except AMENDING_REFUSALS as refused:
        tell_not_amended(turn, visit, draft, refused)
        return False
    said = await view.amended(turn, amended)
    turn.tell(said, expects=view.CHANGE, **view.data(amended.visit))
    return True


async def restore(turn: Turn, visit: Visit) -> bool:
    """Bring back what the tenant has called off, and say so; False if it is refused."""
    try:
        visit = await amending.restore(turn.session, await _host(turn), visit, now=turn.now)
    except amending.Settled:
        status = view.status(turn, visit)
        text = turn.text("visit-restore-late", visit_no=visit.visit_no, status=status)
        turn.tell(text, **view.data(visit))
        return False
    except REFUSALS as refused:
        tell_refused(turn, VisitDraft(), refused)
        return False
    said = [turn.text("visit-restored", visit_no=visit.visit_no), *await view.told(turn, visit)]
    said += await view.goes_on(turn, visit, asked=False)
    turn.tell("\n".join(said), expects=view.CHANGE, **view.data(visit))
    return True


def tell_not_amended(turn: Turn, visit: Visit, draft: VisitDraft, refused: Exception) -> None:
    """Say why, and that the visit stands as it was."""
    match refused:
        case amending.Settled():
            view.tell_settled(turn, visit)
            return
        case amending.TooManyChanges(details={"limit": limit}):
            said = {"visit_no": visit.visit_no, "limit": limit, "phone": turn.park.desk_phone}
            turn.tell(turn.text("visit-changed-too-often", **said), **view.data(visit))
            return
    tell_refused(turn, draft, refused)
    kept = turn.text("visit-kept", visit_no=visit.visit_no)
    turn.tell(kept, expects=view.CHANGE, **view.data(visit))


async def _host(turn: Turn) -> Person:
    return await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))


async def register(turn: Turn, draft: VisitDraft) -> Visit:
    return await visits.register(
        turn.session,
        await _host(turn),
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
        case {"field": "plate", "reason": "cars", "limit": limit}:
            turn.tell(turn.text("visit-too-many-cars", limit=limit, phone=turn.park.desk_phone))
            draft.plates = draft.plates[:limit]
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
