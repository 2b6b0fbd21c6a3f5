"""Lost and found: what people miss, what was handed in, and which may be the same thing."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, ParkScoped, belongs_to


class LostItem(Alarmed):
    """One thing that somebody has lost (kind `lost`), or that was found (kind `found`).

    What people wrote of it, where they were and how to reach them is erased after the park's
    retention time; the rest stays for the statistics.
    """

    __tablename__ = "lost_item"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "item_no"),
        Index("ix_lost_item_person", "park_id", "person_id", "id"),
        Index("ix_lost_item_open", "park_id", "kind", "category", "status"),
        Index("ix_lost_item_closed", "park_id", "closed_at"),
        Index(
            "ix_lost_item_alarm", "next_alarm_at", postgresql_where=sql("next_alarm_at is not null")
        ),
        CheckConstraint("kind in ('lost', 'found')", name="kind"),
        CheckConstraint(
            "status in ('reported', 'stored', 'matched', 'claimed', 'handed_out', 'returned',"
            " 'disposed', 'withdrawn', 'expired')",
            name="status",
        ),
        CheckConstraint(
            "category in ('phone', 'computer', 'wallet', 'card', 'documents', 'keys', 'jewellery',"
            " 'bag', 'umbrella', 'clothing', 'glasses', 'earphones', 'charger', 'bottle', 'book',"
            " 'other')",
            name="category",
        ),
        CheckConstraint(
            "colour in ('black', 'white', 'grey', 'silver', 'red', 'pink', 'orange', 'yellow',"
            " 'gold', 'green', 'blue', 'purple', 'brown', 'colourful')",
            name="colour",
        ),
        CheckConstraint("from_at <= until_at", name="from_before_until"),
    )

    item_no: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str]
    status_reason: Mapped[str | None]
    category: Mapped[str]
    colour: Mapped[str | None]
    description: Mapped[str]
    """What it is, in the words of who reported it or took it in. Empty once erased."""
    mark: Mapped[str | None]
    """Of a lost thing: what only its owner can say of it. Staff compare it; it is shown to nobody
    else."""
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who lost it or found it; None of what somebody handed in at the desk."""
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    phone: Mapped[str | None]
    finder: Mapped[str | None]
    """Who handed it in at the desk, if they said so."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who took it in at the desk."""
    shelf: Mapped[str | None]
    """Where the desk keeps it."""
    stored_at: Mapped[datetime | None]
    """Since when the desk has had it; None of what nobody has handed in."""
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    from_at: Mapped[datetime]
    """The earliest moment at which it may have been lost, or was found."""
    until_at: Mapped[datetime]
    """The latest of them."""
    closed_at: Mapped[datetime | None]
    """When it reached a state in which nothing more happens to it."""
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class LostMatch(ParkScoped):
    """A lost thing and a found one that may be the same."""

    __tablename__ = "lost_match"
    __table_args__ = (
        belongs_to("lost_item", "lost_id"),
        belongs_to("lost_item", "found_id"),
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "lost_id", "found_id"),
        Index("ix_lost_match_found", "park_id", "found_id"),
        CheckConstraint(
            "status in ('suggested', 'claimed', 'agreed', 'refused', 'disowned', 'lapsed')",
            name="status",
        ),
        CheckConstraint("score between 0 and 200", name="score"),
    )

    lost_id: Mapped[int] = mapped_column(BigInteger)
    found_id: Mapped[int] = mapped_column(BigInteger)
    score: Mapped[int]
    """How well they agree (services/lost/matching.py)."""
    status: Mapped[str]
    reason: Mapped[str | None]
    """Why staff said no."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who of the staff said yes or no; None where nobody had to."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class LostCode(ParkScoped):
    """A code by which the desk hands a thing out to its owner; only its hash is kept."""

    __tablename__ = "lost_code"
    __table_args__ = (
        belongs_to("lost_match", "match_id"),
        Index("ix_lost_code_match", "park_id", "match_id", "id"),
        CheckConstraint("tries >= 0", name="tries"),
    )

    match_id: Mapped[int] = mapped_column(BigInteger)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256."""
    tries: Mapped[int] = mapped_column(server_default="0")
    """How often a wrong one was typed while this one held."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LostPhoto(ParkScoped):
    """A photo of a lost or a found thing. It goes with the photo."""

    __tablename__ = "lost_photo"
    __table_args__ = (
        belongs_to("lost_item", "item_id"),
        ForeignKeyConstraint(
            ["park_id", "photo_id"], ["photo.park_id", "photo.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("park_id", "photo_id"),
        Index("ix_lost_photo_item", "park_id", "item_id", "id"),
    )

    item_id: Mapped[int] = mapped_column(BigInteger)
    photo_id: Mapped[int] = mapped_column(BigInteger)


class LostRule(ParkScoped):
    """What a park has decided about lost property; the defaults hold where there is no row."""

    __tablename__ = "lost_rule"
    __table_args__ = (
        UniqueConstraint("park_id"),
        CheckConstraint("unclaimed_days between 1 and 3650", name="unclaimed_days"),
    )

    unclaimed_days: Mapped[int]
    """Days after which staff are asked what becomes of a thing that nobody has claimed, and after
    which nobody looks for a lost one any more."""
