"""A reading with the edits that the reader heard, in place of those that rules found or beside
them.

Where no order stands they begin one, or put in what was offered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.acts.acts import Act, Correct, Edit, Give, Op, Restore, Start, name_of
from services.acts.state import State
from services.acts.values import Line, Ref, What

LIKELY = 0.8
"""Probability from which an edit that only was heard stands beside those that rules found."""
_PUTS_IN = frozenset({Op.ADD, Op.SET, Op.MORE})


def with_edits(
    acts: Sequence[Act],
    edits: Sequence[Edit | Restore],
    state: State,
    by_others: Sequence[Act] = (),
    probable: Mapping[str, float] | None = None,
) -> tuple[Act, ...] | None:
    """The reading with these edits in place of its own; None where there is no order for them, or
    where all but one line would be taken out for a word that was hardly heard so. `by_others`: what
    rules find of the same message by other intents. `probable`: how likely each act is."""
    if not edits or (probable is not None and _clears_by_mistake(edits, probable)):
        return None
    stands = any(one.what is What.ORDER for one in state.things)
    if not stands:
        return _of_offered(acts, edits, state) or begun(acts, edits)
    ruled = (*acts, *by_others)
    edits = [told for one in edits for told in _of_what_stands(one, ruled)]
    edits = [counted(_kept_so_many(one, acts), ruled) for one in edits]
    rest = [act for act in acts if not isinstance(act, Edit | Restore) and not _orders(act)]
    fields = [act.fields for act in acts if _orders(act) and isinstance(act, Start)]
    told = [act for act in rest if act.act not in ("unknown", "give_up", "cancel")]
    if fields and fields[0].given:
        return None
    brought_back = [
        act for act in acts if isinstance(act, Restore) and act.on is not None and act not in edits
    ]
    return (*brought_back, *edits, *told)


def _clears_by_mistake(edits: Sequence[Edit | Restore], probable: Mapping[str, float]) -> bool:
    keeps = any(isinstance(one, Edit) and one.op is Op.KEEP_ONLY for one in edits)
    return keeps and probable.get(f"edit:{Op.KEEP_ONLY}", 0.0) < _KEEPS


_KEEPS = 0.3


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


def beside_an_answer(
    acts: Sequence[Act], edits: Sequence[Edit | Restore], probable: Mapping[str, float]
) -> tuple[Act, ...] | None:
    """ "Oat milk, and deliver it to A-301": where rules found only what answers, with all that was
    surely heard to be done to lines besides. None where that is none, or not all of it is sure."""
    told = [act for act in acts if act.act != "social"]
    if not told or not all(isinstance(act, Give | Correct) for act in told):
        return None
    sure = all(probable.get(name_of(one), 0.0) >= _BESIDE for one in edits)
    changes = all(isinstance(one, Edit) and one.op in _CHANGES for one in edits)
    return (*edits, *acts) if edits and sure and changes else None


_BESIDE = 0.7
_CHANGES = frozenset({Op.REFINE, Op.ADD, Op.MORE, Op.FEWER, Op.SET, Op.REMOVE, Op.SWAP})


def _items(edit: Edit) -> Iterator[int]:
    """What it is on, and what it puts in."""
    refs = [edit.on, *(edit.on.any_of if edit.on else ())]
    yield from (one.item for one in refs if one is not None and one.item is not None)
    yield from (line.item for line in edit.lines if line.item is not None)


def _of_offered(
    acts: Sequence[Act], edits: Sequence[Edit | Restore], state: State
) -> tuple[Act, ...] | None:
    """What was offered, put in: "two of the latter", where nothing stands yet."""
    offered = state.asked is not None and any("item" in one for one in state.asked.offered)
    pointed = [
        one
        for one in edits
        if isinstance(one, Edit) and one.op in _PUTS_IN and one.on is not None and _points(one.on)
    ]
    if not (offered and pointed) or len(pointed) < len(edits):
        return None
    counted = [one for one in pointed if one.quantity is not None] or pointed[:1]
    fields = [act for act in acts if isinstance(act, Give | Correct)]
    return (*(Edit(op=Op.ADD, on=one.on, quantity=one.quantity) for one in counted), *fields)


def _points(ref: Ref) -> bool:
    return ref.item is None and not ref.candidates


def _of_what_stands(edit: Edit | Restore, acts: Sequence[Act]) -> Iterator[Edit | Restore]:
    """The rules' edits in place of lines that were heard to be put in, where they set just that
    number: they know that it stands already ("no, I want three", "make it two, one iced")."""
    if not isinstance(edit, Edit) or edit.op is not Op.ADD or not edit.lines:
        yield edit
        return
    sets = [act for act in acts if isinstance(act, Edit) and act.op is Op.SET and act.on]
    left = list(edit.lines)
    for act in sets:
        same = [one for one in left if _named(one) == _named(act.on)]
        if same and sum(one.quantity or 0 for one in same) == act.quantity:
            left = [one for one in left if one not in same]
            yield act
            yield from _wishes_of(act, acts)
    if left:
        yield edit.model_copy(update={"lines": tuple(left)})


def _wishes_of(set_: Edit, acts: Sequence[Act]) -> list[Edit]:
    """How portions of what is counted are to be done, as rules found it."""
    told = [act for act in acts if isinstance(act, Edit) and act.op is Op.REFINE]
    return list({str(act): act for act in told if _named(act.on) == _named(set_.on)}.values())


def _named(one: Line | Ref | None) -> tuple[object, ...]:
    return (one.item, one.candidates) if one is not None else ()


def counted(edit: Edit | Restore, ruled: Sequence[Act]) -> Edit | Restore:
    """With the number of portions that rules found for the same edit, where none was heard: "one of
    the noodles was for Priya, she'd like rice instead"."""
    if not isinstance(edit, Edit) or edit.op not in _OF_PORTIONS or _is_counted(edit):
        return edit
    for act in ruled:
        same = isinstance(act, Edit) and act.op in (edit.op, *_ALSO_COUNTS.get(edit.op, ()))
        if same and isinstance(act, Edit) and _is_counted(act) and _may_be_one(act.on, edit.on):
            update = {name: getattr(act, name) for name in ("op", "part", "share", "quantity")}
            return edit.model_copy(update=update)
    return edit


