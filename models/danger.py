"""What the bot heard of danger, what became of it, and whom it has gone on to."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, belongs_to


class DangerSign(Alarmed):
    """One message that was heard as danger, that the bot asked back about, or of which staff say
    that it told of danger. Its words are the message's own, but for what is learned of them."""

    __tablename__ = "danger_sign"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("message", "message_id"),
        belongs_to("ticket", "ticket_id"),
        belongs_to("staff", "verdict_by"),
        UniqueConstraint("park_id", "message_id"),
        Index("ix_danger_sign_conversation", "park_id", "conversation_id", "id"),
        Index("ix_danger_sign_ticket", "park_id", "ticket_id"),
        Index(
            "ix_danger_sign_alarm",
            "next_alarm_at",
            postgresql_where=sql("next_alarm_at is not null"),
        ),
        CheckConstraint("zone in ('alarm', 'ask', 'none')", name="zone"),
        CheckConstraint("answer in ('yes', 'no', 'silence')", name="answer"),
        CheckConstraint("verdict in ('right', 'wrong')", name="verdict"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    """None once the message has served its time."""
    ticket_id: Mapped[int | None] = mapped_column(BigInteger)
    """The ticket that it opened or joined; None while a question waits, and after a no."""
    zone: Mapped[str]
    """As it was heard: alarm (staff were called at once), ask (the tenant was asked back), or none
    (the bot missed it, and staff said so)."""
    kind: Mapped[str]
    """fire, smoke, gas, trapped, flood, electric, medical, violence, chemical, collapse or
    self_harm."""
    p: Mapped[float]
    """The detector's calibrated probability, 0 to 1; 1 where a rule heard it."""
    answer: Mapped[str | None]
    """What came of the question: yes, no, or silence, which counts as yes."""
    withdrawn_at: Mapped[datetime | None]
    """When the tenant took it back; staff close the ticket, not the bot."""
    next_alarm_at: Mapped[datetime | None]
    """When the question runs out, or the tenant is told again because nobody took the ticket."""
    verdict: Mapped[str | None]
    """Staff's own word, from which the detector learns: right (somebody had to come) or wrong
    (there was no danger). None: nobody has said, or it was taken back."""
    verdict_by: Mapped[int | None] = mapped_column(BigInteger)
    verdict_at: Mapped[datetime | None]
    lesson: Mapped[str | None]
    """The message's words as the next training reads them, names and numbers masked; None without a
    verdict, and once they are forgotten."""
    created_at: Mapped[datetime]


class DangerCall(Alarmed):
    """A danger that waits for somebody of staff, and goes on to the next role until one does."""

    __tablename__ = "danger_call"
    __table_args__ = (
        belongs_to("ticket", "ticket_id"),
        belongs_to("staff", "acknowledged_by"),
        UniqueConstraint("park_id", "ticket_id"),
        Index(
            "ix_danger_call_alarm",
            "next_alarm_at",
            postgresql_where=sql("next_alarm_at is not null"),
        ),
    )

    ticket_id: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[int] = mapped_column(server_default="0")
    """How many steps of services.danger.calls it has taken."""
    acknowledged_by: Mapped[int | None] = mapped_column(BigInteger)
    """Who said that they see to it, though they do not take the ticket themselves."""
    acknowledged_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    next_alarm_at: Mapped[datetime | None]
    """When it goes on; None once somebody has taken it or said that they see to it, and after the
    last step."""
