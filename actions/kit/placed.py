"""A place as acts say it, put into what is known of one."""

from collections.abc import Mapping
from typing import Any

from services.acts.values import Place

PARTS = ("building", "floor", "room", "place")


def told(place: Place) -> dict[str, Any]:
    """What of a place is said."""
    parts = {name: getattr(place, name) for name in PARTS}
    return {name: value for name, value in parts.items() if value is not None}


def with_said(known: Mapping[str, Any], place: Place, *, corrects: bool) -> dict[str, Any]:
    """The place that is meant. A building alone keeps the floor and the room where it corrects,
    and is another place else; a room brings its floor; another floor has other rooms; a spot
    in words stands beside all of it."""
    said = told(place)
    kept = {name: value for name, value in known.items() if value is not None}
    moved = _differs(said, kept, "building")
    if moved and (not corrects or set(said) & {"floor", "room", "place"}):
        kept = {}
    if _differs(said, kept, "floor"):
        kept.pop("room", None)
    if "room" in said and "floor" not in said and not _is_on(said["room"], kept.get("floor")):
        kept.pop("floor", None)
    return kept | said


def _differs(said: Mapping[str, Any], kept: Mapping[str, Any], part: str) -> bool:
    """Whether another one is said than is known; what was not known is only completed."""
    return part in said and part in kept and said[part] != kept[part]


def _is_on(room: str, floor: int | None) -> bool:
    """Whether a room may be on a floor, as rooms are numbered: 1204 is on the twelfth."""
    digits = "".join(sign for sign in room if sign.isdigit())
    return floor is None or len(digits) < 3 or digits[:-2] == str(abs(floor))  # noqa: PLR2004


def as_place(known: Mapping[str, Any]) -> Place | None:
    """A place that is known, as acts have it; None if nothing is."""
    parts: dict[str, Any] = {name: known.get(name) for name in PARTS}
    return Place(**parts) if any(value is not None for value in parts.values()) else None
