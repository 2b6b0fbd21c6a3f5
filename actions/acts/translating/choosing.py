"""Which of several readings of a message is meant.

Rules find what can be said in so many words, and say how it fits what stands. Where they leave a
choice (the intent is a guess, an operation was put in words that no list has), each reading is
worked out, and the one whose acts the message is likeliest to hold is taken.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from actions.kit.said import CART_ENTITIES, Said
from services.acts.acts import (
    Act,
    Correct,
    Edit,
    Give,
    Op,
    Restore,
    Start,
    Unknown,
    name_of,
)
from services.acts.state import Standing, State
from services.acts.values import Line, Ref, What

LIKELY = 0.1
"""Probability from which an intent is tried beside the likeliest."""
_MAY = 0.3
_BEGINS = 0.05
"""Probability of beginning a visit below which nobody heard it begin."""
_SURELY_BEGINS = 0.9
"""Probability of the intent from which it begins whatever else is heard."""
_PUTS_IN = frozenset({Op.ADD, Op.SET, Op.MORE})
_DOES = {
    "start:repair": "report_repair", "start:visit": "register_visitor", "start:order": "order_food",
    **{f"edit:{op}": "modify_order" for op in Op},
}  # fmt: skip
"""Intents of messages that hold an act."""
_BINDING = frozenset({"confirm", "cancel"})
"""What places, registers or calls off: never done because it is only likely."""
_SAID = frozenset({"give", "correct"})
"""One to whoever does not know what stands."""
_SURE = 0.99
_FIRST, _OF_VAGUE_EDITS, _OF_EDITS, _OF_SURE_EDITS = 6.0, 2.0, 5.0, 6.5
"""What the first reading has before the others, and one with edits that were heard: some of them on
no line that is named, on lines that are, and of which all was heard surely. Of 94 messages of four
strangers in which either the first or the heard one was right, it was the heard one in 44 of 51
where it was likelier by one, and in 14 of 22 where they were as likely and all was sure."""
_ALL_SURE = 0.5
_OF_ROLE = 0.6
_OF_ROLES = {
    "more": "edit:more", "fewer": "edit:fewer", "set": "edit:set", "remove": "edit:remove",
    "keep": "edit:keep_only", "refine": "edit:refine", "out": "edit:swap", "in": "edit:swap",
    "restore": "restore",
}  # fmt: skip
_TELLING = frozenset({"item", "ref", "op", "quantity"})
_OF_INTENT = 0.3
"""Weight of the intent's probability."""


def probable(said: Said) -> dict[str, float]:
    """How likely each act is: by the whole message, and by the roles of its words. An operation in
    words that nobody has used yet is often heard in the role of a name alone."""
    found = dict(said.acts)
    for span in said.spans:
        name = _OF_ROLES.get(str(span.get("role")))
        if name is not None and span["label"] in _TELLING:
            share = _OF_ROLE * float(span.get("confidence") or 0.0)
            found[name] = max(found.get(name, 0.0), share)
    return found


def intents(said: Said) -> list[str]:
    """The intent, then others that are likely, by themselves or for what the message does."""
    others = [name for name, share in said.ranking.items() if share >= LIKELY]
    likely = probable(said)
    does = [intent for name, intent in _DOES.items() if likely.get(name, 0.0) >= _MAY]
    return list(dict.fromkeys([said.intent, *others, *does]))


def with_intent(said: Said, intent: str) -> Said:
    return said if intent == said.intent else replace(said, intent=intent)


def with_edits(
    acts: Sequence[Act],
    edits: Sequence[Edit | Restore],
    state: State,
    by_others: Sequence[Act] = (),
) -> tuple[Act, ...] | None:
    """The reading with these edits in place of its own; None where there is no order for them.
    `by_others`: what rules find of the same message by other intents."""
    if not edits:
        return None
    stands = any(one.what is What.ORDER for one in state.things)
    if not stands:
        return _of_offered(acts, edits, state) or _begun(acts, edits)
    ruled = (*acts, *by_others)
    edits = [_kept_so_many(_of_what_stands(one, ruled), acts) for one in edits]
    rest = [act for act in acts if not isinstance(act, Edit | Restore) and not _orders(act)]
    fields = [act.fields for act in acts if _orders(act) and isinstance(act, Start)]
    told = [act for act in rest if act.act not in ("unknown", "give_up", "cancel")]
    if fields and fields[0].given:
        return None
    brought_back = [
        act for act in acts if isinstance(act, Restore) and act.on is not None and act not in edits
    ]
    return (*brought_back, *edits, *told)


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


def _of_what_stands(edit: Edit | Restore, acts: Sequence[Act]) -> Edit | Restore:
    """The rules' edit where they set just the number of what was heard to be put in: they know that
    it stands already ("no, I want three")."""
    if not isinstance(edit, Edit) or edit.op is not Op.ADD or len(edit.lines) != 1:
        return edit
    line = edit.lines[0]
    for act in acts:
        if isinstance(act, Edit) and act.op is Op.SET and act.on is not None:
            named = (act.on.item, act.on.candidates, act.quantity)
            if named == (line.item, line.candidates, line.quantity):
                return act
    return edit


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


