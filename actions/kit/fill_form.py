"""A form that fills a draft: one mechanism, whatever is put together.

Its memory is the draft, its questions are what is missing of that (`Draft.missing`), in order. What
differs is what a message says of the thing, when it is given up, and what becomes of it in the end.
"""

from typing import Any, ClassVar

from rasa_sdk.events import ActionExecutionRejected

from actions.kit.base import Events, ParkAction
from actions.kit.draft import Draft
from actions.kit.forms import REQUESTED, heard
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import business, edits, is_urgent
from actions.kit.said import Said
from actions.kit.turn import Turn

SHORT = 12
"""Characters of a message that gives up and says nothing else."""
_PEOPLE_AND_ANSWERS = frozenset({"ask_human", "ask_faq", "checkout"})


class FillForm[D: Draft](ParkAction):
    """validate_<form>: takes what answers, settles what is complete, or steps aside.

    Rasa calls it for every message while the form is under way. Danger comes before all of it.
    """

    form: ClassVar[str]
    draft: ClassVar[type[Any]]
    dropped: ClassVar[str]
    """The text that says that it is given up."""
    own: ClassVar[frozenset[str]]
    """Intents that begin or fill such a thing."""

    async def hear(self, turn: Turn, draft: D, requested: str | None) -> None:
        """Take what the message says. `requested`: what was asked for."""
        raise NotImplementedError

    async def settle(self, turn: Turn, draft: D) -> bool:
        """Nothing is missing: do it, or say why not; False where something is to be asked again."""
        raise NotImplementedError

    def gives_up(self, said: Said, requested: str) -> bool:
        raise NotImplementedError

    def answers(self, said: Said, requested: str) -> bool:
        """Whether it holds what was asked for, whatever else it sounds like."""
        raise NotImplementedError

    def believes(self, requested: str) -> float:
        """How sure an intent of other business must be to be that, beside this question."""
        raise NotImplementedError

    def steps_aside(self, said: Said, requested: str) -> bool:
        """Whether the message is something else, which is answered before the form asks again."""
        if edits(said):
            return True
        if said.intent in self.own or self.answers(said, requested):
            return False
        if said.intent in business():
            return said.confidence >= self.believes(requested)
        return said.says("asks") or said.intent in _PEOPLE_AND_ANSWERS

    async def instead(self, _turn: Turn, _draft: D) -> bool:
        """Whether the message was taken for something that ends the form at once."""
        return False

    async def act(self, turn: Turn) -> Events:
        draft: D = self.draft.of(turn)
        if heard(turn, self.form):
            return draft.events()
        requested = turn.slots.get(REQUESTED)
        danger = is_urgent(turn.said)
        if not danger and says_everything(turn.said):
            return [*await drop_everything(turn), *draft.over()]
        if not danger and requested is not None and self.gives_up(turn.said, requested):
            turn.tell(turn.text(self.dropped))
            return draft.over()
        if danger or (requested is not None and self.steps_aside(turn.said, requested)):
            return [*draft.events(), ActionExecutionRejected(self.form)]
        return await self._taken(turn, draft, requested)

    async def _taken(self, turn: Turn, draft: D, requested: str | None) -> Events:
        if await self.instead(turn, draft):
            return draft.over()
        await self.hear(turn, draft, requested)
        if not draft.missing() and await self.settle(turn, draft):
            return draft.over()
        return draft.events()
