"""What stands in the database, read by a connection that nobody else uses."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.properties.crashing.model import DAY, OUTLET, STOCK, TOLD

Row = dict[str, Any]

STUCK = """
select 'an event that nobody handled: ' || type || ' of ' || subject as what from event
    where handled_at is null or due_at is not null
union all select 'a delivery that is ' || status || ' after ' || attempts from delivery
    where status <> 'delivered' and not (status = 'failed' and attempts >= 10)
union all select 'a message that waits: ' || text from message where status = 'received'
union all select 'a lease of conversation ' || id from conversation
    where lease_token is not null or lease_until is not null
union all select 'a breaker that is open' from endpoint
    where open_until is not null or failures > 0 or status <> 'active'
union all select 'a deadline that passed: ' || task from deadline where due_at <= %(now)s
union all select 'a job that is ' || status || ': ' || task_name from procrastinate_jobs
    where status <> 'todo' or scheduled_at is null or scheduled_at <= %(now)s
union all select 'a key without an answer' from idempotency_key where status = 0
union all select 'a ' || status || ' order whose slot is over' from "order"
    where status = 'placed' and slot_end <= %(now)s
union all select 'a ' || status || ' visit that is over' from visit
    where status in ('requested', 'approved') and ends_at + interval '30 minutes' <= %(now)s
union all select 'a second ticket that chases order ' || order_id from ticket
    where order_id is not null group by order_id having count(*) > 1
union all select 'passages of visit ' || visit_id from visit_passage p
    group by park_id, visit_id having count(*) <> (
        select count(*) from event where park_id = p.park_id and subject = 'visit:' || visit_id
        and type in ('visit.checked_in', 'visit.checked_out'))
"""
WAITING = """
select min(due) from (
    select next_attempt_at as due from delivery where status = 'pending'
    union all select open_until from endpoint where exists (
        select from delivery where status = 'pending')
    union all select due_at from event where handled_at is null
    union all select coalesce(c.lease_until, m.created_at) + interval '3 seconds'
        from message m join conversation c on c.id = m.conversation_id where m.status = 'received'
    union all select greatest(due_at, %(now)s) from deadline where due_at <= %(now)s
    union all select %(now)s from procrastinate_jobs where status <> 'todo'
        or scheduled_at is null or scheduled_at <= %(now)s
) waits
"""


@dataclass(frozen=True)
class Looked:
    logs: dict[str, dict[int, list[str]]]
    """By kind and id: types of the events that the model knows, in order."""
    sequences: dict[str, list[int]]
    orders: list[Row]
    lines: list[Row]
    tickets: list[Row]
    visits: list[Row]
    stock: dict[str, int]
    taken: dict[int, int]
    """By hour of the slot."""


class Rows:
    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)

    def close(self) -> None:
        self._connection.close()

    def all(self, query: str, **values: object) -> list[Row]:
        return self._connection.execute(query, values or None).fetchall()

    def look(self) -> Looked:
        logs: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        sequences: dict[str, list[int]] = defaultdict(list)
        for row in self.all("select subject, sequence, type from event order by id"):
            kind, _, id_ = row["subject"].partition(":")
            sequences[row["subject"]].append(row["sequence"])
            if row["type"] in TOLD:
                logs[kind][int(id_)].append(row["type"])
        slots = self.all(
            "select slot_start, taken from slot_load l join outlet o on o.id = l.outlet_id"
            " where o.code = %(outlet)s",
            outlet=OUTLET,
        )
        hours = {hour: DAY.replace(hour=hour) for hour in (12, 18)}
        return Looked(
            logs,
            sequences,
            self.all('select id, order_no, person_id, status from "order" order by id'),
            self.all(
                "select l.order_id, i.code, l.quantity from order_line l"
                " join item i on i.id = l.item_id"
            ),
            self.all("select id, description, status, order_id from ticket order by id"),
            self.all("select id, names, status, visit_no from visit order by id"),
            {
                row["code"]: row["stock"]
                for row in self.all(
                    "select code, stock from item where code = any(%(codes)s)", codes=list(STOCK)
                )
            },
            {
                hour: sum(row["taken"] for row in slots if row["slot_start"] == at)
                for hour, at in hours.items()
            },
        )

    def talk(self, conversation: int) -> tuple[str, list[Row]]:
        [found] = self.all("select owner from conversation where id = %(id)s", id=conversation)
        messages = self.all(
            "select seq, direction, author, text, status from message"
            " where conversation_id = %(id)s order by seq",
            id=conversation,
        )
        return found["owner"], messages

    def next_due(self, now: datetime) -> datetime | None:
        """The earliest moment at which something that waits can go on; None at rest."""
        [found] = self.all(WAITING, now=now)
        due: datetime | None = found["min"]
        return due

    def stuck(self, now: datetime) -> list[str]:
        return [row["what"] for row in self.all(STUCK, now=now)]
