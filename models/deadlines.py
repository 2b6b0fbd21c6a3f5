"""What must be looked at when its time has come."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Deadline(ParkScoped):
    """A job about an order that is queued when it is due, and not before: thousands wait at any
    moment, and whoever looks for a job would go over all of them."""

    __tablename__ = "deadline"
    __table_args__ = (belongs_to("order", "order_id"), Index("ix_deadline_due_at", "due_at"))

    order_id: Mapped[int] = mapped_column(BigInteger)
    task: Mapped[str]
    due_at: Mapped[datetime]
