"""The cart: the same that the chat speaks of, so that both can be used in turn."""

from sqlalchemy import select

from api.frame import located
from api.frame import views as frame_views
from api.frame.call import Call
from api.frame.routing import Area
from api.frame.shapes import Slots
from api.ordering import views
from api.ordering.shapes import (
    AddLine,
    Bank,
    Banks,
    CartChange,
    Carts,
    LineChange,
    OneLine,
    OneOrder,
)
from models.catalogue import Item, Outlet
from models.ordering import Order, OrderLine
from services.accounting.accounts import NotEntitled
from services.catalogue.slots import Wanted
from services.kit.errors import NotFound, Refused
from services.ordering import (
    cart_edits,
    carts,
    fulfilments,
    invoices,
    lockers,
    orders,
    payments,
    placing,
)
from services.ordering.cart_lines import QuantityRefused, Wish, settle
from services.ordering.lockers import NoLockerThere
from services.ordering.placing import NoCommonMeal, SlotRefused
from services.ordering.tax_numbers import TaxNumberInvalid
from services.park.places import BuildingUnknown, FloorUnknown, RoomElsewhere, Spot

area = Area("cart", grant="orders")


class FulfilmentRefused(Refused):
    """The outlet does not do that. `details`: `offered`."""

    code = "fulfilment_refused"


@area.get("/carts")
async def list_carts(call: Call) -> Carts:
    """What is in my carts."""
    return await views.my_carts(call)


@area.post("/carts/lines", errors=[NotFound, QuantityRefused], key="may")
async def add_line(call: Call, body: AddLine) -> Carts:
    """Put something into the cart of the outlet that sells it."""
    item = await call.session.get(Item, (call.park.id, body.item_id))
    if item is None or not item.active:
        raise NotFound("no such item")
    wish = Wish(item.id, body.quantity, tuple(body.options), body.note)
    added = await carts.add(call.session, await call.conversation(), [wish], now=call.now)
    if not added.orders:
        raise NotFound("it is sold by quote alone")
    if added.refused:
        raise added.refused[0]
    return await views.my_carts(call)


@area.patch("/carts/{order_no}/lines/{line}", errors=[QuantityRefused])
async def change_line(call: Call, path: OneLine, body: LineChange) -> Carts:
    """Another quantity, other options, another note."""
    order = await _mine(call, path)
    line = _line(order, path)
    if body.options is not None:
        await cart_edits.set_options(call.session, order, line, body.options, now=call.now)
    if "note" in body.model_fields_set:
        line.note = body.note
    if body.quantity is not None:
        await cart_edits.set_quantity(call.session, order, line, body.quantity, now=call.now)
    await settle(call.session, order, call.now)
    return await views.my_carts(call)


@area.delete("/carts/{order_no}/lines/{line}")
async def remove_line(call: Call, path: OneLine) -> Carts:
    """Take something out of the cart."""
    order = await _mine(call, path)
    await cart_edits.remove(call.session, order, _line(order, path), now=call.now)
    return await views.my_carts(call)


@area.get("/carts/{order_no}/slots", errors=[NoCommonMeal])
async def list_slots(call: Call, path: OneOrder) -> Slots:
    """When this cart can be fetched or brought."""
    order = await mine(call, path.order_no)
    slots = await placing.open_slots(call.session, order, now=call.now)
    return Slots(slots=[frame_views.slot(call, slot) for slot in slots])


@area.patch(
    "/carts/{order_no}",
    errors=[
        FulfilmentRefused,
        SlotRefused,
        NoCommonMeal,
        BuildingUnknown,
        FloorUnknown,
        RoomElsewhere,
        NoLockerThere,
        TaxNumberInvalid,
        NotEntitled,
    ],
)
async def change_cart(call: Call, path: OneOrder, body: CartChange) -> Carts:
    """Where it goes, when, and what else the outlet should know."""
    order = await _mine(call, path)
    given = body.model_dump(include=body.model_fields_set)
    await _send(call, order, body)
    if body.slot is not None:
        await placing.choose_slot(call.session, order, Wanted(start=body.slot), now=call.now)
    elif "slot" in given:
        placing.set_slot(order, None)
    for column in ("phone", "note", "allergy_note"):
        if column in given:
            setattr(order, column, given[column])
    await _invoice(call, order, body)
    if body.payment is not None:
        also = (payments.WECHAT_PAY,) if call.deps.collects else ()
        await payments.choose(call.session, order, body.payment, also=also)
    await settle(call.session, order, call.now)
    return await views.my_carts(call)


@area.get("/lockers")
async def list_lockers(call: Call) -> Banks:
    """Banks of boxes that a shop's orders can be brought to."""
    found = await lockers.banks(call.session, call.park.id)
    return Banks(
        banks=[
            Bank(building=one.building, name=call.named(one), place=call.named(one, "place"))
            for one in found
        ]
    )


async def _send(call: Call, order: Order, body: CartChange) -> None:
    """Where it goes, and how."""
    if body.location is not None:
        way = await _offered(call, order, "delivery")
        place = body.location.model_dump()
        await located.check(call, place)
        spot = Spot(**place)
        await fulfilments.bring(call.session, order, way, spot)
    if body.fulfilment is not None:
        fulfilments.choose(order, await _offered(call, order, body.fulfilment))
    if body.locker is not None:
        await _offered(call, order, "locker")
        locker = await lockers.in_building(call.session, call.park.id, body.locker)
        fulfilments.put_in_locker(order, locker)


async def _invoice(call: Call, order: Order, body: CartChange) -> None:
    if body.invoice_wanted is False:
        await invoices.decline(call.session, order, now=call.now)
    elif body.invoice_wanted or body.invoice_title or body.invoice_tax_no:
        title, tax_no = body.invoice_title, body.invoice_tax_no
        await invoices.make_out(call.session, order, title=title, tax_no=tax_no, now=call.now)


@area.delete("/carts/{order_no}")
async def discard_cart(call: Call, path: OneOrder) -> Carts:
    """Throw a cart away."""
    order = await _mine(call, path)
    await orders.advance(call.session, call.park.id, order.id, "cancel", now=call.now)
    return await views.my_carts(call)


async def mine(call: Call, order_no: str) -> Order:
    """A cart of this session's conversation. Raises NotFound."""
    order = await call.session.scalar(
        select(Order).where(
            Order.park_id == call.park.id,
            Order.order_no == order_no,
            Order.conversation_id == call.held.session.conversation_id,
            Order.status == "draft",
            ~Order.held,
        )
    )
    if order is None:
        raise NotFound("no such cart")
    return order


async def _mine(call: Call, path: OneOrder) -> Order:
    """As `mine`, to be changed: its row is locked."""
    found = await mine(call, path.order_no)
    order = await orders.load(call.session, call.park.id, found.id, lock=True)
    if order.status != "draft" or order.held:
        raise NotFound("no such cart")
    return order


def _line(order: Order, path: OneLine) -> OrderLine:
    for line in order.lines:
        if line.id == path.line:
            return line
    raise NotFound("no such line")


async def _offered(call: Call, order: Order, fulfilment: str) -> str:
    """The outlet's own word for it: a shop's pickup is its counter. Raises FulfilmentRefused."""
    outlet = await call.session.get_one(Outlet, (order.park_id, order.outlet_id))
    way = fulfilments.offered(outlet, fulfilment)
    if way is None:
        raise FulfilmentRefused(fulfilment, offered=outlet.fulfilments)
    return way
