"""The rows that a storm left, and those that still wait."""

from typing import Any

import psycopg
from psycopg import IsolationLevel
from psycopg.rows import dict_row

from bench.storm.history import Row
from bench.storm.installation import Installation
from parkline.stores.database import libpq_url
from services.vendors.endpoints import VENDOR_EVENTS

TABLES: dict[str, str] = {
    "conversation": "select id, owner, last_seq from conversation",
    "handoff": "select conversation_id from handoff",
    "who": (
        "select i.external_id, c.id as conversation_id, c.person_id from identity i"
        " join conversation c on c.park_id = i.park_id and c.identity_id = i.id"
    ),
    "message": (
        "select conversation_id, seq, direction, author, external_id, text, status from message"
    ),
    "order": (
        "select o.id, o.order_no, o.person_id, o.status, o.total, o.payment, o.outlet_id,"
        ' l.vendor_id, o.placed_at, o.slot_start from "order" o'
        " join outlet l on l.park_id = o.park_id and l.id = o.outlet_id"
    ),
    "order_line": "select order_id, item_id, quantity, unit_price from order_line",
    "item": "select id, stock from item",
    "slot_load": (
        "select s.outlet_id, s.slot_start, s.taken, (select max(w.capacity) from service_window w"
        " where w.park_id = s.park_id and w.outlet_id = s.outlet_id) as capacity from slot_load s"
    ),
    "ticket": "select ticket_no, kind, person_id from ticket",
    "event": (
        "select id, 'evt_' || replace(uid::text, '-', '') as webhook_id, type, subject, sequence,"
        " case when type like 'order.%%' then data->'order'->>'status' end as status,"
        " type = any(%(told)s) as to_vendors from event"
    ),
    "endpoint": "select id, vendor_id, status from endpoint",
    "delivery": "select id, event_id, endpoint_id, status, attempts from delivery",
    "payment": "select id, order_id, method, amount, refunded from payment",
    "refund": "select payment_id, amount from refund",
    "account_entry": "select account_id, month, amount from account_entry",
    "account_month": "select account_id, month, spent from account_month",
    "company_account": "select id, monthly_limit from company_account",
}
STUCK: dict[str, str] = {
    "messages without an answer": "select id from message where status = 'received'",
    "messages not sent": "select id from message where status = 'waiting'",
    "conversations on lease": "select id from conversation where lease_until > now()",
    "events not handled": "select id from event where handled_at is null",
    "jobs that run": "select id from procrastinate_jobs where status = 'doing'",
    "jobs past due": (
        "select id from procrastinate_jobs where status = 'todo'"
        " and (scheduled_at is null or scheduled_at < now())"
    ),
    "jobs that failed": "select id from procrastinate_jobs where status in ('failed', 'aborting')",
    "deliveries past due": (
        "select id from delivery where status = 'pending'"
        " and (next_attempt_at is null or next_attempt_at < now())"
    ),
    "requests begun and not answered": "select id from idempotency_key where status = 0",
}


async def rows(installation: Installation) -> dict[str, list[Row]]:
    """In one snapshot."""
    async with await _connect(installation) as connection:
        await connection.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        found = {}
        for name, query in TABLES.items():
            cursor = await connection.execute(query, {"told": sorted(VENDOR_EVENTS)})
            found[name] = [_plain(row) for row in await cursor.fetchall()]
        return found


async def waiting(installation: Installation) -> list[str]:
    """What waits for nothing that has a time: it is on its way, or stuck."""
    async with await _connect(installation) as connection:
        found = []
        for name, query in STUCK.items():
            cursor = await connection.execute(query)
            if ids := [row["id"] for row in await cursor.fetchall()]:
                found.append(f"{name}: {len(ids)}, such as {ids[:3]}")
        return found


async def _connect(installation: Installation) -> Any:
    return await psycopg.AsyncConnection.connect(
        libpq_url(installation.database_url), row_factory=dict_row
    )


def _plain(row: Row) -> Row:
    """Moments and days as text, all of one zone."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()}  # fmt: skip
