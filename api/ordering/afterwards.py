"""Of an order that one has: stars, what is missing or wrong, and the receipt."""

from api.frame.call import Call
from api.frame.routing import Area
from api.frame.views import moment, money
from api.ordering import views
from api.ordering.afterwards_shapes import Complain, RateOrder, Receipt, RefundShown
from api.ordering.orders import placed
from api.ordering.shapes import OneOrder, OrderDetail
from services.danger import hearing
from services.kit.actors import tenant
from services.kit.errors import NotFound
from services.ordering import complaints, order_ratings, payments, refunds
from services.ordering.complaints import AlreadyComplained, NothingToComplainOf
from services.ordering.order_ratings import AlreadyRated, NotRateable
from services.people.guest_limits import GuestLimit
from services.tickets import photos
from services.tickets.photos import TooManyPhotos

area = Area("orders", grant="orders")


@area.post("/orders/{order_no}/rating", errors=[AlreadyRated, NotRateable])
async def rate_order(call: Call, path: OneOrder, body: RateOrder) -> OrderDetail:
    """One to five stars, once, for a week after it was handed over.

    The stars of the whole are the outlet's, those of an item the item's; only means of three and
    more are shown to others. What is written besides is read by staff alone.
    """
    order = await placed(call, path)
    items = {one.item_id: one.stars for one in body.items}
    stars = order_ratings.Stars(body.stars, body.words, items)
    await order_ratings.rate(call.session, call.park.id, order.id, stars, now=call.now)
    return await views.order_detail(call, order)


@area.post(
    "/orders/{order_no}/complaint",
    errors=[AlreadyComplained, NothingToComplainOf, NotFound, TooManyPhotos, GuestLimit],
    status=201,
)
async def complain(call: Call, path: OneOrder, body: Complain) -> OrderDetail:
    """Say that something is missing or wrong, once an order, for two days.

    The outlet is told, and the desk answers within a day: `complaint` names its ticket, where one
    writes more. What is claimed of an order that was paid through the park is given back line by
    line once the desk says so.
    """
    order = await placed(call, path)
    conversation = await call.conversation()
    pieces = {one.line: one.quantity for one in body.lines}
    said = complaints.Said(body.what, body.words or "", pieces)
    ticket = await complaints.complain(call.session, conversation, order.id, said, now=call.now)
    if body.photos:
        taken = await photos.attach(
            call.session,
            ticket,
            conversation,
            by=tenant(call.me),
            since=call.now - photos.LOOSE_FOR,
            only=body.photos,
            now=call.now,
        )
        if len(taken) < len(set(body.photos)):
            raise NotFound("no such photo")
    await hearing.later(call.session, ticket, conversation.id, now=call.now)
    return await views.order_detail(call, order)


@area.get("/orders/{order_no}/receipt")
async def show_receipt(call: Call, path: OneOrder) -> Receipt:
    """What was ordered, what was paid for it, and what came back. It is no tax invoice."""
    order = await placed(call, path)
    payment = await payments.of_order(call.session, call.park.id, order.id)
    back = await refunds.of_payment(call.session, payment) if payment else []
    return Receipt(
        park=call.named(call.park),
        order=await views.order_shown(call, order),
        paid=money(call, payment.amount, payment.currency) if payment else None,
        paid_at=moment(call, payment.paid_at if payment else None),
        refunds=[
            RefundShown(
                amount=money(call, one.amount, order.currency),
                cause=one.cause,  # type: ignore[arg-type]  # By the table's own rule.
                reason=one.reason,
                at=call.local(one.created_at),
            )
            for one in back
        ],
        left=money(call, payment.amount - payment.refunded, order.currency) if payment else None,
    )
