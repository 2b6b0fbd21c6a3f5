"""How an order gets to its tenant: what a message says of it, and what is asked."""

from typing import Any

from actions.kit import whereabouts
from actions.kit.places import UNKNOWN, describe
from actions.kit.turn import Button, Turn, button
from models.catalogue import Outlet
from models.ordering import Locker, Order
from services.conversations.commands import command
from services.ordering import fulfilments, lockers
from services.ordering.fulfilments import BROUGHT, FETCHED
from services.park import places
from services.park.places import Spot

ASKS = ("location", "fulfilment", "locker")
"""Entities that answer the question."""
MOST_BUTTONS = 6
"""A park with more buildings has its tenants type which."""


async def take(turn: Turn, order: Order) -> None:
    """Write what the message says of it into the draft, and say what of it cannot be."""
    chosen = turn.said.value("locker")
    await choose(
        turn,
        order,
        turn.said.value("fulfilment"),
        _spot(turn.said.value("location")),
        None if chosen is None else int(chosen),
    )


async def choose(
    turn: Turn, order: Order, said: str | None, spot: Spot | None, chosen: int | None
) -> None:
    """Let it come in this way, to this place, into the locker that was `chosen`; say what of it
    cannot be."""
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    if chosen is not None:
        said, spot = "locker", await _building_of(turn, chosen)
    if said is None and spot is not None:
        said = "locker" if await _names_the_locker(turn, order, spot) else "delivery"
    if said is None:
        return
    way = fulfilments.offered(outlet, said)
    if way is None:
        _tell_not_offered(turn, outlet, said)
    elif way in FETCHED:
        fulfilments.fetch(order, way)
    elif way in BROUGHT:
        await _bring(turn, order, way, spot)
    else:
        await _choose_locker(turn, order, spot)


def _spot(said: dict[str, Any] | None) -> Spot | None:
    if said is None:
        return None
    floor = said.get("floor")
    words = {name: str(said[name]) for name in ("building", "room", "place") if said.get(name)}
    return Spot(floor=floor if isinstance(floor, int) else None, **words)


async def _building_of(turn: Turn, locker_id: int) -> Spot | None:
    """Of a bank that a button names."""
    known = await lockers.banks(turn.session, turn.park_id)
    return next((Spot(building=one.building) for one in known if one.id == locker_id), None)


async def _names_the_locker(turn: Turn, order: Order, spot: Spot) -> bool:
    """ "B座", "by the shop" to "which locker?" is the locker there; "B座301" is a desk."""
    if order.fulfilment != "locker" or spot.floor is not None or spot.room:
        return False
    if spot.place is None:
        return spot.building is not None
    return spot.building is None and await _where_it_is(turn) is not None


async def _bring(turn: Turn, order: Order, way: str, spot: Spot | None) -> None:
    if spot is None and way == "delivery":
        return  # "送过来" alone: where to is asked anyway.
    try:
        await fulfilments.bring(turn.session, order, way, spot or Spot())
    except UNKNOWN as unknown:
        turn.tell(await describe(turn, unknown, floor_text="floor-unknown"), expects="location")


async def _choose_locker(turn: Turn, order: Order, spot: Spot | None) -> None:
    """The one that is named, else the tenant's own; without either, it is asked which."""
    building = spot.building if spot else None
    try:
        if building is not None:
            locker: Locker | None = await lockers.in_building(turn.session, turn.park_id, building)
        elif order.fulfilment == "locker":
            if order.locker_id is not None or (locker := await _where_it_is(turn)) is None:
                return
        else:
            locker = await lockers.nearest(turn.session, order)
    except lockers.NoLockerThere as nowhere:
        there = ("、" if turn.language == "zh" else ", ").join(map(turn.named, nowhere.banks))
        turn.tell(turn.text("locker-not-there", building=nowhere.building, banks=there))
        locker = None
    fulfilments.put_in_locker(order, locker)


async def says_which_locker(turn: Turn, order: Order) -> bool:
    """Whether it answers which locker by where that is: "the one beside the lift". It is taken."""
    said = turn.said
    asked = order.fulfilment == "locker" and order.locker_id is None and not said.pressed
    names = any(one["entity"] == "item" and one.get("value") for one in said.entities)
    if not asked or names or said.says("question", "correction", "give_up", "location"):
        return False
    locker = await _where_it_is(turn)
    if locker is not None:
        fulfilments.put_in_locker(order, locker)
    return locker is not None


