"""Several requests in one message: which of its pieces stand on their own."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.components.domains import brought
from bot.components.plain_text import as_plain_text
from bot.components.segments import Segment, candidates
from bot.components.where import in_one_place, with_places

Parsed = Mapping[str, Any]
Parse = Callable[[str], Awaitable[Parsed]]

BUSINESS: Mapping[str, str] = {
    intent: about for domain in brought() for intent, about in domain.business.items()
}
"""What a request is about. Pleasantries are about nothing and never stand alone."""
_KIN = (
    *(group for domain in brought() for group in domain.kin),
    frozenset(about for domain in brought() for about in domain.progress),
)
"""Of these two in one message are often one, so words between them must say otherwise."""
HARDLY, NEARLY, SURE, SURER, NEVER = 0.25, 0.5, 0.6, 0.8, 2.0
"""Confidence that a part needs, by what else speaks for it."""
SHORTEST = 3
_ORDERS_WITHOUT_ITEMS = {"reorder", "view_cart", "checkout"}
_PLACE = ("floor", "room", "place")
_GREETING = re.compile(
    r"\s*(?:(?:你|您|大家)好[呀啊哈]?|在[吗么嗎不](?:在)?|在么|嗨|哈[喽啰]|喂|早(?:上好|啊)?|[上中下]午好|晚上好"
    r"|(?:hi|hello|hey)(?: there)?|good (?:morning|afternoon|evening))[\s,，.。!！~～?？、]+(?=\w)",
    re.IGNORECASE,
)
_LACKS = re.compile(
    r"没[水纸电](?:了|啦)?$|用(?:完|光)了?$"
    r"|\b(?:out of|no) (?:water|paper|ink|battery|batteries)\W*$"
    r"|\b(?:battery|phone|laptop|mouse|remote)(?:'s| is)? (?:dead|dying|empty|flat)\W*$",
    re.IGNORECASE,
)
"""Ends of words that are no fault but a reason to buy: "the phone is dead, a power bank please"."""
ANSWERS: Mapping[str, frozenset[str]] = {
    slot: entities for domain in brought() for slot, entities in domain.answers.items()
}
"""Entities that answer what a form asks for, by its slot."""
_MOSTLY = 0.5
"""Share of a part that answers must make up to be nothing else."""


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a message, and what the bot found in it."""

    start: int
    text: str
    parsed: Parsed
    led: bool
    strong: bool
    waited: str | None = None
    """What a form had asked for, of a message's first part."""

    @property
    def intent(self) -> str:
        return str((self.parsed.get("intent") or {}).get("name"))

    @property
    def business(self) -> str | None:
        return BUSINESS.get(self.intent)

    @property
    def critical(self) -> bool:
        return any(e["entity"] == "urgency" and e["value"] == "critical" for e in self._entities)

    @property
    def _entities(self) -> Sequence[Mapping[str, Any]]:
        return self.parsed.get("entities") or ()

    @property
    def answers(self) -> bool:
        """Whether it is an answer to what a form had asked."""
        if self.waited == "confirm":
            return self.intent in ("affirm", "deny")
        spans = [
            (e["start"], e["end"])
            for e in self._entities
            if e["entity"] in ANSWERS.get(self.waited or "", ())
        ]
        letters = [place for place, char in enumerate(self.text) if char.isalnum()]
        inside = sum(any(start <= i < end for start, end in spans) for i in letters)
        return bool(letters) and inside / len(letters) >= _MOSTLY

    def with_place(self, place: Any, span: tuple[int, int]) -> Part:
        """The words at `span` stand for a place that was named before."""
        start, end = span
        entity = {
            "entity": "location", "value": place, "start": start, "end": end,
            "text": self.text[start:end], "extractor": "Splitting",
        }  # fmt: skip
        entities = sorted([*self._entities, entity], key=lambda e: int(e["start"]))
        return replace(self, parsed={**self.parsed, "entities": entities})

    @property
    def sure(self) -> bool:
        return self._confidence >= SURER

    @property
    def _confidence(self) -> float:
        return float((self.parsed.get("intent") or {}).get("confidence") or 0.0)

    def value(self, name: str) -> Any:
        return next((e["value"] for e in self._entities if e["entity"] == name), None)

    def stands(self, segment: Segment) -> bool:
        """Whether it is a request by itself: sure enough, and with what such a request names."""
        if self.answers:
            return True
        if self.business is None or sum(char.isalnum() for char in self.text) < SHORTEST:
            return False
        needed = {
            "order": SURER if self.intent in _ORDERS_WITHOUT_ITEMS else self._of_items(),
            "repair": SURE if self._names_what_is_broken() else SURER,
            "visit": SURE if _comes(segment) else NEVER,
            "booking": NEARLY if segment.strong and self._says_when() else SURER,
            "faq": (NEARLY if segment.strong else SURE) if "question" in segment.signs else NEVER,
        }
        return self._confidence >= needed.get(self.business, SURER)

    def _says_when(self) -> bool:
        return any(e["entity"] in {"time", "period"} for e in self._entities)

    def _of_items(self) -> float:
        """How sure it must be: what the menu has and somebody counts hardly needs a classifier."""
        items = [e for e in self._entities if e["entity"] == "item"]
        if not any(e.get("value") is not None or e.get("candidates") for e in items):
            return SURER if items else NEVER
        return HARDLY if any(e["entity"] == "quantity" for e in self._entities) else SURE

    def _names_what_is_broken(self) -> bool:
        return self.critical or self.value("repair_category") not in (None, "other")


