"""Tickets: work for staff."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Ticket(ParkScoped):
    """Work for staff: a repair, a complaint, an order that nobody accepted."""

    __tablename__ = "ticket"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("order", "order_id"),
        UniqueConstraint("park_id", "ticket_no"),
        Index("ix_ticket_status", "park_id", "status", "id"),
        Index(
            "uq_ticket_one_per_order_and_kind",
            "park_id",
            "order_id",
            "kind",
            unique=True,
            postgresql_where=text("order_id is not null"),
        ),
    )

    ticket_no: Mapped[str]
    kind: Mapped[str]
    """repair, complaint, order_not_accepted."""
    category: Mapped[str]
    urgency: Mapped[str]
    status: Mapped[str]
    description: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    order_id: Mapped[int | None] = mapped_column(BigInteger)
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
