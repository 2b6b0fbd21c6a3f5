"""Acts written by hand, in words, as the acts that are carried out.

Items and options are called by name, alias or code, and times, places, phone numbers and plates
stand as strings. What such a string says the bot's own rules read, as they read a message: there is
one owner of times and places. Everything else is written as in services.acts.acts.
"""

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.catalogue import Item, ItemOption
from parkline.process.core import Core
from parkline.stores.database import Sessions
from services.acts.acts import Act, acts_of
from services.kit.errors import Invalid
from services.kit.folding import plain_phone, plain_plate

Written = Mapping[str, Any]
Parse = Callable[[str, str], Awaitable[list[dict[str, Any]]]]
"""Entities of words; what a form would have asked for helps: "301" is a room where a place was."""

# English words may stand right beside Chinese ones, so that \b is no boundary.
_EARLIER = re.compile(r"提早|提前|往前|早(?=[^上晨餐饭])|(?<![a-z])earlier(?![a-z])", re.IGNORECASE)
_LATER = re.compile(
    r"推迟|延后|往后|晚(?=[^上饭])|挪"
    r"|(?<![a-z])(?:later|delay|push(?: back)?|postpone|slip)(?![a-z])",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"以后|之后|後|后|(?<![a-z])in(?![a-z])", re.IGNORECASE)
_SAME_PLACE = re.compile(
    r"老地方|(?:还是|還是)[^，。]{0,10}地方|(?<![a-z])same (?:place|room|spot)(?![a-z])",
    re.IGNORECASE,
)
_MINUTES_A_DAY = 24 * 60
_OTHERWISE: Mapping[str, Callable[[str], str]] = {"plate": plain_plate, "phone": plain_phone}
"""What words say that no rule knows."""


@dataclass(frozen=True, slots=True)
class Names:
    """What things of the catalogue are called, case folded."""

    items: Mapping[str, tuple[int, ...]]
    options: Mapping[str, tuple[str, ...]]
    """Codes. One code is the same choice at every item."""
    offered: Mapping[int, Mapping[str, str]]
    """Of each item: its options' names, and their codes."""

    @classmethod
    async def of(cls, sessions: Sessions, park_id: int) -> "Names":
        async with sessions() as session:
            items = await session.scalars(select(Item).where(Item.park_id == park_id))
            options = await session.scalars(select(ItemOption).where(ItemOption.park_id == park_id))
            return cls._of(list(items), list(options))

    @classmethod
    def _of(cls, items: Sequence[Item], options: Sequence[ItemOption]) -> "Names":
        ids: dict[str, dict[int, None]] = defaultdict(dict)
        exact = {n.casefold() for i in items for n in (i.name_zh, i.name_en, i.code)}
        for item in items:
            for name in (item.name_zh, item.name_en, item.code):
                ids[name.casefold()][item.id] = None
            for alias in item.aliases:
                if alias.casefold() not in exact:
                    ids[alias.casefold()][item.id] = None
        codes: dict[str, dict[str, None]] = defaultdict(dict)
        offered: dict[int, dict[str, str]] = defaultdict(dict)
        for option in options:
            for name in (option.name_zh, option.name_en, option.code, *option.aliases):
                codes[name.casefold()][option.code] = None
                offered[option.item_id].setdefault(name.casefold(), option.code)
        return cls(
            {name: tuple(those) for name, those in ids.items()},
            {name: tuple(those) for name, those in codes.items()},
            offered,
        )

    def item(self, name: str) -> dict[str, Any]:
        """The id; the ids of all that it may be; or its words alone, where nothing is called so."""
        those = self.items.get(name.strip().casefold(), ())
        match those:
            case (one,):
                return {"item": one, "words": name}
            case ():
                return {"words": name}
        return {"candidates": list(those), "words": name}

    def option(self, name: str, item: int | None, where: str) -> str:
        """Its code. Raises Invalid for one that no item has."""
        wanted = name.strip().casefold()
        if item is not None and (code := self.offered.get(item, {}).get(wanted)) is not None:
            return code
        codes = self.options.get(wanted, ())
        if not codes:
            raise Invalid(f"{where}: no option is called {name!r}")
        return codes[0]


