"""Commands for the desk's staff."""

import psycopg
from sqlalchemy import select

from models.staff import AuditEntry, SignInTry, Staff
from parkline.stores.database import libpq_url
from services.staff import passwords
from tests.parkline.cli.commands import Parkline, read

PASSWORD = "correct horse battery"
TWICE = f"{PASSWORD}\n{PASSWORD}\n"
LIN = ("staff", "add", "Lin", "--name", "林晓", "--roles", "agent,operator")


def test_somebody_is_let_in(operate: Parkline, demo_url: str) -> None:
    result = operate(*LIN, typed=TWICE)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "lin may sign in: agent, operator",
    )
    [kept] = read(demo_url, select(Staff.password_hash).where(Staff.login == "lin"))
    assert passwords.matches(kept, PASSWORD)
    assert read(demo_url, select(AuditEntry.action)) == ["staff.add"]


def test_who_cannot_be_let_in_is_told_in_one_line(operate: Parkline, demo_url: str) -> None:
    for arguments, typed, said in [
        (("x", "--name", "X", "--roles", "agent"), TWICE, "a login is letters"),
        (("lin", "--name", "X", "--roles", "emperor"), TWICE, "no such role: emperor"),
        (("lin", "--name", "X", "--roles", "agent"), "short\nshort\n", "10 to 200 characters"),
    ]:
        result = operate("staff", "add", *arguments, typed=typed)
        assert result.exit_code == 1
        assert said in result.stderr.splitlines()[-1]
    assert read(demo_url, select(Staff.id)) == []


def test_a_new_password(operate: Parkline, demo_url: str) -> None:
    operate(*LIN, typed=TWICE)
    result = operate("staff", "password", "LIN", typed="another long one\nanother long one\n")
    assert result.exit_code == 0
    [kept] = read(demo_url, select(Staff.password_hash))
    assert passwords.matches(kept, "another long one")
    assert operate("staff", "password", "nobody", typed=TWICE).exit_code == 1


def test_who_typed_wrong_passwords_may_try_again(operate: Parkline, demo_url: str) -> None:
    operate(*LIN, typed=TWICE)
    [park] = read(demo_url, select(Staff.park_id))
    with psycopg.connect(libpq_url(demo_url)) as connection:
        for _ in range(9):
            connection.execute(
                "insert into sign_in_try (park_id, login_hash, place, at)"
                " values (%s, sha256('lin'), 'address:192.0.2.1', now())",
                [park],
            )
    result = operate("staff", "unlock", "LIN")
    assert (result.exit_code, result.stdout.strip()) == (0, "lin may try again")
    assert read(demo_url, select(SignInTry.id)) == []
    assert read(demo_url, select(AuditEntry.action)) == ["staff.add", "staff.unlock"]
    assert operate("staff", "unlock", "nobody").exit_code == 1


def test_everybody_is_listed_and_the_last_operator_stays(operate: Parkline) -> None:
    operate(*LIN, typed=TWICE)
    operate("staff", "add", "amy", "--name", "Amy", "--roles", "agent", typed=TWICE)
    assert operate("staff", "deactivate", "amy").exit_code == 0
    result = operate("staff", "deactivate", "lin")
    assert (result.exit_code, "last operator" in result.stderr) == (1, True)
    assert operate("staff", "list").stdout.splitlines() == [
        "amy\tAmy\tagent\tdeactivated",
        "lin\t林晓\tagent,operator\tactive",
    ]
