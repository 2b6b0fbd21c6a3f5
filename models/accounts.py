"""One human in several parks of the installation: memberships that share a number.

There is no row of the human beside those of the parks: an account is the number alone.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class AccountMember(ParkScoped):
    """One of the parks' rows of a human: their staff, or their person, there. Deleted when it ends,
    and never copied to another installation."""

    __tablename__ = "account_member"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        belongs_to("person", "person_id"),
        UniqueConstraint("park_id", "account"),
        UniqueConstraint("park_id", "staff_id"),
        UniqueConstraint("park_id", "person_id"),
        Index("ix_account_member_account", "account"),
        CheckConstraint("(staff_id is null) <> (person_id is null)", name="one_of_them"),
        CheckConstraint("proof in ('operator', 'phone', 'union')", name="proof"),
    )

    account: Mapped[UUID] = mapped_column(Uuid)
    """Shared by the memberships of one human; all are of staff, or all of people."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    proof: Mapped[str]
    """By what the parks know that it is the same human: an operator's word, or a verified number or
    a union id that both parks have of them."""
    since: Mapped[datetime]


class AccountToken(ParkScoped):
    """A secret that is good once; only its hash is kept, and the row goes when it is used."""

    __tablename__ = "account_token"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        belongs_to("person", "person_id"),
        UniqueConstraint("token_hash"),
        CheckConstraint("(staff_id is null) <> (person_id is null)", name="one_of_them"),
        CheckConstraint("purpose in ('link', 'handoff')", name="purpose"),
    )

    purpose: Mapped[str]
    """link: shown in another park, it offers to be one with the person who asked for it here.
    handoff: shown here, it signs in whom it names here."""
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
