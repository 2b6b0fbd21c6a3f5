"""What a message says only by the way: who has what is done to a line, a dish that is named again,
a word that sounds like a kind of fault."""

from collections.abc import Iterable, Sequence

from actions.acts.translating.manners import manners
from actions.kit.said import Said
from services.acts.acts import Act, Correct, Edit, Give, Op, Social, Start
from services.acts.state import Standing, State
from services.acts.values import Line, What

_WHO = frozenset({"names", "adds_names"})


def without(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts without that; all of them where nothing else would be left."""
    told = [_once_each(act) for act in acts]
    if (exchanged := said.first("exchange")) is not None:
        told = [_exchanged(act, said.text[: int(exchanged["start"])]) for act in told]
    told = [_of_no_other_kind(act, said) for act in told]
    if any(isinstance(act, Edit) for act in told):
        told = [act for act in told if not _is_only_now(act, said)]
    if stay := _left_as_they_are(said):
        kept = [act for act in told if not (isinstance(act, Edit) and _is_on_one_of(act, stay))]
        told = kept or told
    if not any(one.what is What.VISIT and one.standing is Standing.DRAFT for one in state.things):
        told = [one for act in told if (one := _without_oneself(act, said)) is not None]
        told = told or [Social()]
    puts_in = any(isinstance(act, Edit | Start) for act in told)
    if puts_in and all(_is_only_talked_of(act, said) for act in told):
        return (Social(),)
    if any(isinstance(act, Edit) for act in told) and not _receives(state):
        kept = [one for act in told if (one := _without_eaters(act)) is not None]
        return tuple(kept or told)
    return tuple(told)


def _is_only_now(act: Act, said: Said) -> bool:
    """ "There are three of us now, so three rice": a "now" beside an edit that was heard as no
    hour."""
    when = act.fields.when if isinstance(act, Give) and act.fields.given == {"when"} else None
    heard = any(one["label"] == "time" for one in said.spans)
    return when is not None and when.asap and bool(said.acts) and not heard


_MENTIONED, _HARDLY = 0.9, 0.4
"""How surely a name is heard as only mentioned; probability below which nothing is put in."""


def _is_only_talked_of(act: Act, said: Said) -> bool:
    """ "They keep raving about the glass noodles; another time": what is put in, though its name
    was heard to be only a mention, and nothing to be put in."""
    puts_in = isinstance(act, Edit) and act.op is Op.ADD
    begins = isinstance(act, Start) and act.what is What.ORDER
    if not (puts_in or begins) or not isinstance(act, Edit | Start) or not act.lines:
        return isinstance(act, Give | Social) and bool(said.spans)
    if max(said.acts.get(name, 0.0) for name in ("edit:add", "start:order")) >= _HARDLY:
        return False
    named = [one for one in said.spans if one["label"] == "item"]
    mentioned = {
        one.get("value")
        for one in named
        if one.get("role") == "mention" and float(one.get("confidence") or 0.0) >= _MENTIONED
    }
    plain = all(one.quantity is None and not one.options for one in act.lines)
    return plain and len(mentioned) == len(named) and {one.item for one in act.lines} <= mentioned


def _left_as_they_are(said: Said) -> frozenset[int]:
    """Items of a change that is begun and taken back: "swap two masks for.. no, leave the
    masks"."""
    items = [one for one in said.entities if one["entity"] == "item" and one.get("value")]
    kept = {
        int(one["value"])
        for one in items
        if any(after["end"] == one["start"] for after in manners(said, "after_all"))
    }
    return frozenset(item for item in kept if sum(int(one["value"]) == item for one in items) > 1)


def _is_on_one_of(act: Edit, items: frozenset[int]) -> bool:
    return act.on is not None and act.on.item in items


def _exchanged(act: Act, before: str) -> Act:
    """ "Three noodles and two rice; no, the other way round": the numbers of the two change
    places."""
    if not isinstance(act, Start | Edit) or len(act.lines) != 2:  # noqa: PLR2004
        return act
    first, second = act.lines
    counted = first.quantity is not None and second.quantity is not None
    if not counted or not all(one.words and one.words in before for one in act.lines):
        return act
    lines = (
        first.model_copy(update={"quantity": second.quantity}),
        second.model_copy(update={"quantity": first.quantity}),
    )
    return act.model_copy(update={"lines": lines})


def _receives(state: State) -> bool:
    return any(one.what is not What.ORDER for one in state.things)


def _without_eaters(act: Act) -> Act | None:
    """ "No peanuts for Ann and Bo": beside what is done to lines, and where nobody is expected,
    names say whose they are. They begin no visit."""
    if isinstance(act, Start) and act.what is What.VISIT and act.fields.given <= _WHO:
        return None
    if not isinstance(act, Give | Correct) or not act.fields.names:
        return act
    fields = act.fields.model_copy(update={"names": (), "adds_names": False})
    return act.model_copy(update={"fields": fields}) if fields.given else None


def _without_oneself(act: Act, said: Said) -> Act | None:
    """ "Ring me when she is there, I'm Jason": who says of themselves who they are is no guest of a
    visit that has one."""
    if not isinstance(act, Give | Correct) or not act.fields.names:
        return act
    own = {str(one["value"]) for one in said.entities if one["entity"] == "own_name"}
    left = tuple(name for name in act.fields.names if name not in own)
    if len(left) == len(act.fields.names):
        return act
    fields = act.fields.model_copy(update={"names": left})
    return act.model_copy(update={"fields": fields}) if fields.given else None


def _once_each(act: Act) -> Act:
    """ "Two buns and a salad, and no onions on the salad": a dish that is named again, without a
    number, is the line that has one."""
    puts_in = isinstance(act, Start) or (isinstance(act, Edit) and act.op is Op.ADD)
    if not puts_in or not isinstance(act, Start | Edit) or len(act.lines) < 2:  # noqa: PLR2004
        return act
    return act.model_copy(update={"lines": tuple(_joined(_in_common(act.lines)))})


def _in_common(lines: Sequence[Line]) -> list[Line]:
    """ "A charging cable, the Type-C one", "two dumplings, the pork ones": two words of which one
    may mean several things, and that mean one thing both, are that."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before is not None and before.item is None and not line.quantity:
            ids = {line.item} if line.item is not None else set(line.candidates)
            both = set(before.candidates) & ids
            if len(both) == 1:
                more = {"item": both.pop(), "candidates": ()}
                found[-1] = _with_wishes(before, line).model_copy(update=more)
                continue
        found.append(line)
    return found


def _joined(lines: Iterable[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        place = _place(line, found)
        if place is None:
            found.append(line)
        else:
            found[place] = _with_wishes(found[place], line)
    return found


def _place(line: Line, before: Sequence[Line]) -> int | None:
    """Of the only line with a number of that item before it."""
    if line.quantity is not None or line.item is None or line.each:
        return None
    same = [place for place, one in enumerate(before) if one.item == line.item]
    return same[0] if len(same) == 1 and before[same[0]].quantity is not None else None


def _with_wishes(line: Line, again: Line) -> Line:
    notes = [one for one in (line.note, again.note) if one]
    options = tuple(dict.fromkeys((*line.options, *again.options)))
    return line.model_copy(update={"options": options, "note": "，".join(notes) or None})


def _of_no_other_kind(act: Act, said: Said) -> Act:
    """Whoever corrects the place of a report, in words of which none was heard as a fault, reports
    the same as before: "I misread the sign on the door, it's floor 5"."""
    if not isinstance(act, Correct) or act.fields.category is None or act.fields.place is None:
        return act
    heard = any(one["label"] == "fault" for one in said.spans)
    if not said.acts or heard or any(one["entity"] == "fault" for one in said.entities):
        return act
    fields = act.fields.model_copy(update={"category": None, "description": None})
    return act.model_copy(update={"fields": fields})
