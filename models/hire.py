"""What hours of things cost, and the orders by which they are paid."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class HourPrice(ParkScoped):
    """An hour of a pool's things is sold as this item, at its price, by its outlet of kind
    facility."""

    __tablename__ = "hour_price"
    __table_args__ = (
        belongs_to("booking_pool", "pool_id"),
        belongs_to("item", "item_id"),
        UniqueConstraint("park_id", "pool_id"),
        UniqueConstraint("park_id", "item_id"),
    )

    pool_id: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(BigInteger)


class BookingCharge(ParkScoped):
    """The order that a booking made for what is not free of it; of each at most one counts.

    Sums are in minor units of the order's currency, and as they were when it was made.
    """

    __tablename__ = "booking_charge"
    __table_args__ = (
        belongs_to("booking", "booking_id"),
        belongs_to("order", "order_id"),
        UniqueConstraint("park_id", "order_id"),
        Index(
            "uq_booking_charge_one",
            "park_id",
            "booking_id",
            unique=True,
            postgresql_where=sql("ended_at is null"),
        ),
        Index("ix_booking_charge_booking", "park_id", "booking_id"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("hour_price >= 0 and amount >= 0", name="sums"),
    )

    booking_id: Mapped[int] = mapped_column(BigInteger)
    order_id: Mapped[int] = mapped_column(BigInteger)
    minutes: Mapped[int]
    """That are charged."""
    hour_price: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When its order was given up, because the booking was, or has another by now."""
