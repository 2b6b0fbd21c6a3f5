"""What rules read of a message, with what they missed of the lines that were heard."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.acts.acts import Act, Edit, Op, Restore, name_of
from services.acts.values import Ref

LIKELY = 0.8
"""Probability from which an edit that only was heard stands beside those that rules found."""
_LOOSE = frozenset({"rest", "other"})


def completed(acts: Sequence[Act], edits: Sequence[Edit | Restore]) -> tuple[Act, ...]:
    """Each edit with the line, and how many of its portions, that was heard of an edit of the same
    kind, where rules found none. What they did find stays."""
    left = [one for one in edits if isinstance(one, Edit)]
    done: list[Act] = []
    for act in acts:
        heard = next((one for one in left if _is_same(act, one)), None)
        if heard is not None and isinstance(act, Edit):
            left.remove(heard)
            done.append(_with(act, heard))
        else:
            done.append(act)
    return tuple(done)


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
    counted = act.part is not None or act.quantity is not None
    if heard.part is not None and not (counted or of_all):
        told["part"] = heard.part
    return act.model_copy(update=told)


def _is_looser(ruled: Ref, heard: Ref) -> bool:
    """ "The rest of the mapo": the mapo is meant, and not the rest of everything."""
    return ruled.among in _LOOSE and heard.item is not None


def joined(
    acts: Sequence[Act], edits: Sequence[Edit | Restore], probable: Mapping[str, float]
) -> tuple[Act, ...] | None:
    """With edits that were heard beside those that rules found: of a kind that the message is
    likely to hold and rules have none of, on what no other is on. None where there are none."""
    ruled = [act for act in acts if isinstance(act, Edit)]
    found = {name_of(act) for act in acts}
    on = {item for act in ruled for item in _items(act)}
    more = [
        one
        for one in edits
        if name_of(one) not in found
        and probable.get(name_of(one), 0.0) >= LIKELY
        and isinstance(one, Edit)
        and (items := {*_items(one)})
        and not items & on
    ]
    return (*acts, *more) if ruled and more else None


def _items(edit: Edit) -> Iterator[int]:
    """What it is on, and what it puts in."""
    refs = [edit.on, *(edit.on.any_of if edit.on else ())]
    yield from (one.item for one in refs if one is not None and one.item is not None)
    yield from (line.item for line in edit.lines if line.item is not None)
