"""Tickets: work for staff, its history, its photos, and what the park promises of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, Base, ParkScoped, belongs_to


class Ticket(Alarmed):
    """Work for staff: a repair, a complaint, a question, an order that nobody accepted."""

    __tablename__ = "ticket"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("order", "order_id"),
        belongs_to("staff", "assignee_id"),
        belongs_to("ticket", "merged_into_id"),
        UniqueConstraint("park_id", "ticket_no"),
        Index("ix_ticket_status", "park_id", "status", "id"),
        Index(
            "ix_ticket_resolved",
            "park_id",
            "resolved_at",
            postgresql_where=sql("resolved_at is not null"),
        ),
        Index("ix_ticket_person", "park_id", "person_id", "id"),
        Index("ix_ticket_conversation", "park_id", "conversation_id", "id"),
        Index(
            "ix_ticket_alarm",
            "next_alarm_at",
            postgresql_where=sql("next_alarm_at is not null"),
        ),
        Index(
            "uq_ticket_one_per_order_and_kind",
            "park_id",
            "order_id",
            "kind",
            unique=True,
            postgresql_where=sql("order_id is not null"),
        ),
        Index(
            "ix_ticket_appointment",
            "park_id",
            "assignee_id",
            "appointment_until",
            postgresql_where=sql("appointment_until is not null"),
        ),
        CheckConstraint("urgency in ('critical', 'urgent', 'normal', 'low')", name="urgency"),
        CheckConstraint(
            "(appointment_from is null) = (appointment_until is null)"
            " and appointment_until > appointment_from",
            name="appointment",
        ),
        CheckConstraint("rating between 1 and 5", name="rating"),
        CheckConstraint("coverage in ('included', 'warranty', 'chargeable')", name="coverage"),
    )

    ticket_no: Mapped[str]
    kind: Mapped[str]
    """repair, complaint, question, order_not_accepted."""
    category: Mapped[str]
    urgency: Mapped[str]
    status: Mapped[str]
    status_reason: Mapped[str | None]
    description: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who reported it."""
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    order_id: Mapped[int | None] = mapped_column(BigInteger)
    assignee_id: Mapped[int | None] = mapped_column(BigInteger)
    merged_into_id: Mapped[int | None] = mapped_column(BigInteger)
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    phone: Mapped[str | None]
    preferred_from: Mapped[datetime | None]
    """When the tenant would like somebody to come."""
    preferred_until: Mapped[datetime | None]
    appointment_from: Mapped[datetime | None]
    """The window in which staff have promised to come (services.tickets.appointments)."""
    appointment_until: Mapped[datetime | None]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    coverage: Mapped[str | None]
    """Who pays for the work: included (the park), warranty (its maker), chargeable (the tenant);
    None while nobody has said."""
    reports: Mapped[int] = mapped_column(server_default="1")
    """How often it was reported: once, and whenever a report joined it."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    respond_by: Mapped[datetime | None]
    """When the response clock runs out; None once it was met or where nothing is promised."""
    resolve_by: Mapped[datetime | None]
    """When the resolution clock runs out; moves by what is spent waiting."""
    responded_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    """Of the last time that it was resolved."""
    paused_at: Mapped[datetime | None]
    """Since when its clocks stand still, in waiting_materials and waiting_tenant."""
    next_alarm_at: Mapped[datetime | None]
    """When its clocks next want attention: a warning, a breach, closing by itself."""
    warned: Mapped[bool] = mapped_column(server_default="false")
    """Whether the running clock's 75 % warning was given."""
    breached: Mapped[list[str]] = mapped_column(server_default=sql("'{}'"))
    """Of respond, resolve: which promise was broken. Stays."""
    escalated_to: Mapped[str | None]
    """The role that the last breach alarmed."""
    urges: Mapped[int] = mapped_column(server_default="0")
    urged_at: Mapped[datetime | None]
    """Of the last urge that counted."""
    reopened: Mapped[int] = mapped_column(server_default="0")
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None]
    rated_at: Mapped[datetime | None]


class TicketObserver(Base):
    """Somebody who reported the same thing: told of what its reporter is told."""

    __tablename__ = "ticket_observer"
    __table_args__ = (
        belongs_to("ticket", "ticket_id"),
        belongs_to("person", "person_id"),
        Index("ix_ticket_observer_person", "park_id", "person_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    words: Mapped[str] = mapped_column(server_default="")
    """How they described it; seen by staff alone."""
    urgency: Mapped[str | None]
    """How urgent they called it; what the ticket's urgency is, is staff's to decide."""
    created_at: Mapped[datetime]


class TicketChange(ParkScoped):
    """One line of a ticket's history. Append-only."""

    __tablename__ = "ticket_change"
    __table_args__ = (
        belongs_to("ticket", "ticket_id"),
        belongs_to("staff", "staff_id"),
        belongs_to("person", "person_id"),
        Index("ix_ticket_change_ticket", "park_id", "ticket_id", "id"),
    )

    ticket_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    action: Mapped[str]
    """A key of services.tickets.tickets.ACTIONS, or what else services.tickets.tickets.RECORDED
    names."""
    status: Mapped[str]
    """After it."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Neither: it happened by itself. Of a message, the tenant to whom staff write, or who writes
    where there is no `staff_id`."""
    text: Mapped[str | None]
    """A note, the reason given, or the words of a message."""
    details: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))


class Photo(ParkScoped):
    """A photo as we keep it: decoded, turned upright, stripped of metadata, encoded anew."""

    __tablename__ = "photo"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("ticket", "ticket_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_photo_ticket", "park_id", "ticket_id"),
        Index("ix_photo_conversation", "park_id", "conversation_id", "id"),
        CheckConstraint("stage in ('before', 'after', 'thread')", name="stage"),
    )

    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the tenant who sent it, or to whom staff sent it there."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of staff, who took it at work."""
    ticket_id: Mapped[int | None] = mapped_column(BigInteger)
    """None until a report takes it up."""
    shared: Mapped[bool] = mapped_column(server_default="false")
    """Whether the desk shows it to the ticket's reporter, though somebody else sent it."""
    stage: Mapped[str] = mapped_column(server_default="before")
    """Of the work: before or after it; thread where staff sent it to a tenant, with a message about
    the ticket or in a conversation."""
    token: Mapped[str]
    """Unguessable part of its address."""
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class SlaPolicy(Base):
    """How fast a kind of ticket is answered and done."""

    __tablename__ = "sla_policy"
    __table_args__ = (
        CheckConstraint("respond_minutes > 0", name="respond_positive"),
        CheckConstraint("resolve_minutes >= respond_minutes", name="resolve_after_respond"),
        CheckConstraint("escalate_to in ('dispatcher', 'manager', 'operator')", name="escalate_to"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """Of ticket: repair, complaint, question, order_not_accepted."""
    urgency: Mapped[str] = mapped_column(primary_key=True)
    respond_minutes: Mapped[int]
    """From report until somebody works on it (accepted)."""
    resolve_minutes: Mapped[int]
    """From report until resolved; on site and contained where it is critical or urgent."""
    always: Mapped[bool] = mapped_column(server_default="false")
    """Runs by the clock on the wall instead of the business calendar."""
    escalate_to: Mapped[str] = mapped_column(server_default="dispatcher")
    """Role that is alarmed at a breach; the next one after it is the manager."""
