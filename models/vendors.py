"""Vendors, and the way of events to them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Vendor(ParkScoped):
    __tablename__ = "vendor"
    __table_args__ = (UniqueConstraint("park_id", "code"),)

    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    phone: Mapped[str | None]
    """Whom the desk calls when it is silent."""


class Endpoint(ParkScoped):
    """Where a vendor receives webhooks."""

    __tablename__ = "endpoint"
    __table_args__ = (
        belongs_to("vendor", "vendor_id"),
        CheckConstraint("status in ('active', 'disabled')", name="status"),
    )

    vendor_id: Mapped[int] = mapped_column(BigInteger)
    url: Mapped[str]
    event_types: Mapped[list[str]]
    """Empty means all of the vendor's events."""
    scheme: Mapped[str] = mapped_column(server_default="v1")
    """v1 (HMAC-SHA256) or v1a (ed25519)."""
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    """Encrypted with the settings' key."""
    previous_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None]
    rate_per_second: Mapped[int] = mapped_column(server_default="50")
    status: Mapped[str] = mapped_column(server_default="active")
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str | None]
    failing_since: Mapped[datetime | None]
    """First failure since the last success; five days of it disable the endpoint."""
    failures: Mapped[int] = mapped_column(server_default="0")
    """In a row."""
    open_until: Mapped[datetime | None]
    """While the breaker is open: when the next probe may go."""
    tokens: Mapped[float] = mapped_column(server_default="0")
    """Of the rate limit's bucket at `tokens_at`."""
    tokens_at: Mapped[datetime | None]
    sandbox: Mapped[bool] = mapped_column(server_default=false())
    """For trying: it gets samples on demand, and no event of an order."""
    created_at: Mapped[datetime]


class Delivery(ParkScoped):
    """One event for one endpoint."""

    __tablename__ = "delivery"
    __table_args__ = (
        belongs_to("event", "event_id"),
        belongs_to("endpoint", "endpoint_id"),
        UniqueConstraint("park_id", "event_id", "endpoint_id"),
        Index("ix_delivery_endpoint", "park_id", "endpoint_id", "status", "id"),
        Index(
            "ix_delivery_due",
            "park_id",
            "endpoint_id",
            "next_attempt_at",
            "id",
            postgresql_where=text("next_attempt_at is not null"),
        ),
        CheckConstraint("status <> 'pending' or next_attempt_at is not null", name="due"),
        CheckConstraint("status in ('pending', 'delivered', 'failed', 'cancelled')", name="status"),
    )

    event_id: Mapped[int] = mapped_column(BigInteger)
    endpoint_id: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(server_default="pending")
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[datetime | None]
    """While it is pending: from when on it may go, and while an attempt is on its way, when that
    counts as lost."""
    replayed: Mapped[bool] = mapped_column(server_default=false())
    """Sent again on demand: goes before what else waits of its order."""
    delivered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Attempt(ParkScoped):
    """One POST of a delivery and what came of it. Append-only."""

    __tablename__ = "attempt"
    __table_args__ = (
        belongs_to("delivery", "delivery_id"),
        Index("ix_attempt_delivery", "park_id", "delivery_id", "id"),
    )

    delivery_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int]
    at: Mapped[datetime]
    status_code: Mapped[int | None]
    milliseconds: Mapped[int]
    answer: Mapped[str] = mapped_column(server_default="")
    """First 1 KiB of the answer's body."""
    error: Mapped[str | None]


class ApiKey(ParkScoped):
    """A vendor's key to the vendor API; only its hash is kept."""

    __tablename__ = "api_key"
    __table_args__ = (belongs_to("vendor", "vendor_id"), UniqueConstraint("prefix"))

    vendor_id: Mapped[int] = mapped_column(BigInteger)
    prefix: Mapped[str]
    """The part that finds the row; not secret."""
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class VendorMember(ParkScoped):
    """Somebody of a vendor who signs in to the vendors' desk."""

    __tablename__ = "vendor_member"
    __table_args__ = (
        belongs_to("vendor", "vendor_id"),
        UniqueConstraint("park_id", "login"),
        UniqueConstraint("invite_hash"),
        CheckConstraint("role in ('manager', 'counter')", name="role"),
        CheckConstraint("language in ('zh', 'en')", name="language"),
        CheckConstraint("(invite_hash is null) = (invite_until is null)", name="invited_until"),
    )

    vendor_id: Mapped[int] = mapped_column(BigInteger)
    login: Mapped[str]
    """Lower case."""
    name: Mapped[str]
    role: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="zh")
    password_hash: Mapped[str | None]
    """argon2id; none before the first invitation is accepted."""
    invite_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the link by which they choose a password, once."""
    invite_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[datetime]


class VendorSession(ParkScoped):
    """One browser in which somebody of a vendor has signed in; only its token's hash is kept."""

    __tablename__ = "vendor_session"
    __table_args__ = (
        belongs_to("vendor_member", "member_id"),
        Index("ix_vendor_session_member", "park_id", "member_id"),
        UniqueConstraint("token_hash"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
