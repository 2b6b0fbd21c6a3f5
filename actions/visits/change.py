"""Corrections of a visit that has just been registered: it is amended, and stays the same visit."""

from copy import deepcopy

from actions.kit.base import Events
from actions.kit.places import UNKNOWN, check
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.visits import view, visits
from actions.visits.draft import PEOPLE, VisitDraft, tells_of_visit
from actions.visits.settling import amend
from models.visits import Visit
from services.visits import amending


async def take_change(turn: Turn) -> bool:
    """Whether the message corrects the visit that we have just told of."""
    change = await _change(turn)
    if change is None:
        return False
    visit, draft = change
    if draft.missing():
        visits.tell_how_to_change(turn, visit)
    else:
        await amend(turn, visit, draft)
    return True


async def take_otherwise(turn: Turn) -> Events | None:
    """The same for a message that is heard as something else."""
    return [] if await take_change(turn) else None


async def take_half(turn: Turn) -> Events | None:
    """Ask for the whole of what only half was said of, such as a plate: acts know nothing of it."""
    change = await _change(turn)
    if change is None or not change[1].missing():
        return None
    visits.tell_how_to_change(turn, change[0])
    return []


async def _change(turn: Turn) -> tuple[Visit, VisitDraft] | None:
    """The visit that we have just told of, and what the message would make of it; None where it
    changes nothing."""
    asked = await turn.asked()
    if asked.get("expects") != view.CHANGE or not _corrects(turn.said):
        return None
    visit = await view.own(turn, str(asked["visit_no"]))
    if visit is None or visit.status not in amending.AMENDABLE:
        return None
    known = VisitDraft.of_visit(visit, turn.zone, unnamed=turn.text("visit-unnamed"))
    draft = await _corrected(turn, known)
    return None if draft == known else (visit, draft)


def _corrects(said: Said) -> bool:
    """ "改到四点"; a plate or a number alone, "再加一位" and "晚半小时" are not something else."""
    adds = any(e["entity"] == "quantity" and e.get("unit") == PEOPLE for e in said.entities)
    stands_alone = said.first("plate", "phone") is not None and said.intent == "out_of_scope"
    moves = said.first("shift") is not None
    return (said.corrects and tells_of_visit(said)) or stands_alone or adds or moves


async def _corrected(turn: Turn, known: VisitDraft) -> VisitDraft:
    """With what the message says; a place that the park does not have changes nothing."""
    draft = deepcopy(known)
    draft.hear(turn.said, turn.zone, turn.now)
    try:
        await check(turn, draft.place)
    except UNKNOWN:
        draft.place = known.place
    return draft
