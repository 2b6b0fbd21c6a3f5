"""What staff teach the bot out of real conversations."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped


class TrainingSentence(ParkScoped):
    """A sentence and the intent it should have had; the next training reads it."""

    __tablename__ = "training_sentence"
    __table_args__ = (UniqueConstraint("park_id", "text"),)

    text: Mapped[str]
    intent: Mapped[str]
    created_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(server_default="operator")
