"""From what PostgreSQL logged to a script for pgbench."""

from pathlib import Path

import pytest

from bench.statements import Log, Statement, script

LOGGED = """\
@statement@ 7 LOG:  statement: BEGIN
@statement@ 8 LOG:  statement: BEGIN
@statement@ 7 LOG:  execute <unnamed>: SELECT name
\tFROM buyer WHERE id = $1::BIGINT AND shop = $2
@statement@ 7 DETAIL:  Parameters: $1 = '2041', $2 = 'O''Hara'
@statement@ 8 LOG:  execute _pg3_1: SELECT $1
@statement@ 8 DETAIL:  Parameters: $1 = NULL
@statement@ 7 LOG:  statement: DEALLOCATE "_pg3_0"
@statement@ 8 LOG:  statement: COMMIT
@statement@ 7 LOG:  statement: COMMIT
"""


@pytest.fixture
def log(tmp_path: Path) -> Log:
    path = tmp_path / "log"
    path.write_text("what was said before\n" + LOGGED)
    return Log(path, len("what was said before\n"))


def test_transactions_are_told_apart_by_their_parameters(log: Log) -> None:
    assert log.transactions({"2041"}) == [
        [
            Statement(7, "BEGIN"),
            Statement(
                7,
                "SELECT name\n\tFROM buyer WHERE id = $1::BIGINT AND shop = $2",
                ("2041", "O'Hara"),
            ),
            Statement(7, "COMMIT"),
        ]
    ]
    assert log.transactions({"2042"}) == []


def test_a_log_in_which_nothing_was_said_yet_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("")
    assert Log(path, 0).all() == []


def test_what_is_a_buyers_own_becomes_an_expression() -> None:
    asked = [
        Statement(7, "BEGIN"),
        Statement(7, "insert into t values ($1, $2, $3, $4, $10)", (
            "2041", "order:2041, O-000041", None, "16fd2706-8baf-433b-82eb-8c7fada847da",
            *("5", "6", "7", "8", "9", "it's"),
        )),
        Statement(7, "COMMIT"),
    ]  # fmt: skip
    varying = {"2041": "2000 + $1", "O-000041": "'O-' || $1"}
    assert script("kind3", [asked], varying, n=":client_id * 2").splitlines() == [
        r"\if :kind3 = 0",
        "PREPARE kind3_1 (integer) AS insert into t values ((2000 + $1),"
        " ('order:' || (2000 + $1)::text || ', ' || ('O-' || $1)::text), NULL, gen_random_uuid(),"
        " 'it''s');",
        r"\endif",
        r"\set kind3 :kind3 + 1",
        r"\set n :client_id * 2",
        "BEGIN;",
        "EXECUTE kind3_1 (:n);",
        "COMMIT;",
    ]
