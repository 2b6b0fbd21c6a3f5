"""What a message says of a thing besides its lines: where, when, who, how."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from actions.acts.translating import cars, description
from actions.acts.translating.description import LONGEST
from actions.kit.said import Entity, Said
from services.acts.values import Count, Fields, Place, When
from times.said import Said as SaidTime

OLD = "old"
"""Role of what a message says that it was: "not A, but B"."""
_PLACE = ("building", "floor", "room", "place")
_URGENCIES = ("low", "urgent", "critical")
"""Normal is never said."""


def fields_of(said: Said, *, people: bool = True, but: range = range(0)) -> Fields:
    """Everything that is said to be so now. `people`: whether counts of people are meant; `but`: a
    stretch of the text that is about something else."""
    mine = [e for e in said.entities if e.get("role") != OLD and _start(e) not in but]
    return _fields(said, mine, people=people)


def old_fields_of(said: Said) -> Fields:
    """What it was, as far as the message says so."""
    return _fields(said, [e for e in said.entities if e.get("role") == OLD], people=False)


def told_in(said: Said) -> list[Entity]:
    """Entities that are fields, or words that say that a field is otherwise."""
    return [e for e in said.entities if e["entity"] in _OF_FIELDS or e["entity"] in _BESIDE]


def start_of(said: Said) -> int:
    """Where the first of it stands in the text; behind everything if nothing does."""
    places = [_start(e) for e in said.entities if e["entity"] in _OF_FIELDS]
    return min(places, default=len(said.text))


def _start(entity: Entity) -> int:
    return int(entity.get("start") or 0)


_BESIDE = frozenset({"correction", "social", "affirm"})


_OF_FIELDS = frozenset(
    {
        *("location", "time", "period", "shift", "meal", "phone", "fulfilment", "locker"),
        *(
            "payment",
            "visitor_name",
            "visit_reason",
            "company",
            "plate",
            "no_car",
            "headcount",
            "same",
        ),
    }
)


def _fields(said: Said, entities: Iterable[Entity], *, people: bool) -> Fields:
    by_name: dict[str, list[Entity]] = {}
    for entity in entities:
        by_name.setdefault(str(entity["entity"]), []).append(entity)
    same = {str(one["value"]) for one in by_name.get("same", ())}
    told: dict[str, Any] = {
        "place": _place(by_name.get("location", ()), same="place" in same),
        "when": _when(said, by_name, same="time" in same),
        "way": _last(by_name, "fulfilment"),
        "locker": _last(by_name, "locker"),
        "phone": _last(by_name, "phone"),
        "payment": _last(by_name, "payment"),
        "names": tuple(str(one["value"]) for one in by_name.get("visitor_name", ())),
        **_cars(said, by_name),
        "headcount": _headcount(by_name.get("headcount", ())) if people else None,
        "reason": _last(by_name, "visit_reason"),
        "company": _last(by_name, "company"),
    }
    return Fields(**{name: value for name, value in told.items() if value is not None})


def _cars(said: Said, by_name: dict[str, list[Entity]]) -> dict[str, Any]:
    first, *more = cars.plates_in(said, by_name.get("plate", ())) or (None,)
    if first is None:
        first = "" if "no_car" in by_name else None
    return {"plate": first, "more_plates": tuple(more)}


def of_repair(said: Said, *, describes: bool) -> dict[str, Any]:
    """What is said of a fault: its category, how much it presses, and the words themselves. Where
    somebody is in danger, no word is left out."""
    category, urgency = said.value("repair_category"), said.value("urgency")
    if category in (None, "other"):
        heard = (e["category"] for e in said.spans if e.get("category"))
        category = next(heard, category)
    told: dict[str, Any] = {}
    if category not in (None, "other"):
        told["category"] = str(category)
    if urgency in _URGENCIES:
        told["urgency"] = str(urgency)
    says_what = "category" in told or not said.says("only_asks")
    if describes and says_what and said.text.strip() and not said.pressed:
        whole = urgency == "critical" or said.danger.get("zone") == "alarm"
        told["description"] = said.text.strip()[:LONGEST] if whole else description.of(said)
    return told


def _last(by_name: dict[str, list[Entity]], name: str) -> Any:
    return by_name[name][-1].get("value") if name in by_name else None


def _place(entities: Iterable[Entity], *, same: bool) -> Place | None:
    """Everything that is said of one place; where two are named, the last is meant. What that does
    not say stays: "building D, between 5F and 6F" is in D."""
    known: dict[str, Any] = {}
    for entity in entities:
        told = {n: v for n, v in dict(entity["value"]).items() if v is not None and n in _PLACE}
        known = _still_so(known, told) | told
    if not known and not same:
        return None
    if known.get("room") is not None:
        known["room"] = str(known["room"])
    return Place(**known, same=same)


def _still_so(known: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What was said of a place before: all of it, or what is wider than the part that is said
    otherwise now."""
    both = [(at, name) for at, name in enumerate(_PLACE) if name in known and name in told]
    anew = min((at for at, name in both if known[name] != told[name]), default=len(_PLACE))
    return {name: known[name] for name in _PLACE[:anew] if name in known}


def _headcount(entities: Iterable[Entity]) -> Count | None:
    exactly: int | None = None
    plus = 0
    for entity in entities:
        many = int(entity["value"])
        match entity.get("role"):
            case "plus":
                plus += many
            case "minus":
                plus -= many
            case _:
                exactly = many
    if exactly is None and plus == 0:
        return None
    return Count(exactly=exactly) if exactly is not None else Count(plus=plus)


def _when(said: Said, by_name: dict[str, list[Entity]], *, same: bool) -> When | None:
    """The clock, its day, or how much later than what stands."""
    spans = [e for name in ("time", "period") for e in by_name.get(name, ())]
    spans.sort(key=lambda e: int(e.get("start") or 0))
    told = [SaidTime.of(e) for e in spans]
    told = [one for one in told if not (one.asap and said.is_in_passing)]
    words = _words(spans) or None
    if "shift" in by_name and not any(one.clock_named and one.day_named for one in told):
        return When(shift=int(by_name["shift"][-1]["value"]), words=words)
    moves = [one.shift for one in told if one.shift is not None]
    if moves:
        return When(shift=sum(moves), words=words)
    day = next((_day(one) for one in told if one.day_named), None)
    if same:
        return When(same_time=True, day=day, words=words)
    return _said_when(told, day, _last(by_name, "meal"), words)


def _said_when(
    told: Sequence[SaidTime], day: date | None, meal: Any, words: str | None
) -> When | None:
    """The clock where one is said, else the day or the part of it, else the meal alone."""
    clocks = [one for one in told if one.clock_named or one.asap]
    clock = next((one for one in clocks if one.is_moment), next(iter(clocks), None))
    if clock is not None and clock.asap:
        return When(asap=True, words=words)
    if clock is not None:
        end = None if clock.is_moment else clock.ends
        return When(start=clock.starts, end=end, day=day, meal=meal, words=words)
    if told and told[0].grain == "day":
        return When(day=day, meal=meal, words=words)
    if told:
        return When(start=told[0].starts, end=told[0].ends, day=day, meal=meal, words=words)
    return When(meal=meal, words=words) if meal is not None else None


def _day(one: SaidTime) -> date | None:
    return one.starts.date() if one.grain in ("minute", "part", "day") else None


def _words(entities: Iterable[Entity]) -> str:
    return " ".join(str(e["text"]) for e in entities if e.get("text"))[:200]
