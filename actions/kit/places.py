"""Places that the park does not have: what is said of them, and what is left of a draft."""

from typing import Any, Protocol

from actions.kit.turn import Turn
from services.park import places
from services.park.places import BuildingUnknown, FloorUnknown

UNKNOWN = (BuildingUnknown, FloorUnknown)


class Placed(Protocol):
    """A draft that names a place in the park."""

    place: dict[str, Any]


async def check(turn: Turn, place: dict[str, Any]) -> None:
    """Raises BuildingUnknown, FloorUnknown."""
    building, floor = place.get("building"), place.get("floor")
    await places.check(turn.session, turn.park_id, building=building, floor=floor)


async def describe(
    turn: Turn, unknown: BuildingUnknown | FloorUnknown, *, floor_text: str = "repair-floor-unknown"
) -> str:
    """What is said of a place that the park does not have."""
    building = unknown.details["building"]
    if isinstance(unknown, FloorUnknown):
        floor = places.floor_name(unknown.details["floor"])
        return turn.text(floor_text, building=turn.named(building), floor=floor)
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    known = ("、" if turn.language == "zh" else ", ").join(names.values())
    return turn.text("location-unknown", where=str(building), buildings=known)


async def drop_unknown(turn: Turn, draft: Placed) -> None:
    """Leave out a building or floor that the park does not have, and say so."""
    try:
        await check(turn, draft.place)
    except BuildingUnknown as unknown:
        turn.tell(await describe(turn, unknown))
        draft.place.pop("building")
    except FloorUnknown as unknown:
        turn.tell(await describe(turn, unknown))
        draft.place = {"building": draft.place["building"]}
