"""What is counted as a question to the database, and what as the bounds of a transaction."""

import pytest

from bench.asking import is_bound
from bench.statements import Statement


@pytest.mark.parametrize(
    ("sql", "bound"),
    [
        ("BEGIN ISOLATION LEVEL READ COMMITTED;", True),
        ("COMMIT", True),
        ("ROLLBACK;", True),
        ("RELEASE SAVEPOINT sa_savepoint_1", True),
        ("select 1", False),
        ("with held as (select 1) select * from held", False),
        ("INSERT INTO beginning values (1)", False),
    ],
)
def test_what_bounds_a_transaction_asks_nothing(sql: str, bound: bool) -> None:
    assert is_bound(Statement(1, sql)) is bound
