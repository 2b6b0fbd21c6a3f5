"""What every table shares: naming, the UTC type, and the park as first part of each key."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Identity, MetaData, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import Text, TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Refuses naive values; always read back in UTC."""

    impl = TIMESTAMP(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: a moment needs its time zone")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        str: Text,
        list[str]: ARRAY(Text),
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
    }


class ParkScoped(Base):
    """A row that belongs to a park. The park is the shard, so it leads every key."""

    __abstract__ = True

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)


class Alarmed(ParkScoped):
    """A row that wants attention at a moment of its own (services.kit.alarms)."""

    __abstract__ = True

    next_alarm_at: Mapped[datetime | None]


def table_of(model: type[Base]) -> Table:
    """For statements that are none of the session's: it looks for nothing of its own in them."""
    found = model.__table__
    assert isinstance(found, Table)
    return found


def belongs_to(table: str, column: str) -> ForeignKeyConstraint:
    """A foreign key that cannot cross parks: (park_id, `column`) → `table`(park_id, id)."""
    return ForeignKeyConstraint(["park_id", column], [f"{table}.park_id", f"{table}.id"])
