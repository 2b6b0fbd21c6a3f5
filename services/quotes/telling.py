"""A quote in words: what it holds, and until when it may be accepted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_percent
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.quotes import Quote
from models.tickets import Ticket
from services.accounting import accounts
from services.conversations.commands import command
from services.kit.money import LOCALES, format_money
from services.ordering import carts, payments
from services.texts import say, when


@dataclass(frozen=True, slots=True)
class LineTold:
    """`price` of one, `sum` of all of it."""

    name: str
    quantity: int
    unit: str
    price: int
    sum: int


async def lines(session: AsyncSession, quote: Quote, language: str) -> list[LineTold]:
    ids = [line.item_id for line in quote.lines]
    items = await carts.load_items(session, quote.park_id, ids)
    return [
        LineTold(
            line.words or str(getattr(items[line.item_id], f"name_{language}")),
            line.quantity,
            str(getattr(items[line.item_id], f"unit_{language}")),
            line.unit_price,
            line.quantity * line.unit_price,
        )
        for line in quote.lines
    ]


async def card(
    session: AsyncSession, ticket: Ticket, quote: Quote, language: str, *, now: datetime
) -> str:
    """All of it, as it stands in the chat."""
    told = [
        say(
            language,
            "quote-line",
            name=one.name,
            n=str(one.quantity),
            sum=format_money(one.sum, quote.currency, language),
        )
        for one in await lines(session, quote, language)
    ]
    parts = [
        say(
            language,
            "quote-head",
            which="first" if quote.version == 1 else "newer",
            ticket_no=ticket.ticket_no,
            version=str(quote.version),
        ),
        *told,
        total(quote, language),
    ]
    if quote.note:
        parts.append(say(language, "quote-note", note=quote.note))
    parts.append(say(language, "quote-until", until=await until(session, quote, language, now)))
    return "\n".join(parts)


def total(quote: Quote, language: str) -> str:
    """What it costs, and how much of that is tax where that is shown."""
    said = format_money(quote.total, quote.currency, language)
    if quote.tax_rate is None:
        return say(language, "quote-total", total=said)
    tax = format_money(quote.tax, quote.currency, language)
    return say(language, "quote-total-tax", total=said, tax=tax, rate=rate(quote, language))


def rate(quote: Quote, language: str) -> str:
    """6%."""
    share = Decimal(quote.tax_rate or 0) / 10_000
    return format_percent(share, "#,##0.##%", locale=LOCALES[language])


async def until(session: AsyncSession, quote: Quote, language: str, now: datetime) -> str:
    """By the park's clock."""
    park = await session.get_one(Park, quote.park_id)
    return when.span(quote.valid_until, None, language, now, ZoneInfo(park.timezone))


async def buttons(session: AsyncSession, quote: Quote, language: str) -> list[dict[str, str]]:
    """Accept, by the company too if it has an account that the tenant may charge to, or decline."""
    ways: list[tuple[str, str, dict[str, str]]] = [("button-quote-accept", "accept_quote", {})]
    if await accounts.of_person(session, quote.park_id, quote.person_id) is not None:
        company = {"payment": payments.COMPANY_ACCOUNT}
        ways.append(("button-quote-accept-company", "accept_quote", company))
    ways.append(("button-quote-decline", "decline_quote", {}))
    return [
        {
            "title": say(language, key),
            "payload": str(command(intent, quote=quote.id, **more)),
        }
        for key, intent, more in ways
    ]
