"""Reporting something lost or found, in one sentence or in pieces."""

from rasa_sdk.events import SlotSet

from actions.kit.base import Events, ParkAction
from actions.kit.forms import left
from actions.kit.places import drop_unknown
from actions.kit.said import LEANING
from actions.kit.turn import Turn
from actions.lost.alarming import alarm
from actions.lost.draft import FORM, GOES_ON, LEAVER, LostDraft
from actions.lost.settling import settle
from services.lost.hazards import is_hazard

_OF_LOST_PROPERTY = frozenset({"report_found", "report_lost", "track_lost"})


class ReportLost(ParkAction):
    """report_lost, report_found: registers what is clear, and lets the form ask for the rest."""

    action_name = "action_report_lost"

    async def act(self, turn: Turn) -> Events:
        kind = "found" if turn.said.intent == "report_found" else "lost"
        return await begin(turn, kind)


class LeaveLost(ParkAction):
    """The form is over, registered or given up: what it interrupted goes on."""

    action_name = LEAVER

    async def act(self, turn: Turn) -> Events:
        return await left(turn, FORM)


async def take_hazard(turn: Turn) -> Events | None:
    """A question of lost property in which a bag stands that nobody minds, or worse: "there is an
    abandoned backpack at the gate, can I hand it in?"."""
    likely = sum(turn.said.ranking.get(intent, 0.0) for intent in _OF_LOST_PROPERTY)
    if turn.said.pressed or likely < LEANING or not is_hazard(turn.said.text):
        return None
    await alarm(turn, turn.said.value("location") or {})
    return []


async def begin(turn: Turn, kind: str) -> Events:
    """Begin a report with this message; another kind of report than the one under way is a new
    one."""
    draft = LostDraft.of(turn)
    if draft.kind != kind:
        draft = LostDraft()
    draft.kind = kind
    if kind == "found" and is_hazard(turn.said.text):
        await alarm(turn, turn.said.value("location") or {})
        return await left(turn, FORM)
    await hear(turn, draft)
    if not turn.said.pressed and draft.category is not None:
        draft.words.append(turn.said.text)
    if not draft.missing() and await settle(turn, draft):
        return await left(turn, FORM)
    return [*draft.events(), SlotSet(GOES_ON, True)]


async def hear(turn: Turn, draft: LostDraft) -> None:
    """Take a message into the draft; says what of it cannot be."""
    try:
        draft.hear(turn.said, turn.now)
    except ValueError:
        turn.tell(turn.text("lost-time-odd"))
    await drop_unknown(turn, draft)
