"""Giving up what is open, calling off what is made, bringing back, making haste."""

from collections.abc import Sequence
from dataclasses import replace

from services.acts.acts import Act, Cancel, Correct, Edit, GiveUp, Op, Restore, Start, Urge
from services.acts.edit_steps import becomes, lines_of
from services.acts.references import Hearing, find
from services.acts.state import Change, Standing, StandingLine, State, Thing
from services.acts.steps import MOST_READINGS, Doubt, Outcome, Refusal, Step, Why, asked_back
from services.acts.targets import Aimed, Group, aimed, at_hand, may
from services.acts.values import CARS, Fields, Line, Ref, Target, What


def given_up(act: GiveUp, state: State, named: tuple[Step, ...]) -> Outcome:
    """What is at hand. What is made already is called off if it is named, and only asked about if
    it is not. "Everything" is a step on nothing: every package drops its own."""
    if act.everything:
        return Step(act, None, None)
    found = aimed(act.of, state, named)
    open_ = [one for one in found.things if may("give_up", one)]
    if open_ and act.of.made is not True:
        return _on(act, found, open_, state, named)
    cancel = Cancel(of=act.of)
    if act.of.made is True or _is_named(act.of):
        return called_off(cancel, state, named)
    made = [one for one in found.things if may("cancel", one) and _is_made(one)]
    if group := _recent(made, state, named):
        return Doubt(act, tuple(_step(cancel, one) for one in group[:MOST_READINGS]))
    return Step(act, None, None)


def called_off(act: Cancel, state: State, named: tuple[Step, ...]) -> Outcome:
    """A thing that is made. Who calls off what is still being put together gives it up."""
    found = aimed(act.of, state, named)
    drafts = [one for one in found.things if one.standing is Standing.DRAFT]
    made = [one for one in found.things if _is_made(one) and may("cancel", one)]
    if found.how == "any" and act.of.made is not True:
        either = [one for one in found.things if one in drafts or one in made]
        first = next(at_hand(either, state, named), ())
        if first and all(one in drafts for one in first):
            return _on(act, found, drafts, state, named)
    if found.how != "any" and not made and drafts:
        return _on(act, found, drafts, state, named)
    if not made:
        return _of_another_kind(act, found, state) or _refused(act, found, state, named)
    if found.how == "any":
        made, found = _which(act, made, state, named)
        if found.how == "ask":
            return Doubt(act, tuple(_step(act, one) for one in made[:MOST_READINGS]))
    return _on(act, found, made, state, named)


def _of_another_kind(act: Cancel, found: Aimed, state: State) -> Doubt | None:
    """Asks about the only thing that can be called off, where there is none of the kind that was
    heard and no single one is named."""
    if found.things or act.of != Target(what=act.of.what, words=act.of.words):
        return None
    mine = (one for one in state.things if one.what is not What.HANDOFF)
    others = [one for one in mine if may("give_up", one) or (_is_made(one) and may("cancel", one))]
    return Doubt(act, (_step(act, others[0]),)) if len(others) == 1 else None


def _which(
    act: Cancel, made: list[Thing], state: State, named: tuple[Step, ...]
) -> tuple[list[Thing], Aimed]:
    """Calling off is asked about where two of a kind were made lately, and where the only one was
    made long ago and not even its kind is named."""
    first = next(at_hand(made, state, named))
    asked = state.asked is not None and state.thing(state.asked.thing) in first
    spoken = any(step.thing is not None and step.thing.id == first[0].id for step in named)
    if asked or spoken:
        return list(first), Aimed(first, "one")
    near = [one for one in made if state.recent(one)]
    if not near and act.of.what is None:
        return list(first), Aimed(first, "ask")
    pool = [one for one in near or made if one.what is first[0].what or one in first]
    return pool, Aimed(tuple(pool), "one")


def urged(act: Urge, state: State, named: tuple[Step, ...]) -> Outcome:
    found = aimed(act.of, state, named)
    made = [one for one in found.things if may("urge", one)]
    return _on(act, found, made, state, named) if made else _refused(act, found, state, named)


# Bringing back


def restored(act: Restore, state: State, named: tuple[Step, ...]) -> Outcome:
    """The last change taken back, or what was taken out, given up or called off."""
    undone = _undone(act, state) if act.change else None
    return undone or _brought_back(act, state, named)


