"""How orders are paid, and what companies owe for them.

Sums are in minor units of the park's currency.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class CompanyAccount(ParkScoped):
    """What a company's people may charge to it."""

    __tablename__ = "company_account"
    __table_args__ = (
        belongs_to("company", "company_id"),
        belongs_to("person", "manager_id"),
        UniqueConstraint("park_id", "company_id"),
        CheckConstraint("monthly_limit >= 0", name="limit_not_negative"),
    )

    company_id: Mapped[int] = mapped_column(BigInteger)
    monthly_limit: Mapped[int] = mapped_column(BigInteger)
    is_open: Mapped[bool] = mapped_column(server_default="true")
    manager_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who is asked about what goes above the limit."""
    created_at: Mapped[datetime]


class AccountMonth(Base):
    """What an account has spent in a month of the park; the guard of its limit."""

    __tablename__ = "account_month"
    __table_args__ = (belongs_to("company_account", "account_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    """Its first day."""
    spent: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """The sum of the month's entries. Below zero where more was given back than charged."""


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


class AccountEntry(ParkScoped):
    """A line of a company's ledger. Append-only: a trigger refuses to change or delete one."""

    __tablename__ = "account_entry"
    __table_args__ = (
        belongs_to("company_account", "account_id"),
        belongs_to("order", "order_id"),
        belongs_to("payment", "payment_id"),
        belongs_to("refund", "refund_id"),
        belongs_to("person", "person_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_account_entry_month", "park_id", "account_id", "month", "id"),
        Index("ix_account_entry_order", "park_id", "order_id"),
        CheckConstraint(
            "case kind when 'charge' then amount >= 0 and refund_id is null"
            " when 'refund' then amount < 0 and refund_id is not null else false end",
            name="kind",
        ),
    )

    account_id: Mapped[int] = mapped_column(BigInteger)
    month: Mapped[date] = mapped_column(Date)
    """The first day of the month of the park in which it was booked."""
    kind: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    """What it adds to what the company owes: a refund's is negative."""
    order_id: Mapped[int] = mapped_column(BigInteger)
    payment_id: Mapped[int] = mapped_column(BigInteger)
    refund_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    """Who ordered."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who gave it back, where staff did."""
    at: Mapped[datetime]


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


class JoinCode(ParkScoped):
    """Lets one person join a company, once; only its hash is kept."""

    __tablename__ = "join_code"
    __table_args__ = (
        belongs_to("company", "company_id"),
        belongs_to("staff", "staff_id"),
        belongs_to("person", "person_id"),
        UniqueConstraint("park_id", "hash"),
        Index("ix_join_code_company", "park_id", "company_id", "id"),
    )

    company_id: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who joined with it."""


class JoinTry(ParkScoped):
    """A code that was typed and is none. They are counted, and forgotten after a day."""

    __tablename__ = "join_try"
    __table_args__ = (
        belongs_to("person", "person_id"),
        Index("ix_join_try_at", "park_id", "at"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
