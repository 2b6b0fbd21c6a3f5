"""What the park may use, at the desk."""

import pytest

from services.kit.audit import By
from services.quotas import quotas
from tests.desk.driver import Desk


@pytest.mark.parametrize("role", ["manager", "operator"])
async def test_bounds_and_what_is_used_of_them_are_shown(desk: Desk, role: str) -> None:
    async with desk.demo.sessions.begin() as session:
        by = By(desk.demo.id, None, desk.clock())
        await quotas.set_quota(session, by, "messages", 600)
        await quotas.set_quota(session, by, "storage", 20 * 1024**3)
        await quotas.reached(session, desk.demo.id, "messages", 41, now=desk.clock())
    async with desk.signed_in(role) as browser:
        page = await browser.page("/operate/quotas")
    for said in ("600", "41", "20480 MB"):
        assert said in page.replace(",", "").replace("\u2068", "").replace("\u2069", "")


async def test_agents_do_not_see_it(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        assert (await browser.get("/operate/quotas")).status == 403
