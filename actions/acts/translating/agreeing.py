"""What rules have found of lines, agreed with what the reader heard of the same words.

Rules find the names that stand in a message; the reader hears what is done with each. Where rules
leave it open which line is meant, or how many of its portions, or would put in what is only
mentioned, the reader is followed. What rules did find stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Restore
from services.acts.state import State
from services.acts.values import Line, Ref, What

_LIKELY, _UNLIKELY = 0.3, 0.05
_NAMED_APART = frozenset({Op.ADD, Op.BECOME, Op.FILL})
"""Edits that name their lines otherwise than by a reference, or need none."""
_REST = frozenset({"rest", "other"})


@dataclass(frozen=True, slots=True)
class _Heard:
    edits: tuple[Edit, ...]
    """As the reader heard them."""
    roles: Mapping[int, frozenset[str]]
    """In which each item was heard, by the item's id."""
    acts: Mapping[str, float]
    there: frozenset[int]
    """Items of the orders that may be changed."""
    pointed: Ref | None = None
    """The only line that is pointed at by its place."""

    def likely(self, op: Op) -> float:
        return self.acts.get(f"edit:{op}", 0.0)

    def only_mentioned(self, item: int | None, *roles: str) -> bool:
        heard = self.roles.get(item, frozenset()) if item is not None else frozenset()
        return bool(heard) and heard <= {*roles}


def agreed(
    acts: Sequence[Act], edits: Sequence[Edit | Restore], said: Said, state: State
) -> tuple[Act, ...]:
    """The acts of rules, with what was heard of their lines (`edits`): first on the lines that are
    meant and without what is only mentioned, then each with what is still open of it, from the
    first edit of its kind that no act before it was completed from."""
    heard = _Heard(
        tuple(one for one in edits if isinstance(one, Edit)),
        _roles(said),
        said.acts,
        frozenset(
            line.item
            for one in state.things
            if one.what is What.ORDER and "edit" in one.may
            for line in one.lines
        ),
        _pointed_at(said),
    )
    told = [each for act in acts for each in _one(act, heard)]
    told = [act for act in told if not _is_counted_again(act, told)]
    told = [_without_rest(act, told) for act in told] or list(acts)
    left = list(heard.edits)
    whole = [_completed(act, left) for act in told]
    return tuple(act for act in whole if not _is_counted_again(act, whole))


def on_what_is_pointed_at(edits: Sequence[Edit | Restore], said: Said) -> list[Edit | Restore]:
    """A swap that names no line is on the only one that the message points at by its place: "the
    second one's owner eats no pork, give him rice"."""
    on = _pointed_at(said)
    return [
        one.model_copy(update={"on": on})
        if isinstance(one, Edit) and one.op is Op.SWAP and one.on is None and on is not None
        else one
        for one in edits
    ]


def _pointed_at(said: Said) -> Ref | None:
    told = [one["value"] for one in said.entities if one["entity"] == "line_ref"]
    [value] = told if len(told) == 1 else [{}]
    return Ref(position=value["position"]) if "position" in value else None


def _completed(act: Act, left: list[Edit]) -> Act:
    """With the line, and how many of its portions, that was heard of the same; that is no other's
    then."""
    heard = next((one for one in left if _is_same(act, one)), None)
    if heard is None or not isinstance(act, Edit):
        return act
    left.remove(heard)
    return _with(act, heard)


def _is_same(act: Act, heard: Edit) -> bool:
    if not isinstance(act, Edit) or act.op is not heard.op or act.op is Op.ADD:
        return False
    counts = act.quantity is None or heard.quantity is None or act.quantity == heard.quantity
    wishes = {*act.options, *act.without}, {*heard.options, *heard.without}
    return counts and (not all(wishes) or bool(wishes[0] & wishes[1]))


def _with(act: Edit, heard: Edit) -> Edit:
    told: dict[str, Any] = {}
    if heard.on is not None and (act.on is None or _is_looser(act.on, heard.on)):
        told["on"] = heard.on
    of_all = act.on is not None and act.on.among == "all"
    counted = any(one is not None for one in (act.part, act.quantity, act.share))
    if heard.part is not None and not (counted or of_all):
        told["part"] = heard.part
    return act.model_copy(update=told)


