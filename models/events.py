"""Events: what became true, in order."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped


class EventRow(ParkScoped):
    """Something that became true, written in the transaction that made it so.

    What it says is never changed; the rest tells how far its handlers are. The row is its own place
    in the queue: `services.events.queue` takes it from there.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("park_id", "uid"),
        UniqueConstraint("park_id", "subject", "sequence"),
        Index("ix_event_stream", "park_id", "xid", "id"),
        # Each serves one query alone. A planner takes a queue for empty, and an index of all that
        # waits for the cheapest way to anything of it.
        Index("ix_event_due", "id", postgresql_where=text("due_at is not null")),
        Index("ix_event_due_by_park", "park_id", "id", postgresql_where=text("due_at is not null")),
        Index(
            "ix_event_unhandled",
            "park_id",
            "subject",
            "sequence",
            postgresql_where=text("handled_at is null"),
        ),
        CheckConstraint("handled_at is not null or due_at is not null", name="due"),
    )

    xid: Mapped[int] = mapped_column(
        BigInteger, server_default=text("(pg_current_xact_id()::text)::bigint")
    )
    """Of the transaction that wrote it: readers that follow the table stop before the oldest one
    that still runs, and so miss nothing that commits late."""
    uid: Mapped[uuid.UUID] = mapped_column(Uuid)
    type: Mapped[str]
    version: Mapped[int]
    subject: Mapped[str]
    """What it is about, as kind:id, such as order:42; events of one subject keep their order."""
    sequence: Mapped[int]
    """Counts per subject from 1."""
    data: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    """When its handlers have run, so that they run once. At birth where there are none."""
    due_at: Mapped[datetime | None]
    """From when on they may run; none once they have."""
    failures: Mapped[int] = mapped_column(server_default="0")
    """Of its handlers, in a row."""
    traceparent: Mapped[str | None]
    """Of the work that wrote it, where that is traced (services.kit.tracing)."""
