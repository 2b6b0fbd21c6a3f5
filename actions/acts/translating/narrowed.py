"""Which of what our last message offers is meant: "the USB-C one", "the least"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.acts.translating.heard import Heard
from actions.acts.translating.manners import placed, relation
from actions.kit.said import Said
from services.acts.acts import About, Act, Ask, Confirm, Edit, Op, Social, Start, Unknown
from services.acts.state import State
from services.acts.values import Line, Ref, What

_ITEM = "item"
"""What the question expects which of several items is meant."""
_PUTS_IN = frozenset({Op.ADD, Op.SWAP, Op.SET, Op.MORE, Op.REFINE})
_NUMBERS = {"least": min, "most": max}
Offer = Mapping[str, Any]


def chosen(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts with the one of the offered items that is meant, in place of words that by
    themselves may mean others, too."""
    offered = _offered(state)
    if said.pressed or not offered:
        return tuple(acts)
    if (bound := _bound(acts, said, offered)) is not None:
        return (bound,)
    if (bound := _bound_besides(acts, said, state, offered)) is not None:
        return (bound, *acts)
    asked = state.asked
    if asked is None or asked.expects != _ITEM or len(offered) < 2:  # noqa: PLR2004
        return tuple(acts)
    stands = {line.item for thing in state.things for line in thing.lines}
    free = [one for one in offered if one["item"] not in stands]
    return tuple(_settled(act, free) for act in acts)


def bound(said: Said, state: State) -> Edit | None:
    """So many of the item that our last message refused in another number: "the minimum, then"."""
    return None if said.pressed else _bound((), said, _offered(state))


def _offered(state: State) -> list[Offer]:
    asked = state.asked
    return [one for one in asked.offered if isinstance(one.get("item"), int)] if asked else []


def _bound(acts: Sequence[Act], said: Said, offered: Sequence[Offer]) -> Edit | None:
    """ "The minimum, then": so many of the one item that was refused in another number."""
    words = next((kind for kind in _NUMBERS if relation(said, kind) is not None), None)
    counts = [int(one["quantity"]) for one in offered if one.get("quantity")]
    if words is None or len({one["item"] for one in offered}) != 1 or not counts:
        return None
    plain = all(isinstance(act, Unknown | Confirm | Social) or _is_vague(act) for act in acts)
    if not plain or said.says("item", "question", "figure"):
        return None
    return Edit(op=Op.ADD, quantity=_NUMBERS[words](counts))


def _bound_besides(
    acts: Sequence[Act], said: Said, state: State, offered: Sequence[Offer]
) -> Edit | None:
    """The same in a clause of its own, beside other things that are put in: "the least then, and
    two pairs of scissors"."""
    words = next((one for kind in _NUMBERS if (one := relation(said, kind)) is not None), None)
    ids = {one["item"] for one in offered}
    puts = [act for act in acts if isinstance(act, Start | Edit)]
    lines = [line for act in puts for line in act.lines]
    plain = all(isinstance(act, Start) or act.op is Op.ADD for act in puts)
    if words is None or not lines or not plain or ids & {line.item for line in lines}:
        return None
    clause = Heard(said, state).clause(words)
    named = (e for e in placed(said) if e["entity"] in ("item", "figure"))
    if any(e["start"] in clause for e in named):
        return None
    return _bound((), replace(said, entities=(words,)), offered)


def _is_vague(act: Act) -> bool:
    """Whether it names no line, and what it puts in is of no name."""
    if isinstance(act, Ask):
        return act.about is About.CART
    begins = isinstance(act, Start) and act.what is What.ORDER and not act.lines
    return begins or (isinstance(act, Edit) and act.on is None and not act.lines)


def _settled(act: Act, offered: Sequence[Offer]) -> Act:
    if isinstance(act, Start) and act.what is What.ORDER and len(act.lines) == 1:
        act = Edit(op=Op.ADD, lines=act.lines)
    if not isinstance(act, Edit) or act.op not in _PUTS_IN:
        return act
    told: Line | Ref | None = act.lines[0] if len(act.lines) == 1 else act.on
    ids = {told.item, *told.candidates} - {None} if told is not None else set()
    fit = [one for one in offered if one["item"] in ids]
    if len({one["item"] for one in fit}) != 1:
        return act
    own = act.lines[0] if act.lines else Line(options=act.options, note=act.note)
    many = own.quantity or act.quantity or fit[0].get("quantity")
    line = own.model_copy(update={"item": fit[0]["item"], "candidates": (), "quantity": many})
    return Edit(op=Op.ADD, lines=(line,), of=act.of)
