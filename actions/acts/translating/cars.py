"""Which cars a visit has after a message that names some of them."""

from collections.abc import Sequence

from actions.kit.said import Entity, Said
from services.acts.state import Thing
from services.acts.values import Fields

OFF, OLD = "off", "old"
"""Roles of `car`: it does not come after all; another is meant."""


def plates_in(said: Said, entities: Sequence[Entity]) -> tuple[str, ...]:
    """Plates that come: of two of which the second corrects the first, the second."""
    told = [e for e in entities if e["entity"] == "plate" and not _is_gone(said, e)]
    turns = [start_of(e) for e in said.entities if e["entity"] == "correction"]
    turns = [at for at in turns if any(start_of(one) < at for one in told)]
    behind = [one for one in told if turns and start_of(one) > max(turns)]
    return tuple(dict.fromkeys(str(one["value"]) for one in behind or told))


def as_fields(plates: Sequence[str]) -> Fields:
    """Exactly these cars; none means that they come without one."""
    first, *more = plates or ("",)
    return Fields(plate=first, more_plates=tuple(more))


def standing(thing: Thing | None) -> list[str]:
    """Plates of the cars that a visit has."""
    if thing is None:
        return []
    first, more = thing.fields.get("plate"), thing.fields.get("more_plates")
    return [*([str(first)] if first else []), *(str(one) for one in more or ())]


def left_over(said: Said, thing: Thing | None) -> Fields | None:
    """The cars that still come, where one that stands does not: "the second car isn't coming". With
    those that the message names besides. None if none that stands is taken off."""
    there = standing(thing)
    gone = {plate for one in _cars(said, OFF) if (plate := _meant(one, there)) is not None}
    if not gone:
        return None
    stay = [plate for plate in there if plate not in gone]
    return as_fields([*stay, *(new for new in plates_in(said, said.entities) if new not in there)])


def settled(told: Fields, old: Fields, said: Said, thing: Thing | None) -> tuple[Fields, Fields]:
    """What is told of cars, beside those that stand. A further one is added to them; one that the
    message calls by a part of its plate, or by its place, is the one that another is told for; a
    plate that stands already only says which car is meant."""
    there = standing(thing)
    if not told.plate or not there:
        return told, old
    plates = (told.plate, *told.more_plates)
    new = [plate for plate in plates if plate not in there]
    if not new:
        only = told.given <= {"plate", "more_plates"}
        kept = as_fields(there) if only else Fields()
        return _with(told, kept), old
    known = [plate for plate in plates if plate in there]
    if old.plate is None and (named := _replaced(said, there, known)):
        return _with(told, as_fields(new)), old.model_copy(update={"plate": named})
    if old.plate is None and not said.corrects and (said.says("adds") or _is_further(said, there)):
        return _with(told, as_fields(new)).model_copy(update={"adds_plates": True}), old
    return told, old


def _replaced(said: Said, there: Sequence[str], known: Sequence[str]) -> str | None:
    """The car that stands for which another one is told."""
    for one in (*_cars(said, OLD), *_cars(said, None)):
        if (plate := _meant(one, there)) is not None:
            return plate
    return known[0] if said.corrects and len(known) == 1 else None


def _is_further(said: Said, there: Sequence[str]) -> bool:
    """ "The second car is …", where one is known."""
    places = [one["value"].get("position") for one in _cars(said, None)]
    return any(place is not None and place > len(there) for place in places)


def _cars(said: Said, role: str | None) -> list[Entity]:
    return [e for e in said.entities if e["entity"] == "car" and e.get("role") == role]


def _meant(car: Entity, there: Sequence[str]) -> str | None:
    """The one plate that stands of which words may be said; None if it is none, or several."""
    value = car["value"]
    place = value.get("position")
    if place is not None:
        in_range = -len(there) <= place <= len(there) and place != 0
        return there[place - 1 if place > 0 else place] if in_range else None
    part = str(value["part"])
    found = [plate for plate in there if plate == part]
    found = found or [plate for plate in there if plate.startswith(part) or plate.endswith(part)]
    return found[0] if len(found) == 1 else None


def _is_gone(said: Said, plate: Entity) -> bool:
    return any(start_of(one) == start_of(plate) for one in _cars(said, OFF))


def _with(told: Fields, cars: Fields) -> Fields:
    return told.model_copy(update={"plate": cars.plate, "more_plates": cars.more_plates})


def start_of(entity: Entity) -> int:
    """Where it begins in the text."""
    return int(entity.get("start") or 0)
