"""How orders are paid.

Sums are in minor units of the park's currency.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Payment(ParkScoped):
    """An order that is paid, and what of it was given back."""

    __tablename__ = "payment"
    __table_args__ = (
        belongs_to("order", "order_id"),
        belongs_to("company_account", "account_id"),
        belongs_to("spending_approval", "approval_id"),
        UniqueConstraint("park_id", "order_id"),
        CheckConstraint("refunded between 0 and amount", name="refunded_within_amount"),
        CheckConstraint("method in ('on_pickup', 'company_account', 'wechat_pay')", name="method"),
        CheckConstraint("status in ('succeeded', 'partly_refunded', 'refunded')", name="status"),
        CheckConstraint("(method = 'company_account') = (account_id is not null)", name="account"),
    )

    order_id: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    """By which it went above the limit."""
    amount: Mapped[int] = mapped_column(BigInteger)
    refunded: Mapped[int] = mapped_column(BigInteger, server_default="0")
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="succeeded")
    paid_at: Mapped[datetime]


class Refund(ParkScoped):
    """A sum that was given back. Append-only."""

    __tablename__ = "refund"
    __table_args__ = (
        belongs_to("payment", "payment_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_refund_payment", "park_id", "payment_id", "id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("cause in ('cancelled', 'rejected', 'expired', 'staff')", name="cause"),
        CheckConstraint("cause <> 'staff' or reason is not null", name="staff_say_why"),
    )

    payment_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
    cause: Mapped[str]
    reason: Mapped[str | None]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    """`line_id` and `quantity` of what was given back; empty for a sum."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


class PaymentRequest(ParkScoped):
    """An order's sum that a provider was asked to collect. Meanwhile its draft is held."""

    __tablename__ = "payment_request"
    __table_args__ = (
        belongs_to("order", "order_id"),
        UniqueConstraint("park_id", "reference"),
        Index("ix_payment_request_order", "park_id", "order_id", "id"),
        Index("ix_payment_request_paid_at", "park_id", "method", "paid_at"),
        Index(
            "uq_payment_request_one_waiting",
            "park_id",
            "order_id",
            unique=True,
            postgresql_where=text("status = 'waiting'"),
        ),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint(
            "status in ('waiting', 'paid', 'closed', 'returned', 'disputed')", name="status"
        ),
        CheckConstraint(
            "(status in ('paid', 'returned', 'disputed')) = (paid_at is not null)", name="paid"
        ),
    )

    order_id: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str]
    account: Mapped[str] = mapped_column(server_default="")
    """Code of the park's account that collects it; empty: the one of the settings."""
    reference: Mapped[str]
    """Ours: the provider's merchant order number."""
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="waiting")
    """waiting → paid; closed (nobody pays any more); returned (paid too late, given back);
    disputed (another sum was paid than was asked for: staff look)."""
    provider_id: Mapped[str | None]
    """The provider's own number of what was paid."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    """As the provider says."""
    closed_at: Mapped[datetime | None]


class SpendingApproval(ParkScoped):
    """An order above its company's limit, put to the manager. Meanwhile its draft is held."""

    __tablename__ = "spending_approval"
    __table_args__ = (
        belongs_to("order", "order_id"),
        belongs_to("company_account", "account_id"),
        belongs_to("person", "person_id"),
        belongs_to("person", "manager_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_spending_approval_status", "park_id", "status", "id"),
        Index(
            "uq_spending_approval_one_pending",
            "park_id",
            "order_id",
            unique=True,
            postgresql_where=text("status = 'pending'"),
        ),
        CheckConstraint(
            "status in ('pending', 'approved', 'denied', 'expired', 'withdrawn')", name="status"
        ),
    )

    order_id: Mapped[int] = mapped_column(BigInteger)
    account_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    """Who ordered."""
    manager_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
    over: Mapped[int] = mapped_column(BigInteger)
    """By how much it went above the limit when it was asked."""
    status: Mapped[str] = mapped_column(server_default="pending")
    reason: Mapped[str | None]
    """Why it was denied, in the manager's words."""
    failure: Mapped[str | None]
    """Code of what stood against placing it after all: slot_refused, out_of_stock …"""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who entered the manager's answer, where the desk did."""
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    """When the order's slot closes."""
    decided_at: Mapped[datetime | None]
