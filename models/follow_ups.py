"""Days on which somebody of staff wants to look at something again."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, belongs_to


class FollowUp(Alarmed):
    """A reminder of one's own, on a ticket or a conversation."""

    __tablename__ = "follow_up"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        belongs_to("ticket", "ticket_id"),
        belongs_to("conversation", "conversation_id"),
        CheckConstraint("ticket_id is not null or conversation_id is not null", name="of_one"),
        Index("ix_follow_up_alarm", "next_alarm_at"),
        Index("ix_follow_up_staff", "park_id", "staff_id", "due_at"),
        Index("ix_follow_up_ticket", "park_id", "ticket_id"),
        Index("ix_follow_up_conversation", "park_id", "conversation_id"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    """Whose it is, and who is alerted."""
    ticket_id: Mapped[int | None] = mapped_column(BigInteger)
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[str]
    """What for, in their words; may be empty."""
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    next_alarm_at: Mapped[datetime | None]
    """None once they were alerted."""
