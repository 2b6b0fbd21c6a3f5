"""Planned maintenance: what is looked at again and again, and the tickets that were opened for
it."""

from datetime import date, datetime, time

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    Index,
    Integer,
    Time,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Alarmed, ParkScoped, belongs_to


class MaintenancePlan(Alarmed):
    """Something that has to be seen to in a rhythm. `next_alarm_at`: when its next ticket is
    opened; None while it is switched off, and once it is over."""

    __tablename__ = "maintenance_plan"
    __table_args__ = (
        belongs_to("staff", "assignee_id"),
        Index(
            "ix_maintenance_plan_alarm",
            "next_alarm_at",
            postgresql_where=sql("next_alarm_at is not null"),
        ),
        CheckConstraint("unit in ('day', 'week', 'month', 'year')", name="unit"),
        CheckConstraint("every between 1 and 100", name="every"),
        CheckConstraint("urgency in ('urgent', 'normal', 'low')", name="urgency"),
    )

    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    """What is to be done; with the name, the words of its tickets."""
    category: Mapped[str]
    urgency: Mapped[str]
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    starts_on: Mapped[date] = mapped_column(Date)
    """The first day, of which a month's or year's rhythm keeps the day."""
    ends_on: Mapped[date | None] = mapped_column(Date)
    """The last day, included."""
    at: Mapped[time] = mapped_column(Time)
    """By the park's clock."""
    unit: Mapped[str]
    every: Mapped[int]
    """Every so many units."""
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default="{}")
    """Of a week's rhythm, ISO; none: the weekday of the first day."""
    workdays_only: Mapped[bool] = mapped_column(server_default="false")
    """Whether a day on which the park does not work is put off until one on which it does."""
    assignee_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who gets its tickets, as long as they work on such."""
    active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[datetime]


class MaintenanceRun(ParkScoped):
    """One day on which a plan was due."""

    __tablename__ = "maintenance_run"
    __table_args__ = (
        belongs_to("maintenance_plan", "plan_id"),
        belongs_to("ticket", "ticket_id"),
        UniqueConstraint("park_id", "plan_id", "due_on"),
        Index("ix_maintenance_run_ticket", "park_id", "ticket_id"),
        Index("ix_maintenance_run_due", "park_id", "due_on"),
    )

    plan_id: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date] = mapped_column(Date)
    """In the park's time zone."""
    ticket_id: Mapped[int] = mapped_column(BigInteger)
    opened: Mapped[bool]
    """Whether the ticket was opened for it; else it was open from before, and stands for it."""
    at: Mapped[datetime]
