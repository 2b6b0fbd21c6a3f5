"""What programs may ask of a scratch park besides talking: its state, and a past."""

from datetime import timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field
from sqlalchemy import any_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.catalogue import Item
from models.conversations import Conversation, Message
from models.handoffs import Handoff
from models.ordering import Order
from models.park import Park
from models.people import Company, Person
from models.staff import Staff
from models.tickets import Ticket, TicketObserver
from models.visits import Visit
from parkline.process.clock import Clock
from parkline.scratch import booked
from services.accounting import accounts
from services.conversations import conversations
from services.kit.errors import Invalid
from services.ordering import carts, payments, spending
from services.ordering.cart_lines import Wish
from services.tickets import shared_photos


class SeedLine(BaseModel):
    item: str
    """Its name or an alias, in either language, or its code."""
    quantity: int = Field(ge=1)


class SeedOrder(BaseModel):
    days_ago: int = Field(ge=0)
    status: str = "completed"
    fulfilment: Literal["pickup", "delivery", "locker", "desk", "counter"] | None = None
    building: str | None = None
    floor: int | None = None
    room: str | None = None
    lines: list[SeedLine] = Field(min_length=1)


class SeedCompany(BaseModel):
    """A company of the demo that this user belongs to, with an account if it has none."""

    name: str
    """In either language."""
    left: int | None = Field(None, ge=0)
    """Of this month, in minor units: the limit becomes what is spent and this. None: as it is."""
    manager: bool = False
    """Whether this user is who approves what goes above it."""


class Seed(BaseModel):
    orders: list[SeedOrder] = []
    company: SeedCompany | None = None


async def seed(session: AsyncSession, conversation: Conversation, wanted: Seed, now: Clock) -> None:
    """Write past orders of this user. Raises Invalid for an item that is not in the catalogue."""
    if wanted.company is not None:
        await _join(session, conversation, wanted.company, now)
    for order in wanted.orders:
        wishes = [
            Wish(await _item(session, conversation, ln.item), ln.quantity) for ln in order.lines
        ]
        moment = now() - timedelta(days=order.days_ago)
        added = await carts.add(session, conversation, wishes, now=moment)
        for draft in added.orders:
            draft.status = order.status
            draft.placed_at = moment
            draft.fulfilment = order.fulfilment
            draft.building, draft.floor, draft.room = order.building, order.floor, order.room
            draft.slot_start = moment + timedelta(hours=1)
            draft.slot_end = moment + timedelta(hours=1, minutes=15)
        await session.flush()


async def _join(
    session: AsyncSession, conversation: Conversation, wanted: SeedCompany, now: Clock
) -> None:
    """Raises Invalid for a company that there is not."""
    park_id = conversation.park_id
    company = await session.scalar(
        select(Company).where(
            Company.park_id == park_id,
            or_(Company.name_zh == wanted.name, Company.name_en == wanted.name),
        )
    )
    if company is None:
        raise Invalid(f"no company called {wanted.name!r}")
    person = await session.get_one(Person, (park_id, conversation.person_id))
    person.company_id = company.id
    account = await session.scalar(
        select(CompanyAccount).where(
            CompanyAccount.park_id == park_id, CompanyAccount.company_id == company.id
        )
    )
    if account is None:
        account = CompanyAccount(
            park_id=park_id, company_id=company.id, monthly_limit=0, created_at=now()
        )
        session.add(account)
        await session.flush()
    if wanted.left is not None:
        spent = await accounts.spent(session, account, now=now())
        account.monthly_limit = max(0, spent) + wanted.left
    if wanted.manager:
        account.manager_id = person.id
    await session.flush()


async def _item(session: AsyncSession, conversation: Conversation, name: str) -> int:
    wanted = name.lower()
    found = await session.scalar(
        select(Item.id).where(
            Item.park_id == conversation.park_id,
            or_(
                func.lower(Item.name_zh) == wanted,
                func.lower(Item.name_en) == wanted,
                Item.code == name,
                literal(name) == any_(Item.aliases),
            ),
        )
    )
    if found is None:
        raise Invalid(f"no item called {name!r}")
    return int(found)


async def show(session: AsyncSession, conversation: Conversation) -> dict[str, Any]:
    """All that this user has, as the services keep it; drafts are no orders yet."""
    park = await session.get_one(Park, conversation.park_id)
    return {
        "orders": await _orders(session, conversation, ZoneInfo(park.timezone)),
        "waiting_for_approval": await _waiting(session, conversation),
        "tickets": await _tickets(session, conversation),
        "visits": await _visits(session, conversation, ZoneInfo(park.timezone)),
        "bookings": await booked.bookings(session, conversation, ZoneInfo(park.timezone)),
        "waits": await booked.waits(session, conversation, ZoneInfo(park.timezone)),
        "owner": conversation.owner,
        "handoff": await _handoff(session, conversation),
        "faqs_answered": await _faqs(session, conversation),
    }


