"""Addresses of pages at doors: made, shown once, made anew, taken back."""

import re

from sqlalchemy import select

from models.booking_shelf import BookingResource
from models.staff import AuditEntry
from services.booking import panels
from services.kit.errors import NotFound
from tests.desk.driver import Desk


async def of(desk: Desk, code: str) -> BookingResource:
    async with desk.demo.sessions() as session:
        row = await session.scalar(select(BookingResource).where(BookingResource.code == code))
        assert row is not None
        return row


async def opens(desk: Desk, token: str) -> bool:
    async with desk.demo.sessions() as session:
        try:
            return (await panels.find(session, desk.demo.id, token)).code == "a_301"
        except NotFound:
            return False


async def test_an_address_is_shown_once_replaced_and_taken_back(desk: Desk) -> None:
    room = await of(desk, "a_301")
    async with desk.signed_in("reception") as browser:
        tokens = []
        for _ in range(2):
            answer = await browser.htmx(f"/booking/doors/{room.id}/make", {})
            found = re.search(r"/door/([\w-]{43})", await answer.text())
            assert found is not None
            tokens.append(found[1])
        assert [await opens(desk, one) for one in tokens] == [False, True]
        page = await browser.page("/booking/doors")
        assert "Make a new one" in page
        assert tokens[1] not in page
        for _ in range(2):
            await browser.htmx(f"/booking/doors/{room.id}/revoke", {})
    assert not await opens(desk, tokens[1])
    async with desk.demo.sessions() as session:
        noted = select(AuditEntry).where(~AuditEntry.is_look).order_by(AuditEntry.id)
        entries = list(await session.scalars(noted))
    assert [one.action for one in entries] == ["panel.make", "panel.make", "panel.remove"]
    assert not [one for one in entries if tokens[1] in str(one.after)]


async def test_who_only_looks_makes_none(desk: Desk) -> None:
    room = await of(desk, "a_301")
    async with desk.signed_in("dispatcher") as browser:
        assert (await browser.htmx(f"/booking/doors/{room.id}/make", {})).status == 403
        assert "/booking/doors" not in await browser.page("/booking")
