"""So many after all of the one line that stands: "actually 5, my boss wants one too, and I'll fetch
them myself"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import placed, relation, relations
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Correct, Edit, Give, Op, Social, Start, Unknown
from services.acts.state import Standing, State
from services.acts.values import Line, Ref, What

_APART = frozenset(
    {
        *("location", "time", "period", "shift", "duration", "phone", "plate", "headcount"),
        *("item", "line_ref", "option", "order_no", "visit_no", "ticket_no", "meal"),
    }
)
"""Entities in whose words a figure is no number of portions."""
_APART_HEARD = frozenset({"place", "time", "phone", "plate", "item", "name", "company"})
_MOST = 100
_MARKS = ",，.。;；!！?？、 \n"


def with_number(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """With the number that takes the last one back, where the acts are but fields that are said
    besides, or nothing was understood."""
    order = Heard(said, state).order
    if order is None or order.standing is not Standing.DRAFT or said.pressed:
        return tuple(acts)
    if not all(_is_besides(act) for act in acts) or len(order.lines) != 1:
        return tuple(acts)
    if _one_too(acts, said):
        return (Edit(op=Op.MORE, quantity=1),)
    many = _number(said)
    if many is None or many == order.lines[0].quantity:
        return tuple(acts)
    rest = [act for act in acts if not isinstance(act, Unknown | Start | Social)]
    return (Edit(op=Op.SET, quantity=many), *rest)


def of_what_was_uncounted(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "Plasters, too", and then "two boxes of plasters": how many there are to be of what was put
    in without a number, and no more of it."""
    order = Heard(said, state).order
    if order is None or said.says("adds"):
        return tuple(acts)
    settles = relation(said, "settles") is not None
    stands = {line.item: line.quantity for line in order.lines if settles or not line.counted}
    return tuple(told for act in acts for told in _counted(act, stands))


