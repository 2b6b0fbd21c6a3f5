"""Corrections of a visit that has just been registered: it is amended, and stays the same visit."""

from copy import deepcopy

from actions.kit.base import Events
from actions.kit.places import UNKNOWN, check
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.visits import view, visits
from actions.visits.draft import PEOPLE, VisitDraft, tells_of_visit
from actions.visits.settling import amend
from services.visits import amending


async def take_change(turn: Turn) -> bool:
    """Whether the message corrects the visit that we have just told of."""
    asked = await turn.asked()
    if asked.get("expects") != view.CHANGE or not _corrects(turn.said):
        return False
    visit = await view.own(turn, str(asked["visit_no"]))
    if visit is None or visit.status not in amending.AMENDABLE:
        return False
    known = VisitDraft.of_visit(visit, turn.zone, unnamed=turn.text("visit-unnamed"))
    draft = await _corrected(turn, known)
    if draft == known:
        return False
    if draft.missing():
        visits.tell_how_to_change(turn, visit)
    else:
        await amend(turn, visit, draft)
    return True


async def take_otherwise(turn: Turn) -> Events | None:
    """The same for a message that is heard as something else."""
    return [] if await take_change(turn) else None


def _corrects(said: Said) -> bool:
    """ "改到四点"; a plate or a number alone, and "再加一位", are no other business either."""
    adds = any(e["entity"] == "quantity" and e.get("unit") == PEOPLE for e in said.entities)
    stands_alone = said.first("plate", "phone") is not None and said.intent == "out_of_scope"
    return (said.corrects and tells_of_visit(said)) or stands_alone or adds


async def _corrected(turn: Turn, known: VisitDraft) -> VisitDraft:
    """With what the message says; a place that the park does not have changes nothing."""
    draft = deepcopy(known)
    draft.hear(turn.said, turn.zone)
    try:
        await check(turn, draft.place)
    except UNKNOWN:
        draft.place = known.place
    return draft
