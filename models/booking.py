"""Who has rooms, courts, halls and equipment by the hour, waits for them, or did not come."""

from datetime import date, datetime, time

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    Index,
    LargeBinary,
    Time,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, ParkScoped, belongs_to


class BookingSeries(ParkScoped):
    """Bookings that recur, each a row of its own."""

    __tablename__ = "booking_series"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("booking_resource", "resource_id"),
        Index("ix_booking_series_person", "park_id", "person_id"),
        Index(
            "ix_booking_series_fills",
            "fills_at",
            postgresql_where=sql("fills and ended_at is null"),
        ),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    resource_id: Mapped[int] = mapped_column(BigInteger)
    rule: Mapped[str]
    """RFC 5545's RRULE with a COUNT or a local UNTIL, by the clock on the wall of the park."""
    starts_on: Mapped[date] = mapped_column(Date)
    starts: Mapped[time] = mapped_column(Time)
    minutes: Mapped[int]
    fills: Mapped[bool] = mapped_column(server_default="false")
    """Whether what was skipped is taken by itself as soon as it can be had."""
    fills_at: Mapped[datetime | None]
    """When it looks next whether dates that lay too far ahead can be booked by now."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Booking(Alarmed):
    """Somebody has a resource for a time. `next_alarm_at`: when it expires, is missed, or is over.

    Its claims have the subject "booking:<id>". What people wrote is erased after the park's
    retention time; times and states stay for the statistics.
    """

    __tablename__ = "booking"
    __table_args__ = (
        belongs_to("booking_pool", "pool_id"),
        belongs_to("booking_resource", "resource_id"),
        belongs_to("booking_series", "series_id"),
        belongs_to("person", "person_id"),
        belongs_to("company", "company_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "booking_no"),
        UniqueConstraint("park_id", "series_id", "recurs_at"),
        Index("ix_booking_person", "park_id", "person_id", "ends_at"),
        Index("ix_booking_company", "park_id", "company_id", "starts_at"),
        Index("ix_booking_resource_time", "park_id", "resource_id", "starts_at"),
        Index("ix_booking_closed", "park_id", "closed_at"),
        Index(
            "ix_booking_held",
            "park_id",
            "pool_id",
            postgresql_where=sql("status = 'held'"),
        ),
        Index(
            "ix_booking_alarm", "next_alarm_at", postgresql_where=sql("next_alarm_at is not null")
        ),
        CheckConstraint(
            "status in ('held', 'confirmed', 'checked_in', 'completed', 'declined', 'cancelled',"
            " 'expired', 'no_show', 'skipped')",
            name="status",
        ),
        CheckConstraint("held_for in ('approval', 'offer', 'payment')", name="held_for"),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("headcount > 0", name="headcount"),
        CheckConstraint("charged_min >= 0", name="charged"),
    )

    booking_no: Mapped[str]
    pool_id: Mapped[int] = mapped_column(BigInteger)
    resource_id: Mapped[int] = mapped_column(BigInteger)
    series_id: Mapped[int | None] = mapped_column(BigInteger)
    recurs_at: Mapped[datetime | None]
    """When the series has it, whether it was moved since or not."""
    person_id: Mapped[int] = mapped_column(BigInteger)
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the person when they booked: whose allowance it is of."""
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str]
    status_reason: Mapped[str | None]
    held_for: Mapped[str | None]
    """What is waited for while it is held: staff's yes, that of who waited for the time, or what it
    costs."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    headcount: Mapped[int | None]
    title: Mapped[str | None]
    """What it is for, in the words of who booked. Shown to them and staff alone."""
    uid: Mapped[str]
    """As calendars know it (RFC 5545); it never changes."""
    sequence: Mapped[int] = mapped_column(server_default="0")
    """How often its time, place or state has changed for calendars."""
    charged_min: Mapped[int] = mapped_column(server_default="0")
    """Minutes beyond the allowance, that are to be paid."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who of staff decided, or booked for them."""
    checked_in_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When it reached a state in which nothing more happens to it."""
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BookingWait(ParkScoped):
    """Somebody wants a time that is taken, and is asked first when it is free."""

    __tablename__ = "booking_wait"
    __table_args__ = (
        belongs_to("booking_pool", "pool_id"),
        belongs_to("booking_resource", "resource_id"),
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("booking", "booking_id"),
        Index(
            "ix_booking_wait_open",
            "park_id",
            "pool_id",
            "starts_at",
            postgresql_where=sql("status = 'waiting'"),
        ),
        Index("ix_booking_wait_person", "park_id", "person_id"),
        CheckConstraint("status in ('waiting', 'offered', 'over')", name="status"),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("headcount > 0", name="headcount"),
    )

    pool_id: Mapped[int] = mapped_column(BigInteger)
    resource_id: Mapped[int | None] = mapped_column(BigInteger)
    """The one that they want; None: any of the pool's."""
    person_id: Mapped[int] = mapped_column(BigInteger)
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    headcount: Mapped[int | None]
    booking_id: Mapped[int | None] = mapped_column(BigInteger)
    """What they were offered last."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BookingStrike(ParkScoped):
    """Somebody had booked and nobody came. A person sees theirs, and staff may take one back."""

    __tablename__ = "booking_strike"
    __table_args__ = (
        belongs_to("booking", "booking_id"),
        belongs_to("person", "person_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "booking_id"),
        Index("ix_booking_strike_person", "park_id", "person_id", "created_at"),
        Index(
            "ix_booking_strike_appeals",
            "park_id",
            "appealed_at",
            postgresql_where=sql("appealed_at is not null and answered_at is null"),
        ),
    )

    booking_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who took it back, or said no to the appeal."""
    appeal: Mapped[str | None]
    """Why it is wrong, in the words of who is struck."""
    appealed_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    """Why it stays, in the words of staff."""
    answered_at: Mapped[datetime | None]


class BookingFeed(ParkScoped):
    """A calendar by a secret address; only the hash of the secret is kept."""

    __tablename__ = "booking_feed"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("company", "company_id"),
        belongs_to("booking_resource", "resource_id"),
        UniqueConstraint("token_hash"),
        Index("ix_booking_feed_person", "park_id", "person_id"),
        CheckConstraint("scope in ('person', 'company', 'resource')", name="scope"),
        CheckConstraint("(scope = 'company') = (company_id is not null)", name="of_company"),
        CheckConstraint("(scope = 'resource') = (resource_id is not null)", name="of_resource"),
    )

    scope: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Whose it is; of a company's, who asked for it. None: staff made it."""
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    resource_id: Mapped[int | None] = mapped_column(BigInteger)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
