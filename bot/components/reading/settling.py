"""Where rules and the reader find different words to be a name, a number or a wish: who is right.

Rules know a name when they see it whole. What they only take for one (a part of a name, a word that
is spelt or sounds like it, what is counted and not known) is one if the reader hears it as one,
where it hears any; and what it surely hears rules are told of. They then pair all of it once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.components.parsers.catalogue import OTHER
from bot.components.parsers.hearing import Hearing
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.options import find_options, option_within
from bot.components.parsers.spans import Span
from bot.components.reading.naming import named
from bot.components.reading.said import Entity, Said
from bot.components.reading.valuing import number_in

_SURE, _VERY_SURE = 0.6, 0.8
_HARDLY, _CERTAIN = 0.05, 0.9
_NAMES = frozenset({"item", "ref"})
_WHOLE = frozenset({"exact", "alias"})
_LIKE, _NEAR = 0.75, 0.6
"""Likeness to a name from which words are it that were heard as one, or certainly heard as one, and
that no rule knows."""
_TIMES = frozenset({"time", "period"})
_LINES = frozenset({"item", "line_ref", "quantity", "option", "note"})
_VALUES = _LINES | _TIMES | {"location", "phone", "plate", "headcount", "order_no", "ticket_no"}
_CHANGES = ("remove", "fewer", "swap", "keep_only", "set", "more", "refine", "double", "fill")


def settled(
    entities: Sequence[Entity], said: Sequence[Said], acts: Mapping[str, float], known: Knowledge
) -> Hearing:
    """What rules have to know; nothing where both agree. `acts`: how likely each act is."""
    both = _Both(entities, said, known)
    found = both.found()
    return Hearing(
        nameless=tuple((e["start"], e["end"]) for e in (*both.nameless(), *both.misnamed())),
        timeless=tuple((e["start"], e["end"]) for e in both.timeless()),
        found=tuple(found),
        is_plain=_is_plain(acts) and any(_is_edited(e) for e in entities),
    )


def parted(said: Sequence[Said], entities: Sequence[Entity]) -> list[Said]:
    """What was heard, with two names in place of one in which rules know two that go for each
    other ("the colas Sprite"), and no name beginning with what counts it ("2 nos latte")."""
    return [part for one in said for part in _parts(_without_unit(one, entities), entities)]


def _without_unit(one: Said, entities: Sequence[Entity]) -> Said:
    counts = (e for e in entities if e["entity"] == "quantity")
    ends = [int(e["end"]) for e in counts if e["start"] < one.start < e["end"] < one.end]
    if one.label != "item" or not ends:
        return one
    words = one.text[ends[0] - one.start :]
    text = words.lstrip()
    return replace(one, start=ends[0] + len(words) - len(text), text=text)


_ROLES = {"replaced": "out", "replacement": "in"}


def _parts(one: Said, entities: Sequence[Entity]) -> Iterator[Said]:
    names = [e for e in entities if e["entity"] == "item" and _covers(one, e)]
    roles = {str(e.get("role")) for e in names}
    if one.label != "item" or len(names) != 2 or roles != set(_ROLES):  # noqa: PLR2004
        yield one
        return
    for name in names:
        role = _ROLES[str(name["role"])]
        told = {"start": name["start"], "end": name["end"], "text": name["text"], "role": role}
        yield replace(one, **told)


def _is_plain(acts: Mapping[str, float]) -> bool:
    """Whether an order surely begins, and nothing else is done to lines."""
    changed = max(acts.get(f"edit:{op}", 0.0) for op in _CHANGES)
    return acts.get("start:order", 0.0) >= _CERTAIN and changed < _HARDLY


def _is_edited(entity: Entity) -> bool:
    return entity["entity"] in ("item", "quantity") and entity.get("role") is not None


@dataclass(frozen=True, slots=True)
class _Both:
    entities: Sequence[Entity]
    said: Sequence[Said]
    known: Knowledge

    def nameless(self) -> Iterator[Entity]:
        items = [e for e in self.entities if e["entity"] == "item"]
        heard = [one for one in self.said if one.label == "item"]
        for item in items:
            beside = [one for one in self.said if one.overlaps(item["start"], item["end"])]
            if any(one.label in _NAMES for one in beside):
                continue
            if item.get("becomes") or (item.get("role") == "remove" and not beside):
                continue  # What is not wanted is hardly heard: "two lattes and no muffins".
            elsewhere = any(not one.overlaps(item["start"], item["end"]) for one in heard)
            whole = item.get("how") in _WHOLE and item.get("value") is not None
            least = _VERY_SURE if whole else _SURE / 2
            other = any(one.sure >= least and _covers(one, item) for one in beside)
            if other or (elsewhere and not whole):
                yield item

    def misnamed(self) -> Iterator[Entity]:
        """What rules count without knowing it, and is surely heard as something for sale."""
        for item in self.entities:
            if item["entity"] != "item" or not item.get("unknown"):
                continue
            for one in self.said:
                if one.label == "item" and one.sure >= _VERY_SURE and _covers(one, item):
                    known = named(one.text, self.known.catalogue) or {}
                    if known.get("value") is not None and known.get("how") in _WHOLE:
                        yield item

    def timeless(self) -> Iterator[Entity]:
        """Times that cut a name or a number that was heard, where no time was."""
        for entity in self.entities:
            if entity["entity"] not in _TIMES:
                continue
            beside = [one for one in self.said if one.overlaps(entity["start"], entity["end"])]
            cut = any(one.label == "item" and not _covers(one, entity) for one in beside)
            sure = all(one.sure >= _SURE for one in beside)
            if cut and sure and not any(one.label == "time" for one in beside):
                yield entity

    def found(self) -> list[Span]:
        """What was heard and stands for something that is known, where no rule found any value."""
        gone = [*self.nameless(), *self.misnamed(), *self.timeless()]
        kept = [e for e in self.entities if e["entity"] in _VALUES and e not in gone]
        new = [
            span
            for one in self.said
            if not any(one.overlaps(e["start"], e["end"]) for e in kept)
            for span in self._value(one)
        ]
        items = [span for span in new if span.entity == "item"]
        return [s for s in new if s.entity != "quantity" or any(_are_near(s, i) for i in items)]

    def _value(self, one: Said) -> Iterator[Span]:
        match one.label:
            case "item" if one.sure >= _SURE:
                found = named(one.text, self.known.catalogue) or {}
                least = _LIKE if one.sure < _CERTAIN else _NEAR
                like = found.get("score", 0.0) >= least and found.get("how") != OTHER
                if found.get("value") is not None and like:
                    extra = {"score": found["score"], "how": "heard"}
                    yield _span(one, "item", int(found["value"]), extra)
            case "quantity" if one.sure >= _SURE:
                if (many := number_in(one.text)) is not None:
                    yield _span(one, "quantity", many, {"unit": None})
            case "option" if one.sure >= _SURE / 2:
                if (code := self._option(one.text)) is not None:
                    yield _span(one, "option", code, {})

    def _option(self, words: str) -> str | None:
        options = self.known.options
        told = [one.value for one in find_options(words, options) if one.entity == "option"]
        if len(told) > 1:
            return None
        return str(told[0]) if told else option_within(words, options)


def _covers(one: Said, entity: Entity) -> bool:
    return bool(one.start <= entity["start"] and entity["end"] <= one.end)


def _are_near(one: Span, other: Span) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return gap <= 2  # noqa: PLR2004 - a sign and a space


def _span(one: Said, name: str, value: Any, extra: Mapping[str, Any]) -> Span:
    return Span(name, one.start, one.end, one.text, value, extra=extra)
