"""How much people without an identity asked for lately."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class GuestUse(Base):
    """What guests took of one kind within a window of time, counted for one of them, for one
    network, or for all of a park; the guard of their limits (services.people.guest_limits)."""

    __tablename__ = "guest_use"
    __table_args__ = (Index("ix_guest_use_since", "since"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    """person:17, network:…, or park."""
    kind: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    """When the window began."""
    taken: Mapped[int]
