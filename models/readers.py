"""The second reader: what a large language model was asked, and how often on a day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Date, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class ReaderCall(ParkScoped):
    """One message that the model was asked about, without its words: they are the message's own."""

    __tablename__ = "reader_call"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        Index("ix_reader_call_key", "park_id", "key", "id"),
        Index("ix_reader_call_conversation", "park_id", "conversation_id", "id"),
        CheckConstraint("mode in ('shadow', 'assist')", name="mode"),
        CheckConstraint(
            "outcome in ('read', 'broken', 'refused', 'cut', 'late', 'busy', 'failed')",
            name="outcome",
        ),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    """No foreign key: the message may be gone before this row is."""
    key: Mapped[str]
    """Hexadecimal SHA-256 of what was sent: the same question is not asked twice."""
    mode: Mapped[str]
    model: Mapped[str]
    classic: Mapped[str]
    """The intent that the classic reader heard."""
    outcome: Mapped[str]
    """read: an answer that holds what was agreed, of acts or of none. Else why there was none."""
    proposed: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """The acts of an answer, by name, at most three."""
    answer: Mapped[list[dict[str, Any]]]
    """The same with the words that they are about: where those begin and end in its signs."""
    cached: Mapped[bool]
    """Whether an earlier answer to the same question was taken, which costs nothing."""
    tokens_in: Mapped[int]
    tokens_out: Mapped[int]
    ms: Mapped[int]
    """Milliseconds until the answer was there or was given up."""
    created_at: Mapped[datetime]


class ReaderBudget(ParkScoped):
    """How much of the model a park has used on one of its days."""

    __tablename__ = "reader_budget"
    __table_args__ = (
        UniqueConstraint("park_id", "day"),
        CheckConstraint("calls >= 0", name="calls_not_negative"),
    )

    day: Mapped[date] = mapped_column(Date)
    """Of the park's time zone."""
    calls: Mapped[int]
    tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
