"""Which order an edit is on, and what a choice among offered dishes or a bare number means."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.acts.acts import Edit, Op
from services.acts.edits import edited, named_by_lines
from services.acts.partly import brought_back, counts_another, fits, goes_for_another
from services.acts.references import Hearing
from services.acts.shares import with_people
from services.acts.state import Asked, Standing, State, Thing
from services.acts.steps import MOST_READINGS, Doubt, Outcome, Refusal, Step, Why, asked_back
from services.acts.supposing import supposed
from services.acts.targets import Aimed, Group, aimed, at_hand, may
from services.acts.values import Line, Ref, Target, What
from services.acts.wording import within

_COUNTS = {Op.ADD, Op.MORE, Op.SET}


def edit(act: Edit, state: State, named: tuple[Step, ...]) -> Outcome:
    """The step of an edit. Raises nothing."""
    outcome = _edit(act, state, named)
    return supposed(act, outcome, state, named)


def _edit(act: Edit, state: State, named: tuple[Step, ...]) -> Outcome:
    if act.of.new:
        return Step(act, None, What.ORDER)
    if (from_offer := _offered(act, state, named)) is not None:
        return from_offer
    if act.op is Op.ADD and not act.lines:
        act = act.model_copy(update={"op": Op.MORE})
    if len(act.lines) > 1 and act.on is None and _said_by_line(act):
        return _line_by_line(act, state, named)
    act = named_by_lines(act)
    found = aimed(act.of.model_copy(update={"what": What.ORDER}), state, named)
    changeable = [one for one in found.things if may("edit", one)]
    if act.op is Op.ADD:
        return _added(act, found, changeable, state, named)
    outcome = _changed(goes_for_another(act, changeable), found, changeable, state, named)
    return brought_back(act, outcome, state, named) or outcome


# What was offered


def taken_offer(state: State, named: tuple[Step, ...]) -> Outcome | None:
    """Yes to so many of one dish that our last message offered: "shall it be five?"."""
    offers = _dishes(state)
    if state.asked is None or state.asked.field_name is not None or len(offers) != 1:
        return None
    many = offers[0].get("quantity")
    if not isinstance(many, int) or (state.asked.thing is not None and not _is_choice(state.asked)):
        return None
    return edit(Edit(op=Op.SET, quantity=many), state, named)


def _is_choice(asked: Asked) -> bool:
    return asked.expects in ("choice", "item", "quantity")


def _offered(act: Edit, state: State, named: tuple[Step, ...]) -> Outcome | None:
    """A choice among the dishes that we have just offered; a bare number where it was one."""
    offers = _dishes(state)
    if act.lines or act.op not in _COUNTS or not offers or act.of.thing is not None:
        return None
    bare = act.on is None or act.on == Ref(words=act.on.words)
    if bare:
        chosen = offers if len(offers) == 1 and act.quantity is not None else []
    elif act.on is not None and (act.op is Op.ADD or act.on.among == "asked"):
        chosen = list(_chosen(act.on, offers))
    else:
        chosen = []
    if not chosen:
        return None
    if act.op is not Op.ADD and any(_stands(one, state, named) for one in chosen):
        [one] = chosen[:1]
        on = Ref(item=int(str(one["item"])))
        return edit(act.model_copy(update={"on": on}), state, named) if bare else None
    wanted = [_line(one, act) for one in chosen]
    adds = act.model_copy(
        update={"op": Op.ADD, "on": None, "lines": tuple(wanted), "quantity": None}
    )
    return edit(adds, state, named)


def _dishes(state: State) -> list[dict[str, object]]:
    """The offers of one dish each, in their order, each dish once."""
    offered = state.asked.offered if state.asked is not None else ()
    dishes: dict[int, dict[str, object]] = {}
    for one in offered:
        if isinstance(item := one.get("item"), int):
            dishes.setdefault(item, dict(one))
    return list(dishes.values())


def _chosen(ref: Ref, offers: Sequence[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Those that a reference names; nothing where it could be one or the other."""
    those = [
        one
        for one in offers
        if ref.item in (None, one["item"])
        and (not ref.candidates or one["item"] in ref.candidates)
        and (ref.has is None or within(ref.has, str(one.get("title") or "")))
    ]
    if ref.has is not None and not those and len(offers) == 1:
        those = list(offers)  # "The one that isn't hot": only that was offered.
    if ref.position is not None:
        index = ref.position - 1 if ref.position > 0 else ref.position
        yield from those[index : index + 1 or None] if ref.position else ()
    elif ref.among in ("all", "asked") or len(those) == 1:
        yield from those


