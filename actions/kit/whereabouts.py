"""Where a tenant stands by the code that they scanned a while ago."""

from typing import Any

from actions.kit.turn import Button, Turn, button
from services.conversations.commands import command
from services.park import last_places, places
from services.park.places import Spot


async def standing_at(turn: Turn) -> dict[str, Any]:
    """As a location that was said; empty if they scanned none, or too long ago."""
    spot = await last_places.current(
        turn.session, turn.park_id, turn.conversation.person_id, now=turn.now
    )
    if spot is None:
        return {}
    there = {name: getattr(spot, name) for name in ("building", "floor", "room", "place")}
    return {name: value for name, value in there.items() if value is not None}


async def deliver_there(turn: Turn) -> list[Button]:
    """A button for the place, instead of typing it; none if nobody would be found there."""
    there = await standing_at(turn)
    if not places.can_be_found(there):
        return []
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    place = places.describe(Spot(**there), names, turn.language)
    title = turn.text("button-deliver-there", place=place)
    return [button(title, command("checkout", location=there))]
