"""What the park promises: hours in which clocks run, and how long things may take."""

from datetime import time

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Integer, Time
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped


class BusinessHours(ParkScoped):
    """One stretch of working days; lunch is the gap between two. Clock times of the park."""

    __tablename__ = "business_hours"
    __table_args__ = (CheckConstraint("starts < ends", name="starts_before_ends"),)

    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    """ISO weekdays, 1 is Monday. A make-up workday counts as a Monday, a holiday as none."""
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)


class SlaPolicy(Base):
    """How fast a kind of ticket is answered and done."""

    __tablename__ = "sla_policy"
    __table_args__ = (
        CheckConstraint("respond_minutes > 0", name="respond_positive"),
        CheckConstraint("resolve_minutes >= respond_minutes", name="resolve_after_respond"),
        CheckConstraint("escalate_to in ('dispatcher', 'manager', 'operator')", name="escalate_to"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """Of ticket: repair, complaint, question, order_not_accepted."""
    urgency: Mapped[str] = mapped_column(primary_key=True)
    respond_minutes: Mapped[int]
    """From report until somebody works on it (accepted)."""
    resolve_minutes: Mapped[int]
    """From report until resolved; on site and contained where it is critical or urgent."""
    always: Mapped[bool] = mapped_column(server_default="false")
    """Runs by the clock on the wall instead of the business calendar."""
    escalate_to: Mapped[str] = mapped_column(server_default="dispatcher")
    """Role that is alarmed at a breach; the next one after it is the manager."""
