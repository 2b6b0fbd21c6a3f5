"""Who has signed in to the mini-app, and by what."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint
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


class AppSession(ParkScoped):
    """One signed-in mini-app: a person, the conversation that it goes on with, and the family of
    refresh tokens that keeps it alive."""

    __tablename__ = "app_session"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        Index("ix_app_session_person", "park_id", "person_id"),
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
