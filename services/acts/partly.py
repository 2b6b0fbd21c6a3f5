"""Edits that say what is wanted by halves: what is missing follows from what stands."""

from collections.abc import Sequence

from services.acts.acts import Edit, Op, Restore
from services.acts.edits import looked_up
from services.acts.references import Hearing
from services.acts.state import Standing, State, Thing
from services.acts.steps import Outcome, Refusal, Step
from services.acts.targets import may
from services.acts.values import Ref, Target

_SEVERAL = 2


def goes_for_another(act: Edit, changeable: Sequence[Thing]) -> Edit:
    """A swap that names no line, but among what comes an item that stands: that one goes."""
    if act.op is not Op.SWAP or act.on is not None or len(act.lines) < _SEVERAL:
        return act
    there = {line.item for one in changeable for line in one.lines}
    goes = [one for one in act.lines if one.item in there]
    comes = tuple(one for one in act.lines if one not in goes)
    if len(goes) != 1 or not comes:
        return act
    [old] = goes
    update = {"on": Ref(item=old.item, words=old.words), "lines": comes}
    return act.model_copy(update=update | {"part": act.part or old.quantity})


def brought_back(act: Edit, outcome: Outcome, state: State, named: tuple[Step, ...]) -> Step | None:
    """Who changes a line of a cart that was given up a moment ago wants that cart back, where no
    other one stands: "the same as before, but a large one"."""
    thing = outcome.thing if isinstance(outcome, Refusal) else None
    if thing is None or thing.standing is not Standing.DROPPED or thing.number is not None:
        return None
    carts = [one for one in state.things if one.standing is Standing.DRAFT and one.lines]
    if carts or act.op in (Op.REMOVE, Op.KEEP_ONLY, Op.BECOME) or not state.recent(thing):
        return None
    if not may("restore", thing) or act.on is None or not fits(act, thing, state, named):
        return None
    of = Target(what=thing.what, thing=thing.id)
    return Step(Restore(of=of), thing, thing.what, then=(act,))


def counts_another(act: Edit, changeable: Sequence[Thing]) -> bool:
    """Whether it says how many of an item that no line is, while an order is put together: "then
    one pack of wipes". They are put in."""
    on, drafts = act.on, [one for one in changeable if one.standing is Standing.DRAFT]
    if act.op not in (Op.SET, Op.MORE) or on is None or not drafts or act.part is not None:
        return False
    return on == Ref(item=on.item, words=on.words) and on.item is not None and act.quantity != 0


def fits(act: Edit, thing: Thing, state: State, named: tuple[Step, ...]) -> bool:
    """Whether an order has a line that an edit may be on."""
    return bool(thing.lines) and bool(looked_up(act, Hearing(thing, state, named)).lines)
