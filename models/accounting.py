"""What companies owe, what a provider pays back, and our days against the provider's bill.

Sums are in minor units of the park's currency.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, UniqueConstraint, text
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


class PaymentReturn(ParkScoped):
    """Money that goes back through the provider that collected it."""

    __tablename__ = "payment_return"
    __table_args__ = (
        belongs_to("payment_request", "request_id"),
        belongs_to("refund", "refund_id"),
        UniqueConstraint("park_id", "reference"),
        Index("ix_payment_return_request", "park_id", "request_id", "id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("status in ('waiting', 'given', 'failed')", name="status"),
    )

    request_id: Mapped[int] = mapped_column(BigInteger)
    refund_id: Mapped[int | None] = mapped_column(BigInteger)
    """The refund that it carries out; none for what was paid too late."""
    reference: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="waiting")
    problem: Mapped[str | None]
    """The provider's code of why it failed."""
    billed_on: Mapped[date | None] = mapped_column(Date)
    """The day of the provider's bill that has it."""
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class Reconciliation(ParkScoped):
    """A day that is compared, or is going to be once its bill is there."""

    __tablename__ = "reconciliation"
    __table_args__ = (
        UniqueConstraint("park_id", "method", "day"),
        CheckConstraint("status in ('waiting', 'compared')", name="status"),
        CheckConstraint("status = 'waiting' or made_at is not null", name="compared"),
    )

    method: Mapped[str]
    day: Mapped[date] = mapped_column(Date)
    """Of the provider's clock."""
    status: Mapped[str] = mapped_column(server_default="waiting")
    tries: Mapped[int] = mapped_column(server_default="0")
    """How often there was nothing to compare with."""
    problem: Mapped[str | None]
    """The provider's code of why, the last time."""
    lines: Mapped[int] = mapped_column(server_default="0")
    """How many its bill has."""
    collected: Mapped[int] = mapped_column(BigInteger, server_default="0")
    returned: Mapped[int] = mapped_column(BigInteger, server_default="0")
    our_lines: Mapped[int] = mapped_column(server_default="0")
    our_collected: Mapped[int] = mapped_column(BigInteger, server_default="0")
    our_returned: Mapped[int] = mapped_column(BigInteger, server_default="0")
    made_at: Mapped[datetime | None]
    """When it was compared the last time."""


class ReconciliationDifference(ParkScoped):
    """A payment or a refund of a day on which the two do not agree."""

    __tablename__ = "reconciliation_difference"
    __table_args__ = (
        belongs_to("reconciliation", "reconciliation_id"),
        belongs_to("order", "order_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint(
            "park_id",
            "reconciliation_id",
            "is_refund",
            "reference",
            name="uq_reconciliation_difference_line",
        ),
        Index(
            "ix_reconciliation_difference_open",
            "park_id",
            "id",
            postgresql_where=text("status = 'open'"),
        ),
        CheckConstraint(
            "kind in ('missing_here', 'missing_there', 'other_sum', 'other_state')", name="kind"
        ),
        CheckConstraint("status in ('open', 'settled', 'gone')", name="status"),
        CheckConstraint("(status = 'settled') = (note is not null)", name="settled_with_a_note"),
        CheckConstraint("(status = 'open') = (ended_at is null)", name="ended"),
    )

    reconciliation_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    is_refund: Mapped[bool]
    reference: Mapped[str]
    """Ours: the payment's, or the refund's own."""
    order_id: Mapped[int | None] = mapped_column(BigInteger)
    """Where we know it."""
    ours: Mapped[int | None] = mapped_column(BigInteger)
    theirs: Mapped[int | None] = mapped_column(BigInteger)
    our_state: Mapped[str | None]
    their_state: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="open")
    """open → settled by somebody with a note, or gone, as the day was compared once more."""
    found_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who settled it."""
    note: Mapped[str | None]
