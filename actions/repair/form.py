"""The repair form: asks what is broken and where."""

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.forms import REQUESTED, heard
from actions.kit.hooks import is_urgent, understood
from actions.kit.turn import Turn
from actions.repair.draft import CRITICAL, FORM, GOES_ON, LOCATION, RepairDraft
from actions.repair.view import where
from services.park.places import Spot, building_names


class ValidateRepair(ParkAction):
    """Says what is still to be asked. What a message answers is acts (docs/reference/acts.md); for
    any other the form steps aside, and the rule of its intent runs."""

    action_name = "validate_repair_form"

    async def act(self, turn: Turn) -> Events:
        if heard(turn, FORM):
            return RepairDraft.of(turn).events()
        draft = RepairDraft.of(turn)
        if is_urgent(turn.said):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        known = turn.said.says("location")
        if (answered := await understood(turn, self.action_name)) is None:
            if not known and _is_named(turn):
                draft.hear_location(turn.said)
                return draft.events()
            return [*draft.events(), ActionExecutionRejected(FORM)]
        draft = RepairDraft.of(turn)
        return [*answered, *(draft.events() if turn.slots.get(GOES_ON) else RepairDraft.over())]


def _is_named(turn: Turn) -> bool:
    """Whether somebody else knew the place by its name: a room that can be booked."""
    return turn.slots.get(REQUESTED) == LOCATION and turn.said.says("location")


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
