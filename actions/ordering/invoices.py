"""Invoices: asked for with an order, in words or by a button."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Button, Turn, button
from models.catalogue import Outlet
from models.ordering import Order
from models.people import Person
from services.conversations.commands import command
from services.ordering import invoice_words, invoices
from services.ordering.invoice_words import InvoiceWords
from services.ordering.tax_numbers import LENGTH, TaxNumberInvalid


class RequestInvoice(ParkAction):
    """request_invoice: for the cart at hand, else for the order that is under way."""

    action_name = "action_request_invoice"

    async def act(self, turn: Turn) -> Events:
        order = await invoices.order_meant(turn.session, turn.conversation)
        if order is None:
            turn.tell(turn.text("invoice-no-order", phone=turn.park.desk_phone))
            return []
        await take(turn, order, _commanded(turn))
        await _tell(turn, order)
        return []


def _commanded(turn: Turn) -> InvoiceWords:
    said = turn.said
    return InvoiceWords(
        declined=said.value("invoice") == "none",
        personal=said.value("invoice") == "personal",
        title=said.value("invoice_title"),
        tax_no=said.value("tax_no"),
    )


async def take_words(turn: Turn, order: Order) -> None:
    """What a message that orders something says of an invoice besides."""
    said = None if turn.said.pressed else invoice_words.request(turn.said.text)
    if said is not None:
        await take(turn, order, said)


async def take(turn: Turn, order: Order, said: InvoiceWords) -> None:
    """Write it into the order, and say what of it cannot be."""
    if said.declined:
        await _decline(turn, order)
        return
    title = invoices.PERSONAL if said.personal and said.title is None else said.title
    try:
        await invoices.make_out(turn.session, order, title=title, tax_no=said.tax_no, now=turn.now)
    except TaxNumberInvalid as invalid:
        turn.tell(_what_is_wrong(turn, invalid))


async def _decline(turn: Turn, order: Order) -> None:
    """A cart's only: of a placed order the vendor may have written it already."""
    if order.status == "draft" or not invoices.complete(order):
        await invoices.decline(turn.session, order, now=turn.now)
        return
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    about = {"order_no": order.order_no, "phone": turn.park.desk_phone}
    turn.tell(turn.text("invoice-placed-stays", outlet=turn.named(outlet), **about))


def _what_is_wrong(turn: Turn, invalid: TaxNumberInvalid) -> str:
    return turn.text(
        f"tax-number-{invalid.why}",
        length=LENGTH,
        given=invalid.details.get("length", 0),
        character=invalid.details.get("character", ""),
    )


async def _tell(turn: Turn, order: Order) -> None:
    """How it stands, unless that is said. A cart's form asks for the rest itself."""
    in_cart = order.status == "draft"
    if turn.utterances and invoices.complete(order):
        return
    if not order.invoice_wanted:
        turn.tell(turn.text("invoice-declined"))
    elif invoices.complete(order):
        key = "invoice-noted" if in_cart else "invoice-noted-placed"
        outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
        invoice = text(turn, order)
        turn.tell(
            turn.text(key, invoice=invoice, order_no=order.order_no, outlet=turn.named(outlet))
        )
    elif not in_cart or turn.active_form is None:
        await ask(turn, order)


async def ask(turn: Turn, order: Order) -> None:
    """For the title and number, or for the number alone."""
    if order.invoice_title is not None:
        buttons = [_none_button(turn)]
        asked = turn.text("ask-invoice-number", title=order.invoice_title)
    else:
        person = await turn.session.get_one(Person, (order.park_id, order.person_id))
        same = [_same_button(turn, person)] if person.invoice_title else []
        personal = button(
            turn.text("button-invoice-personal"), command("request_invoice", invoice="personal")
        )
        buttons = [*same, personal, _none_button(turn)]
        asked = turn.text("ask-invoice-again" if same else "ask-invoice")
    turn.tell(asked, buttons=buttons, expects="invoice")


def _same_button(turn: Turn, person: Person) -> Button:
    said = {"invoice_title": person.invoice_title, "tax_no": person.invoice_tax_no}
    known = {name: value for name, value in said.items() if value}
    title = turn.text("button-invoice-same", title=person.invoice_title)
    return button(title, command("request_invoice", **known))


def _none_button(turn: Turn) -> Button:
    return button(turn.text("button-invoice-none"), command("request_invoice", invoice="none"))


def text(turn: Turn, order: Order) -> str:
    """启明科技有限公司（9144…）."""
    if order.invoice_title == invoices.PERSONAL:
        return turn.text("invoice-personal")
    if order.invoice_tax_no is None:
        return order.invoice_title or turn.text("invoice-open")
    return turn.text("invoice-company", title=order.invoice_title, tax_no=order.invoice_tax_no)


async def take_otherwise(turn: Turn) -> Events | None:
    """Take what sounds like a question about invoices and asks for one; None if it does not."""
    said = None if turn.said.pressed else invoice_words.request(turn.said.text)
    order = await invoices.order_meant(turn.session, turn.conversation) if said else None
    if said is None or order is None:
        return None
    await take(turn, order, said)
    await _tell(turn, order)
    return []