def _line(offer: dict[str, object], act: Edit) -> Line:
    said = act.quantity
    many = said if said is not None else offer.get("quantity")
    quantity = many if isinstance(many, int) and not isinstance(many, bool) else None
    item = offer["item"]
    assert isinstance(item, int)
    return Line(item=item, quantity=quantity, options=act.options, note=act.note)


def _stands(offer: dict[str, object], state: State, named: tuple[Step, ...]) -> bool:
    """Whether it is in the cart already, so that a bare number is how many of it."""
    orders = [one for one in state.things if one.what is What.ORDER and may("edit", one)]
    group = next(at_hand(orders, state, named), ())
    return any(line.item == offer["item"] for one in group for line in one.lines)


# Several lines at once


def _said_by_line(act: Edit) -> bool:
    counted = any(line.quantity is not None for line in act.lines)
    return counted and act.op in {Op.SET, Op.MORE, Op.FEWER, Op.REMOVE, Op.KEEP_ONLY}


def _line_by_line(act: Edit, state: State, named: tuple[Step, ...]) -> Outcome:
    """ "Two noodles and three colas": each line with its own number. What is kept is kept together
    first, and then counted."""
    parts = [act.model_copy(update={"lines": (line,)}) for line in act.lines]
    first: list[Outcome] = []
    if act.op is Op.KEEP_ONLY:
        bare = tuple(line.model_copy(update={"quantity": None}) for line in act.lines)
        first.append(edit(act.model_copy(update={"lines": bare}), state, named))
        counted = [one for one in parts if one.lines[0].quantity is not None]
        parts = [one.model_copy(update={"op": Op.SET}) for one in counted]
    outcomes = first + [edit(part, state, named) for part in parts]
    steps = [one for one in outcomes if isinstance(one, Step)]
    if len(steps) < len(outcomes):
        return next(one for one in outcomes if not isinstance(one, Step))
    return replace(steps[0], also=tuple(steps[1:]))


# Which order


def _added(
    act: Edit, found: Aimed, changeable: list[Thing], state: State, named: tuple[Step, ...]
) -> Outcome:
    """Into what is at hand. An order that may not be changed any more is left alone: it is a new
    one, unless the message says that it is meant."""
    says = act.of.number is not None or act.of.ref is not None or act.of.made is True
    near = [one for one in changeable if says or _is_near(one, state)]
    if found.how == "one" and len(near) > 1:
        return _between(act, near)
    group = next(at_hand(near, state, named), ())
    if len(group) > 1:
        return _between(act, group)
    if group:
        return _into(act, group[0])
    if says or act.of.thing is not None:
        return _refused(act, found, state, named)
    return Step(act.model_copy(update={"lines": with_people(act.lines, None)}), None, What.ORDER)


def _is_near(thing: Thing, state: State) -> bool:
    if thing.standing is Standing.DRAFT:
        return not state.rests(thing)
    return state.recent(thing)


def _into(act: Edit, thing: Thing) -> Step:
    of = Target(what=thing.what, thing=thing.id, number=thing.number, words=act.of.words)
    lines = with_people(act.lines, thing)
    return Step(act.model_copy(update={"of": of, "lines": lines}), thing, thing.what)


def _between(act: Edit, things: Sequence[Thing]) -> Outcome:
    refused = Refusal(act, Why.UNCLEAR_THING, things=tuple(things), what=What.ORDER)
    return asked_back(act, [_into(act, one) for one in things], refused)


def _changed(
    act: Edit, found: Aimed, changeable: list[Thing], state: State, named: tuple[Step, ...]
) -> Outcome:
    if found.how != "any" and len(changeable) > 1:
        on_them = _on_each if found.how == "all" else _on_one_of
        return on_them(act, tuple(changeable), state, named)
    groups = list(at_hand(changeable, state, named))
    carts = [one for one in changeable if one.standing is Standing.DRAFT and one.lines]
    if _is_on_everything(act) and len(carts) > 1 and any(one in carts for one in groups[0]):
        together = _on_all(act, carts, state, named)
        if not isinstance(together, Refusal) or together.why != Why.NOT_IN_CART:
            return together
    for group in groups:
        fitting = tuple(one for one in group if fits(act, one, state, named))
        if fitting:
            return _on_one_of(act, fitting, state, named)
    return _nowhere(act, found, changeable, state, named)