def of_the_company(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "One more person is joining, so 5 hot chocolates": how many there are to be, and no more of
    it, where there are fewer of each; "one more person, a latte please" is one more."""
    order = Heard(said, state).order
    joins = [e for e in said.entities if e["entity"] == "headcount" and e.get("role") == "plus"]
    if order is None or not joins or len(acts) != 1:
        return tuple(acts)
    [act] = acts
    if not isinstance(act, Edit):
        return tuple(acts)
    stand = Counter[int | None]()
    for one in order.lines:
        stand[one.item] += one.quantity
    if act.op is Op.ADD and act.lines:
        sets = all(0 < stand[line.item] < (line.quantity or 0) for line in act.lines)
        plain = not any(line.options for line in act.lines)
        return tuple(_set_to(line) for line in act.lines) if sets and plain else tuple(acts)
    stands = stand[act.on.item if act.on is not None else None]
    told = act.quantity if act.op is Op.SET else None
    if told is not None and stands > told and told <= max(int(e["value"]) for e in joins):
        return (act.model_copy(update={"op": Op.MORE}),)
    return tuple(acts)


def at_that(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "酸梅汤还是一杯就好": a number beside words by which it stays at that is how many there are
    to be, though it was heard as more."""
    order = Heard(said, state).order
    if order is None or said.pressed or said.says("asks", "question"):
        return tuple(acts)
    stands = {line.item for line in order.lines}
    told = {item: many for item, many in _stays_at(said) if item in stands}
    return tuple(_at_that(act, told) for act in acts)


def _stays_at(said: Said) -> Iterator[tuple[int, int]]:
    marks = [*relations(said, "stays_so"), *relations(said, "alone")]
    ends, starts = {int(e["end"]) for e in marks}, {start_of(e) for e in marks}
    items = {e.get("group"): e.get("value") for e in placed(said) if e["entity"] == "item"}
    for one in placed(said):
        if one["entity"] != "quantity" or one.get("role") != "set" or "group" not in one:
            continue
        item = items.get(one["group"])
        if item is not None and (start_of(one) in ends or int(one["end"]) in starts):
            yield int(item), int(one["value"])


def _at_that(act: Act, told: Mapping[int, int]) -> Act:
    if not isinstance(act, Edit) or act.op not in (Op.ADD, Op.MORE) or len(act.lines) > 1:
        return act
    one: Line | Ref | None = act.lines[0] if act.lines else act.on
    many = act.lines[0].quantity if act.lines else act.quantity
    number = told.get(one.item) if one is not None and one.item is not None else None
    if one is None or number is None or many not in (None, number) or act.options:
        return act
    if act.lines and (act.lines[0].options or act.lines[0].note):
        return act
    return Edit(op=Op.SET, on=Ref(item=one.item, words=one.words), quantity=number, of=act.of)


def _set_to(line: Line) -> Edit:
    return Edit(op=Op.SET, on=Ref(item=line.item, words=line.words), quantity=line.quantity)


def mixed_up(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "Sorry, I mixed them up, it's AAA x2 and AA x1": so many of each that stands, no more."""
    order = Heard(said, state).order
    wrong = relation(said, "wrong") is not None or said.corrects
    if order is None or not wrong or said.says("adds") or len(acts) != 1:
        return tuple(acts)
    [act] = acts
    stands = {one.item for one in order.lines}
    if not isinstance(act, Edit) or act.op is not Op.ADD or len(act.lines) < _SEVERAL:
        return tuple(acts)
    items = [line.item for line in act.lines]
    if len(set(items)) < len(items) or not set(items) <= stands:
        return tuple(acts)
    if not all(line.quantity and not line.options for line in act.lines):
        return tuple(acts)
    return tuple(_set_to(line) for line in act.lines)


_SEVERAL = 2


def _counted(act: Act, stands: Mapping[int, int]) -> Iterator[Act]:
    if not isinstance(act, Edit) or act.op is not Op.ADD or not act.lines:
        yield act
        return
    told = [ln for ln in act.lines if ln.item in stands and ln.quantity and not ln.options]
    for item in dict.fromkeys(line.item for line in told if line.item is not None):
        many = sum(line.quantity or 0 for line in told if line.item == item)
        words = next(line.words for line in told if line.item == item)
        if many > stands[item] or many == 1:
            yield Edit(op=Op.SET, on=Ref(item=item, words=words), quantity=many, of=act.of)
        else:
            told = [line for line in told if line.item != item]
    if rest := tuple(line for line in act.lines if line not in told):
        yield act.model_copy(update={"lines": rest})


def of_what_was_asked_about(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "How much is the plum juice?", and then "ok, one of them too": of that, and no more of what
    stands."""
    item = state.asked_about
    if item is None or len(acts) != 1 or said.says("item", "line_ref") or said.pressed:
        return tuple(acts)
    [act] = acts
    more = isinstance(act, Edit) and act.op in (Op.MORE, Op.ADD) and not act.lines
    if not isinstance(act, Edit) or not more or (act.on is not None and not act.on.lines):
        return tuple(acts)
    line = Line(item=item, quantity=act.quantity, options=act.options, note=act.note)
    return (Edit(op=Op.ADD, lines=(line,)),)


def _one_too(acts: Sequence[Act], said: Said) -> bool:
    """ "My boss wants one, too": nothing else was understood."""
    unread = all(isinstance(act, Unknown | Social) for act in acts)
    figures = [e for e in placed(said) if e["entity"] == "figure"]
    one = len(figures) == 1 and int(figures[0]["value"]) == 1
    return unread and one and said.says("adds") and not said.says("item", "time", "location")


def _is_besides(act: Act) -> bool:
    if isinstance(act, Start):
        return act.what is What.ORDER and not (act.lines or act.again or act.fields.given)
    return isinstance(act, Give | Correct | Unknown | Social)


def _number(said: Said) -> int | None:
    """Right behind the words that take something back, with nothing behind it but a mark."""
    taken_back = [e for e in placed(said) if e["entity"] == "correction"]
    apart = [e for e in placed(said) if e["entity"] in _APART]
    apart += [e for e in said.spans if e["label"] in _APART_HEARD]
    for one in taken_back:
        behind = [e for e in placed(said) if e["entity"] == "figure" and start_of(e) >= one["end"]]
        first = min(behind, key=start_of, default=None)
        if first is None or said.text[one["end"] : first["start"]].strip(_MARKS):
            continue
        ends = said.text[first["end"] : first["end"] + 1]
        if (not ends or ends in _MARKS) and not any(_meet(first, each) for each in apart):
            return int(first["value"]) if 0 < int(first["value"]) < _MOST else None
    return None


def _meet(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
