"""What is told by what stands: two numbers change places, one more is like another."""

from collections.abc import Sequence

from actions.acts.translating import whose
from actions.acts.translating.edits import counted_so
from actions.acts.translating.heard import Heard
from actions.acts.translating.lines import Group, groups_of
from actions.acts.translating.manners import placed
from actions.acts.translating.standing_names import begins, names_one
from services.acts.acts import Act, Correct, Edit, Op
from services.acts.state import Standing, StandingLine, Thing
from services.acts.values import Fields, Line, Ref, Target, What, When
from services.acts.wording import is_called, is_named

_TWO = 2
_DAYS = "days"
Placed = tuple[int, Act]


def of(heard: Heard) -> list[Placed]:
    """The edits of such a message; empty where it is none, or it is not clear which lines."""
    order, exchanged = heard.order, heard.said.first("exchange")
    if exchanged is not None and exchanged["value"] == _DAYS:
        return _days_exchanged(heard)
    if order is None or not order.lines or "edit" not in order.may:
        return []
    groups = groups_of(heard.said, heard.said.entities)
    if exchanged is not None:
        return _exchanged(order, groups, exchanged["value"])
    of_another_order = heard.said.says("period", "order_no")
    draft = order.standing is Standing.DRAFT
    if heard.said.first("copy") is not None and draft and not of_another_order:
        return _copied(order, groups, _called(heard, order) or whose.line_of(heard))
    return []


def _days_exchanged(heard: Heard) -> list[Placed]:
    """Each of the two visits made last comes when the other did: "those two swap days"."""
    made = [one for one in heard.state.things if one.what is What.VISIT]
    made = [one for one in made if one.standing is Standing.MADE and heard.state.recent(one)]
    whens = [one.fields.get("when") for one in made]
    if len(made) != _TWO or not all(isinstance(one, When) and one.start for one in whens):
        return []
    return [
        (
            at,
            Correct(
                fields=Fields(when=when), of=Target(what=one.what, thing=one.id, number=one.number)
            ),
        )
        for at, (one, when) in enumerate(zip(made, reversed(whens), strict=True))
        if isinstance(when, When)
    ]


def _exchanged(order: Thing, groups: Sequence[Group], word: object) -> list[Placed]:
    """Each of two lines with the number of the other: "I wrote the two numbers the wrong way
    round". A message that says numbers says itself what is wanted."""
    told = [one for one in groups if one.item is not None or one.ref is not None or one.is_wish]
    if any(one.quantity is not None or one.part is not None for one in told):
        return []
    lines = _both(order, groups, word if isinstance(word, str) else None)
    if len(lines) != _TWO or lines[0].quantity == lines[1].quantity:
        return []
    first, second = lines
    return [
        (0, Edit(op=Op.SET, on=Ref(lines=(first.id,)), quantity=second.quantity)),
        (1, Edit(op=Op.SET, on=Ref(lines=(second.id,)), quantity=first.quantity)),
    ]


def _both(order: Thing, groups: Sequence[Group], word: str | None) -> list[StandingLine]:
    """The two that are named, or have a word in common; else those that were spoken of last, or
    all that there are."""
    named = [line for line in order.lines if any(line.item in one.ids for one in groups)]
    called = [one for one in order.lines if word and (is_called(one, word) or is_named(one, word))]
    spoken = [line for line in order.lines if line.id in order.spoken]
    found = (named, called, spoken, list(order.lines))
    return next((lines for lines in found if len(lines) == _TWO), [])


def _copied(order: Thing, groups: Sequence[Group], own: StandingLine | None) -> list[Placed]:
    """So many more, each as a line that stands is: "same again, without egg for her"."""
    line = own or _like(order, groups)
    if line is None:
        return []
    wishes = [one for one in groups if one.is_wish]
    without = {code for one in wishes for code in one.without}
    options = [code for code in line.options if code not in without]
    options += [code for one in wishes for code in one.options if code not in options]
    notes = [note for note in (line.note, *(one.note for one in wishes)) if note]
    many = next((one.quantity for one in groups if one.quantity), None)
    copy = Line(
        item=line.item,
        quantity=many or 1,
        options=tuple(options),
        note="，".join(dict.fromkeys(notes)) or None,
    )
    return [(0, Edit(op=Op.ADD, lines=(copy,)))]


def _called(heard: Heard, order: Thing) -> StandingLine | None:
    """What the words right behind name: "一份跟我一样的饭"."""
    copies = [one for one in placed(heard.said) if one["entity"] == "copy"]
    behind = heard.said.text[int(copies[0]["end"]) :] if len(copies) == 1 else ""
    found = names_one(begins(behind), order.lines)
    return next((one for one in order.lines if found and one.item == found[0]), None)


def _like(order: Thing, groups: Sequence[Group]) -> StandingLine | None:
    """The line that is named, by its place or what it is; else the one that was spoken of last."""
    for one in reversed(groups):
        where = one.where()
        if where is None:
            continue
        if where.position is not None and -len(order.lines) <= _index(where.position) < len(
            order.lines
        ):
            return order.lines[_index(where.position)]
        named = [line for line in order.lines if line.item in one.ids]
        if named:
            return named[-1]
    counted = [ref.lines[0] for one in groups if (ref := counted_so(one, order)) is not None]
    if len(counted) == 1:  # 份 are of what is eaten, 杯 of what is drunk.
        return next(one for one in order.lines if one.id == counted[0])
    spoken = [line for line in order.lines if line.id in order.spoken]
    return (spoken or list(order.lines))[-1]


def _index(position: int) -> int:
    return position - 1 if position > 0 else position
