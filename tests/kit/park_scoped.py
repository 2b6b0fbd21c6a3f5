"""Which statements look into tables of parks without saying which park."""

import re
from collections.abc import Iterable

from models.base import Base

_TABLES = {
    table.name for table in Base.metadata.tables.values() if "park_id" in table.primary_key.columns
}
_NAMED = re.compile(r'(?:from|join|update|into|using)\s+(?:only\s+)?"?(\w+)"?', re.IGNORECASE)
_SAYS_WHICH = re.compile(r'park_id"?\s*(?:=|in\b)|where \((?:\w+\.)?park_id,', re.IGNORECASE)


def without_park(statements: Iterable[str]) -> dict[str, str]:
    """Those that name such a table and compare `park_id` with nothing, by the tables that they
    name. What is inserted has its park in its row."""
    found = dict[str, str]()
    for statement in statements:
        tables = _TABLES.intersection(_NAMED.findall(statement))
        is_insert = statement.lstrip().lower().startswith("insert") and "park_id" in statement
        if tables and not is_insert and not _SAYS_WHICH.search(statement):
            found[", ".join(sorted(tables))] = statement
    return found
