"""Lines of an order as the reader heard them: which words belong together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from actions.acts.translating.pairing import names_of
from actions.kit.said import Entity
from services.acts.values import Line, Ref

ANCHORS = frozenset({"item", "ref"})
_DETAILS = frozenset({"quantity", "option", "note"})
_PARTS = frozenset({"part", "factor", "fill"})
_COUNTED = ("set", "more", "fewer")
_CHANGED = frozenset({*_COUNTED, "remove"})
_SURER = 0.3
_AND = frozenset({"", "and", "和", "跟", "还有", "同", "与", "及", "&"})


@dataclass(slots=True)
class Wish:
    """How a line, or so many portions of it, is to be done."""

    part: int | None = None
    options: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str | None:
        return "，".join(self.notes) or None

    @property
    def says(self) -> bool:
        return bool(self.options or self.without or self.notes)

    def also(self, other: "Wish") -> "Wish":
        """Both: how all are done, and some of them besides."""
        return Wish(
            other.part,
            [*self.options, *other.options],
            [*self.without, *other.without],
            [*self.notes, *other.notes],
        )


@dataclass(slots=True)
class Spoken:
    """A name, or words that point, with the details that belong to it; in the order of the text."""

    start: int
    anchor: Entity | None = None
    details: list[Entity] = field(default_factory=list)

    @property
    def role(self) -> str:
        """What is done with it; what is done with its number, where that was heard more surely."""
        if self.anchor is None:
            return ""
        told = str(self.anchor.get("role") or "")
        counted = max(self.counts(*_COUNTED), key=_sure, default=None)
        if counted is None or told not in _CHANGED or _sure(counted) < _sure(self.anchor) + _SURER:
            return told
        return str(counted["role"])

    def counts(self, *roles: str) -> list[Entity]:
        """Its quantities, with one of these roles if any are given."""
        counted = [one for one in self.details if one["label"] == "quantity"]
        return [one for one in counted if not roles or one.get("role") in roles]

    @property
    def quantity(self) -> int | None:
        """How many, if not only of some of its portions."""
        told = [one for one in self.counts() if one.get("role") not in _PARTS]
        return _number(told[-1]) if told else None

    @property
    def part(self) -> int | None:
        told = self.counts("part")
        return _number(told[0]) if told else None

    @property
    def count_role(self) -> str:
        """What is done with the number, where that is more than to say it."""
        return next((str(one["role"]) for one in self.counts() if one.get("role")), "")

    def wishes(self) -> list[Wish]:
        """One for all, or one for each of its portions: "one hot, one iced"."""
        found = [Wish()]
        for one in self.details:
            if one["label"] == "quantity":
                if one.get("role") == "part":
                    if found[-1].says:
                        found.append(Wish())
                    found[-1].part = _number(one)
            elif one["label"] == "option" and (one.get("value") or one.get("without")):
                found[-1].options += one.get("value") or ()
                found[-1].without += one.get("without") or ()
            else:
                found[-1].notes.append(str(one["text"]))
        # "No chilli on one of them": how many is said behind the wish.
        if len(found) > 1 and not found[-1].says and found[-2].part is None:
            last = found.pop()
            found[-1].part = last.part
        return [one for one in found if one.says]

    def where(self) -> Ref | None:
        if self.anchor is None:
            return None
        words = str(self.anchor["text"])
        if self.anchor["label"] == "ref":
            return Ref(**(self.anchor.get("value") or {}), words=words)
        told = {n: self.anchor[n] for n in ("position", "has") if n in self.anchor}
        if self.anchor.get("value") is not None:
            return Ref(item=int(self.anchor["value"]), words=words, **told)
        if self.anchor.get("candidates"):
            return Ref(candidates=tuple(self.anchor["candidates"]), words=words, **told)
        return Ref(**({"has": words} | told), words=words)

    def lines(self) -> list[Line]:
        """What it puts in: one line, or more where portions of it are done in ways of their own."""
        many, parts = self.quantity, [one for one in self.wishes() if one.part is not None]
        plain = many - sum(one.part or 0 for one in parts) if many is not None else None
        if not parts or plain is None or plain < 0:
            whole = self.wishes()[0] if self.wishes() else Wish()
            return [self._line(many if many is not None else self.part, whole)]
        of_all = next((one for one in self.wishes() if one.part is None), Wish())
        told = [self._line(one.part, of_all.also(one)) for one in parts]
        return [self._line(plain, of_all), *told] if plain else told

    def _line(self, many: int | None, wish: Wish) -> Line:
        anchor = self.anchor or {}
        item, some = anchor.get("value"), anchor.get("candidates") or ()
        return Line(
            item=int(item) if item is not None and anchor["label"] == "item" else None,
            candidates=tuple(some) if item is None else (),
            quantity=many,
            options=tuple(dict.fromkeys(wish.options)),
            note=wish.note,
            words=str(anchor["text"]) if anchor else None,
        )


def _sure(span: Entity) -> float:
    return float(span.get("confidence", 1.0))


def _number(counted: Entity) -> int | None:
    value = counted.get("value")
    return int(value) if value is not None else None


def spoken(spans: Sequence[Entity], text: str) -> list[Spoken]:
    """The names of a message with their details, in order; what belongs to no name is one more."""
    found: dict[int | None, Spoken] = {}
    named_by = names_of(spans, text)
    of_some = {
        name for one, name in zip(spans, named_by, strict=True)
        if name is not None and one.get("role") == "part" and one["end"] <= spans[name]["start"]
    }  # fmt: skip
    for one, name in zip(spans, named_by, strict=True):
        if one["label"] in ANCHORS:
            found.setdefault(one["start"], Spoken(one["start"])).anchor = one
        elif one["label"] in _DETAILS:
            place = spans[name]["start"] if name is not None else None
            if name is not None and _is_before_the_rest(one, spans[name], of_some=name in of_some):
                place = None
            start = place if place is not None else one["start"]
            found.setdefault(place, Spoken(start)).details.append(one)
    named = _pointed(sorted(found.values(), key=lambda each: each.start), text)
    return _shared(named, text)


def _is_before_the_rest(detail: Entity, named: Entity, *, of_some: bool) -> bool:
    """ "One with egg, the other without", "one iced, no, all of them iced": what is said before
    "the other", or of some before "all", is not of it."""
    among = (named.get("value") or {}).get("among") if named["label"] == "ref" else None
    apart = among in ("rest", "other") or (among == "all" and of_some)
    return apart and bool(detail["end"] <= named["start"])


def _pointed(found: list[Spoken], text: str) -> list[Spoken]:
    """ "Both salads", "the second latte": words that point and the name behind them are one."""
    joined: list[Spoken] = []
    for one in found:
        before = joined[-1] if joined else None
        points = (
            before is not None and before.anchor is not None and before.anchor["label"] == "ref"
        )
        names = one.anchor is not None and one.anchor["label"] == "item"
        if before and points and names and _touches(text, before.anchor or {}, one.anchor or {}):
            value = (before.anchor or {}).get("value") or {}
            told = {name: value[name] for name in ("position", "has") if name in value}
            one.anchor = {**told, **(one.anchor or {})}
            one.details = [*before.details, *one.details]
            joined[-1] = one
        else:
            joined.append(one)
    return joined


def _touches(text: str, one: Entity, after: Entity) -> bool:
    return text[one["end"] : after["start"]].strip().casefold() in ("", "of the", "the", "的")


def _shared(found: list[Spoken], text: str) -> list[Spoken]:
    """ "The latte and the mocha half sugar": names that are said in one breath, without details of
    their own, have those of the last one."""
    for one, after in reversed(list(pairwise(found))):
        if one.anchor is None or after.anchor is None or one.details:
            continue
        shares = one.role == "refine" or after.counts("factor") or _is_of_each(after, text)
        if one.role == after.role and shares and _joined(text, one.anchor, after.anchor):
            one.details = list(after.details)
    return found


_EACH_BEFORE, _EACH_BEHIND = "各", ("each", "apiece")


def _is_of_each(one: Spoken, text: str) -> bool:
    """Whether all that is said of it is how many there are to be of each: "10 each"."""
    if len(one.details) != 1 or one.details[0]["label"] != "quantity":
        return False
    [many] = one.details
    words = text[many["start"] : many["end"]] + text[many["end"] :][:_FAR]
    before = text[: many["start"]].rstrip() + text[many["start"] : many["start"] + 1]
    return _EACH_BEFORE in before[-2:] or any(f" {each}" in words for each in _EACH_BEHIND)


_FAR = 9


def _joined(text: str, one: Entity, after: Entity) -> bool:
    """Whether nothing but "and" stands between two names."""
    gap = text[one["end"] : after["start"]].strip(" 、,，").casefold()
    return gap in _AND
