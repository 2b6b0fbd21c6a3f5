"""Which of several that we asked about: "下午那个", "the one on Friday"."""

import json
from typing import Any

from actions.booking import ending, pending, targets, view
from actions.booking.deeds import DEEDS
from actions.kit.turn import Turn
from services.booking import reading
from services.booking.reading import Wants
from services.kit.folding import legible

_CANCELS, _DOES = "cancel_booking", "booking_deed"
_LONGEST = 60
"""Characters of an answer that tells which."""


async def pick(turn: Turn) -> bool:
    """Whether the message answers what we asked or offered of something that is booked."""
    return await _narrows(turn) or await pending.take(turn)


async def _narrows(turn: Turn) -> bool:
    """Whether the message tells by day, part of the day, hour or name which one of them is meant;
    then what was to be done is done to it."""
    told, buttons = await turn.last_told_with_buttons()
    text = turn.said.text
    if told.get("expects") != "choice" or turn.said.pressed or len(text) > _LONGEST:
        return False
    if reading.wants(text) not in {None, Wants.CANCEL, Wants.MOVE, Wants.STANDS}:
        return False
    offered = dict(one for one in map(_about, buttons) if one is not None)
    those = [one for one in await view.changeable(turn) if one.booking_no in offered]
    if len(those) < 2:  # noqa: PLR2004
        return False
    kept = await targets.narrowed_by(turn, legible(text[: reading.LONGEST]), those)
    if len(kept) != 1:
        return False
    about = offered[kept[0].booking_no]
    if "do" in about:
        await DEEDS[about["do"]](turn, about)
    else:
        await ending.cancel(turn, kept[0])
    return True


def _about(button: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
    """The number of the one booking that a button is about, and what it does to it."""
    name, brace, rest = button["payload"].removeprefix("/").partition("{")
    held = json.loads(brace + rest) if brace else {}
    if name == _CANCELS and "booking_no" in held:
        return str(held["booking_no"]), {}
    deed = held.get(_DOES)
    if name != _DOES or not isinstance(deed, dict) or deed.get("do") not in DEEDS:
        return None
    numbers = deed.get("numbers") or [deed.get("booking_no")]
    return (str(numbers[0]), deed) if len(numbers) == 1 and numbers[0] else None
