"""A room that is told by its bare number: beside the one that it is not ("sorry, not 402, 420"), or
where what stands is in another."""

from collections.abc import Sequence

from actions.acts.translating.manners import placed, relation
from actions.kit.said import Said
from services.acts.acts import Act, Correct, Give, Unknown
from services.acts.state import Standing, State, Thing
from services.acts.values import Fields, Place, Target, What

_LEAST, _MOST = 100, 9999
"""Figures that may be rooms."""


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, with the room of what was reported or registered just now corrected."""
    if said.pressed or len(acts) != 1 or said.says("item", "quantity", "phone", "time"):
        return tuple(acts)
    [act] = acts
    if not isinstance(act, Correct | Give | Unknown) or not _takes_back(said):
        return tuple(acts)
    if not isinstance(act, Unknown) and act.fields.place is not None and act.fields.place.room:
        return tuple(acts)
    figures = [e["value"] for e in placed(said) if e["entity"] == "figure" and _is_room(e["value"])]
    rooms = list(dict.fromkeys(map(str, figures)))
    things = [one for one in state.things if _has_room(one, rooms) and state.recent(one)]
    things = things or _where_only_one_stands(said, state, rooms)
    new = [room for room in rooms if things and room != _room(things[0])]
    if len(new) != 1:
        return tuple(acts)
    of = Target() if isinstance(act, Unknown) else act.of
    if of == Target() and len(things) == 1:
        of = Target(what=things[0].what, thing=things[0].id, number=things[0].number)
    return (Correct(fields=Fields(place=Place(room=new[0])), of=of),)


def _where_only_one_stands(said: Said, state: State, rooms: Sequence[str]) -> list[Thing]:
    """ "The room is in fact 708": what alone was reported or registered lately is in another."""
    made = [one for one in state.things if one.standing is Standing.MADE and state.recent(one)]
    those = [one for one in made if _room(one) is not None]
    says_room = said.says("spot") and not said.says("item", "headcount")
    return those if says_room and len(rooms) == 1 and len(those) == len(made) == 1 else []


def _takes_back(said: Said) -> bool:
    told = relation(said, "not") or relation(said, "wrong")
    return said.corrects or told is not None


def _is_room(value: object) -> bool:
    return isinstance(value, int) and _LEAST <= value <= _MOST


def _has_room(thing: Thing, rooms: Sequence[str]) -> bool:
    made = thing.standing is not Standing.DROPPED and thing.what in (What.REPAIR, What.VISIT)
    return made and _room(thing) in rooms


def _room(thing: Thing) -> str | None:
    place = thing.fields.get("place")
    return str(place.room) if isinstance(place, Place) and place.room else None
