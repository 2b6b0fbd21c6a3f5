"""Quotes: what work on a ticket would cost, sent to its tenant for a yes or a no."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Alarmed, ParkScoped, belongs_to


class Quote(Alarmed):
    """One version of a ticket's quote; what was sent is never changed, a new version replaces it.

    Sums are in minor units of `currency`. Prices contain the tax, of which `tax_rate` and `tax` say
    how much. `next_alarm_at`: when it expires; None once it is over.
    """

    __tablename__ = "quote"
    __table_args__ = (
        belongs_to("ticket", "ticket_id"),
        belongs_to("outlet", "outlet_id"),
        belongs_to("person", "person_id"),
        belongs_to("staff", "staff_id"),
        belongs_to("staff", "answered_staff_id"),
        belongs_to("order", "order_id"),
        UniqueConstraint("park_id", "ticket_id", "version"),
        UniqueConstraint("park_id", "order_id"),
        Index(
            "uq_quote_one_open",
            "park_id",
            "ticket_id",
            unique=True,
            postgresql_where=sql("status = 'sent'"),
        ),
        Index("ix_quote_person", "park_id", "person_id", "id"),
        Index("ix_quote_alarm", "next_alarm_at", postgresql_where=sql("next_alarm_at is not null")),
        CheckConstraint(
            "status in ('sent', 'accepted', 'declined', 'expired', 'replaced', 'withdrawn')",
            name="status",
        ),
        CheckConstraint("total > 0", name="total_positive"),
        CheckConstraint("tax_rate between 0 and 10000", name="tax_rate"),
        CheckConstraint("tax between 0 and total", name="tax_within_total"),
        CheckConstraint("(status = 'accepted') = (order_id is not null)", name="order_if_accepted"),
    )

    ticket_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    """Of the ticket's quotes, from 1 on."""
    status: Mapped[str]
    outlet_id: Mapped[int] = mapped_column(BigInteger)
    """Whose order a yes makes; of kind service."""
    person_id: Mapped[int] = mapped_column(BigInteger)
    """Who answers it: the ticket's reporter."""
    staff_id: Mapped[int] = mapped_column(BigInteger)
    """Who sent it."""
    note: Mapped[str | None]
    """What staff say with it."""
    currency: Mapped[str]
    total: Mapped[int] = mapped_column(BigInteger)
    """Tax included."""
    tax_rate: Mapped[int | None]
    """In hundredths of a percent: 600 is 6 %; None where no tax is shown."""
    tax: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """How much of the total is tax."""
    valid_until: Mapped[datetime]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who of staff entered what the tenant said; None where they answered themselves."""
    reason: Mapped[str | None]
    """Why it was declined or withdrawn."""
    order_id: Mapped[int | None] = mapped_column(BigInteger)

    lines: Mapped[list["QuoteLine"]] = relationship(
        order_by="QuoteLine.position", cascade="all, delete-orphan", lazy="selectin"
    )


class QuoteLine(ParkScoped):
    """So many units of something that the outlet offers, at a price of its own."""

    __tablename__ = "quote_line"
    __table_args__ = (
        belongs_to("quote", "quote_id"),
        belongs_to("item", "item_id"),
        Index("ix_quote_line_quote", "park_id", "quote_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
    )

    quote_id: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(BigInteger)
    position: Mapped[int]
    words: Mapped[str | None]
    """What it is for; else it is called as its item."""
    quantity: Mapped[int]
    unit_price: Mapped[int] = mapped_column(BigInteger)
