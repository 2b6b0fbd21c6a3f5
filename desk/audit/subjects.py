"""What audit entries are about, by name: item:17 is 牛肉面."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.frame import people
from models import (
    Announcement,
    Company,
    Endpoint,
    Faq,
    Item,
    Order,
    Outlet,
    Person,
    Reconciliation,
    Staff,
    Ticket,
    Vendor,
    Visit,
)
from services.knowledge import faq


async def names(
    session: AsyncSession, park_id: int, subjects: Iterable[str], language: str
) -> dict[str, str]:
    """Of those subjects that are there still and have a name; by subject."""
    wanted: dict[str, set[int]] = {}
    for subject in subjects:
        kind, _, key = subject.partition(":")
        if kind in _NAMED and key.isascii() and key.isdecimal():
            wanted.setdefault(kind, set()).add(int(key))
    found: dict[str, str] = {}
    for kind, ids in wanted.items():
        table, name = _NAMED[kind]
        rows = await session.scalars(
            select(table).where(table.park_id == park_id, table.id.in_(ids))
        )
        found |= {f"{kind}:{row.id}": name(row, language) for row in rows}
    return found


def _named(row: Any, language: str) -> str:
    return str(getattr(row, f"name_{language}"))


_NAMED: dict[str, tuple[Any, Callable[[Any, str], str]]] = {
    "item": (Item, _named),
    "outlet": (Outlet, _named),
    "vendor": (Vendor, _named),
    "faq": (Faq, faq.title),
    "announcement": (Announcement, lambda row, language: str(getattr(row, f"title_{language}"))),
    "staff": (Staff, lambda row, _language: str(row.name)),
    "person": (Person, lambda row, language: people.called(row, language, str(row.id))),
    "endpoint": (Endpoint, lambda row, _language: str(row.url)),
    "company": (Company, _named),
    "ticket": (Ticket, lambda row, _language: str(row.ticket_no)),
    "order": (Order, lambda row, _language: str(row.order_no)),
    "reconciliation": (Reconciliation, lambda row, _language: str(row.day.isoformat())),
    "visit": (Visit, lambda row, _language: str(row.visit_no)),
}
