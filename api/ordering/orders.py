"""Orders: placed, looked at, followed, called off, repeated."""

from sqlalchemy import select

from api.frame.call import Call
from api.frame.paging import newest, page
from api.frame.problems import NotConfigured, PayerUnknown
from api.frame.routing import Area, Events, Stream, Told
from api.frame.shapes import Page
from api.frame.streams import last_event_id
from api.frame.views import money
from api.ordering import views
from api.ordering.shapes import (
    Cancelled,
    Carts,
    InvoiceFor,
    OneOrder,
    OrderDetail,
    OrderShown,
    PlaceOrder,
    Reordered,
    Repriced,
    Step,
    ToPay,
    WhichOrders,
    WxPayment,
)
from edge.problems import Unavailable
from models.catalogue import Outlet
from models.ordering import Order
from services.accounting.accounts import LimitReached, NotEntitled
from services.channels import merchants
from services.danger import hearing
from services.kit.errors import Conflict, IllegalTransition, NotFound
from services.ordering import (
    finding,
    invoices,
    orders,
    payment_requests,
    payments,
    placing_rows,
    reorders,
    spending,
)
from services.ordering import placing as catering
from services.ordering.cart_lines import QuantityRefused
from services.ordering.payment_requests import NothingToPay, PaymentOver, PaymentRefused
from services.ordering.payments import NotPaid
from services.ordering.placing import (
    EmptyCart,
    Held,
    Incomplete,
    NoCommonMeal,
    OutOfStock,
    PriceChanged,
    SlotRefused,
)
from services.ordering.spending import NobodyToAsk
from services.ordering.tax_numbers import TaxNumberInvalid
from services.people import identities
from services.people.guest_limits import GuestLimit

area = Area("orders", grant="orders")


REFUSALS = [
    GuestLimit,
    EmptyCart,
    Held,
    Incomplete,
    LimitReached,
    NoCommonMeal,
    NotEntitled,
    NotPaid,
    OutOfStock,
    PriceChanged,
    QuantityRefused,
    SlotRefused,
]


@area.post("/orders", errors=[NotFound, NobodyToAsk, *REFUSALS], key="must", status=201)
async def place_order(call: Call, body: PlaceOrder) -> OrderShown:
    """Place what is in a cart.

    Stock and the place in the slot are taken at this moment, or nothing is. After `price_changed`
    the cart shows the new prices; look at it again before you repeat.
    """
    order = await placing_rows.lock_own(call.session, call.park.id, call.me.id, body.cart)
    if order is None:
        raise NotFound("no such order")
    if order.status == "draft" and order.conversation_id != call.held.session.conversation_id:
        raise NotFound("no such cart")
    items = await placing_rows.read_lines(call.session, order)
    about = await views.before_placing(call, order)
    try:
        order = await catering.place(
            call.session, order, items=items, all_or_nothing=body.ask_manager, now=call.now
        )
    except LimitReached as reached:
        if not body.ask_manager:
            raise
        await spending.ask(call.session, order, reached, now=call.now)
    await hearing.later(call.session, order, call.held.session.conversation_id, now=call.now)
    return await views.order_shown(call, order, about)


@area.post(
    "/orders/{order_no}/pay",
    errors=[
        *(one for one in REFUSALS if one not in (LimitReached, NotEntitled, NotPaid)),
        NothingToPay,
        PaymentOver,
        PaymentRefused,
        PayerUnknown,
        NotConfigured,
        Unavailable,
    ],
)
async def pay_order(call: Call, path: OneOrder) -> ToPay:
    """Begin to pay a cart whose `payment` is wechat_pay: what `wx.requestPayment` takes.

    Stock and slot are taken until `pay_by`, and nobody changes the cart meanwhile. It is placed
    when WeChat Pay says that it is paid; the order shows it. Ask again as often as you like.
    """
    order = await mine(call, path.order_no)
    if not call.deps.collects:
        raise NotConfigured("no merchant is configured here")
    waiting = await payment_requests.waiting_of(call.session, order)
    park_id = call.park.id
    account = waiting.account if waiting else await merchants.collecting(call.session, park_id)
    program = await merchants.program(call.session, park_id, account)
    payer = await identities.mini_program_openid(call.session, call.me, program)
    if payer is None:
        raise PayerUnknown("sign in from the mini-program")
    request = await payment_requests.begin(call.session, order, now=call.now)
    await hearing.later(call.session, order, call.held.session.conversation_id, now=call.now)
    await call.session.commit()  # The network is asked outside the transaction.
    till = call.deps.till_of(request.account)
    if till is None:
        raise Unavailable("the merchant is new here, or gone; ask again in a moment")
    asked = await till.prepare(request, order.order_no, payer)
    return ToPay(
        order_no=order.order_no,
        amount=money(call, request.amount, request.currency),
        pay_by=call.local(request.expires_at),
        wechat=WxPayment.model_validate(asked),
    )


