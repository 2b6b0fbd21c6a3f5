"""Rules that operators write: when something happens, what is done by itself; and what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class AutomationRule(ParkScoped):
    """When (an event, and what holds of it), then (what is done)."""

    __tablename__ = "automation_rule"
    __table_args__ = (
        UniqueConstraint("park_id", "name"),
        Index("ix_automation_rule_event", "park_id", "event"),
        CheckConstraint("not active or tested_version = version", name="tested"),
    )

    name: Mapped[str]
    event: Mapped[str]
    """Type of event, such as ticket.reported."""
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(server_default=sql("'[]'"))
    """All of them have to hold: field, op, value."""
    actions: Mapped[list[dict[str, Any]]] = mapped_column(server_default=sql("'[]'"))
    """Done in this order: do, and what that needs."""
    active: Mapped[bool] = mapped_column(server_default="false")
    version: Mapped[int] = mapped_column(server_default="1")
    """Counts its changes."""
    tested_version: Mapped[int | None]
    """Which of them was tried against past events; no other may be switched on."""
    position: Mapped[int]
    """Rules of one event run in this order."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class AutomationRun(ParkScoped):
    """One time that a rule acted, or wanted to."""

    __tablename__ = "automation_run"
    __table_args__ = (
        belongs_to("automation_rule", "rule_id"),
        UniqueConstraint("park_id", "rule_id", "event_id"),
        Index("ix_automation_run_at", "park_id", "rule_id", "at"),
        Index("ix_automation_run_xid", "park_id", "xid"),
        CheckConstraint("outcome in ('done', 'failed', 'limited')", name="outcome"),
    )

    rule_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    """Of the event that started it; events are forgotten earlier or later than this row."""
    subject: Mapped[str]
    """ticket:17, conversation:5."""
    at: Mapped[datetime]
    outcome: Mapped[str]
    """done, failed, or limited: it had acted too often."""
    steps: Mapped[list[dict[str, Any]]] = mapped_column(server_default=sql("'[]'"))
    """Of each action: do, and why it did nothing, where it did nothing."""
    xid: Mapped[int] = mapped_column(BigInteger)
    """The transaction in which it acted, and the events that it caused there: after `first_event`,
    up to `last_event`. What a rule caused starts no rule."""
    first_event: Mapped[int] = mapped_column(BigInteger)
    last_event: Mapped[int] = mapped_column(BigInteger)