async def _where_it_is(turn: Turn) -> Locker | None:
    """The one bank of which an answer says where it is, in words of its place: "the one by the
    shop"."""
    known = await lockers.banks(turn.session, turn.park_id)
    return lockers.described(known, turn.said.text)


def _tell_not_offered(turn: Turn, outlet: Outlet, said: str) -> None:
    if said in BROUGHT and not set(BROUGHT) & set(outlet.fulfilments):
        key = "delivery-not-offered"
    else:
        key = "locker-not-offered" if said == "locker" else "pickup-not-offered"
    place = turn.named(outlet, "place")
    turn.tell(turn.text(key, outlet=turn.named(outlet), place=place))


async def ask(turn: Turn, order: Order, outlet: Outlet) -> None:
    """The question that is still open."""
    if order.fulfilment == "locker":
        await _ask_which_locker(turn)
    elif order.building is not None:
        await _ask_room(turn, order, outlet)
    elif order.fulfilment in BROUGHT and _is_half_a_place(order):
        await _ask_building(turn, order)
    elif order.fulfilment == "desk":
        turn.tell(turn.text("ask-location-desk"), expects="location")
    elif not set(BROUGHT) & set(outlet.fulfilments):
        place = turn.named(outlet, "place")
        text = turn.text("ask-location-fetch-only", outlet=turn.named(outlet), place=place)
        turn.tell(text, buttons=_ways(turn, outlet), expects="location")
    elif outlet.kind == "shopping":
        text = turn.text("ask-fulfilment", place=turn.named(outlet, "place"))
        buttons = [*await whereabouts.deliver_there(turn), *_ways(turn, outlet)]
        turn.tell(text, buttons=buttons, expects="location")
    else:
        buttons = [*await whereabouts.deliver_there(turn), *_ways(turn, outlet)]
        turn.tell(turn.text("ask-location"), buttons=buttons, expects="location")


def _ways(turn: Turn, outlet: Outlet) -> list[Button]:
    """Buttons for all but delivery, which needs a place and so is typed."""
    ways = [way for way in outlet.fulfilments if way != "delivery"]
    return [button(turn.text(f"button-{way}"), command("checkout", fulfilment=way)) for way in ways]


async def _ask_which_locker(turn: Turn) -> None:
    known = await lockers.banks(turn.session, turn.park_id)
    buttons = [
        button(
            turn.text("locker-at", locker=turn.named(one), place=turn.named(one, "place")),
            command("checkout", locker=one.id),
        )
        for one in known
    ]
    turn.tell(turn.text("ask-locker"), buttons=buttons, expects="location")


async def _ask_room(turn: Turn, order: Order, outlet: Outlet) -> None:
    """A building alone is half a place, but it may be where a locker stands."""
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    text = turn.text("ask-location-room", building=names[order.building or ""])
    known = await lockers.banks(turn.session, turn.park_id)
    there = [one for one in known if one.building == order.building]
    buttons = [
        button(turn.named(one), command("checkout", locker=one.id))
        for one in there
        if "locker" in outlet.fulfilments
    ]
    turn.tell(text, buttons=buttons, expects="location")


def _is_half_a_place(order: Order) -> bool:
    return bool(order.room or order.place or order.floor is not None)


async def _ask_building(turn: Turn, order: Order) -> None:
    """ "301" is a room in each of them; the building alone, said or pressed, completes it."""
    known = await places.building_names(turn.session, turn.park_id, turn.language)
    text = turn.text("ask-location-building", where=places.describe(order, {}, turn.language))
    buttons = [
        button(name, command("checkout", location={"building": code}))
        for code, name in known.items()
    ]
    turn.tell(text, buttons=buttons if len(known) <= MOST_BUTTONS else [], expects="location")


async def where_text(turn: Turn, order: Order) -> str:
    """Where it goes: 送到A座3楼301, 放进B座快递柜（…）."""
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    if order.fulfilment in FETCHED:
        place = turn.named(outlet, "place")
        return turn.text(f"where-{order.fulfilment}", outlet=turn.named(outlet), place=place)
    if order.fulfilment == "locker":
        locker = await lockers.of_order(turn.session, order)
        if locker is None:
            return ""
        place = turn.named(locker, "place")
        return turn.text("where-locker", locker=turn.named(locker), place=place)
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    return turn.text("where-delivery", where=places.describe(order, names, turn.language))
