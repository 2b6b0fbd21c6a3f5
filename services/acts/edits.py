"""How many of which lines an edit leaves, counted against what stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.acts import shares
from services.acts.acts import Edit, Op
from services.acts.edit_steps import Reading, becomes, steps, total
from services.acts.references import Fit, Hearing, Lines, find, free, implied, is_so
from services.acts.state import StandingLine, Thing
from services.acts.steps import Outcome, Refusal, Step, Why, asked_back
from services.acts.values import Ref, Target, What
from services.acts.wording import same

_TWO = 2
_ON_LINES = {Op.REMOVE, Op.KEEP_ONLY}
_COUNTED = {Op.SET, Op.MORE, Op.FEWER}


def looked_up(act: Edit, hearing: Hearing) -> Fit:
    """The lines that an edit is on, in the order of `hearing`."""
    lines = hearing.thing.lines
    if act.on is None or act.on == Ref(words=act.on.words):
        fit = implied(_able(act, lines), hearing)
        if fit.how == "one" and (chosen := _chosen_before(act, lines)):
            fit = Fit(chosen)
        counted = act.part is not None or act.share is not None
        return _of_same_item(fit, lines) if counted else fit
    fit = find(act.on, lines, hearing)
    if not fit.lines:
        fit = _of_that_kind(act.on, lines, hearing)
    if fit.how == "one" or act.on.among in ("all", "rest", "other"):
        able = _able(act, fit.lines)
        if act.on.among in ("rest", "other"):
            able = _with_their_kind(able, fit.lines)
        fit = Fit(able, "all" if len(able) == 1 else fit.how, fit.part)
    if act.op is Op.KEEP_ONLY and fit.how == "one" and act.on.has is not None:
        return Fit(fit.lines)  # "Only what one drinks": nothing is taken out by mistake.
    return fit


def _chosen_before(act: Edit, lines: Lines) -> Lines:
    """ "Rather mildly spicy": the only line for which such a choice was made."""
    groups = {group for line in lines for code, group in line.groups if code in act.options}
    if act.op is not Op.REFINE or not groups:
        return ()
    told = [
        line
        for line in lines
        if any(code in line.options for code, group in line.groups if group in groups)
    ]
    return tuple(told) if len(told) == 1 else ()


def _of_that_kind(on: Ref, lines: Lines, hearing: Hearing) -> Fit:
    """ "Skip the coffee", where a latte is all the coffee that there is: by the shelf that lines
    stand on, where what the words are the name of stands in none."""
    if on.item is None or not on.words or on.words != on.words.strip():
        return Fit(())
    kinds = tuple(line for line in lines if any(same(on.words, tag) for tag in line.tags))
    if not kinds or len({line.item for line in kinds}) > 1:
        return Fit(())
    return find(Ref(item=kinds[0].item, position=on.position), lines, hearing)


def _of_same_item(fit: Fit, there: Lines) -> Fit:
    """ "Two without": of the item, on whichever lines it stands."""
    if len(items := {line.item for line in fit.lines}) != 1:
        return fit
    alike = tuple(line for line in there if line.item in items)
    return Fit(alike, "all" if len(alike) == 1 else "item")


def named_by_lines(act: Edit) -> Edit:
    """What is taken out or kept may be told as lines: "only the rice and the colas"."""
    if act.on is not None or not act.lines or act.op not in _ON_LINES | _COUNTED | {Op.DOUBLE}:
        return act
    refs = [Ref(item=line.item, candidates=line.candidates, has=_words(line)) for line in act.lines]
    quantity = act.lines[0].quantity if len(act.lines) == 1 else None
    only = refs[0] if len(refs) == 1 else Ref(any_of=tuple(refs))
    update = {"on": only, "lines": (), "quantity": act.quantity if quantity is None else quantity}
    return act.model_copy(update=update)


def edited(act: Edit, hearing: Hearing) -> Outcome:
    """The step of an edit on the lines of one order. `act.op` is not ADD with lines."""
    if act.op is Op.BECOME:
        there = bool(act.lines and hearing.thing.lines)
        nothing = Refusal(act, Why.NOTHING_NAMED, hearing.thing, what=What.ORDER)
        return becomes(act, hearing.thing) if there else nothing
    if act.op is Op.FILL and act.lines:
        return _filled_with(act, hearing)
    fit = looked_up(act, hearing)
    if not fit.lines:
        return _on_nothing(act, hearing)
    if isinstance(counted := _counted(act, fit, hearing), Refusal):
        return counted
    act = counted
    if fit.part is not None and act.part is None and act.op is not Op.REMOVE:
        act = act.model_copy(update={"part": fit.part})
    if fit.part is not None and act.op is Op.REMOVE:
        act = act.model_copy(update={"quantity": fit.part})
    readings = list(_readings(act, fit, hearing))
    why = _why(act, fit) if not readings else Why.UNCLEAR_LINE
    refused = Refusal(act, why, hearing.thing, fit.lines, what=What.ORDER)
    return asked_back(act, [steps(act, one, hearing) for one in readings], refused)


def _counted(act: Edit, fit: Fit, hearing: Hearing) -> Edit | Refusal:
    """With how many a share of those lines is; a refusal where it does not say what it needs."""
    counts = act.quantity is not None or act.share is not None
    if (act.op is Op.SWAP and not act.lines) or (act.op in (Op.SET, Op.FILL) and not counts):
        return Refusal(act, Why.NOTHING_NAMED, hearing.thing, fit.lines)
    if act.share is None:
        return act
    if fit.how == "one" and len({line.item for line in fit.lines}) > 1:
        return Refusal(act, Why.UNCLEAR_LINE, hearing.thing, fit.lines, what=What.ORDER)
    refused = Refusal(act, Why.UNEVEN, hearing.thing, fit.lines, what=What.ORDER)
    return shares.part_of(act, fit.lines) or refused


def _filled_with(act: Edit, hearing: Hearing) -> Outcome:
    """As many of something as are missing from all carts together are put in."""
    thing = hearing.thing
    there = sum(total(one.lines) for one in hearing.carts or (thing,))
    if act.quantity is None:
        return Refusal(act, Why.NOTHING_NAMED, thing, what=What.ORDER)
    if (missing := act.quantity - there) <= 0:
        return Refusal(act, Why.MORE_THERE, thing, thing.lines, what=What.ORDER)
    line = act.lines[0].model_copy(update={"quantity": missing})
    of = Target(what=thing.what, thing=thing.id, number=thing.number)
    adds = act.model_copy(update={"op": Op.ADD, "lines": (line,), "quantity": None, "of": of})
    return Step(adds, thing, thing.what)


def _on_nothing(act: Edit, hearing: Hearing) -> Outcome:
    """Where the message has taken out all the others already, the rest is nothing."""
    thing = hearing.thing
    if act.on is not None and act.on.among == "rest" and any(s.lines for s in hearing.named):
        return Step(act, thing, thing.what)
    return Refusal(act, Why.NOT_IN_CART, thing, what=What.ORDER)


def _words(line: object) -> str | None:
    """Words count only where the catalogue knows no item for them."""
    item, candidates = getattr(line, "item", None), getattr(line, "candidates", ())
    return None if item is not None or candidates else getattr(line, "words", None)


def _able(act: Edit, there: Sequence[StandingLine]) -> Lines:
    """Those that offer the options, else of whose sort something does (no drink comes without
    garlic), and have what is to be taken off; all where none does."""
    lines = tuple(there)
    if act.op is not Op.REFINE:
        return lines
    wanted = set(act.options)
    offering = tuple(line for line in lines if wanted <= {*line.offers, *line.options})
    fitting = offering or tuple(line for line in lines if wanted <= line.takes)
    lines = fitting if wanted and fitting else lines
    having = tuple(line for line in lines if set(act.without) & set(line.options))
    return having if act.without and having else lines


def _with_their_kind(able: Lines, there: Lines) -> Lines:
    """ "The others hot": also a coffee that offers no choice of it, for it offers what the other
    coffees offer; but not the cake."""
    family = {code for line in able for code in line.offers}
    return tuple(line for line in there if line in able or line.offers & family)


# Readings


def _readings(act: Edit, fit: Fit, hearing: Hearing) -> Iterator[Reading]:
    if act.op is Op.FILL:
        yield from _filled(act, fit, hearing.thing)
    elif fit.how == "one":
        for lines in _ways(fit.lines):
            yield from _each(act, lines)
    elif act.op is Op.REFINE and act.part is not None and not _every(act):
        yield from _portions(act, fit.lines, hearing)
    elif _is_spread(act, fit.lines):
        yield from _spread(act, fit.lines)
    else:
        yield from _each(act, fit.lines)


def _ways(lines: Lines) -> Iterator[Lines]:
    """One or the other, or both of two."""
    for line in lines:
        yield (line,)
    if len(lines) == _TWO:
        yield lines


def _every(act: Edit) -> bool:
    """Whether each of several lines is named, and not all of them together."""
    return act.on is not None and act.on.among == "all"


def _is_spread(act: Edit, lines: Lines) -> bool:
    """Whether an edit is on so many portions of one item that stands on several lines."""
    alike = len({line.item for line in lines}) == 1
    if len(lines) == 1 or not alike or _every(act) or (act.on is not None and act.on.lines):
        return False
    if act.op in _COUNTED:
        return True
    if act.op in _ON_LINES:
        return act.quantity is not None
    return act.op is Op.SWAP and act.part is not None


def _spread(act: Edit, lines: Lines) -> Iterator[Reading]:
    if act.op is Op.SWAP:
        yield from _taken(act.part or 0, lines)
        return
    there = total(lines)
    left = _after(act, replace(lines[0], quantity=there))
    if left in (0, there):
        yield Reading(lines, tuple(line.quantity if left else 0 for line in lines))
    elif left > 0 and act.op is not Op.KEEP_ONLY:
        for line in lines:
            if (after := line.quantity + left - there) >= 0:
                yield Reading((line,), (after,))


def _each(act: Edit, lines: Lines) -> Iterator[Reading]:
    """The same done to each of these lines, if each allows it."""
    after = tuple(_after(act, line) for line in lines)
    if all(one >= 0 for one in after):
        yield Reading(lines, after)


def _after(act: Edit, line: StandingLine) -> int:
    """How many of a line are left; negative if there are not so many."""
    many, one = line.quantity, 1 if act.quantity is None else act.quantity
    match act.op:
        case Op.SET | Op.FILL:
            left = one
        case Op.MORE | Op.FEWER:
            left = many + one if act.op is Op.MORE else many - one
        case Op.DOUBLE:
            left = 2 * many
        case Op.KEEP_ONLY:
            kept = many if act.quantity is None else act.quantity
            left = kept if kept <= many else -1
        case Op.REMOVE:
            left = 0 if act.quantity is None else many - act.quantity
        case _:
            left = 0 if act.part is None else many - act.part
    return left


def _portions(act: Edit, lines: Lines, hearing: Hearing) -> Iterator[Reading]:
    """So many portions are to be refined. Where fewer are so already, they count with them ("no,
    two without"); where as many are, further ones are meant, unless the same message has just said
    what makes them so."""
    wanted = act.part or 0
    so = tuple(line for line in lines if is_so(line, act))
    rest = tuple(line for line in lines if line not in so)
    already = total(so)
    need = wanted - already if 0 < already < wanted else wanted
    satisfied = already >= wanted and (not rest or need > total(rest) or _just_said(lines, hearing))
    if wanted == 0 or satisfied:
        those = so if wanted else lines
        yield Reading(those, tuple(line.quantity for line in those))
    else:
        yield from _taken(need, free(act, need, rest))


def _just_said(lines: Lines, hearing: Hearing) -> bool:
    items = {line.item for line in lines}
    edits = [step for step in hearing.named if isinstance(step.act, Edit)]
    return any(line.item in items for step in edits for line in step.lines)


def _taken(need: int, lines: Lines) -> Iterator[Reading]:
    """So many portions of these lines: all of them, or those of one line that has as many."""
    if need == sum(line.quantity for line in lines):
        yield Reading(lines, (0,) * len(lines))
        return
    for line in lines:
        if line.quantity >= need:
            yield Reading((line,), (line.quantity - need,))


def _filled(act: Edit, fit: Fit, thing: Thing) -> Iterator[Reading]:
    """As many as are missing from everything together; else, of what was named, from that."""
    wanted = act.quantity or 0
    everything, named = total(thing.lines), total(fit.lines)
    ways = [wanted - everything]
    if act.on is not None and named != everything and fit.how != "one":
        ways.append(wanted - named)
    up = [way for way in ways if way > 0] or [way for way in ways if way == 0]
    if not up and len(fit.lines) == 1 == len(thing.lines):
        up = ways
    if up == [0]:
        yield Reading(fit.lines, tuple(line.quantity for line in fit.lines))
        return
    for more in dict.fromkeys(up):
        for line in fit.lines:
            yield Reading((line,), (line.quantity + more,))


def _why(act: Edit, fit: Fit) -> Why:
    if act.op is Op.FILL:
        return Why.MORE_THERE
    wanted = act.part if act.op in (Op.REFINE, Op.SWAP) else act.quantity
    together = _is_spread(act, fit.lines) or act.op is Op.REFINE
    there = total(fit.lines) if together else min(line.quantity for line in fit.lines)
    return Why.NOT_SO_MANY if (1 if wanted is None else wanted) > there else Why.UNCLEAR_LINE
