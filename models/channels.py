"""What channels keep: platforms' tokens and limits, repeated deliveries, who can be reached."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class ChannelAccount(ParkScoped):
    """An account of a park on a platform, beside those of the settings."""

    __tablename__ = "channel_account"
    __table_args__ = (
        UniqueConstraint("code"),
        Index(
            "uq_channel_account_app",
            "channel",
            "app_id",
            unique=True,
            postgresql_where=sql("status <> 'dropped'"),
        ),
        CheckConstraint(
            "channel in ('wechat', 'miniprogram', 'wecom', 'telegram', 'wechatpay')",
            name="channel",
        ),
        CheckConstraint("mode in ('plain', 'compatible', 'safe')", name="mode"),
        CheckConstraint("status in ('active', 'disabled', 'dropped')", name="status"),
        CheckConstraint("(status = 'dropped') = (sealed is null)", name="sealed"),
    )

    code: Mapped[str]
    """Names it in the address that the platform calls, in metrics and logs; random, and no other
    park's."""
    channel: Mapped[str]
    name: Mapped[str]
    """As the park calls it."""
    app_id: Mapped[str]
    """The platform's: an AppID, a corp id and an agent's by a slash, a bot's number, a merchant's
    number and its mini-program's AppID by a slash."""
    mode: Mapped[str] = mapped_column(server_default="safe")
    """How WeChat's messages come."""
    options: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    """What is no secret: `push`, `templates`, `kf_id`."""
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Its secrets, and those of before whose overlap is not over (services.channels.keys)."""
    former_until: Mapped[datetime | None]
    """Until when the last of those of before is good."""
    status: Mapped[str] = mapped_column(server_default="active")
    """A dropped one stays, so that its people are known again when it comes back."""
    revision: Mapped[int] = mapped_column(BigInteger, server_default="1")
    """One more with each change: by their sum gateways see that there is something to read."""
    problem: Mapped[str] = mapped_column(server_default="")
    """What the platform said to the last check: a code, empty where all was well."""
    checked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


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
