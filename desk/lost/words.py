"""How lost property is told at the desk. Given to the area's templates."""

from typing import Any
from zoneinfo import ZoneInfo

from desk.frame import people
from desk.frame.call import Call
from models.lost import LostItem
from models.people import Person
from services.lost import kinds, lost
from services.park import places
from services.texts import when

TONES = {"matched": "info", "claimed": "warn", "stored": "good", "handed_out": "good"}
ACTIONS = ("give_back", "dispose", "withdraw")
"""What staff do to a thing besides taking it in and handing it out; each is asked once more."""


async def of(call: Call) -> dict[str, Any]:
    """What every template of the area is given, bound to who reads."""
    names = await places.building_names(call.session, call.park.id, call.language)
    return {
        "buildings": names,
        "categories": tuple(kinds.CATEGORIES),
        "colours": tuple(kinds.COLOURS),
        "valuable": kinds.VALUABLE,
        "tones": TONES,
        "where": lambda item: places.describe(item, names, call.language),
        "times": lambda item: times(call, item),
        "called": lambda person: called(call, person),
    }


def times(call: Call, item: LostItem) -> str:
    """When it was found, or between which moments it was lost."""
    zone, told = ZoneInfo(call.park.timezone), (call.language, call.now)
    first = when.span(item.from_at, None, *told, zone)
    if item.until_at == item.from_at:
        return first
    return f"{first} – {when.span(item.until_at, None, *told, zone)}"


def called(call: Call, person: Person) -> str:
    unnamed = call.text("lost-unnamed", number=str(person.id))
    return people.called(person, call.language, unnamed)


def actions_for(call: Call, item: LostItem) -> list[str]:
    """Those of ACTIONS that the state and the role allow."""
    if not call.may("lost.work"):
        return []
    allowed = [action for action in ACTIONS if lost.allowed(item, action)]
    if item.stored_at is not None:
        return [action for action in allowed if action != "withdraw"]
    return allowed
