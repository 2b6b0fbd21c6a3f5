"""What only a shop needs: lockers, and who waits for something to be back in stock."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class Locker(ParkScoped):
    """A bank of boxes, from which orders are fetched with a code."""

    __tablename__ = "locker"
    __table_args__ = (UniqueConstraint("park_id", "code"),)

    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    building: Mapped[str]
    place_zh: Mapped[str]
    place_en: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default="true")


class LockerBox(ParkScoped):
    """One box. Whose order is in it is the guard: an order has one box, a box one order."""

    __tablename__ = "locker_box"
    __table_args__ = (
        belongs_to("locker", "locker_id"),
        belongs_to("order", "order_id"),
        UniqueConstraint("park_id", "locker_id", "number"),
        UniqueConstraint("park_id", "order_id"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    locker_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int]
    order_id: Mapped[int | None] = mapped_column(BigInteger)
    taken_at: Mapped[datetime | None]


class StockWatch(Base):
    """Somebody who wants to know when an item is there again; gone once they are told."""

    __tablename__ = "stock_watch"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("item", "item_id"),
        belongs_to("event", "event_id"),
        Index("ix_stock_watch_item", "park_id", "item_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    """The item.back_in_stock by which they are being told."""
    created_at: Mapped[datetime]
