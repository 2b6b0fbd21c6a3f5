"""Whether a place that was told can be one of this park."""

from collections.abc import Mapping
from typing import Any

from api.frame.call import Call
from services.booking import shelf
from services.park import places
from services.park.places import RoomElsewhere


async def check(call: Call, place: Mapping[str, Any]) -> None:
    """A room whose number is another floor's is refused, unless the park has it on this one.

    Raises BuildingUnknown, FloorUnknown, RoomElsewhere.
    """
    building, floor, room = (place.get(part) for part in ("building", "floor", "room"))
    await places.check(call.session, call.park.id, building=building, floor=floor)
    if building is None or floor is None or not room:
        return
    usual = await places.usual_floor(call.session, call.park.id, building, floor, room)
    if usual is None or await shelf.stands(call.session, call.park.id, building, floor, room):
        return
    raise RoomElsewhere(room=room, floor=floor, usual=usual)
