"""Visits: who comes to whom, when, and by which pass."""

from datetime import datetime, time

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    Text,
    Time,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, ParkScoped, belongs_to


class Visit(Alarmed):
    """One or several people who come together, once or on several days.

    What is personal (names, phone, plates, visitor_company, reason) is erased after the park's
    retention time; the rest stays for the statistics.
    """

    __tablename__ = "visit"
    __table_args__ = (
        belongs_to("person", "host_id"),
        belongs_to("person", "approver_id"),
        belongs_to("company", "company_id"),
        belongs_to("conversation", "conversation_id"),
        UniqueConstraint("park_id", "visit_no"),
        Index("ix_visit_host", "park_id", "host_id", "id"),
        Index("ix_visit_starts", "park_id", "starts_at"),
        Index(
            "ix_visit_waits",
            "park_id",
            "ends_at",
            postgresql_where=sql("needs_desk and status = 'requested'"),
        ),
        Index("ix_visit_plate", "park_id", "plate", postgresql_where=sql("plate is not null")),
        Index(
            "ix_visit_subject",
            "park_id",
            "subject",
            postgresql_where=sql("subject is not null"),
        ),
        Index("ix_visit_more_plates", "more_plates", postgresql_using="gin"),
        Index("ix_visit_ended", "park_id", "ends_at", postgresql_where=sql("erased_at is null")),
        Index("ix_visit_alarm", "next_alarm_at", postgresql_where=sql("next_alarm_at is not null")),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("headcount between 1 and 200", name="headcount"),
        CheckConstraint("(daily_from is null) = (daily_until is null)", name="daily_hours"),
    )

    visit_no: Mapped[str]
    status: Mapped[str]
    status_reason: Mapped[str | None]
    host_id: Mapped[int] = mapped_column(BigInteger)
    """Whom they visit."""
    approver_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who has to say yes; None where nobody has to."""
    needs_desk: Mapped[bool] = mapped_column(server_default="false")
    """Whether only the desk may say yes: the host is nobody who may let people in."""
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the host when they registered it: the visit stands while they belong to it."""
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    names: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """As far as they are known; the first is who is asked for. Empty once erased."""
    headcount: Mapped[int]
    phone: Mapped[str | None]
    plate: Mapped[str | None]
    """Of the first car."""
    more_plates: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """Of further cars: a version that knows of one car alone goes on with `plate`."""
    subject: Mapped[str | None]
    """What they come to, as its claims call it: booking:12. It moves, and ends, with that."""
    visitor_company: Mapped[str | None]
    reason: Mapped[str | None]
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    daily_from: Mapped[time | None] = mapped_column(Time)
    """Of a visit over several days: the hours of each day, clock times of the park."""
    daily_until: Mapped[time | None] = mapped_column(Time)
    arrived_at: Mapped[datetime | None]
    """Of the first arrival."""
    left_at: Mapped[datetime | None]
    """Of the last departure."""
    next_alarm_at: Mapped[datetime | None]
    """When it next wants attention: expiry, no-show, overstay."""
    overstayed: Mapped[bool] = mapped_column(server_default="false")
    struck_conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    """While it is being erased: the chat in which its visitors' names are being struck out."""
    struck_seq: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Up to which message of that chat."""
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def plates(self) -> list[str]:
        """Of all cars; each opens the barrier."""
        return [*([self.plate] if self.plate else []), *(self.more_plates or [])]


class VisitPass(ParkScoped):
    """What opens the gate for a visit: a signed token, shown as a QR code. Valid from one hour
    before the visit until its end."""

    __tablename__ = "visit_pass"
    __table_args__ = (
        belongs_to("visit", "visit_id"),
        UniqueConstraint("park_id", "serial"),
        Index("ix_visit_pass_visit", "park_id", "visit_id"),
        CheckConstraint("entries between 0 and max_entries", name="entries"),
    )

    visit_id: Mapped[int] = mapped_column(BigInteger)
    serial: Mapped[str]
    """Stands in the token; what the revocation list names."""
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    max_entries: Mapped[int]
    entries: Mapped[int] = mapped_column(server_default="0")
    revoked_at: Mapped[datetime | None]


class VisitPassage(ParkScoped):
    """Somebody of a visit came in or went out. Append-only."""

    __tablename__ = "visit_passage"
    __table_args__ = (
        belongs_to("visit", "visit_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_visit_passage_visit", "park_id", "visit_id", "id"),
        CheckConstraint("direction in ('in', 'out')", name="direction"),
    )

    visit_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    direction: Mapped[str]
    gate: Mapped[str | None]
    """Name of the gate that let them through; None at reception."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)


class VisitBlock(ParkScoped):
    """Somebody who is not let in, and why."""

    __tablename__ = "visit_block"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        Index("ix_visit_block_value", "park_id", "kind", "value"),
        Index("ix_visit_block_folded", "park_id", "kind", "folded"),
        CheckConstraint("kind in ('name', 'phone', 'plate')", name="kind"),
    )

    kind: Mapped[str]
    value: Mapped[str]
    """As staff read it: a plate without spaces, a phone's digits, a name as it was entered."""
    folded: Mapped[str | None]
    """As services.kit.folding compares it; None where it was written before there was one."""
    reason: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class Gate(ParkScoped):
    """A gate or barrier that verifies passes and plates by API; only its key's hash is kept."""

    __tablename__ = "gate"
    __table_args__ = (UniqueConstraint("park_id", "name"), UniqueConstraint("key_hash"))

    name: Mapped[str]
    key_hash: Mapped[str]
    """SHA-256 in hex."""
    active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[datetime]
