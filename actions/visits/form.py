"""The visitor form: asks who comes and when, and lets everything else through."""

import re

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import MOSTLY, business, edits, is_urgent
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.visits.draft import (
    FORM,
    HEADCOUNT,
    NAMES,
    PLATE,
    TIME,
    VisitDraft,
    tells_of_visit,
)
from actions.visits.registering import hear
from actions.visits.settling import settle
from actions.visits.times import says_whole_day
from services.texts import when

_GIVES_UP = re.compile(
    r"算了|不用了|不登记了|不来了|不要了|取消|\b(?:never ?mind|forget it|cancel|drop it)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"不知道|不清楚|不确定|不晓得|没定|待定|记不[清得]|忘了|随便|都行|都可以"
    r"|\b(?:don'?t know|not sure|no idea|unsure|dunno|don'?t have|no names?|doesn'?t matter)\b",
    re.IGNORECASE,
)
_NO_CAR = re.compile(
    r"没有?|不开车|不用|打车|地铁|无|跳过|\b(?:no|none|not|without|skip|taxi|metro)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|[吗呢么]\W*$|怎么|什么|\b(?:how|what|where|why)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")
_PLATE_NOISE = re.compile(r"[^0-9A-Z\u4e00-\u9fff]")
_COUNTS = frozenset({"quantity"})
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
            turn.tell(turn.text("visit-dropped"))
            return VisitDraft.over()
        if danger or (requested is not None and _steps_aside(turn.said, requested)):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        known = VisitDraft.of(turn)
        await _take(turn, draft, requested)
        if not draft.missing() and await settle(turn, draft):
            return VisitDraft.over()
        _acknowledge(turn, draft, known, requested)
        return draft.events()


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
    return len(said.text) <= _SHORT and _GIVES_UP.search(said.text) is not None


def _steps_aside(said: Said, requested: str) -> bool:
    believed = said.confidence >= UNCLEAR
    if edits(said, but=_COUNTS):
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
        return _NO_CAR.search(said.text) is not None or _like_plate(said.text) is not None
    if requested == HEADCOUNT:
        return _NUMBER.search(said.text) is not None
    if _leaves_open(said):
        return True
    return requested == NAMES and _sounds_like_names(said)


def _leaves_open(said: Said) -> bool:
    """Whether it says that it cannot be said, or that any time will do."""
    return _UNSURE.search(said.text) is not None or says_whole_day(said.text)


def _sounds_like_names(said: Said) -> bool:
    heard = said.intent in _NAMES_ARE_HEARD_AS or said.confidence < UNCLEAR
    return heard and len(said.text) <= _LONGEST_NAMES and not _ASKS.search(said.text)


async def _take(turn: Turn, draft: VisitDraft, requested: str | None) -> None:
    await hear(turn, draft)
    said = turn.said
    unsure = _UNSURE.search(said.text) is not None
    if requested == TIME and unsure:
        times = draft.when
        times.take_whole_day()
        draft.times = times.stored()
    elif requested == NAMES and not draft.names:
        _take_names(said, draft, unsure=unsure)
    elif requested == PLATE and said.first("plate") is None:
        _take_plate(said, draft)
    elif requested == HEADCOUNT and draft.too_many and (number := _NUMBER.search(said.text)):
        draft.headcount, draft.too_many = int(number[0]), False


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
    elif _NO_CAR.search(said.text):
        draft.odd_plate = None


def _like_plate(text: str) -> str | None:
    plain = _PLATE_NOISE.sub("", text.upper())
    short = 0 < len(plain) <= _LONGEST_PLATE
    return plain if short and any(sign.isdigit() for sign in plain) else None


class AskTime(ParkAction):
    """Asks for the day and the hour, or for the hour of a day that is known."""

    action_name = "action_ask_visitor_form_visit_time"
    writes = False

    async def act(self, turn: Turn) -> Events:
        times = VisitDraft.of(turn).when
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
