"""The repair form: asks what is broken and where, and lets everything else through."""

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard
from actions.kit.given_up import remember
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import MOSTLY, WHOLLY, business, edits, is_urgent
from actions.kit.places import drop_unknown
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.repair.danger_alarm import raise_alarm
from actions.repair.draft import (
    CRITICAL,
    FORM,
    GIVEN_UP,
    LOCATION,
    PROBLEM,
    RepairDraft,
    is_vague,
)
from actions.repair.view import where
from services.park.places import Spot, building_names

SHORT = 16
UNCLEAR = 0.6
"""Below this an intent is not believed in words that sound like a place."""
_SPEAKS_OF_IT = {"report_repair", "complain", "out_of_scope"}
"""Intents that an answer to "what is broken?" is heard as."""


class ValidateRepair(ParkAction):
    """Takes what answers the form, and decides whether the form steps aside."""

    action_name = "validate_repair_form"

    async def act(self, turn: Turn) -> Events:
        draft = RepairDraft.of(turn)
        if heard(turn, FORM):
            return draft.events()
        if is_urgent(turn.said):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        if says_everything(turn.said):
            return [*await drop_everything(turn), *RepairDraft.over()]
        if _gives_up(turn.said):
            return _given_up(turn, draft)
        requested = turn.slots.get("requested_slot")
        if requested is not None and _steps_aside(
            turn.said, requested, critical=draft.urgency == CRITICAL
        ):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        await _take(turn, draft, requested)
        return draft.events()


def _gives_up(said: Said) -> bool:
    """ "算了", a plain no, or cancelling without saying that an order or a ticket is meant."""
    if said.names_number or is_vague(said):
        return False
    if said.corrects and said.first("location") is not None:
        return False  # "不对，是B座"
    if said.intent in ("deny", "cancel_repair"):
        return True
    return len(said.text) <= SHORT and said.gives_up and not said.names_kind("order")


def _given_up(turn: Turn, draft: RepairDraft) -> Events:
    """The report is dropped, but what danger has opened stays. The form ends complete."""
    if draft.ticket_no is None:
        turn.tell(turn.text("repair-dropped"))
        return [*RepairDraft.over(), *remember(turn, GIVEN_UP, draft.stored())]
    else:
        turn.tell(turn.text("repair-stays", ticket_no=draft.ticket_no), ticket_no=draft.ticket_no)
    return RepairDraft.over()


def _steps_aside(said: Said, requested: str, *, critical: bool) -> bool:
    """`critical`: in danger it is asked once where; what is answered is where, as it was said."""
    if said.value("urgency") == CRITICAL:
        return False
    if edits(said):
        return True
    if requested == PROBLEM:
        return said.intent not in _SPEAKS_OF_IT and said.covered() < WHOLLY
    answered = critical and (said.intent not in business() or said.confidence < UNCLEAR)
    if answered or is_vague(said) or said.intent == "report_repair":
        return False
    if said.first("location") is not None:
        return said.intent in business() and said.covered() < MOSTLY
    return not says_where(said)


def says_where(said: Said) -> bool:
    """A place in words that no rule knows: "靠窗那排的最里面"."""
    unclear = said.intent == "out_of_scope" or said.confidence < UNCLEAR
    return unclear and said.says("spot")


async def _take(turn: Turn, draft: RepairDraft, requested: str | None) -> None:
    asked_where = requested == LOCATION
    named = turn.said.first("location") is not None
    critical = asked_where and draft.urgency == CRITICAL
    if asked_where and not named and (critical or is_vague(turn.said) or says_where(turn.said)):
        draft.hear_place(turn.said)
    else:
        draft.hear(turn.said, turn.local_now, asked_problem=requested == PROBLEM)
        draft.vague = draft.vague or critical or (asked_where and is_vague(turn.said))
    if critical:
        draft.keep_as_said(turn.said)
    await drop_unknown(turn, draft)
    if draft.urgency == CRITICAL and draft.ticket_no is None:
        await raise_alarm(turn, draft)


class AskProblem(ParkAction):
    action_name = "action_ask_repair_form_repair_problem"
    writes = False

    async def act(self, turn: Turn) -> Events:
        turn.tell(turn.text("repair-ask-problem"), expects="problem")
        return []


class AskLocation(ParkAction):
    """Asks for what is still open of the place."""

    action_name = "action_ask_repair_form_repair_location"
    writes = False

    async def act(self, turn: Turn) -> Events:
        draft = RepairDraft.of(turn)
        turn.tell(await _question(turn, draft), expects="location")
        return []


async def _question(turn: Turn, draft: RepairDraft) -> str:
    if draft.urgency == CRITICAL:
        return turn.text("repair-ask-location-critical")
    building = draft.place.get("building")
    if building is not None:
        names = await building_names(turn.session, turn.park_id, turn.language)
        return turn.text("repair-ask-room", building=names.get(building, building))
    if any(draft.place.values()):
        return turn.text("repair-ask-building", where=await where(turn, Spot(**draft.place)))
    return turn.text("repair-ask-location")
