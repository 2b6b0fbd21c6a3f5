"""One person on several channels: codes that link two of them, and what was linked."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class UnionId(Base):
    """What WeChat calls a person in all accounts of one owner: the same id is the same person."""

    __tablename__ = "union_id"
    __table_args__ = (
        belongs_to("person", "person_id"),
        Index("ix_union_id_person", "park_id", "person_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    union_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger)


class LinkCode(ParkScoped):
    """A code that somebody asked for on one channel, to be typed on another; its hash is kept."""

    __tablename__ = "link_code"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("conversation", "typed_in_id"),
        belongs_to("company", "company_id"),
        UniqueConstraint("park_id", "code_hash"),
        Index("ix_link_code_conversation", "park_id", "conversation_id"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    """In which it was asked for."""
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    """Of the code; once `agreed_at` is set, of the question whether the other side agrees, too."""
    typed_in_id: Mapped[int | None] = mapped_column(BigInteger)
    """The conversation in which it was typed first: it is good in no other one from then on."""
    agreed_at: Mapped[datetime | None]
    """When who typed it said yes; from then on the one who asked for it is asked."""
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    """Which company the two will belong to, where who typed it was asked."""
    used_at: Mapped[datetime | None]
    """When it was over: linked, or refused by either side."""


class LinkTry(ParkScoped):
    """A code that was typed and was none. Counted for an hour."""

    __tablename__ = "link_try"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        Index("ix_link_try_at", "park_id", "at"),
    )

    conversation_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class PersonLink(ParkScoped):
    """Two people turned out to be one: `absorbed_id` became `person_id`."""

    __tablename__ = "person_link"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("person", "absorbed_id"),
        Index("ix_person_link_person", "park_id", "person_id"),
        CheckConstraint("how in ('code', 'union')", name="how"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    absorbed_id: Mapped[int] = mapped_column(BigInteger)
    how: Mapped[str]
    """code (typed by the person, who can take it back) or union (said by WeChat)."""
    moved: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    """Keys of the rows that changed hands, by table.column: what taking it back returns."""
    replaced: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    """What `person_id` had before in the fields that it took over from the other."""
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
