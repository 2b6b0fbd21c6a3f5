"""What a form puts together, as a thing that acts are on: open, or given up a while ago."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from actions.kit.draft import Draft
from actions.kit.given_up import GivenUp
from actions.kit.turn import Turn
from services.acts.state import Standing, Thing
from services.acts.values import What

_MAY = frozenset({"give", "correct", "confirm", "give_up"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted[D: Draft]:
    """One for each form. It costs no statement: drafts live in slots."""

    what: What
    id: str
    """Of the thing while it is put together."""
    given_up_id: str
    given_up: str
    """The slot that remembers what was given up."""
    goes_on: str
    """The slot that says whether the form goes on."""
    draft: type[D]
    title: Callable[[D], Mapping[str, str]]
    """What it is called, by language."""
    fields: Callable[[D, tzinfo], Mapping[str, Any]]
    """What stands of it, under the names of services.acts.values.Fields."""
    asks_for: Mapping[str, str]
    """The field that each question of the form asks for."""

    def things(self, turn: Turn) -> Sequence[Thing]:
        open_ = [self._open(turn)] if turn.slots.get(self.goes_on) else []
        given_up = GivenUp.of(turn, self.given_up)
        return [*open_, *([self._dropped(turn, given_up)] if given_up is not None else [])]

    def _open(self, turn: Turn) -> Thing:
        held = self.draft.of(turn)
        return Thing(
            what=self.what,
            standing=Standing.DRAFT,
            id=self.id,
            title=self.title(held),
            fields=self.fields(held, turn.zone),
            missing=tuple(self.asks_for[name] for name in held.missing()),
            touched_at=turn.now,
            may=_MAY,
        )

    def _dropped(self, turn: Turn, given_up: GivenUp) -> Thing:
        held = self.draft.from_stored(given_up.draft)
        return Thing(
            what=self.what,
            standing=Standing.DROPPED,
            id=self.given_up_id,
            title=self.title(held),
            fields=self.fields(held, turn.zone),
            touched_at=given_up.at,
            may=frozenset({"restore"}),
        )