def _is_looser(ruled: Ref, heard: Ref) -> bool:
    """ "The rest of the mapo": the mapo is meant, and not the rest of everything."""
    return ruled.among in _REST and heard.item is not None


def _roles(said: Said) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for one in said.spans:
        if one["label"] == "item" and one.get("value") is not None:
            item, role = int(one["value"]), frozenset({str(one.get("role") or "")})
            found[item] = found.get(item, frozenset()) | role
    return found


def _one(act: Act, heard: _Heard) -> Iterator[Act]:
    if not isinstance(act, Edit):
        yield act
    elif act.op is Op.ADD and len(act.lines) > 1:
        yield _added(act, heard)
    elif act.op is Op.KEEP_ONLY:
        kept = max(heard.likely(Op.KEEP_ONLY), heard.likely(Op.REMOVE))
        if kept >= _UNLIKELY:  # Else all the others would go for a word that rules mistook.
            yield act
    else:
        yield act if act.on is not None else _pointed(act, heard)


def _added(act: Edit, heard: _Heard) -> Edit:
    """Without names that were only mentioned and stand already; what was heard to go for the others
    is swapped for them: "trade the rice for the one with ribs"."""
    aside = [one for one in act.lines if _stands_aside(one, heard)]
    comes = tuple(one for one in act.lines if one not in aside)
    if not aside or not comes:
        return act
    if len(aside) == 1 and heard.likely(Op.SWAP) >= _LIKELY:
        on = Ref(item=aside[0].item, words=aside[0].words)
        return Edit(op=Op.SWAP, on=on, lines=comes, of=act.of)
    return act.model_copy(update={"lines": comes})


def _stands_aside(line: Line, heard: _Heard) -> bool:
    plain = line.quantity is None and not line.options and line.note is None
    return plain and line.item in heard.there and heard.only_mentioned(line.item, "mention", "out")


def _pointed(act: Edit, heard: _Heard) -> Edit:
    """On the line that was heard for the same edit; else on the only one that is mentioned."""
    if act.op in _NAMED_APART or len(heard.there) == 1:
        return act
    if act.op is Op.SWAP and heard.pointed is not None:
        return act.model_copy(update={"on": heard.pointed})
    same = [one.on for one in heard.edits if one.op is act.op and _counts_alike(one, act)]
    named = [on for on in same if on is not None and _names(on, heard)]
    if len(named) == 1:
        return act.model_copy(update={"on": named[0]})
    aside = [item for item in heard.roles if heard.only_mentioned(item, "mention")]
    if not same and len(aside) == 1 and aside[0] in heard.there:
        return act.model_copy(update={"on": Ref(item=aside[0])})
    return act


def _counts_alike(one: Edit, other: Edit) -> bool:
    return (one.quantity, one.part) == (other.quantity, other.part)


def _names(on: Ref, heard: _Heard) -> bool:
    """Whether it calls a line by its name."""
    return on.item in heard.there or bool(heard.there & {*on.candidates}) or on.has is not None


def _is_counted_again(act: Act, told: Sequence[Act]) -> bool:
    """Whether it sets no line to the number to which another edit sets one that it names ("five
    people came, so five notebooks"), or of which another edit says how they are done ("make that
    three with egg")."""
    if not isinstance(act, Edit) or act.op is not Op.SET or act.on is not None:
        return False
    others = [one for one in told if isinstance(one, Edit) and one is not act]
    sets = (one.op is Op.SET and one.on and one.quantity == act.quantity for one in others)
    wishes = (one.op is Op.REFINE and one.part == act.quantity is not None for one in others)
    return any(sets) or any(wishes)


def _without_rest(act: Act, told: Sequence[Act]) -> Act:
    """Without an option that the message says of all the others: "that one iced, the rest hot"."""
    if not isinstance(act, Edit) or act.op is not Op.REFINE or len(act.options) < 2:  # noqa: PLR2004
        return act
    rest = {
        code
        for one in told
        if isinstance(one, Edit) and one.op is Op.REFINE and one is not act
        if one.on is not None and one.on.among in _REST
        for code in one.options
    }
    kept = tuple(code for code in act.options if code not in rest)
    return act.model_copy(update={"options": kept or act.options})
