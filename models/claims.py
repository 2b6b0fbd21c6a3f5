"""Exclusive time on things: lanes, of which each is claimed by one at a time, and claims."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Identity,
    Index,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import INT8RANGE, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to

SECONDS = 8_589_934_592
"""How many seconds of the range belong to a lane: 2^33, until the year 2242."""
EPOCH = "timestamptz '1970-01-01 00:00:00+00'"
LIVE = "status in ('held', 'confirmed')"


def _edge(column: str, sign: str, minutes: str) -> str:
    return (
        f"lane * {SECONDS}::bigint + extract(epoch from {column} - {EPOCH})::bigint"
        f" {sign} {minutes} * 60"
    )


TAKEN = (
    f"int8range({_edge('starts_at', '-', 'before_min')},"
    f" {_edge('ends_at', '+', 'after_min')}, '[)')"
)
"""Lane and time in one range, since an exclusion constraint over two columns would need an
extension that the embedded server lacks (decision 0045)."""


class Lane(ParkScoped):
    """Something of which only one may have the time: a room, a half of a hall.

    `number` is of the installation's one sequence and not of the park's, so that lanes of several
    parks never meet. A park that moves gets new numbers here, which its claims follow.
    """

    __tablename__ = "lane"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("park_id", "number"),
        CheckConstraint("number between 1 and 1073741823", name="number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, Identity())


class LanePart(Base):
    """A lane that others make up: whoever claims the whole claims each of its parts.

    Parts have none themselves, so that a whole is its leaves, and only leaves stand in claims.
    """

    __tablename__ = "lane_part"
    __table_args__ = (
        belongs_to("lane", "whole_id"),
        belongs_to("lane", "part_id"),
        Index("ix_lane_part_part", "park_id", "part_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    whole_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    part_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class Claim(ParkScoped):
    """Somebody has a lane from `starts_at` until `ends_at`, with the minutes before and after.

    Live ones (held or confirmed) of a lane never overlap, buffers included: the database sees to
    it. `subject` says of whom it is ("booking:42"); this table does not know more.
    """

    __tablename__ = "claim"
    __table_args__ = (
        ForeignKeyConstraint(
            ["park_id", "lane"], ["lane.park_id", "lane.number"], onupdate="CASCADE"
        ),
        Index("ix_claim_subject", "park_id", "subject"),
        Index("ix_claim_lane", "lane", "starts_at"),
        CheckConstraint("status in ('held', 'confirmed', 'released', 'expired')", name="status"),
        CheckConstraint("kind in ('use', 'closure')", name="kind"),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("before_min >= 0 and after_min >= 0", name="buffers"),
        CheckConstraint("(status = 'held') <= (expires_at is not null)", name="held_until"),
        ExcludeConstraint(("taken", "&&"), using="gist", where=sql(LIVE), name="claim_no_overlap"),
    )

    lane: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    subject: Mapped[str]
    status: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    before_min: Mapped[int] = mapped_column(server_default="0")
    """Minutes that nobody else has before it; as they were when it was made."""
    after_min: Mapped[int] = mapped_column(server_default="0")
    expires_at: Mapped[datetime | None]
    """Until when it is held; a hold that nobody confirmed gives way from then on."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was released or expired."""
    taken: Mapped[Any] = mapped_column(INT8RANGE, Computed(TAKEN, persisted=True))