def names_alone(said: Said) -> bool:
    """Whether it says nothing but what rules read without a guess: names, numbers, options."""
    told = bytearray(len(said.text))
    for one in said.entities:
        if one["entity"] in CART_ENTITIES and one["entity"] != "note":
            for place in range(int(one["start"]), int(one["end"])):
                told[place] = 1
    names = any(one["entity"] == "item" for one in said.entities)
    return names and all(told[place] for place, sign in enumerate(said.text) if sign.isalnum())


def _begun(acts: Sequence[Act], edits: Sequence[Edit | Restore]) -> tuple[Act, ...] | None:
    """An order that begins with the lines that are put in. Lines that rules have found keep their
    items and wishes, in a plain order they pair better; a number is what was heard where they found
    none, and what took that number goes ("book ten of the rice", which is no notebook)."""
    heard = tuple(
        line for one in edits if isinstance(one, Edit) and one.op is Op.ADD for line in one.lines
    )
    begun = [act for act in acts if isinstance(act, Start) and act.what is What.ORDER]
    if not heard or len(begun) != 1 or begun[0].again:
        return None
    lines = _reconciled(begun[0].lines, heard) if begun[0].lines else _known(heard)
    if lines == begun[0].lines:
        return None
    return tuple(
        act.model_copy(update={"lines": lines}) if act is begun[0] else act for act in acts
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
    several = sum(one.item == line.item and _is_plain(one) for one in ruled) > 1
    if told is None or not (line.quantity is None or (several and _is_plain(line))):
        return line
    return line.model_copy(update={"quantity": told.quantity})


def _is_plain(line: Line) -> bool:
    return not (line.options or line.note)


def _overlap(words: str | None, name: str) -> bool:
    """Whether one is a part of the other. Of a line without words nothing is known."""
    return words is None or words in name or name in words


def _orders(act: Act) -> bool:
    return isinstance(act, Start) and act.what is What.ORDER


def likelihood(acts: Sequence[Act], probable: Mapping[str, float]) -> float:
    """Log of the probability that a message holds just these acts, each by itself."""
    held = {_known_as(name_of(act)) for act in acts if act.act != "social"}
    likely = {name: share for name, share in probable.items() if name not in _SAID}
    likely["say"] = 1 - (1 - probable.get("give", 0.0)) * (1 - probable.get("correct", 0.0))
    likely.pop("social", None)
    return sum(_log(likely.get(name, 0.0), held=name in held) for name in {*likely, *held})


def _known_as(name: str) -> str:
    return "say" if name in _SAID else name


def _log(share: float, *, held: bool) -> float:
    known = min(max(share, 1 - _SURE), _SURE)
    return log(known if held else 1 - known)


def _name_their_lines(acts: Sequence[Act]) -> bool:
    edits = [act for act in acts if isinstance(act, Edit | Restore)]
    return all(act.on is not None or getattr(act, "lines", ()) for act in edits)


def _least_sure(said: Said) -> float:
    told = [one for one in said.spans if one["label"] != "op"]
    return min((float(one.get("confidence", 1.0)) for one in told), default=1.0)


@dataclass(frozen=True, slots=True)
class Reading:
    intent: str
    """Which it goes by."""
    acts: tuple[Act, ...]
    heard: bool = False
    """Whether its edits are those that were heard."""
    fills: bool = False
    """Whether it begins the order that the first one begins, with what that lacks."""


def begins_by_mistake(acts: Sequence[Act], said: Said, state: State) -> bool:
    """Whether it would begin a visit for a name alone in the middle of an order, which nobody heard
    it do: a colleague who eats something else is no visitor. A plain "register a visitor", and who
    says who comes and when, are heard by their words."""
    thing = state.thing(state.asked.thing) if state.asked is not None else None
    if thing is None or thing.what is not What.ORDER or thing.standing is not Standing.DRAFT:
        return False
    visits = [act for act in acts if isinstance(act, Start) and act.what is What.VISIT]
    by_name = bool(visits) and all(act.fields.given == {"names"} for act in visits)
    surely = said.ranking.get("register_visitor", 0.0) >= _SURELY_BEGINS
    return by_name and not surely and said.acts.get("start:visit", 0.0) < _BEGINS


def likeliest(readings: Iterable[Reading], said: Said, state: State) -> tuple[Act, ...]:
    """The acts of the best of the readings; the first of several that are as good. Nothing binding
    is done that the first, by rules, does not hold."""
    best: tuple[float, tuple[Act, ...]] | None = None
    bound = frozenset[str]()
    probable_acts = probable(said)
    sure = _OF_SURE_EDITS if _least_sure(said) >= _ALL_SURE else _OF_EDITS
    for place, one in enumerate(readings):
        binding = _BINDING & {act.act for act in one.acts}
        bound = binding if place == 0 else bound
        if not binding <= bound:
            continue
        share = max(said.ranking.get(one.intent, 0.0), 1 - _SURE)
        begins = place == 0 and not begins_by_mistake(one.acts, said, state)
        of_edits = sure if _name_their_lines(one.acts) else _OF_VAGUE_EDITS
        before = max(_FIRST * (begins or one.fills), of_edits * one.heard)
        score = likelihood(one.acts, probable_acts) + _OF_INTENT * log(share) + before
        if best is None or score > best[0]:
            best = score, one.acts
    acts = best[1] if best is not None else ()
    if begins_by_mistake(acts, said, state):
        return (Unknown(words=said.text.strip()[:2_000] or said.intent),)
    return acts
