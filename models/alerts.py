"""What single people of staff are alerted of, and the browsers to which it is pushed."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class StaffAlert(ParkScoped):
    """Something that one person of staff has to know. Of what is unseen there is one row for a
    kind and a subject, however often it happens."""

    __tablename__ = "staff_alert"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        belongs_to("staff", "settled_by"),
        Index("ix_staff_alert_staff", "park_id", "staff_id", "id"),
        Index(
            "uq_staff_alert_one_unseen",
            "park_id",
            "staff_id",
            "kind",
            "subject",
            unique=True,
            postgresql_where=sql("seen_at is null"),
        ),
        Index("ix_staff_alert_subject", "park_id", "subject"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    """danger, called, late, assigned, reply or mentioned: a key of the kinds that domains bring."""
    subject: Mapped[str]
    """ticket:17, conversation:5."""
    urgent: Mapped[bool]
    """Whether it rings unless somebody has switched that off."""
    about: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    """Codes that its words need, such as the role or the clock. Nothing of a tenant."""
    times: Mapped[int] = mapped_column(server_default="1")
    """How often it happened while it was unseen."""
    created_at: Mapped[datetime]
    """Of the last time."""
    seen_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    """When there was nothing left to do about it."""
    settled_by: Mapped[int | None] = mapped_column(BigInteger)
    """Who saw to that; None: it went by itself."""


class PushSubscription(ParkScoped):
    """A browser of staff that takes Web Push, as it describes itself (W3C Push API)."""

    __tablename__ = "push_subscription"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "endpoint"),
        Index("ix_push_subscription_staff", "park_id", "staff_id"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    session_id: Mapped[int] = mapped_column(BigInteger)
    """Of the session that asked for it: signing out there ends it."""
    endpoint: Mapped[str]
    """Where its push service takes messages; whoever knows it can send none without our key."""
    p256dh: Mapped[str]
    """The browser's public key, base64url."""
    auth: Mapped[str]
    """The secret that it shares with us, base64url (RFC 8291)."""
    renewed_at: Mapped[datetime]
    """When the browser last said that it still takes them."""
