"""A real gateway lets a visitor in whose pass came from its own settings."""

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.channels.feed import Feed
from models.park import Park
from models.people import Person
from models.visits import Visit, VisitPass
from parkline.process.clock import SetClock
from parkline.process.core import core
from parkline.roles import links
from parkline.roles.jobs import Worker
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from parkline.stores.database import database
from services.visits import gates, visits
from services.visits.visits import Guests, Period
from tests.given.visits import FIVE, NOW, THREE

CHOSEN = Settings(_env_file=None, demo=True, secret_key=SecretStr("s" * 32))  # type: ignore[call-arg]


async def test_the_link_that_a_tenant_gets_opens_the_gate(demo_url: str) -> None:
    clock = SetClock(THREE)
    async with core(CHOSEN, demo_url, None, clock) as made, desk_live(made, clock) as live:
        async with made.sessions.begin() as session:
            _, key = await gates.add_gate(session, made.park.id, "东门", now=NOW)
            visit, held = await _invited(session, made.park)
        link = links.of(CHOSEN, made.parks, made.pass_keys).pass_url(visit, held)
        app: web.Application = public_app(CHOSEN, made, live, clock)
        async with TestClient(TestServer(app)) as http:
            path = link.removeprefix(CHOSEN.base_url)
            page = await http.get(path)
            assert (page.status, visit.visit_no in await page.text()) == (200, True)
            headers = {"authorization": f"Bearer {key}"}
            token = {"token": path.removeprefix("/pass/")}
            let = await http.post("/gate/v1/passes", json=token, headers=headers)
            assert (let.status, (await let.json())["visit_no"]) == (200, visit.visit_no)
            stranger = await http.post("/gate/v1/passes", json=token)
            assert stranger.content_type == "application/problem+json"


async def test_a_worker_does_what_is_due_on_visits(demo_url: str) -> None:
    clock = SetClock(FIVE + visits.GRACE)
    async with database(demo_url) as sessions, Feed(None) as feed:
        async with sessions.begin() as session:
            park = (await session.scalars(select(Park))).one()
            visit, _ = await _invited(session, park)
        await Worker(sessions, feed, clock).every(2.0)
        async with sessions() as session:
            assert (await visits.load(session, park.id, visit.id)).status == "no_show"


async def _invited(session: AsyncSession, park: Park) -> tuple[Visit, VisitPass]:
    """A visit of this afternoon, and its pass."""
    host = Person(park_id=park.id, name="李雷", language="zh")
    session.add(host)
    await session.flush()
    visit = await visits.register(
        session,
        host,
        Guests(["王小明"]),
        Period(THREE, FIVE),
        place={},
        conversation=None,
        now=NOW,
    )
    held = await visits.pass_of(session, visit)
    assert held is not None
    return visit, held
