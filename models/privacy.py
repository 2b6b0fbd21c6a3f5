"""How long a park keeps what it holds of people, and how far the removal of the rest is."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class RetentionPeriod(Base):
    """A period that the operator chose. Without a row the default of its kind holds."""

    __tablename__ = "retention_period"
    __table_args__ = (CheckConstraint("days between 1 and 36500", name="days"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """A key of services.privacy.retention_kinds.KINDS."""
    days: Mapped[int | None]
    """None: kept without limit."""


class RetentionPass(Base):
    """One rule's way through its table. A pass that is interrupted goes on at `position`."""

    __tablename__ = "retention_pass"

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    """A key of services.privacy.retention_rules.RULES."""
    position: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """The key of the last row that this pass looked at; 0 between two passes."""
    began_at: Mapped[datetime]
    """When the pass began that runs, or that ended last."""
    finished_at: Mapped[datetime | None]
    """When a pass last came to its end."""
    oldest_so_far: Mapped[datetime | None]
    """The oldest row that the running pass left as it is."""
    oldest_at: Mapped[datetime | None]
    """The oldest row that was left when a pass last came to its end."""
    removed: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Rows that were removed or anonymised, over all passes."""
