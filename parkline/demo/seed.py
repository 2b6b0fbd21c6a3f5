"""Bring the demo park into the database."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import (
    Announcement,
    Base,
    Building,
    BusinessHours,
    CalendarDay,
    CannedReply,
    Company,
    CompanyAccount,
    Faq,
    Item,
    ItemOption,
    Locker,
    Outlet,
    Park,
    ServiceWindow,
    SlaPolicy,
    Vendor,
)
from parkline.demo.catalogue_data import CategoryEntry, ItemEntry, OptionEntry
from parkline.demo.data import Demo, load_demo
from parkline.demo.entries import Entry
from parkline.demo.park_data import FaqEntry
from services.ordering import lockers

log = structlog.get_logger()

type Row = dict[str, Any]


async def seed_demo(session: AsyncSession, *, now: datetime, demo: Demo | None = None) -> Park:
    """Create the demo park, or bring what is there to what the YAML says. Does not commit.

    Safe to repeat: rows are found by code, slug or day; the same data changes nothing. Stock is set
    once, when an item is new, and announcements where there are none. What the YAML does not name
    stays as it is. Raises Invalid on bad data. `now` is aware; a calendar that does not reach it is
    logged, not refused.
    """
    demo = demo or load_demo()
    park = await _park(session, demo)
    _warn_of_old_calendar(demo, now)
    await upsert(session, park, Building, ("code",), map(_plain, demo.places.buildings))
    await _companies(session, park, demo, now)
    await upsert(session, park, CalendarDay, ("day",), calendar_rows(demo))
    await upsert(session, park, Faq, ("slug",), map(faq_row, demo.faqs))
    await _catalogue(session, park, demo)
    await _lockers(session, park, demo)
    await _promises(session, park, demo)
    await _announcements(session, park, demo, now)
    return park


async def _park(session: AsyncSession, demo: Demo) -> Park:
    wanted = demo.places.park
    park = await session.scalar(select(Park).where(Park.slug == wanted.slug))
    if park is None:
        park = Park(**_plain(wanted))
        session.add(park)
    _set(park, {key: value for key, value in _plain(wanted).items() if key != "anybody_hosts"})
    await session.flush()
    return park


async def _lockers(session: AsyncSession, park: Park, demo: Demo) -> None:
    rows = (locker.model_dump(exclude={"boxes"}) for locker in demo.lockers)
    found = await upsert(session, park, Locker, ("code",), rows)
    for entry in demo.lockers:
        await lockers.set_boxes(session, found[entry.code,], entry.boxes)


async def _companies(session: AsyncSession, park: Park, demo: Demo, now: datetime) -> None:
    entries = demo.places.companies
    plain = (entry.model_dump(exclude={"monthly_limit"}) for entry in entries)
    companies = await upsert(session, park, Company, ("name_en",), plain)
    accounts = (
        {
            "company_id": companies[entry.name_en,].id,
            "monthly_limit": entry.monthly_limit,
            "created_at": now,
        }
        for entry in entries
        if entry.monthly_limit is not None
    )
    once = ("monthly_limit", "created_at")
    await upsert(session, park, CompanyAccount, ("company_id",), accounts, once=once)


async def _promises(session: AsyncSession, park: Park, demo: Demo) -> None:
    desk = demo.desk
    await upsert(session, park, BusinessHours, ("starts", "ends"), map(_plain, desk.hours))
    await upsert(session, park, SlaPolicy, ("kind", "urgency"), map(_plain, desk.policies))
    await upsert(session, park, CannedReply, ("code",), map(_plain, desk.replies))


async def _announcements(session: AsyncSession, park: Park, demo: Demo, now: datetime) -> None:
    """Once: what an operator has ended stays so."""
    there = select(Announcement.id).where(Announcement.park_id == park.id).limit(1)
    if await session.scalar(there) is not None:
        return
    today = now.astimezone(ZoneInfo(park.timezone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    for entry in demo.announcements:
        announcement = Announcement(
            park_id=park.id,
            **entry.model_dump(exclude={"days"}),
            starts_at=today,
            ends_at=today + timedelta(days=entry.days),
            created_at=now,
            edited_at=now,
        )
        session.add(announcement)
    await session.flush()


async def _catalogue(session: AsyncSession, park: Park, demo: Demo) -> None:
    vendors = await upsert(
        session,
        park,
        Vendor,
        ("code",),
        (vendor.model_dump(exclude={"outlets"}) for vendor in demo.vendors),
    )
    outlets = await upsert(
        session,
        park,
        Outlet,
        ("code",),
        (
            {**outlet.model_dump(exclude={"windows"}), "vendor_id": vendors[vendor.code,].id}
            for vendor, outlet in demo.outlets()
        ),
    )
    await upsert(
        session,
        park,
        ServiceWindow,
        ("outlet_id", "meal"),
        (
            {**window.model_dump(), "outlet_id": outlets[outlet.code,].id}
            for _, outlet in demo.outlets()
            for window in outlet.windows
        ),
    )
    await _items(session, park, demo, {code: outlet.id for (code,), outlet in outlets.items()})


async def _items(session: AsyncSession, park: Park, demo: Demo, outlet_ids: dict[str, int]) -> None:
    items = await upsert(
        session,
        park,
        Item,
        ("code",),
        (
            {**item_row(category, item, sort), "outlet_id": outlet_ids[menu.outlet]}
            for sort, (menu, category, item) in enumerate(demo.items(), start=1)
        ),
        once=("stock",),
    )
    await upsert(
        session,
        park,
        ItemOption,
        ("item_id", "code"),
        (
            {**option_row(option), "item_id": items[item.code,].id}
            for _, category, item in demo.items()
            for option in demo.options_of(category, item)
        ),
    )


async def upsert[T: Base](
    session: AsyncSession,
    park: Park,
    table: type[T],
    key: tuple[str, ...],
    rows: Iterable[Row],
    *,
    once: tuple[str, ...] = (),
) -> dict[tuple[Any, ...], T]:
    """Insert or change the park's rows by `key`; columns in `once` are only set on new rows."""
    found = await session.scalars(select(table).filter_by(park_id=park.id))
    present = {tuple(getattr(row, column) for column in key): row for row in found}
    for row in rows:
        identity = tuple(row[column] for column in key)
        if identity in present:
            _set(present[identity], {name: row[name] for name in row.keys() - set(once)})
        else:
            present[identity] = table(park_id=park.id, **row)
            session.add(present[identity])
    await session.flush()
    return present


