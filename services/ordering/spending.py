"""Orders above a company's limit: held, put to its manager, placed or given back.

Rows are locked in one order: the order's, then the approval's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.ordering import Order
from models.payments import SpendingApproval
from models.people import Person
from services.accounting.accounts import LimitReached
from services.events.publish import defer, publish
from services.events.states import Transition, transition
from services.kit.errors import NotFound, ParkError, Refused
from services.notices import notices
from services.ordering import cart_lines, carts, events, orders, payments, placing

ACTIONS: dict[str, Transition[events.SpendingEvent]] = {
    "approve": transition("pending", "approved", events.SpendingApproved),
    "deny": transition("pending", "denied", events.SpendingDenied),
    "expire": transition("pending", "expired", events.SpendingExpired),
    "withdraw": transition("pending", "withdrawn", events.SpendingWithdrawn),
}
"""The approval's state machine, whole. It is born pending (`ask`)."""
SPENDING_DUE = "spending_due"
"""Task that ends what nobody answered; `parkline.roles.jobs` registers it."""


class NobodyToAsk(Refused):
    """The company's account has no manager."""

    code = "nobody_to_ask"


@dataclass(frozen=True, slots=True)
class Question:
    """What was put to the manager. `can_hear` is whether they have ever written to the bot."""

    approval: SpendingApproval
    manager: Person
    can_hear: bool


async def ask(
    session: AsyncSession, order: Order, reached: LimitReached, *, now: datetime
) -> Question:
    """Hold the draft and put it to the manager, until its slot closes. Raises NobodyToAsk."""
    manager = await _manager_of(session, reached.account)
    slot = await placing.slot_of(session, order, now=now)
    if manager is None or slot is None:
        raise NobodyToAsk(f"account {reached.account.id} has no manager")
    order.held, order.updated_at = True, now
    approval = SpendingApproval(
        park_id=order.park_id,
        order_id=order.id,
        account_id=reached.account.id,
        person_id=order.person_id,
        manager_id=manager.id,
        amount=order.total,
        over=reached.over,
        status="pending",
        asked_at=now,
        expires_at=slot.closes,
    )
    session.add(approval)
    await session.flush()
    await publish(
        session, order.park_id, events.SpendingRequested(**_summary(approval, order)), now=now
    )
    args = {"park_id": order.park_id, "approval_id": approval.id}
    await defer(session, SPENDING_DUE, queue="deadlines", args=args, at=slot.closes)
    return Question(approval, manager, await can_hear(session, manager))


async def _manager_of(session: AsyncSession, account: CompanyAccount) -> Person | None:
    """Who says yes above the limit: None once they belong to the company no more."""
    if account.manager_id is None:
        return None
    person = await session.get_one(Person, (account.park_id, account.manager_id))
    return person if person.company_id == account.company_id else None


async def may_decide(session: AsyncSession, approval: SpendingApproval, person_id: int) -> bool:
    """Whether a person says yes or no: who was asked, while they belong to the company."""
    if approval.manager_id != person_id:
        return False
    account = await session.get_one(CompanyAccount, (approval.park_id, approval.account_id))
    person = await session.get_one(Person, (approval.park_id, person_id))
    return person.company_id == account.company_id


async def can_hear(session: AsyncSession, person: Person) -> bool:
    """Whether somebody can be told by chat: they have written to the bot."""
    return await notices.can_reach(session, person.park_id, person.id)


async def pending_of_order(
    session: AsyncSession, park_id: int, order_id: int
) -> SpendingApproval | None:
    return await session.scalar(
        select(SpendingApproval).where(
            SpendingApproval.park_id == park_id,
            SpendingApproval.order_id == order_id,
            SpendingApproval.status == "pending",
        )
    )


async def latest_of_order(
    session: AsyncSession, park_id: int, order_id: int
) -> SpendingApproval | None:
    return await session.scalar(
        select(SpendingApproval)
        .where(SpendingApproval.park_id == park_id, SpendingApproval.order_id == order_id)
        .order_by(SpendingApproval.id.desc())
        .limit(1)
    )


async def held_of(session: AsyncSession, park_id: int, person_id: int) -> list[Order]:
    """A person's orders that wait for a manager's yes, oldest first."""
    found = await session.scalars(
        select(Order)
        .where(Order.park_id == park_id, Order.person_id == person_id, Order.held)
        .order_by(Order.id)
    )
    return list(found)


