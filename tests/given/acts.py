"""What stands when acts come in, and acts, each in a line.

Lines are written "牛肉面 x2 [mild] (少盐)": name, how many, option codes, note.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.acts.acts import Act, acts_of, name_of
from services.acts.resolving import resolve
from services.acts.state import Asked, Standing, StandingLine, State, Thing
from services.acts.steps import Doubt, Outcome, Refusal, Step
from services.acts.values import Count, Place, Ref, What, When

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=ZONE)
"""A Tuesday."""

_NOODLES = {"no_chili", "mild", "no_cilantro", "extra_noodles", "no_garlic", "add_egg"}
_RICE = {"no_chili", "less_rice", "less_oil", "no_peanuts"}
_COFFEE = {"hot", "iced", "oat_milk", "skimmed_milk", "large", "no_sugar", "half_sugar"}
DISHES: dict[str, tuple[str, set[str], set[str]]] = {
    "牛肉面": ("beef noodles", {"noodles"}, _NOODLES),
    "番茄鸡蛋面": ("tomato egg noodles", {"noodles", "vegetarian", "素"}, _NOODLES),
    "担担面": ("dan dan noodles", {"noodles", "spicy", "辣"}, _NOODLES | {"no_peanuts"}),
    "热干面": ("hot dry noodles", {"noodles"}, _NOODLES),
    "宫保鸡丁盖饭": ("kung pao chicken rice", {"spicy", "辣"}, _RICE),
    "麻婆豆腐饭": ("mapo tofu rice", {"spicy", "辣"}, _RICE),
    "红烧肉盖饭": ("braised pork rice", set(), _RICE),
    "紫菜蛋花汤": ("seaweed egg drop soup", {"soup", "汤"}, {"less_salt"}),
    "蔬菜沙拉": ("garden salad", {"vegetarian", "素"}, {"dressing_on_side", "add_chicken"}),
    "可乐": ("cola", {"drink", "喝的"}, {"no_ice"}),
    "雪碧": ("Sprite", {"drink", "喝的"}, {"no_ice"}),
    "柠檬茶": ("lemon tea", {"drink", "喝的"}, {"no_ice", "half_sugar"}),
    "拿铁": ("latte", {"drink", "喝的"}, _COFFEE),
    "抹茶拿铁": ("matcha latte", {"drink", "喝的"}, _COFFEE),
    "美式咖啡": ("americano", {"drink", "喝的"}, _COFFEE),
    "澳白": ("flat white", {"drink", "喝的"}, {"oat_milk", "large"}),
    "可颂": ("croissant", {"bakery"}, set()),
    "芝士蛋糕": ("cheesecake", {"bakery"}, set()),
    "雨伞": ("umbrella", set(), set()),
    "口罩": ("face masks", set(), set()),
}
ITEMS = {name: number for number, name in enumerate(DISHES, start=1)}
NAMES = {number: name for name, number in ITEMS.items()}

_OPTION_NAMES = {"no_chili": ("不要辣", "no chili"), "half_sugar": ("半糖", "half sugar"),
                 "oat_milk": ("燕麦奶", "oat milk"), "skimmed_milk": ("脱脂奶", "skimmed milk"),
                 "iced": ("冰", "iced"), "hot": ("热", "hot"), "mild": ("微辣", "mildly spicy"),
                 }  # fmt: skip
_LINE = re.compile(
    r"(?P<name>[^ ]+)(?: x(?P<many>\d+))?(?: \[(?P<codes>.+)\])?(?: \((?P<note>.+)\))?"
)


# What stands


def line(written: str, number: int = 1) -> StandingLine:
    found = _LINE.fullmatch(written)
    assert found is not None, written
    name, codes = found["name"], tuple((found["codes"] or "").split())
    english, tags, offers = DISHES[name]
    names = {word for code in codes for word in _OPTION_NAMES.get(code, ())}
    if "no_chili" in codes:
        tags = tags - {"spicy", "辣"}
    return StandingLine(
        id=number,
        item=ITEMS[name],
        name_zh=name,
        name_en=english,
        quantity=int(found["many"] or 1),
        options=codes,
        note=found["note"],
        words=frozenset({name, english.casefold(), *names}),
        tags=frozenset(tags),
        offers=frozenset(offers),
    )


def _thing(what: What, standing: Standing, identity: str, ago: int | None, **known: Any) -> Thing:
    touched = None if ago is None else NOW - timedelta(minutes=ago)
    defaults: dict[Standing, set[str]] = {
        Standing.DRAFT: {"edit", "restore"},
        Standing.MADE: {"edit", "correct", "cancel", "urge"},
        Standing.DROPPED: {"restore"},
    }
    may = known.pop("may", defaults[standing])
    return Thing(
        what=what, standing=standing, id=identity, touched_at=touched, may=frozenset(may), **known
    )


def cart(
    *written: str,
    id: str = "cart",
    removed: Sequence[str] = (),
    spoken: Sequence[int] = (),
    ago: int | None = 1,
    first: int = 1,
    standing: Standing = Standing.DRAFT,
    **known: Any,
) -> Thing:
    """A cart. Lines have the ids from `first` on, those that were taken out from 90 on; `spoken`
    are positions from 1 on; `ago` in minutes."""
    lines = tuple(line(one, first + place) for place, one in enumerate(written))
    return _thing(
        What.ORDER,
        standing,
        id,
        ago,
        lines=lines,
        removed=tuple(line(one, 90 + place) for place, one in enumerate(removed)),
        spoken=tuple(lines[place - 1].id for place in spoken),
        **known,
    )


def order(*written: str, number: str = "O-1", ago: int | None = 5, **known: Any) -> Thing:
    """An order that the vendor has not accepted yet."""
    known = {"first": 21, "id": f"order:{number}"} | known
    return cart(*written, number=number, ago=ago, **({"standing": Standing.MADE} | known))


def accepted(*written: str, **known: Any) -> Thing:
    """An order that may not be changed any more."""
    return order(*written, **({"may": {"urge"}, "status": "accepted"} | known))


def dropped(thing: Thing, ago: int = 1, may: Sequence[str] = ("restore",)) -> Thing:
    return replace(
        thing,
        standing=Standing.DROPPED,
        may=frozenset(may),
        touched_at=NOW - timedelta(minutes=ago),
    )


def visit(number: str = "V-1", *, ago: int | None = 5, standing: Standing = Standing.MADE,
          may: Sequence[str] = ("correct", "cancel"), serial: int | None = None,
          missing: Sequence[str] = (), id: str | None = None, **fields: Any) -> Thing:  # fmt: skip
    """A registered visit; its title is the names."""
    told = _fields(fields)
    title = dict.fromkeys(("zh", "en"), "、".join(told.get("names", ())) or "visit")
    return _thing(
        What.VISIT, standing, id or f"visit:{number}", ago, fields=told, may=set(may),
        number=number if standing is not Standing.DRAFT else None, serial=serial,
        missing=tuple(missing), title=title,
    )  # fmt: skip


def repair(number: str = "T-1", *, ago: int | None = 5, standing: Standing = Standing.MADE,
           may: Sequence[str] = ("correct", "cancel", "urge"), serial: int | None = None,
           missing: Sequence[str] = (), id: str | None = None, **fields: Any) -> Thing:  # fmt: skip
    """A reported fault."""
    return _thing(
        What.REPAIR, standing, id or f"repair:{number}", ago, fields=_fields(fields), may=set(may),
        number=number if standing is not Standing.DRAFT else None, serial=serial,
        missing=tuple(missing),
    )  # fmt: skip


def waiting(ago: int = 1) -> Thing:
    """A person is waited for."""
    may = {"give_up", "cancel", "urge"}
    return _thing(What.HANDOFF, Standing.MADE, "handoff:1", ago, may=may)


def at(clock: str, day: str = "12-02") -> When:
    """A moment that stands: "10:00" on a day of 2026 ("12-02" is tomorrow)."""
    start = datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=ZONE)
    return When(start=start, day=start.date())


def clock(said: str) -> When:
    """A clock whose day was not said; the date it is written with means nothing."""
    return When(start=datetime.fromisoformat(f"2026-12-01T{said}").replace(tzinfo=ZONE))


def on(day: str, **more: Any) -> When:
    return When(day=date.fromisoformat(f"2026-{day}"), **more)


def _fields(told: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(told)
    if isinstance(fields.get("headcount"), int):
        fields["headcount"] = Count(exactly=fields["headcount"])
    if isinstance(fields.get("place"), str):
        fields["place"] = place(fields["place"])
    if isinstance(fields.get("names"), str):
        fields["names"] = tuple(fields["names"].split())
    return fields


def place(written: str) -> Place:
    """ "C/9/905/pantry": building, floor, room, and the rest in words; "-" for what is not said."""
    parts = [part if part != "-" else None for part in [*written.split("/"), *"----"][:4]]
    building, floor, room, words = parts
    return Place(building=building, floor=int(floor) if floor else None, room=room, place=words)


def state(*things: Thing, asked: Asked | str | None = None, now: datetime = NOW) -> State:
    """What is known. `asked` in short: "cart" asks to confirm it, "cart.place" for its place."""
    if isinstance(asked, str):
        identity, _, name = asked.partition(".")
        asked = Asked(name or "confirm", identity, name or None)
    return State(now=now.astimezone(UTC), zone=ZONE, language="zh", things=things, asked=asked)


def offering(*names: str, thing: str | None = None, quantity: int | None = None) -> Asked:
    """Our question which of these dishes."""
    many = {} if quantity is None else {"quantity": quantity}
    offered = tuple({"item": ITEMS[one], "title": f"{one} ¥9", **many} for one in names)
    return Asked("item", thing, None, offered)


def offering_numbers(*numbers: str) -> Asked:
    """Our question which of these things."""
    return Asked("visit", None, None, tuple({"number": one} for one in numbers))


# Acts


def act(name: str, **said: Any) -> Act:
    """An act out of what JSON would say."""
    return acts_of([{"act": name, **said}])[0]


def ref(**said: Any) -> dict[str, Any]:
    """A reference; items by their Chinese name, several in any_of and but by their names alone."""
    told = dict(said)
    if isinstance(told.get("item"), str):
        told["item"] = ITEMS[told["item"]]
    if "candidates" in told:
        told["candidates"] = [ITEMS[one] for one in told["candidates"]]
    for several in ("but", "any_of"):
        if several in told:
            told[several] = [ref(item=o) if isinstance(o, str) else ref(**o) for o in told[several]]
    Ref.model_validate(told)
    return told


_REF = ("item", "candidates", "position", "has", "among", "but", "any_of")


def edit(op: str, *lines: str, of: Mapping[str, Any] | None = None, **said: Any) -> Act:
    """Edit(op) on what is named by item, position, has, among …; lines as in a cart, where "?"
    after a name means that no number was said."""
    named = {name: said.pop(name) for name in _REF if name in said}
    told = {"op": op, **said}
    if named:
        told["on"] = ref(**named)
    if lines:
        told["lines"] = [_wanted(one) for one in lines]
    if of:
        told["of"] = dict(of)
    return act("edit", **told)


def _wanted(written: str) -> dict[str, Any]:
    said = line(written.removesuffix("?"))
    told: dict[str, Any] = {"item": said.item}
    if not written.endswith("?"):
        told["quantity"] = said.quantity
    return told | ({"options": list(said.options)} if said.options else {})


def give(**fields: Any) -> Act:
    return _says("give", fields)


def correct(**fields: Any) -> Act:
    return _says("correct", fields)


def start(what: str, *lines: str, again: bool = False, **fields: Any) -> Act:
    said: dict[str, Any] = {"what": what, "fields": _json(fields)}
    if lines:
        said["lines"] = [_wanted(one) for one in lines]
    return act("start", again=again, **said)


def _says(name: str, fields: dict[str, Any]) -> Act:
    told: dict[str, Any] = {}
    for about in ("of", "old"):
        if about in fields:
            told[about] = _json(fields.pop(about)) if about == "old" else fields.pop(about)
    return act(name, fields=_json(fields), **told)


def _json(fields: Mapping[str, Any]) -> dict[str, Any]:
    told = _fields(fields)
    return {
        name: value.model_dump(mode="json", exclude_defaults=True)
        if hasattr(value, "model_dump")
        else value
        for name, value in told.items()
    }


def more_heads(plus: int) -> Count:
    return Count(plus=plus)


# What came of it


def told(outcome: Outcome) -> str:
    """An outcome in a line: "cart: 可乐 3→2", readings beside each other with " | ", "! why"."""
    match outcome:
        case Refusal():
            return f"! {outcome.why}" + (f" {outcome.thing.id}" if outcome.thing else "")
        case Doubt():
            return " | ".join(_step(one) for one in outcome.between) + " ?"
    return " + ".join(_step(one) for one in outcome.each)


def _step(step: Step) -> str:
    thing = step.thing.id if step.thing else f"new {step.what}" if step.what else "-"
    if step.after:
        pairs = zip(step.lines, step.after, strict=True)
        return f"{thing}: " + ", ".join(f"{_name(one)} {one.quantity}→{n}" for one, n in pairs)
    if step.lines:
        return f"{thing}: " + ", ".join(_name(one) for one in step.lines)
    return " then ".join((thing, *(name_of(act) for act in step.then)))


def _name(line: StandingLine) -> str:
    return line.name_zh + (f" [{' '.join(line.options)}]" if line.options else "")


def outcome(act: Act, state: State, *before: Step) -> str:
    return told(resolve(act, state, named_before=before))