_OF_PORTIONS = frozenset({Op.SWAP, Op.REFINE, Op.REMOVE})
_ALSO_COUNTS = {Op.REMOVE: (Op.FEWER,)}


def _is_counted(edit: Edit) -> bool:
    return any(one is not None for one in (edit.part, edit.share, edit.quantity))


def _may_be_one(one: Ref | None, other: Ref | None) -> bool:
    """Whether two references may be to the same line."""
    if one is None or other is None or other.among is not None or one.among is not None:
        return one is other or (one is None) != (other is None)
    items = [{ref.item, *ref.candidates} - {None} for ref in (one, other)]
    return not all(items) or bool(items[0] & items[1])


def _kept_so_many(edit: Edit | Restore, acts: Sequence[Act]) -> Edit | Restore:
    """Lines that alone are kept have the numbers that rules found beside their names."""
    if not isinstance(edit, Edit) or edit.op is not Op.KEEP_ONLY or not edit.lines:
        return edit
    counted = {
        line.item: line.quantity
        for act in acts
        if isinstance(act, Edit)
        for line in (*act.lines, Line(item=act.on.item if act.on else None, quantity=act.quantity))
        if line.quantity is not None
    }
    lines = [
        line if line.quantity is not None
        else line.model_copy(update={"quantity": counted.get(line.item)})
        for line in edit.lines
    ]  # fmt: skip
    return edit.model_copy(update={"lines": tuple(lines)})


