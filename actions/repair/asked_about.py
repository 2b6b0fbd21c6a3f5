"""What was asked about, whether it is a danger: whoever tells more of it in place of a yes or a no
reports it, with what was said before.

The question itself waits for its answer all the same (services/danger/alarms).
"""

from datetime import datetime
from typing import Any

from actions.kit.placed import as_place
from actions.kit.turn import Turn
from actions.repair.danger import SLOT
from actions.repair.draft import LONGEST, RepairDraft
from services.acts.state import Standing, Thing
from services.acts.values import What
from services.danger.signs import ASKED_FOR
from services.texts import say

THING_ID = "repair-asked-about"


def things(turn: Turn) -> list[Thing]:
    """It, as a thing of which more may be said."""
    if (known := _known(turn)) is None:
        return []
    category = str(known.get("category") or "other")
    place = as_place(known.get("place") or {})
    return [
        Thing(
            what=What.REPAIR,
            standing=Standing.MADE,
            id=THING_ID,
            title={language: say(language, f"category-{category}") for language in ("zh", "en")},
            fields={"category": category} | ({"place": place} if place is not None else {}),
            touched_at=datetime.fromisoformat(known["asked_until"]) - ASKED_FOR,
            may=frozenset({"give", "correct"}),
        )
    ]


def with_what_was_asked(turn: Turn, draft: RepairDraft) -> RepairDraft:
    """A report that begins while we wait for a yes or a no: what was asked about, and more of it;
    as it is where it is of something else."""
    known = _known(turn)
    if known is None or _is_of_something_else(known, draft):
        return draft
    before = str(known["words"])
    draft.words = "\n".join(filter(None, (before, draft.words)))[:LONGEST]
    draft.keep_told(before)
    draft.place = {**(known.get("place") or {}), **draft.place}
    if draft.category == "other":
        draft.category = str(known.get("category") or "other")
    return draft


def _is_of_something_else(known: dict[str, Any], draft: RepairDraft) -> bool:
    """Whether it is in another building."""
    there, here = ((one or {}).get("building") for one in (known.get("place"), draft.place))
    return None not in (there, here) and there != here


def _known(turn: Turn) -> dict[str, Any] | None:
    """What is kept of the question, as long as it waits for its answer."""
    known = turn.slots.get(SLOT) or {}
    if not known.get("words") or not known.get("asked_until"):
        return None
    return known if turn.now <= datetime.fromisoformat(known["asked_until"]) else None
