"""What there is by the hour: pools with their rules, things, hours and closures."""

from datetime import datetime, time

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Time,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class BookingPool(ParkScoped):
    """Things of one kind under one set of rules: the meeting rooms, the badminton courts."""

    __tablename__ = "booking_pool"
    __table_args__ = (
        UniqueConstraint("park_id", "code"),
        CheckConstraint("kind in ('room', 'court', 'hall', 'equipment')", name="kind"),
        CheckConstraint("audience in ('anybody', 'companies')", name="audience"),
        CheckConstraint("step_min between 5 and 1440 and 1440 % step_min = 0", name="step"),
        CheckConstraint("shortest_min between 5 and longest_min", name="shortest"),
        CheckConstraint("longest_min <= 20160", name="longest"),
        CheckConstraint("lead_min >= 0 and horizon_days between 0 and 730", name="ahead"),
        CheckConstraint("before_min between 0 and 1440", name="before"),
        CheckConstraint("after_min between 0 and 1440", name="after"),
        CheckConstraint("grace_min between 0 and 240", name="grace"),
        CheckConstraint("free_cancel_min >= 0", name="free_cancel"),
        CheckConstraint("most_open between 1 and 1000", name="most_open"),
        CheckConstraint("decide_hours between 1 and 720", name="decide_hours"),
    )

    code: Mapped[str]
    kind: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(server_default="{}")
    audience: Mapped[str] = mapped_column(server_default="anybody")
    """Whether anybody may book, or people of the park's companies alone."""
    step_min: Mapped[int] = mapped_column(server_default="30")
    """Bookings begin on multiples of it, by the park's clock, and last multiples of it."""
    shortest_min: Mapped[int] = mapped_column(server_default="30")
    longest_min: Mapped[int] = mapped_column(server_default="240")
    lead_min: Mapped[int] = mapped_column(server_default="0")
    """How long before its start a booking has to be made."""
    horizon_days: Mapped[int] = mapped_column(server_default="60")
    before_min: Mapped[int] = mapped_column(server_default="0")
    """Minutes that nobody else has before each booking, such as to set up."""
    after_min: Mapped[int] = mapped_column(server_default="0")
    grace_min: Mapped[int] = mapped_column(server_default="0")
    """How long after its start a booking waits for somebody to check in; 0: nobody has to."""
    free_cancel_min: Mapped[int] = mapped_column(server_default="0")
    """Until how long before its start a booking is cancelled without using the allowance."""
    most_open: Mapped[int] = mapped_column(server_default="10")
    """Bookings that one person may have ahead of them."""
    needs_approval: Mapped[bool] = mapped_column(server_default="false")
    decide_hours: Mapped[int] = mapped_column(server_default="24")
    """How long staff have to say yes or no; then the time is free again."""
    names_company: Mapped[bool] = mapped_column(server_default="false")
    """Whether the company of who has a room is told to others who want it; nobody ever is."""
    open_data: Mapped[bool] = mapped_column(server_default="false")
    """Whether anybody may read when its things are free, as OpenActive's open data."""
    active: Mapped[bool] = mapped_column(server_default="true")
    sort: Mapped[int] = mapped_column(server_default="0")


class BookingHours(ParkScoped):
    """When a pool's things can be used. Clock times of the park; 23:59 goes on until midnight."""

    __tablename__ = "booking_hours"
    __table_args__ = (
        belongs_to("booking_pool", "pool_id"),
        Index("ix_booking_hours_pool", "park_id", "pool_id"),
        CheckConstraint("starts < ends", name="starts_before_ends"),
    )

    pool_id: Mapped[int] = mapped_column(BigInteger)
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    """ISO weekdays, 1 is Monday. A make-up workday counts as a Monday."""
    on_holidays: Mapped[bool] = mapped_column(server_default="false")
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)


class BookingResource(ParkScoped):
    """One room, court, hall or piece of equipment; whole or part of another."""

    __tablename__ = "booking_resource"
    __table_args__ = (
        belongs_to("booking_pool", "pool_id"),
        belongs_to("lane", "lane_id"),
        UniqueConstraint("park_id", "code"),
        UniqueConstraint("park_id", "lane_id"),
        Index("ix_booking_resource_pool", "park_id", "pool_id"),
        CheckConstraint("capacity > 0", name="capacity"),
    )

    pool_id: Mapped[int] = mapped_column(BigInteger)
    lane_id: Mapped[int] = mapped_column(BigInteger)
    """Whose time is claimed (models/claims.py)."""
    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(server_default="{}")
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    capacity: Mapped[int | None]
    """People; None where that is no question."""
    features: Mapped[list[str]] = mapped_column(server_default="{}")
    """Codes, of services/booking/features.py."""
    panel_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    """SHA-256 of the secret in the address of the page at its door; None: it has none."""
    active: Mapped[bool] = mapped_column(server_default="true")
    sort: Mapped[int] = mapped_column(server_default="0")


class BookingClosure(ParkScoped):
    """Nobody can book a resource then. Its claims have the subject "closure:<id>"."""

    __tablename__ = "booking_closure"
    __table_args__ = (
        belongs_to("booking_resource", "resource_id"),
        belongs_to("staff", "staff_id"),
        belongs_to("booking_calendar", "calendar_id"),
        Index("ix_booking_closure_resource", "park_id", "resource_id", "starts_at"),
        Index(
            "ix_booking_closure_calendar",
            "park_id",
            "calendar_id",
            "event_key",
            unique=True,
            postgresql_where=sql("event_key is not null"),
        ),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    )

    resource_id: Mapped[int] = mapped_column(BigInteger)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str]
    """In the words of staff."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    calendar_id: Mapped[int | None] = mapped_column(BigInteger)
    """Whose event it is, where a calendar closes the resource."""
    event_key: Mapped[str | None]
    """A hash of which event, as long as the calendar has it."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was taken back."""


class BookingPicture(Base):
    """The one picture of a resource, cleaned as a photo is, in two sizes."""

    __tablename__ = "booking_picture"
    __table_args__ = (belongs_to("booking_resource", "resource_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    resource_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    digest: Mapped[str]
    """Of the image: a part of its address, so that another picture has another address."""
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    alt_zh: Mapped[str]
    alt_en: Mapped[str]
    """What is to be seen, for who does not see it."""
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class BookingOpenItem(ParkScoped):
    """What the open data say of a resource, or of an hour of it, and when that changed last.

    Feeds are read in order of `modified` and id, so a row never changes without a later `modified`
    than any before it.
    """

    __tablename__ = "booking_open_item"
    __table_args__ = (
        belongs_to("booking_resource", "resource_id"),
        UniqueConstraint("park_id", "resource_id", "starts_at", postgresql_nulls_not_distinct=True),
        Index("ix_booking_open_item_feed", "park_id", "is_slot", "modified", "id"),
    )

    is_slot: Mapped[bool]
    resource_id: Mapped[int] = mapped_column(BigInteger)
    starts_at: Mapped[datetime | None]
    """Of a slot."""
    ends_at: Mapped[datetime | None]
    says: Mapped[str]
    """Of a resource a hash of what is said, of a slot how often it can be had: 0 or 1."""
    deleted: Mapped[bool] = mapped_column(server_default="false")
    modified: Mapped[int] = mapped_column(BigInteger)
    """Milliseconds since 1970, or one more than the last where the clock stands still."""
