"""Calendars of other programs whose events close a room."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, belongs_to


class BookingCalendar(Alarmed):
    """A calendar (RFC 5545) that is read by its address. `next_alarm_at`: when again."""

    __tablename__ = "booking_calendar"
    __table_args__ = (
        belongs_to("booking_resource", "resource_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_booking_calendar_resource", "park_id", "resource_id"),
        Index(
            "ix_booking_calendar_alarm",
            "next_alarm_at",
            postgresql_where=sql("next_alarm_at is not null"),
        ),
        CheckConstraint("failures >= 0", name="failures"),
    )

    resource_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    """As staff call it; the reason of its closures."""
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The address, encrypted with the settings' key: whoever has it reads the calendar. None once
    it ended."""
    etag: Mapped[str | None]
    """What the server called what was read last."""
    read_at: Mapped[datetime | None]
    """When it was last read whole, or was as before."""
    events: Mapped[int] = mapped_column(server_default="0")
    """How many it had ahead."""
    failures: Mapped[int] = mapped_column(server_default="0")
    """How often in a row it could not be read."""
    problem: Mapped[str | None]
    """Why, as a code of services/booking/imports.py."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When staff took it away."""
