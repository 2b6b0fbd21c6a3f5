"""A swap that was heard of a whole message, though not in the roles of its names."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.likely import probable
from actions.acts.translating.lines import groups_of
from actions.acts.translating.manners import relation, relations
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Restore
from services.acts.state import Standing, StandingLine, State
from services.acts.values import Line, Ref, What
from services.acts.wording import is_called, is_named, same

_LIKELY = 0.5
_TOLD = ("", "mention", "out", "in")
"""Roles of names with which nothing but a swap is done."""


def only_heard(heard: Heard, edits: Sequence[Edit | Restore]) -> Edit | None:
    """What stands goes for the other thing that is named: "where I wrote flat whites I was thinking
    of cappuccinos". None where a swap is not likely, was heard in the roles as well, or more than
    the two is named."""
    order, said = heard.order, heard.said
    if order is None or probable(said).get(_SWAP, 0.0) < _LIKELY:
        return None
    if any(isinstance(one, Edit) and one.op is Op.SWAP for one in edits):
        return None
    names = [one for one in said.spans if one["label"] == "item" and one.get("value") is not None]
    if any(str(one.get("role") or "") not in _TOLD for one in names):
        return None
    named = dict.fromkeys(int(one["value"]) for one in names)
    there = {line.item for line in order.lines}
    goes, comes = [i for i in named if i in there], [i for i in named if i not in there]
    if len(goes) != 1 or len(comes) != 1:
        return None
    return Edit(op=Op.SWAP, on=Ref(item=goes[0]), lines=(Line(item=comes[0]),))


_SWAP = f"edit:{Op.SWAP}"


def with_what_stays(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "Make it an americano instead, still iced": what comes is done as what goes was, but for the
    choices that the message makes itself."""
    order = Heard(said, state).order
    if order is None or said.pressed or relation(said, "stays_so") is None:
        return tuple(acts)
    waiting = [one for one in state.things if one.what is What.ORDER and one.id != order.id]
    drafts = [one for one in waiting if one.standing is Standing.DRAFT]
    lines = [line for one in (order, *drafts) for line in one.lines]
    return tuple(_kept(act, lines) for act in acts)


def _kept(act: Act, lines: Sequence[StandingLine]) -> Act:
    if not isinstance(act, Edit) or act.op is not Op.SWAP or len(act.lines) != 1:
        return act
    [comes] = act.lines
    goes = [line for line in lines if act.on is not None and _is_meant(act.on, line)]
    goes = goes or (list(lines) if len(lines) == 1 else [])
    if len(goes) != 1 or comes.item in (None, goes[0].item):
        return act
    groups = dict(goes[0].groups)
    chosen = {groups.get(code) for code in comes.options}
    stays = [code for code in goes[0].options if groups.get(code) not in chosen]
    options = tuple(dict.fromkeys((*comes.options, *stays)))
    return act.model_copy(update={"lines": (comes.model_copy(update={"options": options}),)})


def _is_meant(on: Ref, line: StandingLine) -> bool:
    """Whether it is that item, or of the kind that the words name: the latte, "the coffee"."""
    if on.item is not None or on.candidates:
        return line.item == on.item or line.item in on.candidates or _is_of_kind(on, line)
    return on.lines == (line.id,) or _is_of_kind(on, line)


def _is_of_kind(on: Ref, line: StandingLine) -> bool:
    return on.words is not None and any(same(on.words, tag) for tag in line.tags)


def swapped_back(heard: Heard) -> list[tuple[int, Act]]:
    """Who wants what they had before the last change again: "one of the two would rather have the
    curry after all". One portion, unless it is said of all. Empty where it is none."""
    order, said = heard.order, heard.said
    change = next((one for one in heard.state.changed if order and one.thing == order.id), None)
    if order is None or change is None or not change.lines or not said.says("again", "restore"):
        return []
    before, now = _counted(change.lines), _counted(order.lines)
    less = [item for item in before if 0 < now.get(item, 0) < before[item]]
    more = [item for item in now if now[item] > before.get(item, 0)]
    named = {one.get("value") for one in said.spans if one["label"] == "item"} - {None}
    if len(less) != 1 or len(more) != 1 or named != {less[0]}:
        return []
    if said.acts.get(f"edit:{Op.MORE}", 0.0) >= _LIKELY or said.says("adds"):
        return []
    line = Line(item=less[0])
    whole = relation(said, "all") is not None
    many = now[more[0]] - before.get(more[0], 0) if whole else 1
    return [(0, Edit(op=Op.SWAP, on=Ref(item=more[0]), lines=(line,), part=many))]


def _counted(lines: Sequence[Line] | Sequence[StandingLine]) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in lines:
        if line.item is not None:
            found[line.item] = found.get(line.item, 0) + (line.quantity or 1)
    return found


def for_its_kin(heard: Heard) -> list[tuple[int, Act]]:
    """ "The remote takes AAA, the AA ones are no use": what is named goes for the only line of its
    kind, where that is said to be wrong. As many as there were, unless it says how many. Empty
    where it is not so."""
    order, said = heard.order, heard.said
    if order is None or said.pressed or said.says("question", "asks", "eater", "exchange"):
        return []
    if any(e["entity"] == "quantity" and e.get("role") == "part" for e in said.entities):
        return []
    stands = {line.item for line in order.lines}
    named = [_settled(one, stands) for one in heard.all("item")]
    named = [one for one in named if one.get("value") is not None]
    new = [one for one in named if one["value"] not in stands]
    kin = {item for one in new for item in one.get("kin") or ()} & stands
    others = {one["value"] for one in named if one["value"] in stands}
    done = any(one.get("role") in ("replacement", "replaced") for one in named)
    if done or len({one["value"] for one in new}) != 1 or len(kin) != 1 or not others <= kin:
        return []
    [goes] = kin
    if not _is_wrong(heard, [line for line in order.lines if line.item == goes]):
        return []
    groups = [one for one in groups_of(said, said.entities) if new[0]["value"] in one.ids]
    pointing = relation(said, "that_one") is not None
    many = next((one.quantity for one in groups if one.quantity), None)
    if pointing and many == 1:
        many = None  # "The clear one" is no number.
    comes = Line(item=int(new[0]["value"]), quantity=many)
    return [(start_of(new[0]), Edit(op=Op.SWAP, on=Ref(item=goes), lines=(comes,)))]


def _settled(item: Entity, stands: set[int]) -> Entity:
    """Of what words may mean, the only thing that is of a kind with something that stands."""
    told = zip(item.get("candidates") or (), item.get("kins") or (), strict=False)
    fit = [(one, kin) for one, kin in told if set(kin) & stands and one not in stands]
    if item.get("value") is not None or len(fit) != 1:
        return item
    return {**item, "value": fit[0][0], "kin": fit[0][1]}


def _is_wrong(heard: Heard, lines: Sequence[StandingLine]) -> bool:
    """Whether these lines are said to be wrong, or not to be."""
    said = heard.said
    words = [str(one["words"]) for one in relations(said, "not")]
    if any(is_named(line, one) or is_called(line, one) for line in lines for one in words):
        return True
    kind = relation(said, "kind") is not None and said.acts.get(_SWAP, 0.0) >= _HEARD
    return (relation(said, "wrong") is not None or kind) and not said.says("adds")


_HEARD = 0.3
