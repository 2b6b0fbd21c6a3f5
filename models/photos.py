"""Photos that tenants and staff attach. Their bytes are rows too: one store, one backup."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Photo(ParkScoped):
    """A photo as we keep it: decoded, turned upright, stripped of metadata, encoded anew."""

    __tablename__ = "photo"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("ticket", "ticket_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_photo_ticket", "park_id", "ticket_id"),
        Index("ix_photo_conversation", "park_id", "conversation_id", "id"),
        CheckConstraint("stage in ('before', 'after')", name="stage"),
    )

    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the tenant who sent it."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of staff, who took it at work."""
    ticket_id: Mapped[int | None] = mapped_column(BigInteger)
    """None until a report takes it up."""
    shared: Mapped[bool] = mapped_column(server_default="false")
    """Whether the desk shows it to the ticket's reporter, though somebody else sent it."""
    stage: Mapped[str] = mapped_column(server_default="before")
    token: Mapped[str]
    """Unguessable part of its address."""
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]
