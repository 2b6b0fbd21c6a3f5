"""Commands for staff of several parks."""

import asyncio

import pytest
from sqlalchemy import select

from models.accounts import AccountMember
from models.staff import AuditEntry
from parkline.stores.database import database
from tests.given.factories import make_park
from tests.parkline.cli.commands import Parkline, read

TWICE = "correct horse battery\n" * 2
LIN = ("staff", "add", "lin", "--name", "林晓", "--roles", "agent")


@pytest.fixture(autouse=True)
def _second_park(demo_url: str) -> None:
    async def make() -> None:
        async with database(demo_url, pool_size=1) as sessions, sessions.begin() as session:
            await make_park(session, slug="cambridge")

    asyncio.run(make())


def test_staff_of_two_parks_are_linked_listed_and_unlinked(
    operate: Parkline, demo_url: str
) -> None:
    operate(*LIN, typed=TWICE)
    operate("--park", "cambridge", *LIN[:-1], "reception", typed=TWICE)
    linked = operate("account", "link", "lin", "cambridge:lin")
    assert (linked.exit_code, "are one" in linked.stdout) == (0, True)
    listed = operate("account", "list").stdout.splitlines()
    assert listed == [
        "daybreak:lin (agent)\tcambridge:lin (reception)",
        "tenants who linked two parks: 0",
    ]
    assert operate("account", "unlink", "cambridge:lin").stdout == "cambridge:lin is alone again\n"
    assert read(demo_url, select(AccountMember.id)) == []
    actions = read(demo_url, select(AuditEntry.action).order_by(AuditEntry.id))
    assert actions[-4:] == ["account.link"] * 2 + ["account.unlink"] * 2


def test_who_is_nobody_or_of_the_same_park_is_told_in_one_line(operate: Parkline) -> None:
    operate(*LIN, typed=TWICE)
    operate("staff", "add", "bo", *LIN[3:], typed=TWICE)
    for one, other, said in (
        ("lin", "bo", "of two parks"),
        ("lin", "cambridge:lin", "no staff 'lin'"),
        ("lin", "elsewhere:lin", "no park 'elsewhere'"),
    ):
        result = operate("account", "link", one, other)
        assert (result.exit_code, said in result.stderr.splitlines()[-1]) == (1, True)
