"""What the park publishes, and introductions, at the desk."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from models.network import NetworkIntroduction, NetworkOffer
from models.people import Company
from services.kit.audit import By
from services.network import networks
from tests.desk.driver import Desk


async def in_network(desk: Desk) -> int:
    """The id of a company that can be shown."""
    async with desk.demo.sessions.begin() as session:
        by = By(desk.demo.id, None, desk.clock())
        await networks.create(session, by, "tus", "园区联盟", "Network of parks")
        company = Company(park_id=desk.demo.id, name_zh="流明科技", name_en="Lumen")
        session.add(company)
        await session.flush()
        return company.id


async def offered(desk: Desk) -> list[NetworkOffer]:
    async with desk.demo.sessions() as session:
        return list((await session.scalars(select(NetworkOffer))).all())


async def test_a_manager_shows_a_company_that_agreed_and_withdraws_it(desk: Desk) -> None:
    company = await in_network(desk)
    form = {"network": "tus", "kind": "org", "id": str(company), "offers": "激光雷达，lidar"}
    async with desk.signed_in("manager") as browser:
        refused = await browser.page("/operate/network")
        refused = await browser.post("/operate/network", form)
        assert refused.status == 422
        await browser.post("/operate/network", form | {"agreed": "on"})
        [row] = await offered(desk)
        assert row.body["offers"] == ["激光雷达", "lidar"]
        page = await browser.page("/operate/network")
        assert "激光雷达" in page
        await browser.post(f"/operate/network/{row.id}/withdraw", {})
    [row] = await offered(desk)
    assert (row.body, row.withdrawn_at) == ({}, desk.clock())


@pytest.mark.parametrize("role", ["agent", "engineer"])
async def test_others_publish_nothing(desk: Desk, role: str) -> None:
    async with desk.signed_in(role) as browser:
        assert (await browser.get("/operate/network")).status == 403


async def test_an_introduction_is_passed_on_once(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        row = NetworkIntroduction(
            park_id=desk.demo.id, direction="in", uid=uuid4(), origin=uuid4(), card=uuid4(),
            about_zh="流明科技", about_en="Lumen", contact={"name": "<b>Ann</b>", "words": "雷达"},
            status="sent", sequence=0, created_at=desk.clock(),
        )  # fmt: skip
        session.add(row)
        await session.flush()
        path = f"/introductions/{row.id}"
    async with desk.signed_in("agent") as browser:
        page = await browser.page("/introductions")
        assert "&lt;b&gt;Ann" in page
        assert "雷达" in page
        await browser.post(path, {"answer": "passed_on", "reply": "请联系顾先生"})
        again = await browser.post(path, {"answer": "declined"})
        assert again.status == 409
    async with desk.demo.sessions() as session:
        [row] = (await session.scalars(select(NetworkIntroduction))).all()
    assert (row.status, row.reply, row.sequence) == ("passed_on", "请联系顾先生", 2)


async def test_a_park_without_a_network_is_told_the_commands(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/network")
    assert "parkline network create" in page
    assert "parkline network join" in page