def begun(acts: Sequence[Act], edits: Sequence[Edit | Restore]) -> tuple[Act, ...] | None:
    """An order that begins with the lines that are put in. Lines that rules have found keep their
    items and wishes, in a plain order they pair better; a number is what was heard where they found
    none, and what took that number goes ("book ten of the rice", which is no notebook)."""
    heard = tuple(line for one in edits if isinstance(one, Edit) for line in _put_in(one))
    starts = [act for act in acts if isinstance(act, Start) and act.what is What.ORDER]
    if not heard or len(starts) != 1 or starts[0].again:
        return None
    lines = _reconciled(starts[0].lines, heard) if starts[0].lines else _known(heard)
    if lines == starts[0].lines:
        return None
    return tuple(
        act.model_copy(update={"lines": lines}) if act is starts[0] else act for act in acts
    )


def _put_in(edit: Edit) -> tuple[Line, ...]:
    """What begins with it where nothing stands: "the A4, five packs" was heard to set something."""
    if edit.op is Op.ADD:
        return edit.lines
    on = edit.on
    known = on is not None and (on.item is not None or len(on.candidates) == 1)
    if edit.op not in (Op.SET, Op.MORE) or not known or edit.quantity is None or on is None:
        return ()
    item = on.item if on.item is not None else on.candidates[0]
    return (Line(item=item, quantity=edit.quantity, words=on.words),)


def begun_as_heard(acts: Sequence[Act], edits: Sequence[Edit | Restore]) -> tuple[Act, ...] | None:
    """The order that the acts begin with the lines that were heard, and none of the rules'."""
    starts = [act for act in acts if isinstance(act, Start) and act.what is What.ORDER]
    lines = tuple(
        line for one in edits if isinstance(one, Edit) and one.op is Op.ADD for line in one.lines
    )
    known = all(line.item is not None for line in lines)
    if len(starts) != 1 or starts[0].again or not lines or not known:
        return None
    return tuple(
        act.model_copy(update={"lines": lines}) if act is starts[0] else act for act in acts
    )


def _known(heard: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without names that nothing is known by, where others are."""
    known = tuple(line for line in heard if line.item is not None or line.candidates)
    return known or heard


def _reconciled(ruled: tuple[Line, ...], heard: tuple[Line, ...]) -> tuple[Line, ...]:
    lines = [line for line in ruled if not _took_a_number(line, ruled, heard)]
    return tuple(_once(line, lines, heard) for line in _distinct(lines, heard))


def _took_a_number(line: Line, ruled: Sequence[Line], heard: Sequence[Line]) -> bool:
    """Whether it is not heard as a name, and has the number that was heard of another name."""
    if any(_overlap(line.words, one.words) for one in heard if one.words):
        return False
    lack = {one.item for one in ruled if one.quantity is None}
    return line.quantity in {one.quantity for one in heard if one.item in lack}


def _distinct(ruled: Sequence[Line], heard: Sequence[Line]) -> Iterable[Line]:
    """One of those that rules found twice, without a wish, where such a line was heard once."""
    once = {item for item, many in Counter(line.item for line in heard).items() if many == 1}
    seen = set[int | None]()
    for line in ruled:
        if _is_plain(line) and line.item in once & seen:
            continue
        seen.add(line.item)
        yield line


def _once(line: Line, ruled: Sequence[Line], heard: Sequence[Line]) -> Line:
    """With the number that was heard, where rules found none, or several."""
    told = next((one for one in heard if one.item == line.item and line.item is not None), None)
    if told is not None and line.quantity is None and _is_counted_before(line, ruled, told):
        return line  # It is named again.
    several = sum(one.item == line.item and _is_plain(one) for one in ruled) > 1
    if told is None or not (line.quantity is None or (several and _is_plain(line))):
        return line
    return line.model_copy(update={"quantity": told.quantity})


def _is_counted_before(line: Line, ruled: Sequence[Line], told: Line) -> bool:
    others = (one for one in ruled if one is not line and one.item == line.item)
    return any(one.quantity is not None and one.quantity == told.quantity for one in others)


def _is_plain(line: Line) -> bool:
    return not (line.options or line.note)


def _overlap(words: str | None, name: str) -> bool:
    """Whether one is a part of the other. Of a line without words nothing is known."""
    return words is None or words in name or name in words


def _orders(act: Act) -> bool:
    return isinstance(act, Start) and act.what is What.ORDER
