"""What the bot answers, and what staff teach it out of real conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class Faq(ParkScoped):
    """A question with its answer in both languages, retrieved at run time."""

    __tablename__ = "faq"
    __table_args__ = (UniqueConstraint("park_id", "slug"),)

    slug: Mapped[str]
    questions: Mapped[list[str]]
    answer_zh: Mapped[str]
    answer_en: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default="true")


class KnowledgeVersion(Base):
    """Counts each change of what the bot must know, and of what turns keep of the park
    (services/kit/kept.py); database triggers raise it.

    A trigger, because a dish inserted with plain SQL must be understood the next second too.
    """

    __tablename__ = "knowledge_version"

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class TrainingSentence(ParkScoped):
    """A sentence and the intent it should have had; the next training reads it."""

    __tablename__ = "training_sentence"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        UniqueConstraint("park_id", "text"),
        Index("ix_training_sentence_conversation", "park_id", "conversation_id"),
    )

    text: Mapped[str]
    intent: Mapped[str]
    created_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(server_default="operator")
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    """In which a tenant wrote it: it is forgotten with them. None: an operator made it up."""


class Misread(ParkScoped):
    """A message that the bot has misread, with what it should have been: an example for training
    once somebody has reviewed it. Names and numbers are masked before it is kept."""

    __tablename__ = "misread"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "marked_by"),
        belongs_to("staff", "reviewed_by"),
        UniqueConstraint("park_id", "conversation_id", "seq"),
        Index("ix_misread_status", "park_id", "status", "id"),
        CheckConstraint("status in ('waiting', 'accepted', 'rejected')", name="status"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    """Of the message, within its conversation."""
    text: Mapped[str]
    before: Mapped[str] = mapped_column(server_default="")
    """What we had said last, masked as well."""
    language: Mapped[str]
    """zh or en: of the conversation."""
    acts: Mapped[list[str]]
    """What the message does, of services.knowledge.misread.ACTS."""
    spans: Mapped[list[dict[str, Any]]]
    """Its words with their meaning: text, nth, label, role, line (docs/reference/reading.md)."""
    comment: Mapped[str | None]
    """For whoever reviews it."""
    status: Mapped[str] = mapped_column(server_default="waiting")
    marked_by: Mapped[int] = mapped_column(BigInteger)
    marked_at: Mapped[datetime]
    reviewed_by: Mapped[int | None] = mapped_column(BigInteger)
    reviewed_at: Mapped[datetime | None]
    effect: Mapped[dict[str, Any] | None]
    """What a bot that has learned all that waits for review would read otherwise
    (services/knowledge/misread_effect.py). It names messages and places in them, and no words of
    tenants. None once it is reviewed."""
    weighed_at: Mapped[datetime | None]
