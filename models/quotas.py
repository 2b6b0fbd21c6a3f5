"""How much of the installation a park may use."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ParkQuota(Base):
    """The most of one thing that a park may use. Without a row there is no bound."""

    __tablename__ = "park_quota"
    __table_args__ = (
        CheckConstraint("what in ('messages', 'turns', 'webhooks', 'storage')", name="what"),
        CheckConstraint("most > 0", name="most"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    """messages and webhooks: in a minute; turns: at one moment; storage: bytes of files."""
    most: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """How often it was reached so far: messages that had to wait, webhooks that were put off."""
    refused_at: Mapped[datetime | None]
    """The last time."""
    told_at: Mapped[datetime | None]
    """When the park's managers heard of it last."""
