"""What is copied of each table, in which order, and what of it is compared.

A row is copied without its park, which is another number elsewhere. What cannot be equal in two
installations is left out of the comparison: transactions are counted by each server, and secrets
are sealed by each installation's own key.
"""

from dataclasses import dataclass

from psycopg import sql
from sqlalchemy import Table, Text
from sqlalchemy.types import String

import models
from models.accounts import AccountMember, AccountToken
from models.base import Base, table_of
from models.booking_calendars import BookingCalendar
from models.channels import ChannelAccount, PlatformToken
from models.claims import Claim, Lane
from models.events import EventRow
from models.network import NetworkPeer
from models.park import Park, ParkKey
from models.vendors import Endpoint
from parkline.settings import secrets

__all__ = ["SEALED", "Copied", "copied", "models"]

OWN: dict[Table, frozenset[str]] = {
    table_of(Park): frozenset({"id", "state", "state_since", "move_role", "move_id", "moved_to"}),
    table_of(EventRow): frozenset({"xid"}),
}
"""Columns that each installation has its own values of."""
RENAMED: dict[Table, frozenset[str]] = {table_of(Park): frozenset({"slug"})}
"""Columns that an import may be told to change."""
STAYS = frozenset({table_of(AccountMember), table_of(AccountToken)})
"""Tables of which nothing goes along. Who comes back with a number that rows of other parks share
would have what their humans have there, and the other installation could write any number."""
NUMBERED: dict[Table, str] = {table_of(Lane): "number", table_of(Claim): "lane"}
"""Columns of numbers that no two parks of an installation share: those of lanes, which get new ones
where they arrive, and those by which claims name them."""
SEALED: dict[Table, dict[str, str]] = {
    table_of(Endpoint): {"secret": secrets.VAULT, "previous_secret": secrets.VAULT},
    table_of(BookingCalendar): {"sealed": secrets.VAULT},
    table_of(ParkKey): {"sealed": secrets.VAULT},
    table_of(PlatformToken): {"sealed": secrets.PLATFORM_TOKENS},
    table_of(ChannelAccount): {"sealed": secrets.VAULT},
    table_of(NetworkPeer): {"sealed": secrets.VAULT, "next_sealed": secrets.VAULT},
}
"""Columns that a key of the installation seals, and its purpose."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table, as a move sees it."""

    table: Table

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def park(self) -> str:
        """The column that holds the park."""
        return "park_id" if "park_id" in self.table.c else "id"

    @property
    def columns(self) -> list[str]:
        """What is written into the file, in the order of the table's definition."""
        own = OWN.get(self.table, frozenset()) | {self.park}
        return [c.name for c in self.table.columns if c.name not in own and c.computed is None]

    @property
    def compared(self) -> list[str]:
        """What the hash is of."""
        changes = set(self.sealed) | RENAMED.get(self.table, frozenset()) | {self.numbered}
        return [name for name in self.columns if name not in changes]

    @property
    def sealed(self) -> dict[str, str]:
        return SEALED.get(self.table, {})

    @property
    def numbered(self) -> str | None:
        return NUMBERED.get(self.table)

    @property
    def stays(self) -> bool:
        """Whether its rows are left behind."""
        return self.table in STAYS

    @property
    def refers_to_itself(self) -> bool:
        return any(key.referred_table is self.table for key in self.table.foreign_key_constraints)

    @property
    def counted(self) -> str | None:
        """The column of ids that a sequence of the installation counts, if one does."""
        own = self.numbered
        found = [c.name for c in self.table.columns if c.identity is not None and c.name != own]
        return found[0] if found else None

    def rows(self, park_id: int, columns: list[str]) -> sql.Composed:
        """COPY of the park's rows, in the order of their key, which is the same everywhere."""
        query = "copy (select {} from {} where {} = {} and {} order by {}) to stdout"
        return sql.SQL(query).format(
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.Identifier(self.name),
            sql.Identifier(self.park),
            sql.Literal(park_id),
            sql.Literal(not self.stays),
            sql.SQL(", ").join(self._order()),
        )

    def _order(self) -> list[sql.Composed]:
        """Texts by their bytes: collations differ between servers."""
        return [
            sql.SQL('{} collate "C"').format(sql.Identifier(c.name))
            if isinstance(c.type, String | Text)
            else sql.SQL("{}").format(sql.Identifier(c.name))
            for c in self.table.primary_key.columns
        ]

    def taking(self) -> sql.Composed:
        """COPY into the table: the park first, then what the file has."""
        columns = [self.park, *self.columns]
        return sql.SQL("copy {} ({}) from stdin").format(
            sql.Identifier(self.name), sql.SQL(", ").join(map(sql.Identifier, columns))
        )


def copied() -> list[Copied]:
    """Every table that has rows of a park, what is referred to before what refers to it."""
    park = table_of(Park)
    return [
        Copied(table)
        for table in Base.metadata.sorted_tables
        if table is park or "park_id" in table.c
    ]
