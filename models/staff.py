"""The people behind the desk: who they are, what they may do, and when they are there."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Index,
    Integer,
    LargeBinary,
    Text,
    Time,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Staff(ParkScoped):
    """Somebody who signs in to the desk."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("park_id", "login"),
        CheckConstraint(
            "roles <@ array['agent', 'dispatcher', 'engineer', 'reception', 'manager', 'operator']",
            name="roles",
        ),
        CheckConstraint("language in ('zh', 'en')", name="language"),
        CheckConstraint("ticket_capacity > 0", name="ticket_capacity"),
        CheckConstraint("chat_capacity > 0", name="chat_capacity"),
        CheckConstraint("presence in ('here', 'busy', 'away')", name="presence"),
    )

    login: Mapped[str]
    """Lower case."""
    name: Mapped[str]
    """As tenants and colleagues read it."""
    password_hash: Mapped[str]
    """argon2id."""
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    skills: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """Ticket categories that an engineer takes."""
    ticket_capacity: Mapped[int | None]
    """Open tickets up to which more are given to them by themselves; None: no limit."""
    chat_capacity: Mapped[int | None]
    """Conversations at once, likewise."""
    language: Mapped[str] = mapped_column(server_default="zh")
    phone: Mapped[str | None]
    active: Mapped[bool] = mapped_column(server_default="true")
    presence: Mapped[str] = mapped_column(server_default="here")
    """What they say of themselves: here, busy (nothing new by itself) or away."""
    presence_until: Mapped[datetime | None]
    """When they are here again by themselves; None: when they say so."""
    failed_logins: Mapped[int] = mapped_column(server_default="0")
    locked_until: Mapped[datetime | None]
    """Both are read only by the version before, which may run beside this one; see SignInTry."""
    created_at: Mapped[datetime]


class StaffIdentity(ParkScoped):
    """Staff as the operator's identity provider knows them (services.staff.provider_sign_in)."""

    __tablename__ = "staff_identity"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("park_id", "issuer", "subject"),
        UniqueConstraint("park_id", "issuer", "email"),
        UniqueConstraint("park_id", "issuer", "staff_id"),
        CheckConstraint("(subject is null) = (linked_at is null)", name="linked"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    issuer: Mapped[str]
    subject: Mapped[str | None]
    """None before they first come by the provider; alone it counts from then on."""
    email: Mapped[str]
    """By which they were, or will be, linked. Lower case."""
    by_groups: Mapped[bool] = mapped_column(server_default="false")
    """Whether the account was made by itself, for a group: its roles follow the groups."""
    linked_at: Mapped[datetime | None]


class StaffSession(ParkScoped):
    """One signed-in browser; only the hash of its token is kept."""

    __tablename__ = "staff_session"
    __table_args__ = (belongs_to("staff", "staff_id"), UniqueConstraint("token_hash"))

    staff_id: Mapped[int] = mapped_column(BigInteger)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInTry(ParkScoped):
    """A password that was wrong, or is being checked. Counts for a day
    (services.staff.sign_in_tries)."""

    __tablename__ = "sign_in_try"
    __table_args__ = (
        Index("ix_sign_in_try_login", "park_id", "login_hash", "at"),
        Index("ix_sign_in_try_place", "park_id", "place", "at"),
    )

    login_hash: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 of what was typed as the login, which nobody need have."""
    place: Mapped[str]
    """address:10.0.0.7, or device:… of a browser in which the login had signed in."""
    at: Mapped[datetime]


class Shift(ParkScoped):
    """Weekly hours in which somebody is on duty. Clock times of the park; none spans midnight."""

    __tablename__ = "shift"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        Index("ix_shift_staff", "park_id", "staff_id"),
        CheckConstraint("starts < ends", name="starts_before_ends"),
    )

    staff_id: Mapped[int] = mapped_column(BigInteger)
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    """ISO weekdays, 1 is Monday. A make-up workday counts as a Monday, a holiday as none."""
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)


class AuditEntry(ParkScoped):
    """Who changed what in the park's configuration, or looked at personal data. Append-only."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        Index("ix_audit_entry_subject", "park_id", "subject", "id"),
        Index("ix_audit_entry_looks", "park_id", "id", postgresql_where=sql("is_look")),
        Index("ix_audit_entry_changes", "park_id", "id", postgresql_where=sql("not is_look")),
    )

    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """None for the command line, and for an `actor`."""
    actor: Mapped[str | None]
    """Who it was where it was nobody of staff: kind:id, such as vendor_member:7."""
    action: Mapped[str]
    """noun.verb, such as item.edit."""
    subject: Mapped[str]
    """kind:id, such as item:17."""
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    is_look: Mapped[bool] = mapped_column(server_default="false")
    """Whether somebody looked at personal data (services.staff.looks) and changed nothing."""
    roles: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """Of a look: the roles that its staff member had at that moment."""
    page: Mapped[str | None]
    """Of a look: the area of the desk from which it was opened, such as inbox."""