def _brought_back(act: Restore, state: State, named: tuple[Step, ...]) -> Outcome:
    found = aimed(act.of, state, named)
    if act.on is not None and act.on != Ref(words=act.on.words):
        return _line_back(act, act.on, found, state, named)
    back = [one for one in found.things if _comes_back(one) or _can_have_back(one)]
    if not back:
        dropped = [one for one in found.things if one.standing is Standing.DROPPED]
        why = Why.TOO_LATE if dropped else Why.NOTHING_TO_RESTORE
        return Refusal(act, why, next(iter(dropped), None), what=act.of.what)
    if found.how == "all" and (all_back := [one for one in back if _comes_back(one)]):
        return _together([_brings_back(act, one) for one in all_back])
    group = tuple(back) if found.how == "one" else next(at_hand(back, state, named))
    if len(group) == 1 and not _comes_back(group[0]):
        return _last_lines(act, group[0])
    whole = tuple(one for one in group if _comes_back(one))
    steps = [_brings_back(act, one) for one in whole]
    if whole and all(one.what is What.ORDER and one.number is None for one in whole):
        return _together(steps)
    refused = Refusal(act, Why.UNCLEAR_THING, things=group, what=act.of.what)
    return asked_back(act, steps, refused)


def _undone(act: Restore, state: State) -> Outcome | None:
    """What was changed last, as it was before; None where something was dropped since, or has to be
    brought back."""
    back = [one for one in state.things if _comes_back(one)]
    at = max((one.at for one in state.changed), default=None)
    since = [one for one in back if at is None or (one.touched_at or at) > at]
    if since:
        return None
    steps = [
        step
        for one in state.changed
        if (thing := state.thing(one.thing)) is not None
        for step in _as_before(one, thing)
    ]
    if steps:
        return _together(steps)
    return Refusal(act, Why.NOTHING_TO_UNDO, next(iter(state.things), None), what=act.of.what)


def _told_together(names: frozenset[str]) -> frozenset[str]:
    """Who had one car alone has no other."""
    return names | CARS if names & CARS else names


def _as_before(change: Change, thing: Thing) -> list[Step]:
    of = Target(what=thing.what, thing=thing.id, number=thing.number)
    steps: list[Step] = []
    lines = change.lines
    if lines and may("edit", thing) and lines != lines_of(thing):
        edit = Edit(op=Op.BECOME, lines=lines, of=of)
        steps.append(becomes(edit, thing))
    stood = {name: getattr(change.fields, name) for name in _told_together(change.fields.given)}
    otherwise = {
        name: value
        for name, value in stood.items()
        if value != (thing.fields.get(name) or type(value)())
    }
    if otherwise.keys() & CARS:
        otherwise |= {name: stood[name] for name in CARS}
    if otherwise and may("correct", thing):
        steps.append(Step(Correct(fields=Fields(**otherwise), of=of), thing, thing.what))
    return steps


def _comes_back(thing: Thing) -> bool:
    return thing.standing is Standing.DROPPED and may("restore", thing)


def _can_have_back(thing: Thing) -> bool:
    """Whether a line may be put back into it."""
    open_ = may("restore", thing) or may("edit", thing)
    return thing.standing is not Standing.DROPPED and bool(thing.removed) and open_


def _brings_back(act: Restore, thing: Thing) -> Step:
    return _step(act.model_copy(update={"on": None}), thing)


def _last_lines(act: Restore, thing: Thing) -> Outcome:
    """No line is named: the last one, or all of them, where there are several."""
    last = _line_step(act, thing, thing.removed[-1:])
    if len(thing.removed) == 1:
        return last
    return Doubt(act, (last, _line_step(act, thing, thing.removed)))


def _line_back(
    act: Restore, on: Ref, found: Aimed, state: State, named: tuple[Step, ...]
) -> Outcome:
    for group in at_hand(found.things, state, named):
        for thing in group:
            if _can_have_back(thing) and (outcome := _removed(act, on, thing, state)):
                return outcome
            if _comes_back(thing) and (lines := find(on, thing.lines, Hearing(thing, state)).lines):
                return _as_new(lines, thing)
    for thing in found.things:
        if (step := _as_counted_before(on, thing, state)) is not None:
            return step
    nearest = next((one for one in found.things if one.lines), None)
    lines = nearest.lines if nearest is not None else ()
    return Refusal(act, Why.NOTHING_TO_RESTORE, nearest, lines, what=What.ORDER)


