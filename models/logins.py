"""Who has signed in to the mini-app, and by what."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class LoginCode(ParkScoped):
    """A code that signs in once to the conversation that it was given in; only its hash is kept."""

    __tablename__ = "login_code"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        UniqueConstraint("park_id", "code_hash"),
        Index("ix_login_code_conversation", "park_id", "conversation_id"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PhoneCode(ParkScoped):
    """A code that a phone got to sign in with, and how often it was tried; only its hash is kept.
    Rows are counted to limit how many are sent, and go within a day or two."""

    __tablename__ = "phone_code"
    __table_args__ = (
        UniqueConstraint("challenge_hash"),
        Index("ix_phone_code_created_at", "park_id", "created_at"),
    )

    phone: Mapped[str]
    """E.164: +8613800138000."""
    network: Mapped[str | None]
    """A keyed hash of where it was asked for from."""
    challenge_hash: Mapped[bytes] = mapped_column(LargeBinary)
    """Of what whoever asked for the code got, and has to show with it."""
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(server_default="0")
    used_at: Mapped[datetime | None]


class AppSession(ParkScoped):
    """What somebody is signed in by: a person and the conversation that it goes on with.

    Kept alive by a family of refresh tokens or, for a program of their own, by one access token
    that holds until the end (`token_hash`, with its `name` and `scopes`).
    """

    __tablename__ = "app_session"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        Index("ix_app_session_person", "park_id", "person_id"),
        Index(
            "uq_app_session_token_hash",
            "token_hash",
            unique=True,
            postgresql_where=text("token_hash is not null"),
        ),
        CheckConstraint("(ended_at is null) = (ended_by is null)", name="ended"),
        CheckConstraint("ended_by in ('signed_out', 'everywhere', 'reuse', 'erased')", name="by"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    conversation_id: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    """signed_out, everywhere, reuse (a refresh token came twice) or erased."""
    name: Mapped[str | None]
    """What its person calls the program that has the access token."""
    scopes: Mapped[list[str] | None]
    """What the access token is good for; None of a session that may all."""
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)


class RefreshToken(ParkScoped):
    """A token that renews a session once; only its hash is kept. Used ones stay until the session
    is forgotten: one that comes again was stolen, from us or from its owner."""

    __tablename__ = "refresh_token"
    __table_args__ = (
        belongs_to("app_session", "session_id"),
        UniqueConstraint("token_hash"),
        Index("ix_refresh_token_session", "park_id", "session_id"),
    )

    session_id: Mapped[int] = mapped_column(BigInteger)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