def _set(row: Base, values: Row) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def calendar_rows(demo: Demo) -> Iterator[Row]:
    for holiday in demo.calendar.holidays:
        for day, kind in holiday.days():
            yield {"day": day, "kind": kind, **holiday.model_dump(include={"name_zh", "name_en"})}


def item_row(category: CategoryEntry, item: ItemEntry, sort: int) -> Row:
    """An item's columns but its outlet. Quantities that nobody gave are left to the database."""
    row = item.model_dump(include={"code", "name_zh", "name_en", "price", "aliases", "stock"})
    row |= {"category_zh": category.name_zh, "category_en": category.name_en, "sort": sort}
    row |= {"unit_zh": category.told(item, "unit_zh") or "份"}
    row |= {"unit_en": category.told(item, "unit_en") or ""}
    for setting in ("meals", "min_quantity", "max_quantity"):
        if (value := category.told(item, setting)) is not None:
            row[setting] = value
    return row


def option_row(option: OptionEntry) -> Row:
    return option.model_dump()


def faq_row(faq: FaqEntry) -> Row:
    return {
        **faq.model_dump(include={"slug", "answer_zh", "answer_en"}),
        "questions": [*faq.questions_zh, *faq.questions_en],
    }


def _plain(entry: Entry) -> Row:
    return entry.model_dump()


def _warn_of_old_calendar(demo: Demo, now: datetime) -> None:
    covers = demo.calendar.covers
    today = now.astimezone(ZoneInfo(demo.places.park.timezone)).date()
    if not covers.first <= today <= covers.last:
        log.warning("calendar_does_not_cover_today", today=str(today), until=str(covers.last))
