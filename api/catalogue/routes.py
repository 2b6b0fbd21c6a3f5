"""What outlets sell: their menus, their items, and being told when something is there again."""

from collections.abc import Sequence

from api.catalogue import views
from api.catalogue.shapes import (
    Items,
    ItemShown,
    Menu,
    Menus,
    OneItem,
    Outlets,
    WhichItems,
    WhichMenu,
)
from api.frame.call import Call
from api.frame.routing import Area
from services.catalogue import item_search, menus, outlets, serving, stock_watches
from services.catalogue.slots import Slot
from services.kit.errors import NotFound

area = Area("park", grant="orders")
"""Filed in the document under the park, as its clients know it."""


@area.get("/outlets", etag=True)
async def list_outlets(call: Call) -> Outlets:
    """Canteens, coffee bars and shops, and whether they take orders."""
    slots = await outlets.open_slots(call.session, call.park, now=call.now)
    found = await outlets.outlets(call.session, call.park.id)
    means = await views.means_of_outlets(call)
    return Outlets(
        outlets=[views.outlet(call, one, slots.get(one.id, ()), means.get(one.id)) for one in found]
    )


@area.get("/menus", etag=True)
async def list_menus(call: Call, query: WhichMenu) -> Menus:
    """What the canteens offer for a meal, by outlet and category.

    An outlet is `open` where it takes orders for that meal, and `next_slot` is of it.
    Ask again with `If-None-Match`: a menu that is the same is not sent again.
    """
    meal = query.meal or await menus.next_meal(call.session, call.park.id, now=call.now)
    slots = await outlets.open_slots(call.session, call.park, now=call.now)
    offered = await menus.on_offer(call.session, call.park.id, meal=meal)
    means = await views.means_of_outlets(call)
    shown = []
    for outlet, items in offered:
        if query.outlet in (None, outlet.code):
            found = await views.items(call, [(item, outlet) for item in items])
            of_meal = _of_meal(slots.get(outlet.id, ()), meal)
            menu = views.outlet(call, outlet, of_meal, means.get(outlet.id))
            shown.append(Menu(outlet=menu, categories=views.categories(found)))
    return Menus(meal=meal, menus=shown)  # type: ignore[arg-type]


def _of_meal(slots: Sequence[Slot], meal: str | None) -> Sequence[Slot]:
    """Those in which the meal is served."""
    return [slot for slot in slots if meal is None or slot.meal in (meal, serving.ALL_DAY)]


@area.get("/items", etag=True)
async def list_items(call: Call, query: WhichItems) -> Items:
    """Dishes and goods, all of them or those that fit."""
    wanted = item_search.Wanted(query.kind, query.outlet, query.category, query.q)
    after = None
    if query.cursor is not None:
        sort, _, last = query.cursor.partition(".")
        after = int(sort), int(last)
    found = await item_search.search(
        call.session, call.park.id, wanted, after=after, limit=query.limit + 1
    )
    more, found = len(found) > query.limit, found[: query.limit]
    last_item = found[-1][0] if more else None
    return Items(
        items=await views.items(call, found),
        next=f"{last_item.sort}.{last_item.id}" if last_item else None,
    )


@area.get("/items/{id}", etag=True)
async def show_item(call: Call, path: OneItem) -> ItemShown:
    """One dish or product."""
    found = await item_search.find(call.session, call.park.id, path.id)
    if found is None:
        raise NotFound("no such item")
    return (await views.items(call, [found]))[0]


@area.get("/watches")
async def list_watches(call: Call) -> Items:
    """What I am told of when it is there again."""
    items = await stock_watches.watched(call.session, call.park.id, call.me.id)
    found = [await item_search.find(call.session, call.park.id, item.id) for item in items]
    shown = await views.items(call, [one for one in found if one is not None])
    return Items(items=shown, next=None)


@area.put("/items/{id}/watch")
async def watch_item(call: Call, path: OneItem) -> Items:
    """Tell me when it is there again."""
    found = await item_search.find(call.session, call.park.id, path.id)
    if found is None:
        raise NotFound("no such item")
    await stock_watches.watch(call.session, call.me, found[0], now=call.now)
    return await list_watches(call)


@area.delete("/items/{id}/watch")
async def unwatch_item(call: Call, path: OneItem) -> Items:
    """Do not tell me after all. Safe to repeat."""
    await stock_watches.unwatch(call.session, call.park.id, call.me.id, path.id)
    return await list_watches(call)
