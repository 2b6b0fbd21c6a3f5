"""Which of several tickets is meant, by words that the report of one of them has alone: "the chair
is the one in 406"; and what is told of an emergency that was reported just now."""

from collections.abc import Sequence

from actions.acts.translating import faults
from actions.acts.translating.heard import Heard
from actions.acts.translating.manners import placed, relation
from actions.kit.said import Said
from services.acts.acts import Act, Cancel, Correct, Give, Start
from services.acts.state import JUST, Standing, State, Thing
from services.acts.values import Target, What


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, what is told, corrected or called off of a ticket on the only one whose report has
    words of the message."""
    if said.pressed:
        return tuple(acts)
    tickets = [one for one in state.things if _is_made(one) and state.recent(one)]
    if len(tickets) == 1 and len(acts) == 1 and relation(said, "stays_so") is not None:
        return (_still(acts[0], tickets[0], said),)
    if len(tickets) < 2:  # noqa: PLR2004
        return tuple(acts)
    named = faults.described(_elsewhere(said), tickets)
    return tuple(_on(act, named[0], said) for act in acts) if named else tuple(acts)


def of_the_emergency(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """What begins no place of its own while an emergency has just been told is more of that: "the
    door won't open, hurry up" from somebody in a lift."""
    if said.pressed or len(acts) != 1 or said.says("location"):
        return tuple(acts)
    [act] = acts
    if not isinstance(act, Start) or act.what is not What.REPAIR or act.fields.place is not None:
        return tuple(acts)
    urgent = [one for one in state.things if _is_made(one) and _burns(one)]
    just = [one for one in urgent if one.touched_at and state.now - one.touched_at <= JUST]
    begun = Heard(said, state).thing(What.REPAIR)
    if len(just) != 1 or (begun is not None and begun.standing is Standing.DRAFT):
        return tuple(acts)
    if said.says("adds") or said.acts.get("start:repair", 0.0) >= _BEGINS:
        return tuple(acts)
    fields = act.fields.model_copy(update={"category": None, "urgency": None})
    of = Target(what=What.REPAIR, thing=just[0].id, number=just[0].number)
    return (Give(fields=fields, of=of),)


def _still(act: Act, ticket: Thing, said: Said) -> Act:
    """ "The guard has let them out by hand, it still wants mending": of what was reported."""
    begins = said.acts.get("start:repair", 0.0) >= _BEGINS or said.says("adds", "location")
    begins = begins or any(one["label"] == "fault" for one in said.spans)
    if begins or not isinstance(act, Start) or act.what is not What.REPAIR:
        return act
    of = Target(what=What.REPAIR, thing=ticket.id, number=ticket.number)
    fields = act.fields.model_copy(update={"category": None, "urgency": None})
    return Give(fields=fields, of=of)


def _goes_on(act: Start, ticket: Thing, said: Said) -> bool:
    """Whether what sounds like a report says more of that ticket: "the light is only out by the
    window"."""
    alike = act.fields.category == ticket.fields.get("category")
    begins = said.acts.get("start:repair", 0.0) >= _BEGINS
    besides = said.says("adds") or relation(said, "there_too") is not None
    begun = act.what is What.REPAIR and act.fields.place is None
    return begun and alike and not begins and not besides


_BEGINS = 0.5
"""Probability from which a new report is heard."""


def _is_made(thing: Thing) -> bool:
    return thing.what is What.REPAIR and thing.standing is Standing.MADE


def _burns(thing: Thing) -> bool:
    return thing.fields.get("urgency") == "critical"


def _elsewhere(said: Said) -> str:
    """The message without where it is."""
    text = list(said.text)
    for one in placed(said):
        if one["entity"] == "location":
            text[one["start"] : one["end"]] = " " * (one["end"] - one["start"])
    return "".join(text)


def _on(act: Act, ticket: Thing, said: Said) -> Act:
    if isinstance(act, Start) and _goes_on(act, ticket, said):
        of = Target(what=What.REPAIR, thing=ticket.id, number=ticket.number)
        return Give(fields=act.fields.model_copy(update={"category": None}), of=of)
    if not isinstance(act, Give | Correct | Cancel) or act.of.number or act.of.thing:
        return act
    if act.of.what not in (None, What.REPAIR):
        return act
    of = Target(what=What.REPAIR, thing=ticket.id, number=ticket.number)
    return act.model_copy(update={"of": of})
