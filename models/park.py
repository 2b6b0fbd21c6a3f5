"""The park, its places and its calendar, and what it tells everybody."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Time,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to


class Park(Base):
    """A science park: the scope of everything else."""

    __tablename__ = "park"
    __table_args__ = (
        CheckConstraint("language in ('zh', 'en')", name="language"),
        CheckConstraint("state in ('active', 'read_only', 'moving', 'gone')", name="state"),
        CheckConstraint("share between 1 and 100", name="share"),
        CheckConstraint("move_role in ('leaving', 'arriving')", name="move_role"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="zh")
    """zh or en: what a page is in for a browser that asks for neither."""
    timezone: Mapped[str]
    """IANA name, such as Asia/Shanghai."""
    currency: Mapped[str]
    """ISO 4217; every sum of the park is in its minor unit (分 for CNY)."""
    emergency_phone: Mapped[str]
    desk_phone: Mapped[str]
    public_phone: Mapped[str] = mapped_column(server_default="")
    """The desk's number as somebody outside dials it; empty where `desk_phone` is that."""
    address_zh: Mapped[str] = mapped_column(server_default="")
    address_en: Mapped[str] = mapped_column(server_default="")
    """For who comes from outside, such as a guest."""
    map_url: Mapped[str] = mapped_column(server_default="")
    """A page of a map that shows the way (https); empty where there is none."""
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
    reader_mode: Mapped[str] = mapped_column(server_default="off")
    """What a large language model does as a second reader: off, shadow (asked and only logged), or
    assist (what it points at is read back to the tenant)."""
    reader_daily_calls: Mapped[int] = mapped_column(server_default="500")
    """How often it is asked on one day of the park, at the most."""
    reader_agreed_at: Mapped[datetime | None]
    """When the park agreed last to what is sent to it; None: never."""
    share: Mapped[int] = mapped_column(server_default="1")
    """Where several parks wait, so many of its turns are run in a row."""
    uid: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"), unique=True)
    """Names the park for ever and everywhere: `slug` may change, and `id` is this database's."""
    state: Mapped[str] = mapped_column(server_default="active")
    """In any but `active` the park is at rest (services.kit.rest): `read_only` while what was begun
    ends, `moving` once nobody can write, `gone` when another installation has it."""
    state_since: Mapped[datetime] = mapped_column(server_default=func.now())
    move_role: Mapped[str | None]
    """Of a move that is under way: whether the park leaves this installation or arrives in it."""
    move_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Of the export that the present state belongs to."""
    moved_to: Mapped[str] = mapped_column(server_default="")
    """Of a park that is gone: the address of the installation that has it."""


class ParkHost(Base):
    """A name by which browsers and programs reach a park: who asks for it is in that park."""

    __tablename__ = "park_host"
    __table_args__ = (
        UniqueConstraint("host"),
        CheckConstraint("kind in ('site', 'desk', 'app')", name="kind"),
        Index("uq_park_host_main", "park_id", "kind", unique=True, postgresql_where=text("main")),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    host: Mapped[str] = mapped_column(primary_key=True)
    """Lower case, without a port; a name of other letters as it is in the DNS (xn--…)."""
    kind: Mapped[str]
    """What its first page is: the web chat (site), the desk, or the mini-app (app)."""
    main: Mapped[bool] = mapped_column(server_default="false")
    """Whether addresses that are handed out begin with it; of each kind one at most."""


class ParkKey(Base):
    """A key of the park's own. The newest that has begun to signs, each verifies until it ends."""

    __tablename__ = "park_key"

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(primary_key=True)
    """passes: an Ed25519 private key, which signs visitors' passes."""
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str]
    """What is signed calls the park so, whatever its slug is by then."""
    sealed: Mapped[bytes]
    """By the installation's key (parkline.settings.secrets)."""
    created_at: Mapped[datetime]
    signs_at: Mapped[datetime | None]
    """From when on it signs; gates fetch it before. None: since it was made."""
    ends_at: Mapped[datetime | None]
    """Of one that another follows: the last moment of what it may have signed."""


class RestingJob(ParkScoped):
    """A job of a park at rest, with its time. Where no park moves there is none: jobs wait in
    procrastinate's own table, which knows no parks."""

    __tablename__ = "resting_job"

    queue_name: Mapped[str]
    task_name: Mapped[str]
    priority: Mapped[int]
    lock: Mapped[str | None]
    queueing_lock: Mapped[str | None]
    args: Mapped[dict[str, Any]]
    """Its `park_id` is that of the installation that the job was queued in."""
    scheduled_at: Mapped[datetime | None]
    attempts: Mapped[int]


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


class BusinessHours(ParkScoped):
    """One stretch of working days; lunch is the gap between two. Clock times of the park."""

    __tablename__ = "business_hours"
    __table_args__ = (CheckConstraint("starts < ends", name="starts_before_ends"),)

    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    """ISO weekdays, 1 is Monday. A make-up workday counts as a Monday, a holiday as none."""
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)


class LastPlace(Base):
    """Where a person was seen last: the place of a code that they scanned."""

    __tablename__ = "last_place"
    __table_args__ = (belongs_to("person", "person_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    building: Mapped[str | None]
    floor: Mapped[int | None]
    room: Mapped[str | None]
    place: Mapped[str | None]
    seen_at: Mapped[datetime]


class Announcement(ParkScoped):
    """In both languages, from a moment on, until another or until it is taken back."""

    __tablename__ = "announcement"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        CheckConstraint("level in ('ordinary', 'important')", name="level"),
        CheckConstraint("ends_at is null or starts_at < ends_at", name="starts_before_ends"),
        Index("ix_announcement_ends_at", "park_id", "ends_at"),
    )

    title_zh: Mapped[str]
    title_en: Mapped[str]
    body_zh: Mapped[str]
    body_en: Mapped[str]
    level: Mapped[str] = mapped_column(server_default="ordinary")
    pinned: Mapped[bool] = mapped_column(server_default="false")
    """Before all others."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who wrote it; None for the command line."""
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    """Of its words: an app shows it as unread again."""
