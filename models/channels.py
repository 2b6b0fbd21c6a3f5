"""What channels keep: platforms' tokens and limits, repeated deliveries, who can be reached."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, belongs_to


class SendingWindow(Base):
    """How many messages a platform still takes for a person, and until when."""

    __tablename__ = "sending_window"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        CheckConstraint('"left" >= 0', name="left"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """What opened it: message, action (a menu click, a scan, following), entered; or pace, where
    the limit is one of speed (services.channels.pace)."""
    left: Mapped[int]
    until: Mapped[datetime]


class PlatformToken(Base):
    """A platform's access token, shared by all processes; and who fetches the next one."""

    __tablename__ = "platform_token"

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    app_id: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[str | None]
    """Encrypted."""
    expires_at: Mapped[datetime | None]
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    blocked_until: Mapped[datetime | None]
    """The platform gives no token before: its quota is used up."""


class SyncCursor(Base):
    """How far we have fetched what a platform keeps for us."""

    __tablename__ = "sync_cursor"

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    cursor: Mapped[str]
    """The platform's own; empty before the first time."""


class InboundDelivery(Base):
    """How often a platform delivered one message or event; kept for a day."""

    __tablename__ = "inbound_delivery"
    __table_args__ = (Index("ix_inbound_delivery_created", "created_at"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    deliveries: Mapped[int] = mapped_column(server_default="1")
    refused: Mapped[bool] = mapped_column(server_default="false")
    """Whether the tenant was told that we cannot take it."""
    answer: Mapped[str | None]
    """What was answered to it, so that a delivery that is repeated gets the same."""
    created_at: Mapped[datetime]


class Reach(Base):
    """What stands between us and a person on a platform. No row: nothing."""

    __tablename__ = "reach"
    __table_args__ = (belongs_to("conversation", "conversation_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    left_at: Mapped[datetime | None]
    """When they stopped following us."""
    consents: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    """template id: accept or reject, as they last chose."""
    hinted_seq: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Up to here they know what could not be delivered."""
