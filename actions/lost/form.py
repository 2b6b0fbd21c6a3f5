"""The form of lost property: asks what, where, when and what only the owner knows."""

from typing import ClassVar

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import business, edits, is_urgent
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.lost import times
from actions.lost.alarming import alarm
from actions.lost.draft import FORM, MARK, WHAT, WHEN, WHERE, LostDraft
from actions.lost.reporting import hear
from actions.lost.settling import settle
from services.lost import kinds
from services.lost.hazards import is_hazard

_OWN = frozenset({"report_lost", "report_found", "track_lost"})
_SHORT, _LONGEST_PLACE = 12, 60
_ENDS = " \t\n.。!！,，~～"
UNCLEAR, SURE = 0.6, 0.85
"""Below the one an intent is not believed in a message that may be an answer in people's own words;
above the other it is, though any words may be one."""


class ValidateLost(ParkAction):
    """Takes what answers the form, registers what is complete, or steps aside."""

    action_name = "validate_lost_form"

    async def act(self, turn: Turn) -> Events:
        draft = LostDraft.of(turn)
        if heard(turn, FORM):
            return draft.events()
        requested = turn.slots.get("requested_slot")
        danger = is_urgent(turn.said)
        if not danger and says_everything(turn.said):
            return [*await drop_everything(turn), *LostDraft.over()]
        if not danger and requested is not None and _gives_up(turn.said, requested):
            turn.tell(turn.text("lost-dropped"))
            return LostDraft.over()
        if danger or (requested is not None and _steps_aside(turn.said, requested)):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        return await _answered(turn, draft, requested)


async def _answered(turn: Turn, draft: LostDraft, requested: str | None) -> Events:
    if draft.kind == "found" and is_hazard(turn.said.text):
        await alarm(turn, draft.place)
        return LostDraft.over()
    await _take(turn, draft, requested)
    if not draft.missing() and await settle(turn, draft):
        return LostDraft.over()
    return draft.events()


def _gives_up(said: Said, requested: str) -> bool:
    """ "算了", or withdrawing without a number. "Nothing" answers what only they know."""
    if said.names_number or kinds.category_of(said.text) is not None:
        return False
    unsure = said.says("unsure")
    denies = said.intent == "deny" and requested in (WHAT, WHERE) and not unsure
    if said.intent == "withdraw_lost" or denies:
        return True
    return len(said.text) <= _SHORT and said.gives_up


def _steps_aside(said: Said, requested: str) -> bool:
    if requested == WHAT and _answers(said, requested):
        return False  # The park sells umbrellas, too.
    if edits(said):
        return True
    if said.intent in _OWN or _answers(said, requested):
        return False
    if said.intent in business():
        return said.confidence >= (SURE if requested in (WHAT, MARK) else UNCLEAR)
    return said.says("asks") or said.intent in ("ask_human", "ask_faq")


def _answers(said: Said, requested: str) -> bool:
    """Whether it holds what was asked for, whatever else it sounds like."""
    match requested:
        case "lost_where":
            return said.says("location", "unsure")
        case "lost_when":
            return said.says("time", "period", "just_now", "unsure")
        case "lost_what":
            return kinds.category_of(said.text) is not None and not said.says("asks")
    return said.says("nothing")


async def _take(turn: Turn, draft: LostDraft, requested: str | None) -> None:
    """What was asked for is taken as it was said; the rest as far as it is understood."""
    text, unsure = turn.said.text.strip(), turn.said.says("unsure")
    if requested != MARK:  # What only they know may name a place or a colour of something else.
        await hear(turn, draft)
    match requested:
        case "lost_what":
            draft.words.append(text)
            draft.what_asked = True
        case "lost_where" if not draft.place and turn.said.intent not in _OWN:
            draft.where_known = True
            draft.place = {} if unsure else {"place": text.strip(_ENDS)[:_LONGEST_PLACE]}
        case "lost_when" if draft.when is None and turn.said.says("just_now"):
            draft.when = times.lately(turn.now).stored()
        case "lost_when" if draft.when is None and (unsure or not turn.utterances):
            draft.when = times.unknown(turn.now).stored()
        case "lost_mark":
            draft.mark_known = True
            nothing = unsure or turn.said.says("nothing")
            draft.mark = None if nothing else text


class _Asks(ParkAction):
    """Asks for one of the form's slots; finders are asked for some in other words."""

    slot: ClassVar[str]
    of_losers: ClassVar[str]
    of_finders: ClassVar[str | None] = None
    writes = False

    async def act(self, turn: Turn) -> Events:
        found = LostDraft.of(turn).kind == "found"
        key = self.of_finders if found and self.of_finders is not None else self.of_losers
        turn.tell(turn.text(key), expects=self.slot)
        return []


class AskWhat(_Asks):
    action_name = f"action_ask_{FORM}_{WHAT}"
    slot, of_losers, of_finders = WHAT, "lost-ask-what", "found-ask-what"


class AskWhere(_Asks):
    action_name = f"action_ask_{FORM}_{WHERE}"
    slot, of_losers, of_finders = WHERE, "lost-ask-where", "found-ask-where"


class AskWhen(_Asks):
    action_name = f"action_ask_{FORM}_{WHEN}"
    slot, of_losers = WHEN, "lost-ask-when"


class AskMark(_Asks):
    action_name = f"action_ask_{FORM}_{MARK}"
    slot, of_losers = MARK, "lost-ask-mark"
