"""The visitor form: asks who comes and when, and lets everything else through."""

from dataclasses import replace

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard
from actions.kit.given_up import remember
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import MOSTLY, business, edits, is_urgent
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.visits.draft import (
    FORM,
    GIVEN_UP,
    HEADCOUNT,
    NAMES,
    PLATE,
    TIME,
    VisitDraft,
    tells_of_visit,
)
from actions.visits.registering import hear
from actions.visits.settling import next_one, settle
from services.texts import when

_COUNTS = ("headcount", "quantity", "number")
"""Entities that may say how many come."""
_SHORT, _LONGEST_NAMES, _LONGEST_PLATE = 16, 60, 12
UNCLEAR = 0.6
"""Below this an intent is not believed in a message that may be an answer."""
_NAMES_ARE_HEARD_AS = {"out_of_scope", "register_visitor"}


class ValidateVisitor(ParkAction):
    """Takes what answers the form, registers what is complete, or steps aside."""

    action_name = "validate_visitor_form"

    async def act(self, turn: Turn) -> Events:
        draft = VisitDraft.of(turn)
        if heard(turn, FORM):
            return draft.events()
        requested = turn.slots.get("requested_slot")
        danger = is_urgent(turn.said)
        if not danger and says_everything(turn.said):
            return [*await drop_everything(turn), *VisitDraft.over()]
        if not danger and requested is not None and _gives_up(turn.said, requested):
            return await _given_up(turn, draft)
        if danger or (requested is not None and _steps_aside(turn.said, requested)):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        known = VisitDraft.of(turn)
        await _take(turn, draft, requested)
        if not draft.missing() and await settle(turn, draft):
            return _goes_on_with(await next_one(turn, draft))
        _acknowledge(turn, draft, known, requested)
        return draft.events()


async def _given_up(turn: Turn, draft: VisitDraft) -> Events:
    """This one is dropped and can come back; a further one that was told of goes on."""
    turn.tell(turn.text("visit-dropped"))
    alone = replace(draft, others=[])
    goes_on = _goes_on_with(await next_one(turn, draft))
    return [*goes_on, *remember(turn, GIVEN_UP, alone.stored())]


def _goes_on_with(following: VisitDraft | None) -> Events:
    return VisitDraft.over() if following is None else following.events()


def _acknowledge(turn: Turn, draft: VisitDraft, known: VisitDraft, requested: str | None) -> None:
    """Say that something else than what was asked has been taken; the question follows."""
    partly = requested == TIME and draft.times != known.times
    if requested in draft.missing() and draft != known and not partly and not turn.utterances:
        turn.tell(turn.text("noted"))


def _gives_up(said: Said, requested: str) -> bool:
    """ "算了", a plain no, or cancelling without a number of something else."""
    if said.names_number or tells_of_visit(said):
        return False
    if _leaves_open(said) or requested == PLATE:
        return said.intent == "cancel_visit"
    if said.intent in ("deny", "cancel_visit"):
        return True
    return len(said.text) <= _SHORT and said.gives_up


def _steps_aside(said: Said, requested: str) -> bool:
    believed = said.confidence >= UNCLEAR
    if edits(said, but=frozenset(_COUNTS)):
        return True
    if said.intent in business() - {"register_visitor"} and believed:
        return said.covered() < MOSTLY or _names_repair(said)
    if tells_of_visit(said) or said.intent == "register_visitor":
        return False
    return not _answers(said, requested)


def _names_repair(said: Said) -> bool:
    return said.intent == "report_repair" and said.value("repair_category") not in (None, "other")


def _answers(said: Said, requested: str) -> bool:
    """Whether a message that no rule finds anything in is an answer all the same."""
    if requested == PLATE:
        return said.says("no_car", "nothing") or _like_plate(said.text) is not None
    if requested == HEADCOUNT:
        return said.says(*_COUNTS)
    if _leaves_open(said):
        return True
    return requested == NAMES and _sounds_like_names(said)


def _leaves_open(said: Said) -> bool:
    """Whether it says that it cannot be said, or that any time will do."""
    return said.says("unsure", "whole_day")


def _sounds_like_names(said: Said) -> bool:
    heard = said.intent in _NAMES_ARE_HEARD_AS or said.confidence < UNCLEAR
    return heard and len(said.text) <= _LONGEST_NAMES and not said.says("asks")


async def _take(turn: Turn, draft: VisitDraft, requested: str | None) -> None:
    await hear(turn, draft)
    said = turn.said
    unsure = said.says("unsure")
    if requested == TIME and unsure:
        times = draft.when
        times.take_whole_day()
        draft.times = times.stored()
    elif requested == NAMES and not draft.names:
        _take_names(said, draft, unsure=unsure)
    elif requested == PLATE and said.first("plate") is None:
        _take_plate(said, draft)
    elif requested == HEADCOUNT and draft.too_many and said.says(*_COUNTS):
        draft.headcount, draft.too_many = int(said.value(*_COUNTS)), False


def _take_names(said: Said, draft: VisitDraft, *, unsure: bool) -> None:
    if unsure:
        draft.nameless = True
    elif not tells_of_visit(said) and _sounds_like_names(said):
        draft.hear_names(said)


def _take_plate(said: Said, draft: VisitDraft) -> None:
    """A plate that still looks like none is taken as it was said; no car needs none."""
    draft.plate_insisted = True
    if (plate := _like_plate(said.text)) is not None:
        draft.doubt_plate(plate)
    elif said.says("no_car", "nothing"):
        draft.odd_plate = None


def _like_plate(text: str) -> str | None:
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    short = 0 < len(plain) <= _LONGEST_PLATE
    return plain if short and any(sign.isdigit() for sign in plain) else None


class AskTime(ParkAction):
    """Asks for the day and the hour, or for the one of them that is not known."""

    action_name = "action_ask_visitor_form_visit_time"
    writes = False

    async def act(self, turn: Turn) -> Events:
        times = VisitDraft.of(turn).when
        if times.first is None and times.begins is not None:
            turn.tell(turn.text("visit-ask-day", clock=f"{times.begins:%H:%M}"), expects="time")
            return []
        if times.first is None:
            turn.tell(turn.text("visit-ask-time"), expects="time")
            return []
        period = times.period(turn.zone)
        day = when.day(period.starts_at, turn.language, turn.now, turn.zone)
        turn.tell(turn.text("visit-ask-hour", day=day), expects="time")
        return []


class AskNames(ParkAction):
    action_name = "action_ask_visitor_form_visit_names"
    writes = False

    async def act(self, turn: Turn) -> Events:
        turn.tell(turn.text("visit-ask-names"), expects="names")
        return []


class AskPlate(ParkAction):
    """What was said for a plate is not one: a digit may be missing."""

    action_name = "action_ask_visitor_form_visit_plate"
    writes = False

    async def act(self, turn: Turn) -> Events:
        odd = VisitDraft.of(turn).odd_plate or ""
        turn.tell(turn.text("visit-ask-plate", plate=odd), expects="plate")
        return []


class AskHeadcount(ParkAction):
    action_name = "action_ask_visitor_form_visit_headcount"
    writes = False

    async def act(self, turn: Turn) -> Events:
        turn.tell(turn.text("visit-ask-headcount"), expects="headcount")
        return []
