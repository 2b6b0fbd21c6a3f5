"""People, the companies that they belong to, and the codes by which they join one."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


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
    stands_for: Mapped[str | None]
    """desk, company or door: nobody in particular (services.people.stand_ins)."""
    note: Mapped[str | None]
    """What staff should know who talk with them, such as that they are hard of hearing."""
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


class HostVouch(ParkScoped):
    """Somebody at the desk vouches for a person, who may host visitors until it is taken back."""

    __tablename__ = "host_vouch"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("staff", "staff_id"),
        Index("ix_host_vouch_person", "park_id", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who vouches; None for the command line."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class JoinCode(ParkScoped):
    """Lets one person join a company, once; only its hash is kept."""

    __tablename__ = "join_code"
    __table_args__ = (
        belongs_to("company", "company_id"),
        belongs_to("staff", "staff_id"),
        belongs_to("person", "person_id"),
        UniqueConstraint("park_id", "hash"),
        Index("ix_join_code_company", "park_id", "company_id", "id"),
    )

    company_id: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who joined with it."""


class JoinTry(ParkScoped):
    """A code that was typed and is none. They are counted, and forgotten after a day."""

    __tablename__ = "join_try"
    __table_args__ = (
        belongs_to("person", "person_id"),
        Index("ix_join_try_at", "park_id", "at"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
