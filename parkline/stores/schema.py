"""Whether the database has the schema that this program was written for."""

from dataclasses import dataclass
from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from parkline.failing import Failed
from parkline.stores.database import alembic_config


class SchemaRefused(Failed):
    """The database is behind this program, or ahead of it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Schema:
    """Revisions: `present` in the database, `head` in this program, which knows `known`."""

    present: frozenset[str]
    head: str
    known: frozenset[str]

    @property
    def fits(self) -> bool:
        return self.present == {self.head}

    @property
    def is_ahead(self) -> bool:
        return not self.present <= self.known

    @property
    def what(self) -> str:
        if not self.present:
            return "the database has no tables"
        return f"the database is at {', '.join(sorted(self.present))}, the program at {self.head}"

    @property
    def mend(self) -> str:
        if self.is_ahead:
            return "run the version that made this database, or a newer"
        return "parkline migrate"


@cache
def heads() -> tuple[str, ...]:
    """More than one where a checkout mixes two versions."""
    return tuple(sorted(_scripts().get_heads()))


@cache
def known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def compared(present: frozenset[str]) -> Schema:
    return Schema(present, heads()[0], known())


async def require(session: AsyncSession, *, newer: bool = False) -> None:
    """Raises SchemaRefused, unless the schema is this program's; one that is `newer` may do."""
    schema = compared(await _present(session))
    if schema.fits or (newer and schema.is_ahead):
        return
    hint = "; PARKLINE_NEWER_SCHEMA=true while you go back to the version before"
    raise SchemaRefused(f"{schema.what}: {schema.mend}{hint if schema.is_ahead else ''}")


async def _present(session: AsyncSession) -> frozenset[str]:
    if not await session.scalar(text("select to_regclass('alembic_version') is not null")):
        return frozenset()
    return frozenset(await session.scalars(text("select version_num from alembic_version")))


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config("postgresql://"))
