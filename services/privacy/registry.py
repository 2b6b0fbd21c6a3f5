"""What every table holds of people, whose it is, and what erasing a person does to it.

Domains bring it (`services.kit.personal`); a table, or a column of words, without a rule fails
`tests/services/privacy/test_registry.py`.
"""

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

import services
from models.base import Base
from services.kit.personal import Personal, PersonalTable
from services.kit.plugins import found
from services.privacy import personal


def _in_order(tables: Iterable[PersonalTable]) -> tuple[PersonalTable, ...]:
    """What is found through another row comes before it. Raises CycleError."""
    by_table = {one.table: one for one in tables}
    after: dict[type[Base], set[type[Base]]] = {table: set() for table in by_table}
    for one in by_table.values():
        for link in one.links:
            if link.to is not one.table:
                after[link.to].add(one.table)
    return tuple(by_table[table] for table in TopologicalSorter(after).static_order())


_BROUGHT = found(services, Personal)

PERSONAL_TABLES = _in_order(
    [*(one for brought in _BROUGHT for one in brought.tables), *personal.TABLES]
)
"""In the order of erasing."""

IMPERSONAL_TABLES: Mapping[type[Base], str] = {
    **{table: why for brought in _BROUGHT for table, why in brought.nothing.items()},
    **personal.NOTHING_PERSONAL,
}
"""Tables that hold nothing of a tenant, a visitor or staff; why."""


def entry(table: type[Base]) -> PersonalTable:
    """Raises KeyError for a table that holds nothing of people."""
    return _BY_TABLE[table]


_BY_TABLE = {one.table: one for one in PERSONAL_TABLES}
