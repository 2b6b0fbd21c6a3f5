"""Writing a quote and sending it; what was sent is replaced by the next version, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import SERVICE, Item, Outlet
from models.park import Park
from models.quotes import Quote, QuoteLine
from models.staff import Staff
from models.tickets import Ticket
from services.events.publish import publish
from services.kit import actors
from services.kit.errors import Invalid, Refused
from services.kit.money import LARGEST
from services.quotes import events, quotes
from services.tickets import tickets

MOST_LINES = 20
LONGEST_WORDS, LONGEST_NOTE = 120, 500
"""Characters."""
LONGEST_VALID = timedelta(days=180)
WHOLE = 10_000
"""A tax rate of 100 %."""


class NobodyToAsk(Refused):
    """Nobody has reported the ticket, so nobody can accept a quote."""

    code = "nobody_to_ask"


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as it is written. `unit_price` in minor units, tax included."""

    item_id: int
    quantity: int
    unit_price: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote that is about to be sent. `tax_rate` in hundredths of a percent."""

    lines: Sequence[Asked]
    valid_until: datetime
    tax_rate: int | None = None
    note: str | None = None


async def offered(session: AsyncSession, park_id: int) -> list[tuple[Outlet, list[Item]]]:
    """What the park's outlets of kind service offer, by outlet: a quote's lines are of that. What
    is counted is left out, for a quote takes no stock."""
    found = await session.execute(
        select(Outlet, Item)
        .join(Item, (Item.park_id == Outlet.park_id) & (Item.outlet_id == Outlet.id))
        .where(
            Outlet.park_id == park_id,
            Outlet.kind == SERVICE,
            Item.active,
            Item.stock.is_(None),
        )
        .order_by(Outlet.id, Item.sort, Item.id)
    )
    shown: dict[int, tuple[Outlet, list[Item]]] = {}
    for outlet, item in found:
        shown.setdefault(outlet.id, (outlet, []))[1].append(item)
    return list(shown.values())


async def send(
    session: AsyncSession, ticket: Ticket, member: Staff, draft: Draft, *, now: datetime
) -> Quote:
    """Send a quote to the ticket's reporter; one that waits for an answer is replaced by it.

    The ticket's work is chargeable from then on. Raises Invalid, NobodyToAsk, TicketOver.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status not in tickets.OPEN:
        raise quotes.TicketOver(ticket.ticket_no, status=ticket.status)
    if ticket.person_id is None:
        raise NobodyToAsk(ticket.ticket_no)
    outlet_id = await _outlet_of(session, ticket.park_id, draft)
    _check_lines(draft)
    _check_rest(draft, now)
    by = actors.staff(member)
    before = await quotes.of_ticket(session, ticket.park_id, ticket.id)
    for one in before:
        if one.status == "sent":
            await quotes.move(session, ticket, one, "replace", by=by, now=now)
    await quotes.cover(session, ticket, "chargeable", by=by, now=now)
    quote = await _make(session, ticket, member, draft, outlet_id, now=now)
    quote.version = before[0].version + 1 if before else 1
    session.add(quote)
    await session.flush()
    await quotes.say_so(session, ticket, quote, by=by, now=now)
    await publish(
        session, quote.park_id, events.QuoteSent(**quotes.summary(ticket, quote)), now=now
    )
    return quote


async def _outlet_of(session: AsyncSession, park_id: int, draft: Draft) -> int:
    """The one outlet that offers all of the lines. Raises Invalid."""
    if not 0 < len(draft.lines) <= MOST_LINES:
        raise Invalid(f"1 to {MOST_LINES} lines", field="lines")
    by_item = {
        item.id: outlet.id for outlet, items in await offered(session, park_id) for item in items
    }
    outlets = {by_item.get(line.item_id) for line in draft.lines}
    if len(outlets) != 1 or None in outlets:
        raise Invalid("lines of one outlet that sells work", field="lines")
    return next(one for one in outlets if one is not None)


def _check_lines(draft: Draft) -> None:
    """Raises Invalid."""
    if any(line.quantity < 1 or line.unit_price < 0 for line in draft.lines):
        raise Invalid("quantities from 1, prices from 0", field="lines")
    if any(len(line.words or "") > LONGEST_WORDS for line in draft.lines):
        raise Invalid("too long", field="lines")
    if not 0 < _total(draft) <= LARGEST:
        raise Invalid("a quote costs something", field="lines")


def _total(draft: Draft) -> int:
    return sum(line.quantity * line.unit_price for line in draft.lines)


def _check_rest(draft: Draft, now: datetime) -> None:
    """Raises Invalid."""
    if not now < draft.valid_until <= now + LONGEST_VALID:
        raise Invalid("valid until a moment ahead", field="valid_until")
    if draft.tax_rate is not None and not 0 <= draft.tax_rate <= WHOLE:
        raise Invalid("a rate from 0 to 100 %", field="tax_rate")
    if len(draft.note or "") > LONGEST_NOTE:
        raise Invalid("too long", field="note")


async def _make(
    session: AsyncSession,
    ticket: Ticket,
    member: Staff,
    draft: Draft,
    outlet_id: int,
    *,
    now: datetime,
) -> Quote:
    park = await session.get_one(Park, ticket.park_id)
    total = _total(draft)
    return Quote(
        park_id=ticket.park_id,
        ticket_id=ticket.id,
        status="sent",
        outlet_id=outlet_id,
        person_id=ticket.person_id,
        staff_id=member.id,
        note=draft.note or None,
        currency=park.currency,
        total=total,
        tax_rate=draft.tax_rate,
        tax=tax_within(total, draft.tax_rate),
        valid_until=draft.valid_until,
        next_alarm_at=draft.valid_until,
        created_at=now,
        lines=[
            QuoteLine(
                park_id=ticket.park_id,
                item_id=line.item_id,
                position=position,
                words=line.words or None,
                quantity=line.quantity,
                unit_price=line.unit_price,
            )
            for position, line in enumerate(draft.lines, start=1)
        ],
    )


def tax_within(total: int, rate: int | None) -> int:
    """How much of a sum is tax at a rate of so many hundredths of a percent, rounded half up."""
    if not rate:
        return 0
    return (2 * total * rate + WHOLE + rate) // (2 * (WHOLE + rate))
