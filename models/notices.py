"""What a person does not want to hear, and their browsers that take news."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class NoticeOptOut(Base):
    """A kind of notice that a person does not want."""

    __tablename__ = "notice_opt_out"
    __table_args__ = (belongs_to("person", "person_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """One of services.notices.opt_outs.KINDS."""
    created_at: Mapped[datetime]


class TenantPush(ParkScoped):
    """A browser of a tenant that takes Web Push, as it describes itself (W3C Push API)."""

    __tablename__ = "tenant_push"
    __table_args__ = (
        belongs_to("person", "person_id"),
        UniqueConstraint("park_id", "endpoint"),
        Index("ix_tenant_push_person", "park_id", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    session_id: Mapped[int] = mapped_column(BigInteger)
    """Of the app's session that asked for it: signing out there ends it."""
    endpoint: Mapped[str]
    """Where its push service takes messages; whoever knows it can send none without our key."""
    p256dh: Mapped[str]
    """The browser's public key, base64url."""
    auth: Mapped[str]
    """The secret that it shares with us, base64url (RFC 8291)."""
    renewed_at: Mapped[datetime]
    """When the browser last said that it still takes them."""
