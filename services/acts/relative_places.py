"""Places that are said relative to others: the same place, another room of the same floor."""

from collections.abc import Mapping
from typing import Any

from services.acts.values import Place


def settled_place(
    said: Place, own: object, others: list[Mapping[str, Any]], *, merges: bool
) -> Place | None:
    if said.same:
        there = another_place(others, {"place": own})
        if there is None:
            left = said.model_copy(update={"same": False})
            return left if left != Place() else None
        return moved(there, said)
    return moved(own, said) if merges and isinstance(own, Place) else said


def another_place(others: list[Mapping[str, Any]], own: Mapping[str, Any]) -> Place | None:
    """The place of another thing; of the thing itself where no other has one."""
    found = (one.get("place") for one in [*others, own])
    return next((one for one in found if isinstance(one, Place) and not one.same), None)


def moved(there: Place, said: Place) -> Place:
    """A place with what is said of it anew. A building alone keeps floor and room; another floor
    has other rooms; a room brings its floor, where its number begins with it."""
    known = there.model_copy(update={"same": False})
    new = {
        name: value
        for name in ("building", "floor", "room", "place")
        if (value := getattr(said, name)) is not None
    }
    if {"building", "floor"} <= new.keys() or {"building", "room"} <= new.keys():
        return Place(**new)
    if "room" in new:
        keeps = _is_on(new["room"], known.floor) and "floor" not in new
        new = {"floor": known.floor if keeps else None, "place": None} | new
    elif "floor" in new and new["floor"] != known.floor:
        new = {"room": None} | new
    return known.model_copy(update=new)


def _is_on(room: str, floor: int | None) -> bool:
    """Whether a room may be on a floor: 906 on the ninth, "the pantry" on any."""
    digits = "".join(sign for sign in room if sign.isdecimal())
    return floor is not None and (len(digits) <= 2 or digits.startswith(str(abs(floor))))  # noqa: PLR2004