def _nowhere(
    act: Edit, found: Aimed, changeable: list[Thing], state: State, named: tuple[Step, ...]
) -> Outcome:
    """No order that may be changed holds the line."""
    if (closed := _on_closed(act, found, state, named)) is not None:
        return closed
    if _names_instead(act):
        return _added(_as_added(act), found, changeable, state, named)
    if counts_another(act, changeable):
        assert act.on is not None
        line = Line(item=act.on.item, quantity=act.quantity, words=act.on.words)
        adds = act.model_copy(update={"lines": (line,), "quantity": None})
        return _added(_as_added(adds), found, changeable, state, named)
    nearest = next(at_hand(changeable, state, named), ())
    if nearest:
        return edited(act, Hearing(nearest[0], state, named))
    return _refused(act, found, state, named)


def _is_on_everything(act: Edit) -> bool:
    """ "Two of everything", "only the rice", "all but the colas" go for the carts of all."""
    on = act.on
    if on is None or on.lines:
        return False
    named = (on.item, on.has, on.position)
    if act.op is Op.KEEP_ONLY:
        return on.position is None and on.among in (None, "all")
    if on.candidates or on.any_of or any(one is not None for one in named):
        return False
    return on.among in ("all", "rest") or (on.among is None and bool(on.but))


def _on_all(act: Edit, carts: list[Thing], state: State, named: tuple[Step, ...]) -> Outcome:
    """The lines of all carts as if they were of one, the one at hand first."""
    first = next(at_hand(carts, state, named))[0]
    carts = [first, *(one for one in carts if one is not first)]
    together = replace(
        first,
        lines=tuple(line for one in carts for line in one.lines),
        spoken=tuple(line for one in carts for line in one.spoken),
    )
    return edited(act, Hearing(together, state, named, tuple(carts)))


def _on_each(act: Edit, things: Sequence[Thing], state: State, named: tuple[Step, ...]) -> Outcome:
    outcomes = [edited(act, Hearing(one, state, named)) for one in things]
    steps = [one for one in outcomes if isinstance(one, Step)]
    if len(steps) < len(outcomes):
        return next(one for one in outcomes if not isinstance(one, Step))
    return replace(steps[0], also=tuple(steps[1:]))


def _on_one_of(act: Edit, group: Group, state: State, named: tuple[Step, ...]) -> Outcome:
    outcomes = [edited(act, Hearing(one, state, named)) for one in group]
    if len(outcomes) == 1:
        return outcomes[0]
    steps: list[Step] = []
    for one in outcomes:
        steps += [one] if isinstance(one, Step) else one.between if isinstance(one, Doubt) else ()
    if not steps:
        return outcomes[0]
    refused = Refusal(act, Why.UNCLEAR_THING, things=group[:MOST_READINGS], what=What.ORDER)
    return asked_back(act, steps, refused)


def _on_closed(act: Edit, found: Aimed, state: State, named: tuple[Step, ...]) -> Refusal | None:
    """The line is on an order that may not be changed any more."""
    closed = [one for one in found.things if not may("edit", one)]
    held = (one for one in closed if act.on is not None and fits(act, one, state, named))
    thing = next(held, None)
    return _too_late(act, thing) if thing is not None else None


def _names_instead(act: Edit) -> bool:
    """Whether it says what is wanted in place of something that is not there: what could not be had
    when it was ordered. What is wanted is put in."""
    on = act.on
    if act.op is not Op.SWAP or on is None or not act.lines or act.part is not None:
        return False
    return not on.but and (on.item is not None or bool(on.candidates) or on.has is not None)


def _as_added(act: Edit) -> Edit:
    return act.model_copy(update={"op": Op.ADD, "on": None})


def _refused(act: Edit, found: Aimed, state: State, named: tuple[Step, ...]) -> Refusal:
    """No order may be changed: the one that would have been meant is named."""
    thing = next((group[0] for group in at_hand(found.things, state, named)), None)
    if thing is None:
        return Refusal(act, Why.NOTHING_THERE, what=What.ORDER)
    return _too_late(act, thing)


def _too_late(act: Edit, thing: Thing) -> Refusal:
    dropped = thing.standing is Standing.DROPPED
    why = Why.GIVEN_UP if dropped else Why.TOO_LATE
    return Refusal(act, why, thing, what=thing.what)
