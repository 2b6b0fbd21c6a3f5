"""Saying who pays, sending a quote, taking it back, and entering what a tenant said by phone."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints, create_model

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import Id, InvalidForm
from desk.frame.routing import Area
from models.quotes import Quote
from models.tickets import Ticket
from services.kit import actors, audit
from services.kit.errors import Invalid
from services.kit.money import minor_units
from services.quotes import accepting, quotes, sending
from services.quotes.sending import Asked, Draft
from services.tickets import tickets

area = Area("quotes")
WRITE = "quotes.write"

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=sending.LONGEST_WORDS)]
Amount = Annotated[str, StringConstraints(strip_whitespace=True, max_length=15)]


class Covered(BaseModel):
    coverage: Literal["included", "warranty", "chargeable"]


class Written(BaseModel):
    """Besides its lines. `until` is by the park's clock; `tax` in percent."""

    until: datetime
    tax: Decimal | None = Field(None, ge=0, le=100, decimal_places=2)
    note: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=sending.LONGEST_NOTE)
    ] = ""


_LINE: dict[str, Any] = {
    "item": (Id | None, None),
    "words": (Words, ""),
    "quantity": (Annotated[int, Field(ge=1, le=9_999)] | None, None),
    "price": (Amount, ""),
}
NUMBERS = range(1, sending.MOST_LINES + 1)
Form = create_model(
    "Form",
    __base__=Written,
    **{f"{name}_{n}": kind for n in NUMBERS for name, kind in _LINE.items()},
)
"""Its lines are fields item_1, words_1, quantity_1, price_1 and so on: a form is flat, and an error
stands beside the field of its line."""


class Answered(BaseModel):
    """What the tenant said by phone."""

    answer: Literal["accept", "decline"]
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=quotes.LONGEST_REASON)
    ] = ""


@change(area, "/tickets/{ticket}/coverage", allows=WRITE)
async def cover(call: Call) -> web.Response:
    chosen = await call.form(Covered)
    ticket = await _ticket(call)
    await quotes.cover(
        call.session, ticket, chosen.coverage, by=actors.staff(call.staff), now=call.now
    )
    return _done(call)


@change(area, "/tickets/{ticket}/quotes", allows=WRITE)
async def send(call: Call) -> web.Response:
    form = await call.form(Form)
    draft = _draft(call, form)
    quote = await sending.send(call.session, await _ticket(call), call.staff, draft, now=call.now)
    _note(call, quote, "quote.send", before={})
    call.toast("quotes-sent")
    return _done(call)


@change(area, "/quotes/{quote}/withdraw", allows=WRITE)
async def withdraw(call: Call) -> web.Response:
    quote = await quotes.withdraw(
        call.session, call.park.id, call.id("quote"), by=actors.staff(call.staff), now=call.now
    )
    _note(call, quote, "quote.withdraw", before={"quote_status": "sent"})
    return _done(call)


@change(area, "/quotes/{quote}/answer", allows=WRITE)
async def answer(call: Call) -> web.Response:
    """The tenant is told, so that they can say that it is not so."""
    said = await call.form(Answered)
    about: dict[str, Any] = {"by": actors.staff(call.staff), "now": call.now}
    key = (call.session, call.park.id, call.id("quote"))
    if said.answer == "accept":
        quote, _ = await accepting.accept(*key, **about)
    else:
        quote = await quotes.decline(*key, reason=said.reason or None, **about)
    _note(call, quote, "quote.answer", before={"quote_status": "sent"})
    return _done(call)


def _note(call: Call, quote: Quote, action: str, *, before: dict[str, Any]) -> None:
    """In the audit log, without words."""
    after = {"quote_status": quote.status, "quote_total": quote.total}
    if action == "quote.send":
        after |= {"quote_version": quote.version, "quote_until": quote.valid_until.isoformat()}
    audit.record(call.session, by(call), action, f"quote:{quote.id}", before=before, after=after)


def _draft(call: Call, form: BaseModel) -> Draft:
    """Raises InvalidForm with all that is wrong."""
    values = form.model_dump()
    lines, wrong = _lines(call, values)
    until: datetime = values["until"]
    if until.tzinfo is None:
        until = until.replace(tzinfo=ZoneInfo(call.park.timezone))
    if not call.now < until <= call.now + sending.LONGEST_VALID:
        wrong["until"] = call.text("quotes-error-until")
    if wrong:
        raise InvalidForm(wrong)
    rate = None if values["tax"] is None else int(values["tax"] * 100)
    return Draft(lines, until, rate, values["note"] or None)


def _lines(call: Call, values: dict[str, Any]) -> tuple[list[Asked], dict[str, str]]:
    """Lines that are filled in, and what is missing or wrong in those, by field."""
    lines: list[Asked] = []
    wrong: dict[str, str] = {}
    for n in NUMBERS:
        item, words, quantity, price = (values[f"{name}_{n}"] for name in _LINE)
        if item is None and not (words or price):
            continue
        if item is None:
            wrong[f"item_{n}"] = call.text("quotes-error-item")
            continue
        try:
            cost = minor_units(price, call.park.currency)
        except Invalid:
            wrong[f"price_{n}"] = call.text("quotes-error-price")
            continue
        lines.append(Asked(item, quantity or 1, cost, words or None))
    if not lines and not wrong:
        wrong["item_1"] = call.text("quotes-error-item")
    return lines, wrong


async def _ticket(call: Call) -> Ticket:
    return await tickets.load(call.session, call.park.id, call.id("ticket"), lock=True)


def _done(call: Call) -> web.Response:
    """The page closes its dialog and fetches what changed."""
    response = call.empty()
    call.trigger(response, "tickets:done")
    return response
