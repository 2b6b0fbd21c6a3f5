"""While a ticket is written, open ones that it may be the same as are shown."""

import pytest

from tests.desk.driver import Desk
from tests.desk.tickets.ticket_desk import report

HERE = "kind=repair&category=plumbing&building=A&floor=3&room=301"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (HERE, True),
        ("kind=repair&category=plumbing&building=A&floor=3", True),
        (HERE.replace("plumbing", "hvac"), False),
        (HERE.replace("room=301", "room=302"), False),
        (HERE.replace("building=A", "building=B"), False),
        ("kind=repair&category=plumbing&building=A", False),
        ("kind=repair&phone=138 0000 1111", True),
        ("kind=repair&phone=13800002222", False),
        ("kind=repair&floor=x", False),
        ("", False),
    ],
)
async def test_the_same_place_or_phone_is_shown(desk: Desk, query: str, shown: bool) -> None:
    facts = {"category": "plumbing", "building": "A", "floor": 3, "room": "301"}
    await report(desk, "drips", phone="13800001111", **facts)
    await report(desk, "done", status="closed", phone="13800001111", **facts)
    async with desk.signed_in("dispatcher") as browser:
        answer = await browser.htmx(f"/tickets/alike?{query}", method="GET")
        assert answer.status == 200
        page = await answer.text()
    assert ("drips" in page) is shown
    assert "done" not in page
