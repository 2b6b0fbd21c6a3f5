"""The visitor form: asks who comes and when."""

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard
from actions.kit.hooks import is_urgent, understood
from actions.kit.turn import Turn
from actions.visits.draft import FORM, GOES_ON, VisitDraft
from services.texts import when


class ValidateVisitor(ParkAction):
    """Says what is still to be asked. What a message answers is acts (docs/reference/acts.md); for
    any other the form steps aside, and the rule of its intent runs."""

    action_name = "validate_visitor_form"

    async def act(self, turn: Turn) -> Events:
        if heard(turn, FORM):
            return VisitDraft.of(turn).events()
        if is_urgent(turn.said) or (answered := await understood(turn, self.action_name)) is None:
            return [*VisitDraft.of(turn).events(), ActionExecutionRejected(FORM)]
        draft = VisitDraft.of(turn)
        return [*answered, *(draft.events() if turn.slots.get(GOES_ON) else VisitDraft.over())]


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
