"""What a message says only by the way: who has what is done to a line, a dish that is named again,
a word that sounds like a kind of fault."""

from collections.abc import Iterable, Sequence

from actions.kit.said import Said
from services.acts.acts import Act, Correct, Edit, Give, Op, Start
from services.acts.state import State
from services.acts.values import Line, What

_WHO = frozenset({"names", "adds_names"})


def without(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts without that; all of them where nothing else would be left."""
    told = [_once_each(act) for act in acts]
    told = [_of_no_other_kind(act, said) for act in told]
    if any(isinstance(act, Edit) for act in told) and not _receives(state):
        kept = [one for act in told if (one := _without_eaters(act)) is not None]
        return tuple(kept or told)
    return tuple(told)


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


def _once_each(act: Act) -> Act:
    """ "Two buns and a salad, and no onions on the salad": a dish that is named again, without a
    number, is the line that has one."""
    puts_in = isinstance(act, Start) or (isinstance(act, Edit) and act.op is Op.ADD)
    if not puts_in or not isinstance(act, Start | Edit) or len(act.lines) < 2:  # noqa: PLR2004
        return act
    return act.model_copy(update={"lines": tuple(_joined(act.lines))})


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
