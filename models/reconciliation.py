"""Days of ours against the provider's bill, and what differs.

Sums are in minor units of the park's currency.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


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