def _comes(segment: Segment) -> bool:
    """Words about visits; that somebody comes is often but a reason to hurry."""
    comes = "comes" in segment.signs and (segment.strong or segment.start == 0)
    return comes or "visit" in segment.signs


async def split(text: str, whole: Parsed, parse: Parse, asked: str | None = None) -> list[Part]:
    """The requests of a message in order, none if it is one. `whole` is the message's own parse;
    `asked` is what a form waits for, which the first part may answer.

    `parse` is asked for each candidate once, and once more for those that others were joined to.
    A greeting before a single request is left out: what is learned hears little else behind it.
    """
    return await _several(text, whole, parse, asked) or await _after_greeting(text, whole, parse)


def is_shopping(text: str, whole: Parsed) -> bool:
    """Whether a whole message names an item of the menu, to order or to change it."""
    heard = Part(0, text, whole, led=False, strong=False)
    return heard.business == "order" and heard.value("item") is not None


def stands_alone(text: str, whole: Parsed) -> bool:
    """Whether a whole message is sure to be a request."""
    heard = Part(0, text, whole, led=False, strong=False)
    return heard.business is not None and heard.sure


async def _several(text: str, whole: Parsed, parse: Parse, asked: str | None) -> list[Part]:
    found = candidates(text, whole.get("entities") or (), ANSWERS.get(asked or "", frozenset()))
    if len(found) < 2:  # noqa: PLR2004
        return []
    kept: list[tuple[Segment, Part]] = []
    loose: Segment | None = None
    for segment in found:
        here = loose.joined(segment) if loose is not None else segment
        part = await _part(text, here, parse, asked)
        loose = None
        if not part.stands(here) and not kept:
            loose = here
        elif not part.stands(here) or (kept and _one(kept[-1][1], part)):
            kept[-1] = await _with(text, kept[-1], here, parse, asked)
        else:
            kept.append((here, part))
    parts = [part for _, part in kept]
    sound = all(part.stands(segment) for segment, part in kept)
    return in_one_place(with_places(parts)) if sound and len(parts) > 1 else []


async def _after_greeting(text: str, whole: Parsed, parse: Parse) -> list[Part]:
    greeting = _GREETING.match(text)
    if greeting is None or stands_alone(text, whole):
        return []
    start = greeting.end()
    words = as_plain_text(text[start:])
    rest = Part(start, words, await parse(words), led=False, strong=False)
    return [rest] if rest.business is not None and rest.sure else []


async def _part(text: str, segment: Segment, parse: Parse, asked: str | None) -> Part:
    words = as_plain_text(text[segment.start : segment.end])
    waited = asked if segment.first else None
    return Part(segment.start, words, await parse(words), segment.led, segment.strong, waited)


async def _with(
    text: str, before: tuple[Segment, Part], after: Segment, parse: Parse, asked: str | None
) -> tuple[Segment, Part]:
    joined = before[0].joined(after)
    return joined, await _part(text, joined, parse, asked)


def _one(before: Part, after: Part) -> bool:
    """Whether two parts are one request, or may be."""
    if before.answers:
        orders = after.business == "order" and after.value("item") is not None
        if before.waited == "confirm" and orders:
            return True  # "Okay, then also one salad": what is confirmed is not that yet.
        return not (after.led or after.sure)
    if before.business == after.business:
        apart = _two_repairs(before, after) or _two_faults(before, after)
        return not (before.business == "repair" and apart)
    if before.intent == "cancel_repair" and after.intent == "report_repair":
        return not after.value("fault")
    if before.business == "repair" and after.business == "order" and not after.strong:
        lacks = _LACKS.search(before.text) is not None and before.value("location") is None
        if lacks and after.value("item") is not None:
            return True
    kin = any({before.business, after.business} <= group for group in _KIN)
    told = after.strong or (after.led and after.sure)
    return kin and not told


def _two_repairs(before: Part, after: Part) -> bool:
    """Another thing at another place: both are named in full."""
    places = [part.value("location") or {} for part in (before, after)]
    things = [part.value("repair_category") for part in (before, after)]
    whole = all(p.get("building") and any(p.get(name) for name in _PLACE) for p in places)
    return whole and places[0] != places[1] and things[0] != things[1] and "other" not in things


def _two_faults(before: Part, after: Part) -> bool:
    """Another thing that is broken besides, at the same place or none of its own."""
    faults = [part.value("fault") for part in (before, after)]
    places = [part.value("location") for part in (before, after)]
    apart = all(faults) and faults[0] != faults[1]
    there = places[1] in (None, places[0]) or places[1].get("building") is None
    return apart and (places[0] is None or there)