@area.get("/orders")
async def list_orders(call: Call, query: WhichOrders) -> Page[OrderShown]:
    """My orders, the newest first."""
    wanted = select(Order).where(
        Order.park_id == call.park.id,
        Order.person_id == call.me.id,
        Order.placed_at.is_not(None) | Order.held,
    )
    if query.open is not None:
        ended = Order.status.in_(orders.ENDED)
        wanted = wanted.where(~ended if query.open else ended)
    if query.q:
        wanted = wanted.where(finding.named(query.q))
    found = await newest(call, wanted, Order.id, query)
    shown = await views.orders_shown(call, found[: query.limit])
    return page(Page[OrderShown], shown, [order.id for order in found], query)


@area.get("/orders/{order_no}")
async def show_order(call: Call, path: OneOrder) -> OrderDetail:
    """One of my orders, and what has happened to it."""
    return await views.order_detail(call, await placed(call, path))


@area.post("/orders/{order_no}/cancel", errors=[IllegalTransition, Held])
async def cancel_order(call: Call, path: OneOrder) -> Cancelled:
    """Call an order off: at once until the outlet has accepted it, as a request afterwards.

    What waits for a manager is not placed yet: withdraw it.
    """
    found = await placed(call, path)
    if found.held and found.payment == payments.WECHAT_PAY:
        order = await payment_requests.cancel(call.session, found, now=call.now)
        return Cancelled(order=await views.order_shown(call, order), asked=False)
    if found.held:
        raise Held("withdraw it")
    order = await orders.request_cancellation(call.session, call.park.id, found.id, now=call.now)
    return Cancelled(order=await views.order_shown(call, order), asked=order.status != "cancelled")


@area.post("/orders/{order_no}/withdraw")
async def withdraw_order(call: Call, path: OneOrder) -> Carts:
    """Wait no longer for the manager's yes, or to be paid: it is a cart again."""
    found = await placed(call, path)
    if not found.held:
        raise Conflict("it waits for nobody")
    await payment_requests.withdraw(call.session, found, now=call.now)
    return await views.my_carts(call)


@area.post("/orders/{order_no}/invoice", errors=[TaxNumberInvalid])
async def ask_for_invoice(call: Call, path: OneOrder, body: InvoiceFor) -> OrderShown:
    """Want an invoice for an order that is placed already; the outlet is told."""
    found = await placed(call, path)
    await invoices.make_out(call.session, found, title=body.title, tax_no=body.tax_no, now=call.now)
    return await views.order_shown(call, found)


@area.post("/orders/{order_no}/reorder", key="may")
async def reorder(call: Call, path: OneOrder) -> Reordered:
    """Put the same into the cart again, at today's prices, and say what is different."""
    last = await placed(call, path)
    repeated = await reorders.repeat(call.session, await call.conversation(), last, now=call.now)
    return Reordered(
        carts=(await views.my_carts(call)).carts,
        gone=[call.named(line) for line in repeated.gone],
        repriced=[
            Repriced(
                name=call.named(line),
                before=money(call, before, last.currency),
                now=money(call, line.unit_price, last.currency),
            )
            for line, before in repeated.repriced
        ],
    )


@area.get("/orders/{order_no}/live", tells={"order": Step})
async def follow_order(call: Call, path: OneOrder) -> Stream:
    """What happens to an order, as it happens: `order` events, those of the past first.

    `id` counts an order's events without gaps; `Last-Event-ID` goes on after one. The stream ends
    with its access token: renew it and come back.
    """
    order = await placed(call, path)
    outlet = await call.session.get_one(Outlet, (order.park_id, order.outlet_id))
    return Stream(_events(call, order, outlet))


async def _events(call: Call, order: Order, outlet: Outlet) -> Events:
    heard = last_event_id(call.request) or 0
    async with call.deps.subscribe(call.park.id, call.held.session.conversation_id) as wakeups:
        while True:
            async with call.deps.sessions() as session:
                rows = await views.history(session, order, after=heard)
            for row in rows:
                heard = row.sequence
                yield Told("order", views.step(call, row, outlet), row.sequence)
            yield None
            await anext(wakeups)


async def mine(call: Call, order_no: str) -> Order:
    """An order of the caller's, placed or not. Raises NotFound for another's, too."""
    order = await orders.find_by_number(call.session, call.park.id, order_no)
    if order is None or order.person_id != call.me.id:
        raise NotFound("no such order")
    return order


async def placed(call: Call, path: OneOrder) -> Order:
    """An order of the caller's that is placed, or waits to be. Raises NotFound."""
    order = await mine(call, path.order_no)
    if order.placed_at is None and not order.held:
        raise NotFound("no such order")
    return order
