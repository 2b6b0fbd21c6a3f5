"""Browsers that take news, through the API."""

from sqlalchemy import select

from models.notices import TenantPush
from tests.api.driver import Api
from tests.api.examples import PUSHES


async def test_a_browser_subscribes_and_leaves(api: Api) -> None:
    li, wang = await api.tenant(), await api.tenant()
    assert set(await li.get("/me/push")) == {"key"}
    for _ in range(2):
        await li.post("/me/push", PUSHES, status=204)
    await wang.post("/me/push/leave", {"endpoint": PUSHES["endpoint"]}, status=204)
    async with api.demo.sessions() as session:
        [kept] = await session.scalars(select(TenantPush))
    assert kept.person_id == li.person.id
    await li.post("/me/push/leave", {"endpoint": PUSHES["endpoint"]}, status=204)
    async with api.demo.sessions() as session:
        assert list(await session.scalars(select(TenantPush))) == []


async def test_what_no_browser_says_is_refused(api: Api) -> None:
    li = await api.tenant()
    await li.post("/me/push", PUSHES | {"endpoint": "http://inside/"}, status=400)
    await li.post("/me/push", PUSHES | {"keys": {"p256dh": "x", "auth": "y"}}, status=400)
