"""How much of something a company or a person may use within a period."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ParkScoped, belongs_to


class Allowance(ParkScoped):
    """So many units of `what` for each company, or each person, in each period of the park."""

    __tablename__ = "allowance"
    __table_args__ = (
        UniqueConstraint("park_id", "what", "scope", "period"),
        CheckConstraint("scope in ('company', 'person')", name="scope"),
        CheckConstraint("period in ('day', 'week', 'month')", name="period"),
        CheckConstraint("beyond in ('refuse', 'charge', 'ask')", name="beyond"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    what: Mapped[str]
    """Code of what is counted, such as "booking:meeting"; this table does not know more."""
    scope: Mapped[str]
    period: Mapped[str]
    amount: Mapped[int]
    beyond: Mapped[str]
    """What becomes of more than that: it is refused, charged for, or asked of somebody."""
    active: Mapped[bool] = mapped_column(server_default="true")
    """One that ended stays, since what was used of it does."""


class AllowanceUse(ParkScoped):
    """How much one of them has used in one period; the guard of its bound."""

    __tablename__ = "allowance_use"
    __table_args__ = (
        belongs_to("allowance", "allowance_id"),
        belongs_to("company", "company_id"),
        belongs_to("person", "person_id"),
        UniqueConstraint("park_id", "allowance_id", "company_id", "period_start"),
        UniqueConstraint("park_id", "allowance_id", "person_id", "period_start"),
        Index("ix_allowance_use_person", "park_id", "person_id"),
        CheckConstraint("num_nonnulls(company_id, person_id) = 1", name="one_holder"),
        CheckConstraint("used >= 0", name="used"),
    )

    allowance_id: Mapped[int] = mapped_column(BigInteger)
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    period_start: Mapped[date] = mapped_column(Date)
    """The park's day on which the period begins."""
    used: Mapped[int] = mapped_column(server_default="0")


class AllowanceEntry(ParkScoped):
    """What of a use is of one subject ("booking:42"), so that it can be given back exactly."""

    __tablename__ = "allowance_entry"
    __table_args__ = (
        belongs_to("allowance_use", "use_id"),
        UniqueConstraint("park_id", "use_id", "subject"),
        Index("ix_allowance_entry_subject", "park_id", "subject"),
        CheckConstraint("amount > 0", name="amount"),
    )

    use_id: Mapped[int] = mapped_column(BigInteger)
    subject: Mapped[str]
    amount: Mapped[int]
    """Within the bound."""
    created_at: Mapped[datetime]
