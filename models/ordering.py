"""One order model for catering and shopping, the boxes orders are fetched from, and deadlines."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import ParkScoped, belongs_to
from models.catalogue import Outlet


class Order(ParkScoped):
    """An order, from the draft that a tenant is still talking about to its end.

    All sums are in minor units of the park's currency.
    """

    __tablename__ = "order"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("outlet", "outlet_id"),
        belongs_to("locker", "locker_id"),
        UniqueConstraint("park_id", "order_no"),
        Index("ix_order_person", "park_id", "person_id", "id"),
        Index("ix_order_conversation", "park_id", "conversation_id", "id"),
        Index("ix_order_outlet_status", "park_id", "outlet_id", "status", "id"),
        Index(
            "ix_order_phone",
            "park_id",
            literal_column("reverse(phone)").label("reversed"),
            postgresql_ops={"reversed": "text_pattern_ops"},
            postgresql_where=text("phone is not null"),
        ),
        Index("ix_order_unplaced", "updated_at", postgresql_where=text("placed_at is null")),
        Index(
            "uq_order_one_draft",
            "park_id",
            "conversation_id",
            "outlet_id",
            unique=True,
            postgresql_where=text("status = 'draft' and not held"),
        ),
        Index(
            "uq_order_pickup_code",
            "park_id",
            "locker_id",
            "pickup_code",
            unique=True,
            postgresql_where=text("pickup_code is not null"),
        ),
        CheckConstraint("total >= 0", name="total_not_negative"),
        CheckConstraint("status = 'draft' or not held", name="only_drafts_are_held"),
    )

    order_no: Mapped[str]
    kind: Mapped[str]
    """catering, shopping, service or facility."""
    person_id: Mapped[int] = mapped_column(BigInteger)
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    outlet_id: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str]
    status_reason: Mapped[str | None]
    held: Mapped[bool] = mapped_column(server_default="false")
    """Whether the draft waits for a manager's yes or for a payment: nobody changes it, and it is no
    cart."""
    meal: Mapped[str | None]
    note: Mapped[str | None]
    allergy_note: Mapped[str | None]
    fulfilment: Mapped[str | None]
    slot_start: Mapped[datetime | None]
    slot_end: Mapped[datetime | None]
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    """Where in the building when it is not a room: 大堂, lobby."""
    phone: Mapped[str | None]
    locker_id: Mapped[int | None] = mapped_column(BigInteger)
    """The locker that was asked for, also when it was full and the order waits at the counter."""
    box_number: Mapped[int | None]
    """While it is in a box of the locker."""
    pickup_code: Mapped[str | None]
    """What opens that box; the tenant alone is told."""
    payment: Mapped[str] = mapped_column(server_default="on_pickup")
    """on_pickup, company_account or wechat_pay."""
    invoice_wanted: Mapped[bool] = mapped_column(server_default="false")
    invoice_title: Mapped[str | None]
    invoice_tax_no: Mapped[str | None]
    """Of a company; none on a private person's invoice."""
    currency: Mapped[str]
    total: Mapped[int] = mapped_column(BigInteger, server_default="0")
    accept_by: Mapped[datetime | None]
    expected_at: Mapped[datetime | None]
    """When its vendor expects it to be ready or, where it is brought, to arrive."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    placed_at: Mapped[datetime | None]

    lines: Mapped[list["OrderLine"]] = relationship(
        order_by="OrderLine.position", cascade="all, delete-orphan", lazy="selectin"
    )
    outlet: Mapped[Outlet] = relationship(viewonly=True, lazy="raise")
    """There where a query asked for it."""

    @property
    def pickup_number(self) -> str:
        """Called out at the counter: four digits, and no two alike of 9000 orders in a row."""
        return str(1000 + self.id % 9000)


class OrderLine(ParkScoped):
    """An item with its quantity, and its price and options as they were when it was ordered."""

    __tablename__ = "order_line"
    __table_args__ = (
        belongs_to("order", "order_id"),
        belongs_to("item", "item_id"),
        Index("ix_order_line_order", "park_id", "order_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    order_id: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(BigInteger)
    position: Mapped[int]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    unit_zh: Mapped[str]
    unit_en: Mapped[str]
    quantity: Mapped[int]
    unit_price: Mapped[int] = mapped_column(BigInteger)
    """Options included."""
    options: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    note: Mapped[str | None]


class OrderRating(ParkScoped):
    """Stars that somebody gave to an order of theirs, or to one item of it. Append-only."""

    __tablename__ = "order_rating"
    __table_args__ = (
        belongs_to("order", "order_id"),
        belongs_to("outlet", "outlet_id"),
        belongs_to("person", "person_id"),
        belongs_to("item", "item_id"),
        Index(
            "uq_order_rating_whole",
            "park_id",
            "order_id",
            unique=True,
            postgresql_where=text("item_id is null"),
        ),
        Index(
            "uq_order_rating_item",
            "park_id",
            "order_id",
            "item_id",
            unique=True,
            postgresql_where=text("item_id is not null"),
        ),
        Index("ix_order_rating_item", "park_id", "item_id", "created_at"),
        Index("ix_order_rating_outlet", "park_id", "outlet_id", "created_at"),
        Index("ix_order_rating_person", "park_id", "person_id"),
        CheckConstraint("stars between 1 and 5", name="stars"),
    )

    order_id: Mapped[int] = mapped_column(BigInteger)
    outlet_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int | None] = mapped_column(BigInteger)
    """None: of the order as a whole, which is what the outlet is judged by."""
    stars: Mapped[int]
    words: Mapped[str | None]
    """Seen by staff alone. None once erased."""
    created_at: Mapped[datetime]


class Deadline(ParkScoped):
    """A job about an order that is queued when it is due, and not before: thousands wait at any
    moment, and whoever looks for a job would go over all of them."""

    __tablename__ = "deadline"
    __table_args__ = (belongs_to("order", "order_id"), Index("ix_deadline_due_at", "due_at"))

    order_id: Mapped[int] = mapped_column(BigInteger)
    task: Mapped[str]
    due_at: Mapped[datetime]


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
