"""How much of what the reader heard a reading leaves out: names of lines, and wishes."""

from collections.abc import Iterable, Iterator, Sequence

from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Restore, Start
from services.acts.state import State
from services.acts.values import Line, Ref

_LEAST = 0.3
"""How sure a name or a wish must be to be missed."""
_ONLY_NAMED = frozenset({"mention", ""})


def left_out(acts: Sequence[Act], said: Said, state: State | None = None) -> int:
    """How many names and options none of the acts is on; none of acts that are on no lines."""
    on = [act for act in acts if isinstance(act, Edit | Restore | Start)]
    if not on:
        return 0
    sure = [one for one in said.spans if float(one.get("confidence", 1.0)) >= _LEAST]
    items = {item for act in on for item in _items(act)}
    lines = {line for act in on for one in _parts(act) for line in getattr(one, "lines", ())}
    standing = (line for thing in (state.things if state else ()) for line in thing.lines)
    items |= {line.item for line in standing if line.id in lines}
    words = [one for act in on for one in _words(act)]
    codes = {code for act in on for code in _codes(act)}
    names = [
        one
        for one in sure
        if one["label"] == "item" and str(one.get("role") or "") not in _ONLY_NAMED
    ]
    wishes = [one for one in sure if one["label"] == "option" and one.get("value")]
    missed = sum(not _is_named(one, items, words) for one in names)
    missed += sum(not codes & {*one["value"]} for one in wishes)
    return missed + len(_numbers_of(sure, acts)) + _grave(said, on)


_GRAVE = 2


def _grave(said: Said, on: Sequence[Edit | Restore | Start]) -> int:
    """What somebody must not eat weighs twice: an allergy, and what is left out for it."""
    kept = {code for act in on for code in _codes(act)}
    noted = (one for act in on for one in (act, *_parts(act)))
    notes = [str(getattr(one, "note", None) or "") for one in noted]
    told = [one for one in said.entities if one.get("refers") or one.get("allergy")]
    missed = [
        one for one in told
        if one["value"] not in kept and not any(str(one["value"]) in note for note in notes)
    ]  # fmt: skip
    return _GRAVE * len(missed)


_SURELY = 0.9


def _numbers_of(spans: Sequence[Entity], acts: Sequence[Act]) -> set[int]:
    """Numbers that were surely heard to be set and that no act has, of several: "two noodles now,
    the tea still one"."""
    told = [one for one in spans if one["label"] == "quantity" and one.get("role") == "set"]
    told = [one for one in told if isinstance(one.get("value"), int)]
    sure = {one["value"] for one in told if float(one.get("confidence") or 0.0) >= _SURELY}
    held = {getattr(act, name, None) for act in acts for name in ("quantity", "part")}
    held |= {line.quantity for act in acts for line in getattr(act, "lines", ())}
    return sure - held if len(told) > 1 else set()


def _is_named(span: Entity, items: set[int], words: Iterable[str]) -> bool:
    told = {span.get("value"), *(span.get("candidates") or ())} - {None}
    text = str(span.get("text") or "")
    return bool(told & items) or any(text in one or one in text for one in words if one)


def _parts(act: Edit | Restore | Start) -> Iterator[Line | Ref]:
    yield from getattr(act, "lines", ())
    on = getattr(act, "on", None)
    if on is not None:
        yield from (on, *on.any_of, *on.but)


def _items(act: Edit | Restore | Start) -> Iterator[int]:
    for one in _parts(act):
        yield from (item for item in (one.item, *one.candidates) if item is not None)


def _words(act: Edit | Restore | Start) -> Iterator[str]:
    yield from (str(one.words) for one in _parts(act) if one.words)


def _codes(act: Edit | Restore | Start) -> Iterator[str]:
    yield from (*getattr(act, "options", ()), *getattr(act, "without", ()))
    for line in getattr(act, "lines", ()):
        yield from line.options
