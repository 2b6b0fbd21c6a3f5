"""Quotes of tickets: their states, sending a version, and the answer to it.

Rows are locked in the order: ticket, quote, order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import SERVICE, Item, Outlet
from models.park import Park
from models.quotes import Quote, QuoteLine
from models.staff import Staff
from models.tickets import Ticket
from services.events.publish import publish
from services.events.states import Transition, transition
from services.kit import actors
from services.kit.actors import Actor
from services.kit.errors import Conflict, Invalid, NotFound, Refused
from services.kit.money import LARGEST
from services.quotes import events
from services.tickets import tickets

ACTIONS: dict[str, Transition[events.QuoteEvent]] = {
    "accept": transition("sent", "accepted", events.QuoteAccepted),
    "decline": transition("sent", "declined", events.QuoteDeclined),
    "expire": transition("sent", "expired", events.QuoteExpired),
    "replace": transition("sent", "replaced", events.QuoteReplaced),
    "withdraw": transition("sent", "withdrawn", events.QuoteWithdrawn),
}
"""A quote's state machine, whole. It is born sent (`send`)."""
COVERAGES = ("included", "warranty", "chargeable")
MOST_LINES = 20
LONGEST_WORDS, LONGEST_NOTE, LONGEST_REASON = 120, 500, 200
"""Characters."""
LONGEST_VALID = timedelta(days=180)
WHOLE = 10_000
"""A tax rate of 100 %."""


class NobodyToAsk(Refused):
    """Nobody has reported the ticket, so nobody can accept a quote."""

    code = "nobody_to_ask"


class TicketOver(Conflict):
    """The ticket is done or cancelled. `details`: `status`."""

    code = "ticket_over"


class QuoteOver(Conflict):
    """It is answered, replaced, withdrawn or expired. `details`: `status`, `version`."""

    code = "quote_over"


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


async def load(session: AsyncSession, park_id: int, quote_id: int) -> Quote:
    """Raises NotFound."""
    found = await session.get(Quote, (park_id, quote_id))
    if found is None:
        raise NotFound(f"quote {quote_id}")
    return found


async def locked(session: AsyncSession, park_id: int, quote_id: int) -> tuple[Ticket, Quote]:
    """A quote and its ticket, both rows locked and read anew. Raises NotFound."""
    found = await load(session, park_id, quote_id)
    ticket = await tickets.load(session, park_id, found.ticket_id, lock=True)
    key = (park_id, quote_id)
    quote = await session.get_one(Quote, key, with_for_update=True, populate_existing=True)
    return ticket, quote


async def of_ticket(session: AsyncSession, park_id: int, ticket_id: int) -> list[Quote]:
    """All versions, the newest first."""
    found = await session.scalars(
        select(Quote)
        .where(Quote.park_id == park_id, Quote.ticket_id == ticket_id)
        .order_by(Quote.version.desc())
    )
    return list(found)


async def open_of_person(session: AsyncSession, park_id: int, person_id: int) -> list[Quote]:
    """What somebody has not answered yet, the newest first."""
    found = await session.scalars(
        select(Quote)
        .where(Quote.park_id == park_id, Quote.person_id == person_id, Quote.status == "sent")
        .order_by(Quote.id.desc())
    )
    return list(found)


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


async def cover(
    session: AsyncSession, ticket: Ticket, coverage: str | None, *, by: Actor, now: datetime
) -> Ticket:
    """Say who pays for the work: one of COVERAGES, or nobody says yet. Raises Invalid."""
    if coverage is not None and coverage not in COVERAGES:
        raise Invalid("no such coverage", field="coverage")
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.coverage == coverage:
        return ticket
    ticket.coverage, ticket.updated_at = coverage, now
    await tickets.record(session, ticket, "cover", by=by, now=now, coverage=coverage or "unsaid")
    await tickets.changed(session, ticket, "cover", now=now)
    return ticket


