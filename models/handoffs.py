"""A conversation in people's hands: from the queue to its end, with what belongs to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, ParkScoped, belongs_to


class Handoff(ParkScoped):
    """One time that people took a conversation over; at most one of a conversation is open."""

    __tablename__ = "handoff"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "assignee_id"),
        Index(
            "uq_handoff_one_open",
            "park_id",
            "conversation_id",
            unique=True,
            postgresql_where=sql("ended_at is null"),
        ),
        Index("ix_handoff_queued", "park_id", "queued_at"),
        Index("ix_handoff_conversation", "park_id", "conversation_id", "id"),
        CheckConstraint("rating between 1 and 5", name="rating"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]
    """asked, fallbacks, complaint, critical, bot_failed, bot_down or taken (by staff, unasked)."""
    summary: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    """For a first glance: what was asked and understood, open orders, tickets."""
    queued_at: Mapped[datetime]
    assignee_id: Mapped[int | None] = mapped_column(BigInteger)
    assigned_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    """handed_back or resolved (by staff), quiet (by itself), withdrawn (by the tenant)."""
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None]
    rated_at: Mapped[datetime | None]


class ConversationNote(ParkScoped):
    """What staff tell each other about a conversation; tenants never see it."""

    __tablename__ = "conversation_note"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_conversation_note_conversation", "park_id", "conversation_id", "id"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """None when the bot leaves it: what it would have said, had staff not taken over."""
    after_seq: Mapped[int] = mapped_column(BigInteger)
    """It stands after this message."""
    text: Mapped[str]
    created_at: Mapped[datetime]


class Snooze(Alarmed):
    """A conversation that its owner has put off (services.handoffs.snoozing)."""

    __tablename__ = "snooze"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "conversation_id"),
        Index("ix_snooze_alarm", "next_alarm_at"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    staff_id: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[datetime | None]
    """None: until its tenant writes."""
    created_at: Mapped[datetime]
    next_alarm_at: Mapped[datetime | None]
    """When its owner is reminded."""


class CannedReply(ParkScoped):
    """A reply kept ready, in both languages, with {name}-like variables."""

    __tablename__ = "canned_reply"
    __table_args__ = (UniqueConstraint("park_id", "code"),)

    code: Mapped[str]
    """What the agent types after a slash."""
    text_zh: Mapped[str]
    text_en: Mapped[str]


class OwnReply(ParkScoped):
    """A reply that somebody of staff keeps ready for themselves."""

    __tablename__ = "own_reply"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "staff_id", "code"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str]
    """As in CannedReply; where both have one, its owner is offered this."""
    text_zh: Mapped[str]
    text_en: Mapped[str]
