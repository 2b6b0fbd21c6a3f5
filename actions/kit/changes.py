"""What the last message changed, as it was before: "undo that" takes it back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.turn import Turn
from services.acts.acts import Correct, Edit, Give, Restore, Start
from services.acts.edit_steps import lines_of
from services.acts.state import RECENT, Change, Standing
from services.acts.steps import Step
from services.acts.values import CARS, Fields, Line

SLOT = "last_change"
"""Rasa's slot: the moment, and for each thing its id, its lines and its fields."""


def known(turn: Turn) -> tuple[Change, ...]:
    """What can be taken back: of the last message that changed anything, within RECENT."""
    held = turn.slots.get(SLOT) or {}
    if not held or turn.now - datetime.fromisoformat(held["at"]) > RECENT:
        return ()
    at = datetime.fromisoformat(held["at"])
    return tuple(
        Change(
            thing=one["thing"],
            at=at,
            fields=Fields.model_validate(one["fields"]),
            lines=None
            if one["lines"] is None
            else tuple(Line.model_validate(line) for line in one["lines"]),
        )
        for one in held["things"]
    )


def events(turn: Turn, changes: Iterable[Change]) -> Events:
    """Have these be what can be taken back; without any, nothing can."""
    things = [
        {
            "thing": one.thing,
            "fields": one.fields.model_dump(mode="json", exclude_defaults=True),
            "lines": None
            if one.lines is None
            else [line.model_dump(mode="json", exclude_defaults=True) for line in one.lines],
        }
        for one in changes
    ]
    held = {"at": turn.now.isoformat(), "things": things} if things else None
    return [SlotSet(SLOT, held)] if held or turn.slots.get(SLOT) else []


def before(steps: Iterable[Step], now: datetime) -> list[Change]:
    """What steps were on, as it stood before the first of them. What was begun or dropped is no
    change."""
    found: dict[str, Change] = {}
    for step in steps:
        thing = step.thing
        if thing is None or thing.standing is Standing.DROPPED:
            continue
        known = found.get(thing.id, Change(thing.id, now))
        match step.act:
            case Edit() | Start() | Restore() if known.lines is None:
                known = Change(thing.id, now, known.fields, lines_of(thing))
            case Give(fields=said) | Correct(fields=said):
                stood = as_fields(thing.fields, said.given - known.fields.given)
                both = stood | {name: getattr(known.fields, name) for name in known.fields.given}
                known = Change(thing.id, now, Fields(**both), known.lines)
            case _:
                continue
        found[thing.id] = known
    return list(found.values())


def as_fields(stands: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Of these, what stands; who had no plate is without one. Cars are told of together."""
    wanted = {*names}
    if wanted & CARS:
        wanted |= CARS
    told = {name: stands[name] for name in wanted if stands.get(name) is not None}
    return {"plate": "", **told} if wanted & CARS and "plate" not in told else told
