"""The form of lost property: asks what, where, when and what only the owner knows."""

from typing import ClassVar

from actions.kit.base import Events, ParkAction
from actions.kit.fill_form import SHORT, FillForm
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
_LONGEST_PLACE = 60
_ENDS = " \t\n.。!！,，~～"
UNCLEAR, SURE = 0.6, 0.85
"""Below the one an intent is not believed in a message that may be an answer in people's own words;
above the other it is, though any words may be one."""


class ValidateLost(FillForm[LostDraft]):
    """Takes what answers the form, registers what is complete, or steps aside."""

    action_name = "validate_lost_form"
    form, draft, dropped, own = FORM, LostDraft, "lost-dropped", _OWN

    async def instead(self, turn: Turn, draft: LostDraft) -> bool:
        """What was found may be dangerous."""
        if draft.kind != "found" or not is_hazard(turn.said.text):
            return False
        await alarm(turn, draft.place)
        return True

    async def hear(self, turn: Turn, draft: LostDraft, requested: str | None) -> None:
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

    async def settle(self, turn: Turn, draft: LostDraft) -> bool:
        return await settle(turn, draft)

    def gives_up(self, said: Said, requested: str) -> bool:
        """ "算了", or withdrawing without a number. "Nothing" answers what only they know."""
        if said.names_number or kinds.category_of(said.text) is not None:
            return False
        denies = said.intent == "deny" and requested in (WHAT, WHERE) and not said.says("unsure")
        if said.intent == "withdraw_lost" or denies:
            return True
        return len(said.text) <= SHORT and said.gives_up

    def steps_aside(self, said: Said, requested: str) -> bool:
        if requested == WHAT and self.answers(said, requested):
            return False  # The park sells umbrellas, too.
        return FillForm.steps_aside(self, said, requested)

    def answers(self, said: Said, requested: str) -> bool:
        match requested:
            case "lost_where":
                return said.says("location", "unsure")
            case "lost_when":
                return said.says("time", "period", "just_now", "unsure")
            case "lost_what":
                return kinds.category_of(said.text) is not None and not said.says("asks")
        return said.says("nothing")

    def believes(self, requested: str) -> float:
        return SURE if requested in (WHAT, MARK) else UNCLEAR


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
