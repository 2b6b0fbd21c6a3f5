"""Beginning a thing, and what only looks as if it began one."""

from services.acts import relative, saying
from services.acts.acts import Give, Restore, Start
from services.acts.shares import with_people
from services.acts.state import Standing, State, Thing
from services.acts.steps import Outcome, Step
from services.acts.targets import at_hand, may
from services.acts.values import CARS, Fields, Target, What

_NEVER_ALONE = CARS | {
    *("names", "adds_names", "adds_plates", "headcount", "company", "reason", "phone"),
}
"""What is told of a visit beside its time. Alone it belongs to the one at hand."""


def started(act: Start, state: State, named: tuple[Step, ...]) -> Outcome:
    """The step of a beginning. An order is put into the cart that is open."""
    if (tells := _only_tells(act, state, named)) is not None:
        return saying.said(tells, state, named)
    if (back := _same_again(act, state, named)) is not None:
        return back
    settled = relative.on_new(act, state, named)
    cart = _cart(state, named) if act.what is What.ORDER else None
    lines = with_people(act.lines, cart)
    act = act.model_copy(update={"fields": settled.fields, "lines": lines})
    return Step(act, cart, act.what, unsettled=settled.unsettled)


def _cart(state: State, named: tuple[Step, ...]) -> Thing | None:
    carts = [
        one
        for one in state.things
        if one.what is What.ORDER and one.standing is Standing.DRAFT and may("edit", one)
    ]
    group = next(at_hand(carts, state, named), ())
    return group[0] if group else None


def _only_tells(act: Start, state: State, named: tuple[Step, ...]) -> Give | None:
    """What a draft still misses is no second thing; a plate, a name or a headcount alone never
    begin a visit while one was just made."""
    given = act.fields.given
    if act.lines or act.again or not given or act.what is What.ORDER:
        return None
    mine = [one for one in state.things if one.what is act.what and may("give", one)]
    begun = {step.what for step in named if step.thing is None}
    for group in at_hand(mine, state, named):
        thing = group[0]
        of = Target(what=act.what) if len(group) > 1 else Target(what=act.what, thing=thing.id)
        if thing.standing is Standing.DRAFT and given <= set(thing.missing):
            return Give(fields=act.fields, of=of)
        near = thing.standing is Standing.DRAFT or state.recent(thing)
        if act.what is What.VISIT and near and given <= _NEVER_ALONE and act.what not in begun:
            return Give(fields=_beside(act.fields, thing), of=of)
    return None


def _beside(fields: Fields, thing: Thing) -> Fields:
    """A name that is told as if it were of another visit comes along; it replaces nobody."""
    if fields.names and thing.fields.get("names"):
        return fields.model_copy(update={"adds_names": True})
    return fields


def _same_again(act: Start, state: State, named: tuple[Step, ...]) -> Step | None:
    """ "The same as before", where that was given up a moment ago and nothing came after it."""
    if not act.again or act.days_ago is not None or act.lines or act.fields.given:
        return None
    mine = [one for one in state.things if one.what is act.what]
    last = next(at_hand(mine, state, named), ())
    if len(last) != 1 or last[0].standing is not Standing.DROPPED or not may("restore", last[0]):
        return None
    of = Target(what=act.what, thing=last[0].id, number=last[0].number)
    return Step(Restore(of=of), last[0], act.what)