async def _orders(
    session: AsyncSession, conversation: Conversation, zone: ZoneInfo
) -> list[dict[str, Any]]:
    found = await session.scalars(
        select(Order)
        .where(
            Order.park_id == conversation.park_id,
            Order.person_id == conversation.person_id,
            Order.status != "draft",
            Order.placed_at.is_not(None),
        )
        .order_by(Order.id)
    )
    return [{**_order(order, zone), "paid": await _paid(session, order)} for order in found]


async def _paid(session: AsyncSession, order: Order) -> dict[str, int] | None:
    """What was paid through the park, and given back of it, in minor units."""
    payment = await payments.of_order(session, order.park_id, order.id)
    if payment is None:
        return None
    return {"amount": payment.amount, "refunded": payment.refunded}


async def _waiting(session: AsyncSession, conversation: Conversation) -> list[dict[str, Any]]:
    """Orders of this user that wait for a manager's yes."""
    held = await spending.held_of(session, conversation.park_id, conversation.person_id)
    return [{"order_no": order.order_no, "total": order.total} for order in held]


def _order(order: Order, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "status": order.status,
        "lines": [
            {
                "item_zh": line.name_zh,
                "item_en": line.name_en,
                "quantity": line.quantity,
                "options": [f"{o['name_zh']} / {o['name_en']}" for o in line.options],
                "note": line.note,
                "unit_price": line.unit_price,
            }
            for line in order.lines
        ],
        "note": order.note,
        "payment": order.payment,
        "total": order.total,
        "fulfilment": order.fulfilment,
        "invoice": order.invoice_title,
        "location": {"building": order.building, "floor": order.floor, "room": order.room},
        "slot": order.slot_start.astimezone(zone).isoformat() if order.slot_start else None,
    }


async def _tickets(session: AsyncSession, conversation: Conversation) -> list[dict[str, Any]]:
    """Reported by this user, oldest first."""
    found = await session.scalars(
        select(Ticket)
        .where(Ticket.park_id == conversation.park_id, Ticket.person_id == conversation.person_id)
        .order_by(Ticket.id)
    )
    return [await _ticket(session, ticket) for ticket in found]


async def _ticket(session: AsyncSession, ticket: Ticket) -> dict[str, Any]:
    key = (ticket.park_id, ticket.assignee_id)
    assignee = await session.get(Staff, key) if ticket.assignee_id is not None else None
    observers = await session.scalar(
        select(func.count()).where(
            TicketObserver.park_id == ticket.park_id, TicketObserver.ticket_id == ticket.id
        )
    )
    return {
        "ticket_no": ticket.ticket_no,
        "kind": ticket.kind,
        "category": ticket.category,
        "urgency": ticket.urgency,
        "status": ticket.status,
        "reason": ticket.status_reason,
        "location": {
            "building": ticket.building,
            "floor": ticket.floor,
            "room": ticket.room,
            "place": ticket.place,
        },
        "description": ticket.description,
        "assignee": assignee.name if assignee else None,
        "urges": ticket.urges,
        "rating": ticket.rating,
        "rating_comment": ticket.rating_comment,
        "observers": observers,
        "photos": len(await shared_photos.of_ticket(session, ticket.park_id, ticket.id)),
    }


async def _visits(
    session: AsyncSession, conversation: Conversation, zone: ZoneInfo
) -> list[dict[str, Any]]:
    """Hosted by this user, oldest first."""
    found = await session.scalars(
        select(Visit)
        .where(Visit.park_id == conversation.park_id, Visit.host_id == conversation.person_id)
        .order_by(Visit.id)
    )
    return [_visit(visit, zone) for visit in found]


def _visit(visit: Visit, zone: ZoneInfo) -> dict[str, Any]:
    daily = (visit.daily_from, visit.daily_until)
    return {
        "visit_no": visit.visit_no,
        "status": visit.status,
        "names": visit.names,
        "headcount": visit.headcount,
        "plate": visit.plate,
        "plates": visit.plates,
        "phone": visit.phone,
        "from": visit.starts_at.astimezone(zone).isoformat(),
        "until": visit.ends_at.astimezone(zone).isoformat(),
        "daily": [f"{clock:%H:%M}" for clock in daily if clock is not None],
        "location": {
            "building": visit.building,
            "floor": visit.floor,
            "room": visit.room,
            "place": visit.place,
        },
        "reason": visit.reason,
    }


async def _handoff(session: AsyncSession, conversation: Conversation) -> dict[str, Any] | None:
    """The last time that people were asked to take over, whether it is over or not."""
    found = await session.scalar(
        select(Handoff)
        .where(Handoff.park_id == conversation.park_id, Handoff.conversation_id == conversation.id)
        .order_by(Handoff.id.desc())
        .limit(1)
    )
    if found is None:
        return None
    return {"reason": found.reason, "ended_by": found.ended_by, "rating": found.rating}


async def _faqs(session: AsyncSession, conversation: Conversation) -> list[str]:
    rows = await conversations.since(session, conversation, 0, limit=10_000)
    return [str(row.data["faq"]) for row in rows if _answers_faq(row)]


def _answers_faq(row: Message) -> bool:
    return row.direction == "out" and "faq" in row.data