def _as_counted_before(on: Ref, thing: Thing, state: State) -> Step | None:
    """A line that stands, with the number that it had before the last change: "the notes back to
    what they were". None if that has not changed it."""
    change = next((one for one in state.changed if one.thing == thing.id and one.lines), None)
    lines = find(on, thing.lines, Hearing(thing, state)).lines
    items = {one.item for one in lines}
    if change is None or change.lines is None or len(items) != 1 or not may("edit", thing):
        return None
    others = tuple(one for one in lines_of(thing) if one.item not in items)
    before = tuple(one for one in change.lines if one.item in items)
    if not before or before == tuple(one for one in lines_of(thing) if one.item in items):
        return None
    of = Target(what=thing.what, thing=thing.id, number=thing.number)
    return becomes(Edit(op=Op.BECOME, lines=(*others, *before), of=of), thing)


def _removed(act: Restore, on: Ref, thing: Thing, state: State) -> Outcome | None:
    """A line that was taken out; of an item that was taken out twice, the last time."""
    last = replace(thing, spoken=tuple(line.id for line in thing.removed[-1:]))
    hearing = Hearing(last, replace(state, asked=None))
    fit = find(on, thing.removed, hearing)
    if not fit.lines:
        return None
    if fit.how == "all":
        return _line_step(act, thing, fit.lines)
    if fit.how == "item":
        return _line_step(act, thing, fit.lines[-1:])
    steps = [_line_step(act, thing, (line,)) for line in reversed(fit.lines)]
    refused = Refusal(act, Why.UNCLEAR_LINE, thing, fit.lines, what=What.ORDER)
    return asked_back(act, steps, refused)


def _line_step(act: Restore, thing: Thing, lines: tuple[StandingLine, ...]) -> Step:
    update = {"on": Ref(lines=tuple(line.id for line in lines))}
    return replace(_step(act.model_copy(update=update), thing), lines=lines)


def _as_new(lines: Sequence[StandingLine], dropped: Thing) -> Step:
    """Some lines of what was given up: begun anew, for the rest stays away."""
    wanted = tuple(
        Line(item=one.item, quantity=one.quantity, options=one.options, note=one.note)
        for one in lines
    )
    return Step(Start(what=dropped.what, lines=wanted), None, dropped.what)


# Steps


def _on(
    act: Act, found: Aimed, things: Sequence[Thing], state: State, named: tuple[Step, ...]
) -> Outcome:
    """On each of these if each is meant, else on what is at hand; asked about where two fit."""
    if found.how == "all" and things:
        return _together([_step(act, one) for one in things])
    group = tuple(things) if found.how == "one" else next(at_hand(things, state, named))
    refused = Refusal(act, Why.UNCLEAR_THING, things=group, what=getattr(act, "of", Target()).what)
    return asked_back(act, [_step(act, one) for one in group], refused)


def _together(steps: Sequence[Step]) -> Step:
    return replace(steps[0], also=tuple(steps[1:]))


def _step(act: Act, thing: Thing) -> Step:
    words = getattr(act, "of", Target()).words
    of = Target(what=thing.what, thing=thing.id, number=thing.number, words=words)
    if isinstance(act, Cancel) and thing.standing is Standing.DRAFT:
        return Step(GiveUp(of=of), thing, thing.what)
    return Step(act.model_copy(update={"of": of}), thing, thing.what)


def _recent(made: Sequence[Thing], state: State, named: tuple[Step, ...]) -> Group:
    near = [one for one in made if state.recent(one)]
    return next(at_hand(near, state, named), ())


def _is_made(thing: Thing) -> bool:
    return thing.standing is Standing.MADE


def _is_named(of: Target) -> bool:
    return any((of.what, of.number, of.ref, of.thing))


def _refused(act: Act, found: Aimed, state: State, named: tuple[Step, ...]) -> Refusal:
    """It may not be done any more, it is off already, or there is no such thing."""
    what = getattr(act, "of", Target()).what
    thing = next((group[0] for group in at_hand(found.things, state, named)), None)
    if thing is None:
        return Refusal(act, Why.NOTHING_THERE, what=what)
    why = Why.GIVEN_UP if thing.standing is Standing.DROPPED else Why.TOO_LATE
    if thing.standing is Standing.DRAFT:
        return Refusal(act, Why.NOTHING_THERE, thing, what=what)
    return Refusal(act, why, thing, what=thing.what)
