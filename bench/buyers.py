"""Tenants with a full cart and an access token, thousands of them, each a copy of one that the
services made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
from psycopg import sql
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.frame import tokens
from models.catalogue import Item, Outlet
from models.park import Park
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database, libpq_url
from services.conversations import conversations
from services.ordering import carts, placing
from services.ordering.cart_lines import Wish
from services.people import app_sessions

SLOTS = 4
"""Of each outlet, the last that are offered: they do not pass meanwhile. Orders of one slot wait
for each other: its places are counted."""
BASKETS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "sunshine_canteen": ("pickup", {"mapo_tofu_rice": (), "cola": ("less_ice",)}),
    "noodle_house": ("pickup", {"lanzhou_noodles": ()}),
    "coffee_bar": ("pickup", {"americano": ("large", "less_sugar"), "croissant": ()}),
    "shop": ("counter", {"umbrella": (), "tissues": ()}),
}
"""What is bought where, with which options, and how it is fetched. Some of it is counted."""
PERSON, CONVERSATION, SESSION, ORDER, LINE = (
    21_000_000,
    22_000_000,
    23_000_000,
    24_000_000,
    250_000_000,
)
"""Ids of the first copies: no other number of the park is as large, so that a statement shows whose
it is."""
LINES = 10
"""Ids of lines that each copy has to itself."""

_COPIES = (
    """insert into person select (jsonb_populate_record(p, jsonb_build_object(
        'id', {person} + n))).* from person p, generate_series(0, {most}) n
    where p.id = ({people}::bigint[])[1 + n % {kinds}]""",
    """insert into identity select (jsonb_populate_record(i, jsonb_build_object(
        'id', {person} + n, 'person_id', {person} + n, 'external_id', 'buyer-' || n))).*
    from identity i, generate_series(0, {most}) n
    where i.person_id = ({people}::bigint[])[1 + n % {kinds}]""",
    """insert into conversation select (jsonb_populate_record(c, jsonb_build_object(
        'id', {conversation} + n, 'person_id', {person} + n, 'identity_id', {person} + n))).*
    from conversation c, generate_series(0, {most}) n
    where c.person_id = ({people}::bigint[])[1 + n % {kinds}]""",
    """insert into app_session select (jsonb_populate_record(s, jsonb_build_object(
        'id', {session} + n, 'person_id', {person} + n,
        'conversation_id', {conversation} + n))).*
    from app_session s, generate_series(0, {most}) n
    where s.person_id = ({people}::bigint[])[1 + n % {kinds}]""",
    """insert into "order" select (jsonb_populate_record(o, jsonb_build_object(
        'id', {order} + n, 'person_id', {person} + n, 'conversation_id', {conversation} + n,
        'order_no', 'O-' || lpad(n::text, 6, '0')))).*
    from "order" o, generate_series(0, {most}) n
    where o.person_id = ({people}::bigint[])[1 + n % {kinds}]""",
    """insert into order_line select (jsonb_populate_record(l, jsonb_build_object(
        'id', {line} + n * {lines} + l.position, 'order_id', {order} + n))).*
    from "order" o join order_line l on l.park_id = o.park_id and l.order_id = o.id,
        generate_series(0, {most}) n
    where o.person_id = ({people}::bigint[])[1 + n % {kinds}]""",
)


@dataclass(frozen=True, slots=True)
class Buyer:
    """The `number`-th copy, of the kind `number` % `kinds`."""

    number: int
    token: str

    @property
    def cart(self) -> str:
        return cart_of(self.number)


@dataclass(frozen=True, slots=True)
class Crowd:
    buyers: Sequence[Buyer]
    kinds: int


def cart_of(number: int) -> str:
    return f"O-{number:06}"


def varying(number: int) -> dict[str, str]:
    """What is a buyer's own, with the expression that makes it of $1, its number."""
    firsts = (PERSON, CONVERSATION, SESSION, ORDER)
    lines = {
        str(LINE + number * LINES + at): f"{LINE} + $1 * {LINES} + {at}" for at in range(1, LINES)
    }
    own = {str(first + number): f"{first} + $1" for first in firsts}
    return own | lines | {cart_of(number): "'O-' || lpad(($1)::text, 6, '0')"}


async def crowd(url: str, settings: Settings, size: int) -> Crowd:
    """Fill a seeded park with so many, whose windows never close and whose stock never ends."""
    now = datetime.now(UTC)
    async with database(url) as sessions, sessions.begin() as session:
        park = (await session.scalars(select(Park))).one()
        people = await _originals(session, park, now)
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        for statement in _COPIES:
            connection.execute(_filled(statement, people, size))
        connection.execute("vacuum analyze")
    key = secrets.derive(settings, "api")
    made = [tokens.issue(park.id, SESSION + number, key, now=now)[0] for number in range(size)]
    return Crowd([Buyer(number, token) for number, token in enumerate(made)], len(people))


async def _originals(session: AsyncSession, park: Park, now: datetime) -> list[int]:
    """One person for each outlet and slot, with a session and a cart; their ids."""
    connection = await session.connection()
    await connection.exec_driver_sql(
        "update service_window set weekdays = '{1,2,3,4,5,6,7}', on_holidays = true,"
        " cutoff = null, capacity = 1000000"
    )
    await connection.exec_driver_sql("update item set stock = 1000000 where stock is not null")
    found = await session.execute(
        select(Item.code, Item.id).join(Outlet, Outlet.id == Item.outlet_id)
    )
    items = {row.code: row.id for row in found}
    people = []
    for outlet, (way, wanted) in BASKETS.items():
        for number in range(SLOTS):
            conversation = await conversations.open_conversation(
                session, park.id, channel="miniapp", external_id=f"{outlet}-{number}", now=now
            )
            wishes = [Wish(items[code], 1, options) for code, options in wanted.items()]
            order = (await carts.add(session, conversation, wishes, now=now)).orders[0]
            order.fulfilment, order.phone = way, "13900000000"
            slots = await placing.open_slots(session, order, now=now)
            placing.set_slot(order, slots[-1 - number])
            await app_sessions.begin(session, conversation, now=now)
            people.append(conversation.person_id)
    return people


def _filled(statement: str, people: Sequence[int], size: int) -> sql.Composed:
    numbers = {
        "person": PERSON, "conversation": CONVERSATION, "session": SESSION, "order": ORDER,
        "line": LINE, "lines": LINES, "kinds": len(people), "most": size - 1,
    }  # fmt: skip
    values = {name: sql.Literal(value) for name, value in numbers.items()}
    return sql.SQL(statement).format(people=sql.Literal(list(people)), **values)
