"""What is told of statements, tried with those that we send."""

import pytest

from tests.kit.park_scoped import without_park


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT t.id FROM ticket t WHERE t.park_id = $1 AND t.id = $2",
        "SELECT t.park_id, t.id FROM ticket t WHERE t.park_id IN ($1, $2)",
        "SELECT order_line.id FROM order_line WHERE (order_line.park_id, order_line.order_id) IN"
        " (($1, $2))",
        "INSERT INTO ticket (park_id, kind) VALUES ($1, $2)",
        "SELECT park.id FROM park ORDER BY park.id",
    ],
)
def test_a_statement_with_its_park_is_not_told_of(statement: str) -> None:
    assert without_park([statement]) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT t.park_id, t.id FROM ticket t WHERE t.id = $1",
        'UPDATE "ticket" SET status = $1 WHERE id = $2',
        "DELETE FROM ticket WHERE created_at < $1",
    ],
)
def test_a_statement_without_one_is(statement: str) -> None:
    assert without_park([statement]) == {"ticket": statement}
