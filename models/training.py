"""What staff teach the bot out of real conversations."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


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