async def send(
    session: AsyncSession, ticket: Ticket, member: Staff, draft: Draft, *, now: datetime
) -> Quote:
    """Send a quote to the ticket's reporter; one that waits for an answer is replaced by it.

    The ticket's work is chargeable from then on. Raises Invalid, NobodyToAsk, TicketOver.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status not in tickets.OPEN:
        raise TicketOver(ticket.ticket_no, status=ticket.status)
    if ticket.person_id is None:
        raise NobodyToAsk(ticket.ticket_no)
    outlet_id = await _outlet_of(session, ticket.park_id, draft)
    _check_lines(draft)
    _check_rest(draft, now)
    by = actors.staff(member)
    before = await of_ticket(session, ticket.park_id, ticket.id)
    for one in before:
        if one.status == "sent":
            await move(session, ticket, one, "replace", by=by, now=now)
    await cover(session, ticket, "chargeable", by=by, now=now)
    quote = await _make(session, ticket, member, draft, outlet_id, now=now)
    quote.version = before[0].version + 1 if before else 1
    session.add(quote)
    await session.flush()
    await say_so(session, ticket, quote, by=by, now=now)
    await publish(session, quote.park_id, events.QuoteSent(**summary(ticket, quote)), now=now)
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


def check_open(quote: Quote, now: datetime) -> None:
    """Whether it can be answered still. Raises QuoteOver."""
    status = quote.status
    if status == "sent" and quote.valid_until <= now:
        status = "expired"
    if status != "sent":
        raise QuoteOver(f"quote {quote.id} is {status}", status=status, version=quote.version)


async def decline(
    session: AsyncSession,
    park_id: int,
    quote_id: int,
    *,
    by: Actor,
    reason: str | None = None,
    now: datetime,
) -> Quote:
    """The tenant does not want the work at that price. Again changes nothing. Raises NotFound,
    QuoteOver, Invalid."""
    reason = " ".join((reason or "").split()) or None
    if len(reason or "") > LONGEST_REASON:
        raise Invalid("too long", field="reason")
    ticket, quote = await locked(session, park_id, quote_id)
    if quote.status == "declined":
        return quote
    check_open(quote, now)
    quote.answered_at, quote.answered_staff_id, quote.reason = now, by.staff_id, reason
    by_staff = by.staff_id is not None
    await move(session, ticket, quote, "decline", by=by, now=now, text=reason, by_staff=by_staff)
    return quote


async def withdraw(
    session: AsyncSession,
    park_id: int,
    quote_id: int,
    *,
    by: Actor,
    reason: str | None = None,
    now: datetime,
) -> Quote:
    """Take back what nobody has answered. Again changes nothing. Raises NotFound, QuoteOver."""
    ticket, quote = await locked(session, park_id, quote_id)
    if quote.status == "withdrawn":
        return quote
    check_open(quote, now)
    quote.reason = reason
    await move(session, ticket, quote, "withdraw", by=by, now=now, text=reason)
    return quote


async def move(
    session: AsyncSession,
    ticket: Ticket,
    quote: Quote,
    action: str,
    *,
    by: Actor,
    now: datetime,
    text: str | None = None,
    **said: Any,
) -> None:
    """One of ACTIONS, in the ticket's history and as an event. Both rows are locked. Raises
    IllegalTransition."""
    rule = ACTIONS[action]
    rule.check(f"quote {quote.id}", quote.status, action)
    quote.status, quote.next_alarm_at = rule.target, None
    await session.flush()
    await say_so(session, ticket, quote, by=by, now=now, text=text)
    await publish(session, quote.park_id, rule.event(**summary(ticket, quote), **said), now=now)


async def say_so(
    session: AsyncSession,
    ticket: Ticket,
    quote: Quote,
    *,
    by: Actor,
    now: datetime,
    text: str | None = None,
) -> None:
    """A line in the ticket's history; open pages hear of it. The ticket's row is locked."""
    about = {"quote": quote.status, "version": quote.version}
    await tickets.record(session, ticket, "quote", by=by, now=now, text=text, **about)
    ticket.updated_at = now
    await tickets.changed(session, ticket, "quote", now=now)


def summary(ticket: Ticket, quote: Quote) -> dict[str, Any]:
    """What every event of a quote says."""
    return {
        "quote_id": quote.id,
        "ticket_id": ticket.id,
        "ticket_no": ticket.ticket_no,
        "quote_version": quote.version,
        "status": quote.status,
        "staff_id": quote.staff_id,
    }
