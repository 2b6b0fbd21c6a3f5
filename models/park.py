"""The park, its places, its calendar, and the people in it."""

from datetime import date, datetime, time

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Time,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class Park(Base):
    """A science park: the scope of everything else."""

    __tablename__ = "park"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    timezone: Mapped[str]
    """IANA name, such as Asia/Shanghai."""
    currency: Mapped[str]
    """ISO 4217; every sum of the park is in its minor unit (分 for CNY)."""
    emergency_phone: Mapped[str]
    desk_phone: Mapped[str]
    fire_phone: Mapped[str] = mapped_column(server_default="119")
    ambulance_phone: Mapped[str] = mapped_column(server_default="120")
    police_phone: Mapped[str] = mapped_column(server_default="110")
    crisis_phone: Mapped[str] = mapped_column(server_default="12356")
    """For who thinks of harming themselves; in China the national line of psychological help."""
    danger_alarm_from: Mapped[float | None]
    """From which probability (0 to 1) the bot alarms of itself. None: as it was trained."""
    danger_ask_from: Mapped[float | None]
    """From which probability it asks back. None: as it was trained."""
    acceptance_minutes: Mapped[int] = mapped_column(default=10)
    """How long a vendor has to accept an order before the tenant and staff are told."""
    quiet_from: Mapped[time | None] = mapped_column(Time, server_default="22:00")
    """Notices that are not urgent wait from here to `quiet_until`. None: no quiet hours."""
    quiet_until: Mapped[time | None] = mapped_column(Time, server_default="07:00")
    handback_minutes: Mapped[int] = mapped_column(server_default="30")
    """A conversation that staff own and nobody writes in returns to the bot after this."""
    limits_guests: Mapped[bool] = mapped_column(server_default="true")
    """Whether people whom only a browser knows have limits (services.people.guest_limits). A park
    whose web chat nobody can reach from outside its own network may do without."""
    visit_retention_days: Mapped[int] = mapped_column(server_default="30")
    """How long after a visit its personal data is kept."""
    anybody_hosts: Mapped[bool] = mapped_column(server_default="false")
    """Whether people whom the park does not know may host visitors without being asked."""


class Building(ParkScoped):
    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("park_id", "code"),)

    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]]
    floors: Mapped[int]
    basements: Mapped[int] = mapped_column(default=0)


class CalendarDay(Base):
    """A day that breaks the weekly rule: a public holiday, or a make-up workday (调休)."""

    __tablename__ = "calendar_day"
    __table_args__ = (CheckConstraint("kind in ('holiday', 'workday')", name="kind"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]


class Company(ParkScoped):
    """A tenant company."""

    __tablename__ = "company"
    __table_args__ = (
        ForeignKeyConstraint(
            ["park_id", "approver_id"],
            ["person.park_id", "person.id"],
            use_alter=True,  # People belong to companies, too.
        ),
    )

    name_zh: Mapped[str]
    name_en: Mapped[str]
    visits_need_approval: Mapped[bool] = mapped_column(server_default="false")
    """Whether `approver_id` is asked before its people's visitors are let in."""
    approver_id: Mapped[int | None] = mapped_column(BigInteger)


class Person(ParkScoped):
    """Somebody who works in the park."""

    __tablename__ = "person"
    __table_args__ = (belongs_to("company", "company_id"), belongs_to("person", "merged_into_id"))

    company_id: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str | None]
    """As they call themselves: staff know it to be true only if it is `checked_name`."""
    checked_name: Mapped[str | None]
    """The name that somebody at the desk has checked."""
    phone: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="zh")
    merged_into_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who they turned out to be (services.people.linking); nothing else points to them then."""
    invoice_title: Mapped[str | None]
    """Of the last invoice that they asked for, with `invoice_tax_no`."""
    invoice_tax_no: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ChannelIdentity(ParkScoped):
    """A person as a channel knows them."""

    __tablename__ = "identity"
    __table_args__ = (
        belongs_to("person", "person_id"),
        UniqueConstraint("park_id", "channel", "external_id"),
        Index("ix_identity_person", "park_id", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    channel: Mapped[str]
    external_id: Mapped[str]
    signed_out_at: Mapped[datetime | None]
    """Of a browser: a cookie written until then is refused, so that it is somebody new."""