async def approve(
    session: AsyncSession,
    park_id: int,
    approval_id: int,
    *,
    now: datetime,
    staff_id: int | None = None,
) -> SpendingApproval:
    """Say yes and place the order at once; `failure` tells what stood against that.

    `staff_id` is who entered the manager's answer at the desk. What could not be placed is the
    tenant's draft again. Asking again changes nothing. Raises NotFound, IllegalTransition.
    """
    approval, order = await _locked(session, park_id, approval_id)
    if approval.status == "approved":
        return approval
    ACTIONS["approve"].check(order.order_no, approval.status, "approve")
    try:
        await placing.place(session, order, approval=approval, now=now)
    except ParkError as stands_against:
        approval.failure = stands_against.code
        if isinstance(stands_against, placing.SlotRefused):
            placing.set_slot(order, None)
        await let_go(session, order, now)
    await _decide(session, approval, order, "approve", staff_id=staff_id, now=now)
    return approval


async def deny(
    session: AsyncSession,
    park_id: int,
    approval_id: int,
    *,
    reason: str | None,
    now: datetime,
    staff_id: int | None = None,
) -> SpendingApproval:
    """Say no: the draft is the tenant's again, to be paid by themselves if they want it.

    Asking again changes nothing. Raises NotFound, IllegalTransition.
    """
    approval, order = await _locked(session, park_id, approval_id)
    if approval.status == "denied":
        return approval
    ACTIONS["deny"].check(order.order_no, approval.status, "deny")
    approval.reason = reason
    order.payment = payments.ON_PICKUP
    await let_go(session, order, now)
    await _decide(session, approval, order, "deny", staff_id=staff_id, now=now)
    return approval


async def withdraw(session: AsyncSession, order: Order, *, now: datetime) -> Order:
    """Wait no longer for an answer; the draft that is the tenant's again, with what was in it.

    Raises NotFound if nothing is waited for.
    """
    pending = await pending_of_order(session, order.park_id, order.id)
    if pending is None:
        raise NotFound(f"{order.order_no} waits for nobody")
    approval, order = await _locked(session, order.park_id, pending.id)
    ACTIONS["withdraw"].check(order.order_no, approval.status, "withdraw")
    cart = await let_go(session, order, now)
    await _decide(session, approval, order, "withdraw", staff_id=None, now=now)
    return cart


async def due(session: AsyncSession, park_id: int, approval_id: int, *, now: datetime) -> None:
    """The order's slot has closed: end what is not answered. Safe to repeat."""
    approval, order = await _locked(session, park_id, approval_id)
    if approval.status != "pending":
        return
    placing.set_slot(order, None)
    await let_go(session, order, now)
    await _decide(session, approval, order, "expire", staff_id=None, now=now)


async def _locked(
    session: AsyncSession, park_id: int, approval_id: int
) -> tuple[SpendingApproval, Order]:
    key = (park_id, approval_id)
    found = await session.get(SpendingApproval, key)
    if found is None:
        raise NotFound(f"approval {approval_id}")
    order = await orders.load(session, park_id, found.order_id, lock=True)
    approval = await session.get_one(
        SpendingApproval, key, with_for_update=True, populate_existing=True
    )
    return approval, order


async def _decide(
    session: AsyncSession,
    approval: SpendingApproval,
    order: Order,
    action: str,
    *,
    staff_id: int | None,
    now: datetime,
) -> None:
    rule = ACTIONS[action]
    approval.status, approval.decided_at, approval.staff_id = rule.target, now, staff_id
    await session.flush()
    said = _summary(approval, order)
    if action == "approve":
        said["failure"] = approval.failure
    await publish(session, approval.park_id, rule.event.model_validate(said), now=now)


async def let_go(session: AsyncSession, order: Order, now: datetime) -> Order:
    """Make a held draft a cart again. Where another was begun meanwhile, its lines join that."""
    other = await carts.draft_of(
        session, order.park_id, order.conversation_id, order.outlet_id, but=order.id
    )
    if other is None:
        order.held, order.updated_at = False, now
        await session.flush()
        return order
    await cart_lines.move_lines(session, order, other, now=now)
    await orders.advance(session, order.park_id, order.id, "cancel", reason="merged", now=now)
    return other


def _summary(approval: SpendingApproval, order: Order) -> dict[str, Any]:
    """What every event of an approval says."""
    return {
        "approval_id": approval.id,
        "order_id": order.id,
        "order_no": order.order_no,
        "status": approval.status,
        "amount": approval.amount,
        "over": approval.over,
    }
