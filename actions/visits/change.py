"""Corrections of a visit that has just been registered: it is registered anew, the old one ends."""

from copy import deepcopy

from actions.kit.base import Events
from actions.kit.places import UNKNOWN, check
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from actions.visits import view
from actions.visits.draft import PEOPLE, VisitDraft, tells_of_visit
from actions.visits.settling import REFUSALS, register, tell_refused
from models.visits import Visit
from services.conversations.commands import command
from services.visits import visits
from services.visits.notices import BY_HOST


async def take_change(turn: Turn) -> bool:
    """Whether the message corrects the visit that we have just told of.

    A pass may be out already and says other times, so that the visit that it belongs to is
    cancelled.
    """
    asked = await turn.asked()
    if asked.get("expects") != view.CHANGE or not _corrects(turn.said):
        return False
    visit = await view.own(turn, str(asked["visit_no"]))
    if visit is None or visit.status not in visits.ACTIONS["cancel"].sources:
        return False
    known = VisitDraft.of_visit(visit, turn.zone, unnamed=turn.text("visit-unnamed"))
    draft = await _corrected(turn, known)
    if draft == known:
        return False
    if draft.missing():
        _tell_how(turn, visit)
    else:
        await _register_anew(turn, visit, draft)
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


async def _register_anew(turn: Turn, visit: Visit, draft: VisitDraft) -> None:
    try:
        new = await register(turn, draft)
    except REFUSALS as refused:
        tell_refused(turn, draft, refused)
        kept = turn.text("visit-kept", visit_no=visit.visit_no)
        turn.tell(kept, expects=view.CHANGE, **view.data(visit))
        return
    had_pass, has_pass = visit.status == "approved", new.status == "approved"
    key = "visit-changed-asked"
    if had_pass:
        key = "visit-changed" if has_pass else "visit-changed-waits"
    await visits.advance(
        turn.session, turn.park_id, visit.id, "cancel", reason=BY_HOST, now=turn.now
    )
    said = [turn.text(key, visit_no=visit.visit_no), await view.registered(turn, new)]
    turn.tell("\n".join(said), expects=view.CHANGE, **view.data(new))


def _tell_how(turn: Turn, visit: Visit) -> None:
    """What was said is half of something: to be told again, whole."""
    number = visit.visit_no
    drop = button(
        turn.text("button-drop-visit"),
        command("cancel_visit", visit_no=number, confirmed=True),
    )
    text = turn.text("visit-change", visit_no=number)
    turn.tell(text, buttons=[drop], expects=view.CHANGE, **view.data(visit))
