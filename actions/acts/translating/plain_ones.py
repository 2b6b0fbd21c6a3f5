"""Portions of one item that are told by how they are done, or that nothing is done to them.

"One of the normal ones becomes egg noodles", 加辣的那份不要了.
"""

from collections.abc import Iterator, Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import relation, relations
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import StandingLine, State
from services.acts.values import Ref
from services.acts.wording import within

_ON_SOME = frozenset({Op.SWAP, Op.REMOVE, Op.FEWER, Op.REFINE, Op.SET})
_LONGEST = 4
"""Signs of a Chinese word that says how a portion is done."""


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, each once, and an edit of some portions on those that the message tells."""
    acts = _once(acts)
    order = Heard(said, state).order
    if order is None or said.pressed:
        return acts
    edits = [act for act in acts if isinstance(act, Edit) and act.op in _ON_SOME]
    if len(edits) != 1:
        return acts
    [edit] = edits
    those = _told(edit, said, order.lines)
    if not those:
        return acts
    on = Ref(lines=tuple(line.id for line in those), words=edit.on.words if edit.on else None)
    many = sum(line.quantity for line in those)
    part = edit.part if edit.part is not None and edit.part < many else None
    told = edit.model_copy(update={"on": on, "part": part})
    return tuple(told if act is edit else act for act in acts)


def _once(acts: Sequence[Act]) -> tuple[Act, ...]:
    """A swap that is read twice is one: "his becomes chicken, the other pork stays as it is"."""
    kept: list[Act] = []
    for act in acts:
        again = isinstance(act, Edit) and act.op is Op.SWAP and act in kept
        if not again:
            kept.append(act)
    return tuple(kept)


def _told(edit: Edit, said: Said, lines: Sequence[StandingLine]) -> list[StandingLine]:
    """The portions meant, of an item of which some are done otherwise; empty if none is told."""
    if edit.on is not None and (edit.on.lines or edit.on.position or edit.on.among):
        return []
    named = edit.on.item if edit.on is not None else None
    items = [line.item for line in lines]
    alike = {item for item in items if item is not None and items.count(item) > 1}
    if named in items:
        alike &= {named}
    if len(alike) != 1:
        return []
    of_it = [line for line in lines if line.item in alike]
    if relation(said, "plain") is not None:
        plain = [line for line in of_it if not (line.options or line.note)]
        return plain if len(plain) < len(of_it) else []
    for word in _words(said):
        so = [line for line in of_it if _is_so(line, word)]
        if so and len(so) < len(of_it):
            return so
    return []


def _words(said: Said) -> Iterator[str]:
    """What stands before "ones", and before 那份."""
    for one in relations(said, "that_one"):
        before = said.text[: start_of(one)].casefold().strip()
        if before[-1:].isascii():
            yield from before.split()[-1:]
        else:
            yield from (before[-many:] for many in range(_LONGEST, 0, -1))


def _is_so(line: StandingLine, word: str) -> bool:
    told = [*(code.replace("_", " ") for code in line.options), *line.words, line.note or ""]
    names = (line.name_zh, line.name_en)
    return any(within(word, one) for one in told) and not any(within(word, one) for one in names)
