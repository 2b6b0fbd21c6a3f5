"""PostgreSQL may give rows that no statement orders in any order; here it does.

A test that compares such rows with a list passes for months and fails once. With
`PARKLINE_ANY_ORDER=1` in the environment every select that orders nothing is shuffled, in the
product as in the tests: what depends on an order by chance then fails at once.
"""

import os

from sqlalchemy import Select, event, func
from sqlalchemy.orm import ORMExecuteState, Session

WANTED = os.environ.get("PARKLINE_ANY_ORDER") == "1"


def shuffle_what_nothing_orders() -> None:
    event.listen(Session, "do_orm_execute", _shuffle)


def _shuffle(execution: ORMExecuteState) -> None:
    statement = execution.statement
    if isinstance(statement, Select) and not _is_ordered(statement):
        execution.statement = statement.order_by(func.random())


def _is_ordered(statement: Select[tuple[object, ...]]) -> bool:
    """Whether it says an order, or can bear none (distinct rows, groups, aggregates)."""
    return bool(
        statement._order_by_clauses
        or statement._distinct
        or statement._group_by_clauses
        or statement._for_update_arg is not None
    )
