"""What a conversation has of orders: carts, what was made lately or still goes on, what can come
back."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from models.conversations import Conversation
from models.ordering import Order
from services.accounting import accounts
from services.acts.state import RECENT
from services.catalogue.slots import Wanted
from services.kit.errors import Conflict
from services.ordering import carts, fulfilments, orders, payments, reorders
from services.ordering.cart_lines import Wish, settle
from services.ordering.carts import Added
from services.ordering.line_edits import as_wish
from services.ordering.order_slots import NoCommonMeal, SlotRefused, choose_slot

MOST = 20
"""Carts and orders that a conversation can be about at once."""


class NothingToRestore(Conflict):
    """It is not given up or called off, or that was too long ago."""

    code = "nothing_to_restore"


def _carts(conversation: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(Order.conversation_id == conversation, Order.status == "draft", ~Order.held)


def are_spoken_of(
    park: ColumnElement[int],
    conversation: ColumnElement[int],
    person: ColumnElement[Any],
    since: ColumnElement[datetime],
) -> ColumnElement[bool]:
    """Which orders `all_of` reads, of parameters of a statement."""
    lately = Order.updated_at >= since
    placed = and_(Order.placed_at.is_not(None), or_(Order.status.in_(orders.UNDER_WAY), lately))
    given_up = and_(
        Order.placed_at.is_(None),
        Order.status == "cancelled",
        Order.conversation_id == conversation,
        lately,
    )
    made = and_(Order.person_id == person, or_(placed, given_up, Order.held))
    return and_(Order.park_id == park, or_(_carts(conversation), made))


_CONVERSATION: BindParameter[int] = bindparam("conversation")
_CART = _carts(_CONVERSATION)
_ALL = (
    select(Order)
    .where(are_spoken_of(bindparam("park"), _CONVERSATION, bindparam("person"), bindparam("since")))
    .options(joinedload(Order.lines), joinedload(Order.outlet))
    .order_by(case((_CART, 0), else_=1), Order.id.desc())
    .limit(MOST)
)


async def all_of(
    session: AsyncSession, conversation: Conversation, *, now: datetime
) -> list[Order]:
    """The conversation's carts with something in them, oldest first; then orders of the person,
    newest first: those that have not ended, those that something happened to within RECENT, and the
    conversation's carts that were given up within it. All with their outlets."""
    about = {
        "park": conversation.park_id,
        "conversation": conversation.id,
        "person": conversation.person_id,
        "since": now - RECENT,
    }
    rows = await session.scalars(_ALL, about)
    found = rows.unique().all()
    open_ = [one for one in reversed(found) if one.status == "draft" and not one.held]
    others = [one for one in found if one not in open_]
    drafts = carts.known(session, conversation, open_)
    return [*drafts, *(one for one in others if one.lines or one.status == "placed")]


async def bring_back(
    session: AsyncSession, conversation: Conversation, order: Order, *, now: datetime
) -> tuple[Order | None, Added]:
    """The cart that an order is again which was given up or called off within RECENT.

    What was placed is placed anew, by whoever confirms the cart: its vendor was told that it is
    off. What of it cannot be had any more is among the refused. Raises NothingToRestore.
    """
    if order.status != "cancelled" or now - order.updated_at > RECENT:
        raise NothingToRestore(order.order_no)
    if order.placed_at is not None:
        return await anew(session, conversation, order, now=now)
    beside = await carts.draft_of(session, order.park_id, conversation.id, order.outlet_id)
    if beside is None:
        order.status, order.status_reason = "draft", None
        await settle(session, order, now)
        return order, Added([order])
    added = await put_back(session, conversation, [as_wish(line) for line in order.lines], now=now)
    order.lines.clear()  # They are in the other cart now.
    await fulfilments.carry_over(session, order, beside)
    await session.flush()
    return beside, added


async def anew(
    session: AsyncSession, conversation: Conversation, order: Order, *, now: datetime
) -> tuple[Order | None, Added]:
    """A cart like an order, for the same time and place as far as these can be had."""
    repeated = await reorders.repeat(session, conversation, order, now=now)
    cart = repeated.order
    added = Added([cart] if cart is not None else [])
    if cart is None:
        return None, added
    cart.note, cart.allergy_note = order.note, order.allergy_note
    if order.payment == payments.COMPANY_ACCOUNT:
        with suppress(accounts.NotEntitled):
            await payments.choose(session, cart, order.payment)
    if order.slot_start is not None and cart.slot_start is None:
        with suppress(SlotRefused, NoCommonMeal):  # Else it is asked for.
            await choose_slot(session, cart, Wanted(start=order.slot_start), now=now)
    await session.flush()
    return cart, added


async def put_back(
    session: AsyncSession, conversation: Conversation, wishes: Sequence[Wish], *, now: datetime
) -> Added:
    """Lines that were taken out, in the carts of their outlets again."""
    return await carts.add(session, conversation, wishes, now=now)