class InWords:
    """Translates for one park at one moment."""

    def __init__(self, names: Names, parse: Parse, now: datetime) -> None:
        self._names = names
        self._parse = parse
        self._now = now

    async def acts(self, written: Sequence[Any]) -> tuple[Act, ...]:
        """Raises Invalid, which names the place and what is wrong there."""
        if not isinstance(written, list):
            raise Invalid("acts: a list of objects")
        return acts_of([await self._act(act, f"acts.{i}") for i, act in enumerate(written)])

    async def _act(self, act: Any, where: str) -> dict[str, Any]:
        if not isinstance(act, dict):
            raise Invalid(f"{where}: an object with `act`")
        said = dict(act)
        if isinstance(said.get("item"), str):
            named = self._names.item(said.pop("item"))
            said = {**named, **said} if said.get("act") == "ask" else {**said, **named}
        if "lines" in said:
            said["lines"] = [
                self._line(line, f"{where}.lines.{i}") for i, line in enumerate(said["lines"])
            ]
        if "on" in said:
            said["on"] = self._ref(said["on"])
        on = (said.get("on") or {}).get("item")
        for name in ("options", "without"):
            if name in said:
                said[name] = self._options(said[name], on, f"{where}.{name}")
        if isinstance(said.get("of"), dict):
            said["of"] = self._target(said["of"])
        for name in ("fields", "old"):
            if name in said:
                corrects = said.get("act") == "correct" and name == "fields"
                said[name] = await self._fields(said[name], corrects=corrects)
        return said

    def _line(self, line: Any, where: str) -> dict[str, Any]:
        if not isinstance(line, dict):
            raise Invalid(f"{where}: an object with `item`")
        said = dict(line)
        if isinstance(said.get("item"), str):
            said |= self._names.item(said.pop("item"))
        if "options" in said:
            said["options"] = self._options(said["options"], said.get("item"), f"{where}.options")
        return said

    def _options(self, names: Sequence[str], item: int | None, where: str) -> list[str]:
        return [self._names.option(name, item, f"{where}.{i}") for i, name in enumerate(names)]

    def _ref(self, ref: Any) -> Any:
        if isinstance(ref, list):
            return {"any_of": [self._ref(one) for one in ref]}
        if not isinstance(ref, dict):
            return ref
        said = dict(ref)
        if isinstance(said.get("item"), str):
            named = self._names.item(said.pop("item"))
            # What nothing is called so can only be part of a line's name, or be in none.
            said |= named if len(named) > 1 else {"has": named["words"], **named}
        for name in ("but", "any_of"):
            if name in said:
                said[name] = [self._ref(one) for one in said[name]]
        return said

    def _target(self, target: Written) -> dict[str, Any]:
        said = dict(target)
        if "ref" in said:
            said["ref"] = self._ref(said["ref"])
        return said

    async def _fields(self, fields: Any, *, corrects: bool) -> Any:
        if not isinstance(fields, dict):
            return fields
        said = dict(fields)
        if isinstance(said.get("place"), str):
            said["place"] = await self._place(said["place"])
        for name in ("when", "until"):
            if isinstance(said.get(name), str):
                said[name] = await self._when(said[name], corrects=corrects)
        for name in ("phone", "payment", "plate"):
            if isinstance(said.get(name), str) and said[name]:
                said[name] = await self._value(said[name], name)
        if isinstance(more := said.get("more_plates"), list):
            said["more_plates"] = [await self._value(str(one), "plate") for one in more]
        if isinstance(said.get("headcount"), int):
            said["headcount"] = {"exactly": said["headcount"]}
        return said

    async def _value(self, words: str, entity: str) -> str:
        found = await self._parse(words, entity)
        values = [str(one["value"]) for one in found if one["entity"] == entity]
        return values[0] if values else _OTHERWISE.get(entity, str)(words)

    async def _place(self, words: str) -> dict[str, Any]:
        """Everything that the words say of one place; what no rule knows stays as it was said."""
        place: dict[str, Any] = {}
        rest = words
        for one in await self._parse(words, "location"):
            if one["entity"] == "location":
                place = {**{k: v for k, v in one["value"].items() if v is not None}, **place}
                rest = rest.replace(str(one["text"]), " ")
        if _SAME_PLACE.search(words):
            place["same"] = True
        elif not place or (_says_more(rest) and "room" not in place):
            place["place"] = words if not place or "place" in place else rest.strip(" ,，。的")
        return place

    async def _when(self, words: str, *, corrects: bool) -> dict[str, Any]:
        relative = await self._relative(words, corrects=corrects)
        return {**(relative or await self._absolute(words)), "words": words}

    async def _relative(self, words: str, *, corrects: bool) -> dict[str, Any] | None:
        """Against what stands: so much earlier or later, or the same time on another day."""
        for one in await self._parse(words, "slot"):
            if one["entity"] == "shift":
                return {"shift": one["value"]}
        rest = await self._without_same_time(words)
        same = rest != words
        earlier, later = _EARLIER.search(rest), _LATER.search(rest)
        if earlier or later or (corrects and _FROM_NOW.search(rest)):
            for pattern in (_EARLIER, _LATER, _FROM_NOW):
                rest = pattern.sub("", rest)
            minutes = await self._minutes(rest.strip(" ,，"))
            if minutes is not None:
                return {"shift": -minutes if earlier else minutes}
        if same:
            day = (await self._absolute(rest)).get("day")
            return {"same_time": True, "day": day}
        return None

    async def _without_same_time(self, words: str) -> str:
        rest = words
        for one in reversed(await self._parse(words, "slot")):
            if one["entity"] == "same" and one["value"] == "time":
                rest = rest[: one["start"]] + rest[one["end"] :]
        return rest

    async def _minutes(self, words: str) -> int | None:
        """How long: what the rules make of it as time from now; None if it is no length."""
        if any(one["entity"] == "time" for one in await self._parse(words, "slot")):
            return None
        for asked in (f"in {words}", f"{words}以后"):
            for one in await self._parse(asked, "slot"):
                if one["entity"] == "time":
                    then = datetime.fromisoformat(one["value"])
                    return round((then - self._now).total_seconds() / 60)
                if one["entity"] == "period" and one.get("day_named"):
                    then = datetime.fromisoformat(one["value"]["from"])
                    return (then.date() - self._now.astimezone(then.tzinfo).date()).days * (
                        _MINUTES_A_DAY
                    )
        return None

    async def _absolute(self, words: str) -> dict[str, Any]:
        """The words are known to say a time: a number alone is an hour."""
        said = await self._said(words)
        return said or await self._said(f"at {words}") or await self._said(f"在{words}")

    async def _said(self, words: str) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for one in await self._parse(words, "slot"):
            match one["entity"]:
                case "meal":
                    said["meal"] = one["value"]
                case "time" if one.get("asap"):
                    said["asap"] = True
                case "time":
                    said["start"] = one["value"]
                    said.pop("end", None)
                case "period" if "start" not in said:
                    said |= _period(one["value"], day_named=bool(one.get("day_named")))
            if one["entity"] == "time" and one.get("day_named") and not one.get("asap"):
                said["day"] = datetime.fromisoformat(one["value"]).date()
        return said


def _period(value: Written, *, day_named: bool) -> dict[str, Any]:
    """A whole day is a day without a clock."""
    start, end = (datetime.fromisoformat(value[name]) for name in ("from", "to"))
    if day_named and end - start == timedelta(days=1) and start.hour == 0:
        return {"day": start.date()}
    day = {"day": start.date()} if day_named and end - start < timedelta(days=1) else {}
    return {"start": start, "end": end, **day}


def _says_more(rest: str) -> bool:
    return sum(char.isalpha() for char in rest) > 1


async def read(core: Core, written: Sequence[Any], now: datetime) -> tuple[Act, ...]:
    """Acts in words as they are meant at `now`. Raises Invalid."""

    async def parse(words: str, asked: str) -> list[dict[str, Any]]:
        context = {
            "now": now.isoformat(),
            "park_id": core.park.id,
            "requested_slot": asked,
        }
        found: list[dict[str, Any]] = (await core.dialogue.parse(words, context))["entities"]
        return sorted(found, key=lambda one: one["start"])

    names = await Names.of(core.sessions, core.park.id)
    return await InWords(names, parse, now).acts(written)
