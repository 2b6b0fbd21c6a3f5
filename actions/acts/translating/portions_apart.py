"""Portions of one line that are each done in a way of their own: "the mapo: two mild, one hot"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.acts.translating.heard import Heard, start_of
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Start
from services.acts.state import StandingLine, Thing
from services.acts.values import Line, Ref

Placed = tuple[int, Act]
_LEAST = 0.3
"""How sure a wish or a number must be to be one."""
_REFINES = 0.5


@dataclass(slots=True)
class _Portion:
    start: int
    many: int | None
    """None: the others."""
    options: list[str] = field(default_factory=list)


def refined(heard: Heard) -> list[Placed]:
    """The wishes of the portions of one item that stands, which all of them are told of; empty
    where none are, or they do not add up."""
    order, said = heard.order, heard.said
    if order is None or "edit" not in order.may or said.says("question", "asks"):
        return []
    if said.acts.get(f"edit:{Op.REFINE}", 0.0) < _REFINES:
        return []
    lines, portions = _named(said, order), _portions(said)
    whole = sum(line.quantity for line in lines)
    if (split := _split_up(said, lines)) is not None:
        return [split]
    told = _counted(portions, whole)
    groups = [one for portion in told for one in _groups(portion.options, lines)]
    if not told or len({line.item for line in lines}) != 1 or len(set(groups)) != 1:
        return []
    on = Ref(item=lines[0].item)
    return [
        (one.start, Edit(op=Op.REFINE, on=on, part=one.many, options=tuple(one.options)))
        for one in told
    ]


def _split_up(said: Said, lines: Sequence[StandingLine]) -> Placed | None:
    """ "Of the 6 jianbing: 3 with egg, 1 no onion, 2 normal": all portions of one line, each told
    how it is done, one of them as it was. None where they do not come to what there is."""
    found = _told(said)
    plain = [one for one in found if not one.options]
    many = sum(one.many or 0 for one in found)
    if len(lines) != 1 or len(found) < 3 or len(plain) != 1 or many != lines[0].quantity:  # noqa: PLR2004
        return None
    line, new = lines[0], [code for one in found for code in one.options]
    if line.note or not {*new} <= {*(line.offers or new)}:
        return None
    comes = tuple(
        Line(item=line.item, quantity=one.many, options=(*line.options, *one.options))
        for one in found
    )
    return found[0].start, Edit(op=Op.SWAP, on=Ref(lines=(line.id,)), lines=comes)


def _named(said: Said, order: Thing) -> list[StandingLine]:
    """The lines of the one item that is named; without a name all of a cart of one item."""
    named = {one.get("value") for one in said.entities if one["entity"] == "item"}
    named |= {one.get("value") for one in said.spans if one["label"] == "item"}
    named -= {None}
    return [line for line in order.lines if not named or line.item in named]


def _groups(options: Sequence[str], lines: Sequence[StandingLine]) -> list[str]:
    """The choices that these options make: those of portions that are told apart are of one."""
    of = {code: group for line in lines for code, group in line.groups}
    return [of.get(code, code) for code in options]


def _portions(said: Said) -> list[_Portion]:
    """Numbers, and the others, each with the wishes that follow."""
    found = _told(said)
    return [one for one in found if one.options] if all(one.options for one in found) else []


def _told(said: Said) -> list[_Portion]:
    """The same, with numbers that no wish follows."""
    found: list[_Portion] = []
    for one in sorted(said.spans, key=start_of):
        if float(one.get("confidence") or 0.0) < _LEAST and one["label"] != "option":
            continue
        value = one.get("value")
        if one["label"] == "quantity" and isinstance(value, int):
            found.append(_Portion(start_of(one), value))
        elif one["label"] == "ref" and value == {"among": "other"}:
            found.append(_Portion(start_of(one), None))
        elif one["label"] == "option" and value and found:
            found[-1].options.append(str(value[0]))
    return found


def _counted(portions: list[_Portion], whole: int) -> list[_Portion]:
    """Two or more that are no more than there are, the others with what is left."""
    told = sum(one.many or 0 for one in portions)
    others = [one for one in portions if one.many is None]
    if len(portions) < 2 or len(others) > 1 or told > whole - len(others):  # noqa: PLR2004
        return []
    for one in others:
        one.many = whole - told
    return portions


def begun(acts: Sequence[Act], said: Said) -> tuple[Act, ...]:
    """ "Two lattes, one iced": of the one line that is put in, so many portions as were heard to be
    done so, where rules found the wish to be of all of them."""
    puts = [one for one in acts if isinstance(one, Start | Edit) and len(one.lines) == 1]
    puts = [one for one in puts if isinstance(one, Start) or one.op is Op.ADD]
    if said.pressed or len(puts) != 1 or not isinstance(puts[0], Start | Edit):
        return tuple(acts)
    [line] = puts[0].lines
    parts = [one for one in said.spans if _is_part(one)]
    if len(parts) != 1 or not line.options or not 0 < int(parts[0]["value"]) < (line.quantity or 0):
        return tuple(acts)
    own = _behind(parts[0], said, line)
    if not own:
        return tuple(acts)
    lines = _split(line, int(parts[0]["value"]), own)
    changed = puts[0].model_copy(update={"lines": lines})
    return tuple(changed if one is puts[0] else one for one in acts)


_SURELY = 0.8


def _is_part(span: Entity) -> bool:
    sure = float(span.get("confidence") or 0.0) >= _SURELY
    told = span["label"] == "quantity" and span.get("role") == "part"
    return told and sure and isinstance(span.get("value"), int)


def _behind(part: Entity, said: Said, line: Line) -> list[str]:
    """Wishes of the line that stand behind the number."""
    options = [one for one in said.entities if one["entity"] == "option"]
    behind = [str(one["value"]) for one in options if start_of(one) >= int(part["end"])]
    return [code for code in behind if code in line.options]


def _split(line: Line, many: int, own: Sequence[str]) -> tuple[Line, Line]:
    plain = tuple(code for code in line.options if code not in own)
    rest = line.model_copy(update={"quantity": (line.quantity or 0) - many, "options": plain})
    return rest, line.model_copy(update={"quantity": many})
