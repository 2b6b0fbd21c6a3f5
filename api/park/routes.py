"""The park: its first page, its buildings, its outlets and what they sell."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from api.catalogue import views
from api.catalogue.shapes import (
    Announcements,
    AnnouncementShown,
    Buildings,
    BuildingShown,
    Home,
    Hours,
    Items,
    ItemShown,
    Menu,
    Menus,
    OneAnnouncement,
    OneItem,
    Outlets,
    Shortcut,
    SpecialDay,
    WhichItems,
    WhichMenu,
)
from api.conversations import views as talk_views
from api.frame.call import Call
from api.frame.routing import Area
from api.frame.texts import say
from api.park import views as told_views
from models import BusinessHours, CalendarDay, Message
from services.catalogue import item_search, menus, outlets, stock_watches
from services.kit.errors import NotFound
from services.ordering import orders
from services.park import announcements, business_time, places
from services.park.business_time import NeverOpens
from services.tickets import tickets
from services.visits import visits

SOON = timedelta(days=14)
NEWEST = 3
"""Notices on the first page."""
MOST_SHOWN = 99
"""Of what is under way, on a shortcut."""

area = Area("park")


@area.get("/park", etag=True)
async def show_park(call: Call) -> Home:
    """The first page: opening hours, days that are different, and what can be done from here."""
    park, now = call.park, call.now
    calendar = await business_time.load_calendar(call.session, park, now)
    is_open = calendar.is_open(now)
    try:
        opens_at = None if is_open else call.local(calendar.next_open(now))
    except NeverOpens:
        opens_at = None
    return Home(
        park=call.named(park),
        desk_phone=park.desk_phone,
        emergency_phone=park.emergency_phone,
        timezone=park.timezone,
        desk_open=is_open,
        desk_opens_at=opens_at,
        hours=await _hours(call),
        special_days=await _special_days(call),
        meal=await menus.next_meal(call.session, park.id, now=now),  # type: ignore[arg-type]
        wechat_pay=call.deps.till is not None,
        shortcuts=await _shortcuts(call),
        announcements=await _announced(call),
        notices=[talk_views.notice(call, row) for row in await _news(call)],
    )


async def _announced(call: Call) -> list[AnnouncementShown]:
    found = await announcements.live(call.session, call.park.id, now=call.now)
    return [told_views.announcement(call, row) for row in found]


async def _news(call: Call) -> Sequence[Message]:
    query = talk_views.told_to_me(call).order_by(Message.id.desc()).limit(NEWEST)
    return (await call.session.scalars(query)).all()


async def _hours(call: Call) -> list[Hours]:
    rows = await call.session.scalars(
        select(BusinessHours)
        .where(BusinessHours.park_id == call.park.id)
        .order_by(BusinessHours.starts, BusinessHours.id)
    )
    return [
        Hours(weekdays=row.weekdays, starts=f"{row.starts:%H:%M}", ends=f"{row.ends:%H:%M}")
        for row in rows
    ]


async def _special_days(call: Call) -> list[SpecialDay]:
    today = call.local(call.now).date()
    rows = await call.session.scalars(
        select(CalendarDay)
        .where(CalendarDay.park_id == call.park.id, CalendarDay.day.between(today, today + SOON))
        .order_by(CalendarDay.day)
    )
    return [
        SpecialDay(day=row.day.isoformat(), kind=row.kind, name=call.named(row))  # type: ignore[arg-type]
        for row in rows
    ]


async def _shortcuts(call: Call) -> list[Shortcut]:
    whose = (call.session, call.park.id, call.me.id)
    under_way = await orders.recent(*whose, statuses=orders.UNDER_WAY, limit=MOST_SHOWN)
    expected = await visits.of_host(*whose, open_only=True, limit=MOST_SHOWN)
    counts = {
        "order_food": None,
        "order_goods": None,
        "my_orders": len(under_way),
        "report_repair": len(await tickets.unfinished(*whose, limit=MOST_SHOWN)),
        "register_visitor": len(expected),
        "ask": None,
    }
    return [
        Shortcut(code=code, name=say(call.language, f"shortcut-{code}"), open=count)
        for code, count in counts.items()
    ]


@area.get("/announcements", etag=True)
async def list_announcements(call: Call) -> Announcements:
    """What everybody in the park is told now: the pinned first, the important, the newest."""
    return Announcements(announcements=await _announced(call))


@area.get("/announcements/{id}", etag=True)
async def show_announcement(call: Call, path: OneAnnouncement) -> AnnouncementShown:
    """One of them, for as long as it holds."""
    row = await announcements.find_live(call.session, call.park.id, path.id, now=call.now)
    return told_views.announcement(call, row)


@area.get("/buildings", etag=True)
async def list_buildings(call: Call) -> Buildings:
    """Where things can be brought to, and repaired."""
    found = await places.buildings(call.session, call.park.id)
    return Buildings(
        buildings=[
            BuildingShown(
                code=one.code, name=call.named(one), floors=one.floors, basements=one.basements
            )
            for one in found.values()
        ]
    )


@area.get("/outlets", etag=True)
async def list_outlets(call: Call) -> Outlets:
    """Canteens, coffee bars and shops, and whether they take orders."""
    slots = await outlets.open_slots(call.session, call.park, now=call.now)
    found = await outlets.outlets(call.session, call.park.id)
    return Outlets(outlets=[views.outlet(call, one, slots.get(one.id, ())) for one in found])


@area.get("/menus", etag=True)
async def list_menus(call: Call, query: WhichMenu) -> Menus:
    """What the canteens offer for a meal, by outlet and category.

    Ask again with `If-None-Match`: a menu that is the same is not sent again.
    """
    meal = query.meal or await menus.next_meal(call.session, call.park.id, now=call.now)
    slots = await outlets.open_slots(call.session, call.park, now=call.now)
    offered = await menus.on_offer(call.session, call.park.id, meal=meal)
    shown = []
    for outlet, items in offered:
        if query.outlet in (None, outlet.code):
            found = await views.items(call, [(item, outlet) for item in items])
            menu = views.outlet(call, outlet, slots.get(outlet.id, ()))
            shown.append(Menu(outlet=menu, categories=views.categories(found)))
    return Menus(meal=meal, menus=shown)  # type: ignore[arg-type]


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
