"""A twin of a park: a second one with the same ids, numbers, names, phones, codes and versions.

What is looked up without its park finds two, or the wrong one. Words that carry a mark carry
another in the twin, so that one can see whose they are.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ARRAY, Column, LargeBinary, Table, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text, TypeDecorator, TypeEngine

from models.base import Base

SECRET_BY_ITSELF = "twin"
"""Prepended to keys and hashes that are unique in all parks, since nobody guesses them."""
LANES_APART = 1_000_000
_LANES = {("lane", "number"), ("claim", "lane")}
"""Numbers that no two parks share: a claim of one would keep a room of the other."""
_UNGUESSED = {("account_member", "account")}
"""Numbers by which rows of two parks would be one human's; two installations draw unlike ones."""
_NEVER = {"park_host", "park_key", "secret_key"}
_ALONE = {("channel_account", "app_id")}
"""Unique in all parks together with something else."""


async def twin(session: AsyncSession, park_id: int, slug: str, instead: Mapping[str, str]) -> int:
    """The id of a copy of everything that a park has, under another slug. `instead`: words of the
    twin by those of the park. The session's role is a superuser's."""
    await session.execute(text("set local session_replication_role = replica"))
    made: int = await session.scalar(_park(instead), {"park_id": park_id, "slug": slug})
    for table in Base.metadata.sorted_tables:
        if "park_id" in table.columns and table.name not in _NEVER:
            names = ", ".join(f'"{column.name}"' for column in _written(table))
            values = ", ".join(_value(table, column, instead) for column in _written(table))
            await session.execute(
                text(
                    f'insert into "{table.name}" ({names}) overriding system value'
                    f' select {values} from "{table.name}" where park_id = :park_id'
                ),
                {"park_id": park_id, "twin": made},
            )
    await session.execute(text("set local session_replication_role = origin"))
    return made


def _park(instead: Mapping[str, str]) -> Any:
    table = Base.metadata.tables["park"]
    columns = [one for one in table.columns if one.name not in {"id", "uid", "slug"}]
    names = ", ".join(column.name for column in columns)
    values = ", ".join(_replaced(column, instead) for column in columns)
    return text(
        f"insert into park (slug, {names}) select :slug, {values} from park"
        " where id = :park_id returning id"
    )


def _written(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.computed is None]


def _value(table: Table, column: Column[Any], instead: Mapping[str, str]) -> str:
    if column.name == "park_id":
        return "cast(:twin as bigint)"
    if (table.name, column.name) in _LANES:
        return f'"{column.name}" + {LANES_APART}'
    if (table.name, column.name) in _UNGUESSED:
        return "gen_random_uuid()"
    if _is_alone(table, column):
        kind = "bytea" if isinstance(column.type, LargeBinary) else "text"
        return f"""'{SECRET_BY_ITSELF}'::{kind} || "{column.name}\""""
    return _replaced(column, instead)


def _replaced(column: Column[Any], instead: Mapping[str, str]) -> str:
    cast = _cast_of(column.type)
    said = f'"{column.name}"'
    if cast is None or not instead:
        return said
    said += "::text"
    for ours, theirs in instead.items():
        said = f"replace({said}, '{ours}', '{theirs}')"
    return f"({said})::{cast}"


def _cast_of(type_: TypeEngine[Any]) -> str | None:
    """Of what may hold words."""
    if isinstance(type_, TypeDecorator):
        type_ = type_.impl_instance
    match type_:
        case JSONB():
            return "jsonb"
        case ARRAY() if isinstance(type_.item_type, Text):
            return "text[]"
        case Text():
            return "text"
    return None


def _is_alone(table: Table, column: Column[Any]) -> bool:
    """Whether it is unique in all parks."""
    if column.unique or (table.name, column.name) in _ALONE:
        return True
    return any(
        isinstance(one, UniqueConstraint) and list(one.columns) == [column]
        for one in table.constraints
    )
