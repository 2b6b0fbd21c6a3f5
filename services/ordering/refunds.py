"""Refunds by staff: of lines and quantities, or of a sum, never more than was charged."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from models.payments import Payment, Refund
from services.kit import audit, idempotency
from services.kit.audit import By
from services.kit.errors import Conflict, Invalid, Refused
from services.ordering import describing, orders, payments

LONGEST_REASON = 200
_SCOPE = "refund"
_DONE = 200


class NotOurs(Refused):
    """It was not paid through us: at the counter, or not at all."""

    code = "refund_not_ours"


class TooMuch(Conflict):
    """More than is left of what was charged. `details`: `left`, in minor units."""

    code = "refund_too_much"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be given back: `quantities` by the id of a line, or else a `sum`."""

    reason: str
    quantities: Mapping[int, int] = field(default_factory=dict)
    sum: int | None = None
    """Minor units."""


async def of_payment(session: AsyncSession, payment: Payment) -> Sequence[Refund]:
    """All refunds of a payment, the first first."""
    found = await session.scalars(
        select(Refund)
        .where(Refund.park_id == payment.park_id, Refund.payment_id == payment.id)
        .order_by(Refund.id)
    )
    return found.all()


def given_back(refunds: Sequence[Refund]) -> Counter[int]:
    """How many of each line were given back, by the line's id."""
    counted: Counter[int] = Counter()
    for refund in refunds:
        for line in refund.lines:
            counted[int(line["line_id"])] += int(line["quantity"])
    return counted


async def refund(session: AsyncSession, by: By, order_id: int, asked: Asked, *, key: str) -> int:
    """Give a part of an order back to whoever paid it; the refund's id.

    Safe to repeat with the same key. Raises NotFound, Invalid, NotOurs, TooMuch, and
    IdempotencyMismatch for a key that was used for something else.
    """
    order = await orders.load(session, by.park_id, order_id, lock=True)
    before = await idempotency.begin(
        session, by.park_id, scope=_SCOPE, key=key, request=_fingerprint(order, asked)
    )
    if before is not None:
        return int(before.answer["refund_id"])
    payment = await payments.of_order(session, by.park_id, order.id, lock=True)
    if payment is None or payment.method not in payments.PREPAID:
        raise NotOurs(f"{order.order_no} was not paid through the park")
    given = Refund(
        amount=await _amount(session, order, payment, asked),
        cause="staff",
        reason=_reason(asked),
        lines=[
            {"line_id": line_id, "quantity": quantity}
            for line_id, quantity in sorted(asked.quantities.items())
        ],
        staff_id=by.staff_id,
    )
    described = await describing.describe(session, order)
    await payments.give_back(session, order, described, payment, given, now=by.at)
    audit.record(
        session,
        by,
        "order.refund",
        f"order:{order.id}",
        before={"refunded": payment.refunded - given.amount},
        after={"refunded": payment.refunded, "reason": given.reason},
    )
    answer = {"refund_id": given.id}
    await idempotency.finish(
        session, by.park_id, scope=_SCOPE, key=key, status=_DONE, answer=answer
    )
    return given.id


def _fingerprint(order: Order, asked: Asked) -> bytes:
    what = [order.id, sorted(asked.quantities.items()), asked.sum, asked.reason.strip()]
    return json.dumps(what, ensure_ascii=False).encode()


def _reason(asked: Asked) -> str:
    reason = asked.reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid(f"a reason has 1 to {LONGEST_REASON} characters", field="reason")
    return reason


async def _amount(session: AsyncSession, order: Order, payment: Payment, asked: Asked) -> int:
    if bool(asked.quantities) == (asked.sum is not None):
        raise Invalid("either lines are given back or a sum", field="sum")
    left = payment.amount - payment.refunded
    if asked.sum is not None:
        amount = asked.sum
    else:
        amount = _of_lines(order, given_back(await of_payment(session, payment)), asked.quantities)
    if amount <= 0:
        raise Invalid("a refund is more than nothing", field="sum")
    if amount > left:
        raise TooMuch(f"{amount} is more than the {left} that are left", left=left)
    return amount


def _of_lines(order: Order, back: Counter[int], quantities: Mapping[int, int]) -> int:
    lines = {line.id: line for line in order.lines}
    amount = 0
    for line_id, quantity in quantities.items():
        line = lines.get(line_id)
        if line is None or not 0 < quantity <= line.quantity - back[line_id]:
            raise Invalid(f"line {line_id} has no {quantity} to give back", field="lines")
        amount += quantity * line.unit_price
    return amount
