"""What a provider collects for us over the network, and what goes back through it.

Sums are in minor units of the park's currency.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


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
