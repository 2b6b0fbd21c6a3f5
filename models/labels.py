"""Labels that staff put on tickets and conversations, and lists that they keep as views."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class Label(ParkScoped):
    """A word of the park's own by which staff sort their work."""

    __tablename__ = "label"
    __table_args__ = (
        UniqueConstraint("park_id", "name_zh"),
        UniqueConstraint("park_id", "name_en"),
        CheckConstraint("tone in ('plain', 'good', 'warn', 'bad', 'info', 'accent')", name="tone"),
    )

    name_zh: Mapped[str]
    name_en: Mapped[str]
    tone: Mapped[str] = mapped_column(server_default="plain")
    """Its colour: plain, good, warn, bad, info or accent."""
    active: Mapped[bool] = mapped_column(server_default="true")
    """Whether it is still offered; where it stands it stays."""


class TicketLabel(Base):
    """That a ticket has a label."""

    __tablename__ = "ticket_label"
    __table_args__ = (
        belongs_to("ticket", "ticket_id"),
        belongs_to("label", "label_id"),
        Index("ix_ticket_label_label", "park_id", "label_id", "ticket_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    label_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class ConversationLabel(Base):
    """That a conversation has a label."""

    __tablename__ = "conversation_label"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("label", "label_id"),
        Index("ix_conversation_label_label", "park_id", "label_id", "conversation_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    label_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class SavedView(ParkScoped):
    """Filters of a list that somebody of staff keeps under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "staff_id", "area", "name"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    """Whose it is."""
    area: Mapped[str]
    """Of the desk: tickets or inbox."""
    name: Mapped[str]
    query: Mapped[str]
    """As it stands in the address of the list, such as view=list&urgency=urgent."""
    shared: Mapped[bool] = mapped_column(server_default="false")
    """Whether colleagues see it, too."""
    created_at: Mapped[datetime]
