"""What the operator tells everybody in the park."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Announcement(ParkScoped):
    """In both languages, from a moment on, until another or until it is taken back."""

    __tablename__ = "announcement"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        CheckConstraint("level in ('ordinary', 'important')", name="level"),
        CheckConstraint("ends_at is null or starts_at < ends_at", name="starts_before_ends"),
        Index("ix_announcement_ends_at", "park_id", "ends_at"),
    )

    title_zh: Mapped[str]
    title_en: Mapped[str]
    body_zh: Mapped[str]
    body_en: Mapped[str]
    level: Mapped[str] = mapped_column(server_default="ordinary")
    pinned: Mapped[bool] = mapped_column(server_default="false")
    """Before all others."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who wrote it; None for the command line."""
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    """Of its words: an app shows it as unread again."""
