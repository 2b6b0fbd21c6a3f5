"""Where a further fault is whose place nobody says: "and the lamp above me doesn't work either"."""

from collections.abc import Mapping
from typing import Any

from actions.kit.forms import REQUESTED
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.repair.draft import LOCATION, RepairDraft
from actions.repair.filing import place_of
from services.acts.state import JUST
from services.repair import repair


async def place(turn: Turn) -> dict[str, Any]:
    """That of what the same person reported just before, where the message speaks of something
    besides; empty where it does not. The ticket says the place, so that it can be corrected."""
    if turn.said.pressed or not _is_besides(turn.said):
        return {}
    before = await repair.newest_here(turn.session, turn.conversation, since=turn.now - JUST)
    if before is None:
        return {}
    return {name: value for name, value in place_of(before).items() if value is not None}


def _is_besides(said: Said) -> bool:
    told = (one["value"] for one in said.entities if one["entity"] == "relation")
    return "there_too" in told


def take_what_is_known(turn: Turn, draft: RepairDraft, stood: Mapping[str, Any]) -> None:
    """Take an answer to "which floor or room?" as it was said, where it says the building once more
    and nothing that we know: it would be asked for ever."""
    asked = turn.slots.get(REQUESTED) == LOCATION and draft.missing() == [LOCATION]
    if asked and draft.place.get("building") and draft.place == stood and not turn.said.pressed:
        draft.vague = True
        draft.place["place"] = turn.said.text[:_LONGEST]


_LONGEST = 80
"""Characters of a place in words."""
