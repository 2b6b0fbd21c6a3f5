"""Statements of a turn are told apart by what they are for."""

import pytest
from sqlalchemy import Select, TextClause
from sqlalchemy.dialects.postgresql import asyncpg

from actions.kit import results
from bench.causes import BESIDE, OTHER, cause_of
from services.conversations import message_rows, taking_rows
from services.ordering import carts


@pytest.mark.parametrize(
    ("statement", "cause"),
    [
        (message_rows.ASKED, "storing: what was asked before"),
        (message_rows.STORE_ALONE, "storing"),
        (taking_rows.take(), "taking"),
        (message_rows.CONCLUDE, "concluding"),
        (results.KEEP, "keeping what actions did"),
        (carts.READ_DRAFTS, "carts"),
    ],
)
def test_the_steps_of_a_turn(statement: Select[tuple[object]] | TextClause, cause: str) -> None:
    assert cause_of(str(statement.compile(dialect=asyncpg.dialect()))) == cause


@pytest.mark.parametrize(
    ("sql", "cause"),
    [
        ("SELECT park.id FROM park WHERE park.state != $1", BESIDE),
        ("SELECT person.id FROM person WHERE person.id = $1 FOR UPDATE", "rows that are locked"),
        ("SELECT person.id FROM person WHERE person.id = $1", "who writes"),
        ("UPDATE person SET phone=$1", "rows that are written"),
        ("SELECT count(*) FROM visit", OTHER),
    ],
)
def test_and_what_actions_do(sql: str, cause: str) -> None:
    assert cause_of(sql) == cause
