"""Two parks that hold the same, behind two hosts of one gateway: nothing of one is had at the
other, and what is good at one is refused at the other as what nobody has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import delete, select

import desk
from api.frame.app import PREFIX as API
from api.frame.app import routes as api_routes
from desk.frame import guard
from desk.frame.routing import Area
from models.conversations import Conversation
from models.events import EventRow
from models.people import Person
from models.quotas import ParkQuota
from models.staff import Staff
from models.vendors import VendorMember
from parkline.process.clock import SetClock
from parkline.process.core import Core, core
from parkline.roles import links
from parkline.roles.world import crowded_of, desk_live, public_app
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions, database
from parkline.stores.database_roles import as_role
from services.kit.plugins import found
from services.park import hosts
from services.people import access_tokens, app_sessions
from services.staff import sessions as desk_sessions
from services.staff.permissions import ROLES
from services.vendors import keys as vendor_keys
from services.vendors import member_sessions
from services.visits import gates, visits
from services.visits.visits import Guests, Period
from tests.given.somebody import Somebody, somebody
from tests.given.twin import twin
from tests.given.visits import FIVE, NOW, THREE
from tests.kit.databases import Copies
from tests.kit.park_scoped import without_park
from tests.kit.statements import counted
from vendor_desk import cookies

SETTINGS = Settings(_env_file=None, demo=True, rls=True, secret_key=SecretStr("s" * 32))  # type: ignore[call-arg]
OURS, THEIRS = "daybreak.localhost", "twin.localhost"
MARK, TWINS = "zinnober", "karmesin"
DAY = timedelta(days=1)
NEW = {"Date", "X-Request-ID", "X-Request-Id", "Set-Cookie"}
"""Headers of an answer that no two have alike."""
pytestmark = pytest.mark.timeout(400)
Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class Parks:
    """`who` has left a row in every table of the first park; the twin has the same."""

    http: Client
    made: Core
    sessions: Sessions
    """The owner's, whom the fence does not hold."""
    who: Somebody
    twin_id: int

    async def ask(
        self, host: str, path: str, method: str = "GET", *, cookie: str = "", **how: Any
    ) -> ClientResponse:
        """As a browser without any cookie but `cookie`."""
        self.http.session.cookie_jar.clear()
        headers = {"Host": host, "Origin": f"http://{host}"} | how.pop("headers", {})
        if cookie:
            headers["Cookie"] = cookie
        return await self.http.request(method, path, headers=headers, allow_redirects=False, **how)


@pytest.fixture
async def parks(demo_copies: Copies) -> AsyncIterator[Parks]:
    with demo_copies.one() as url:
        async with serving(url) as made:
            yield made


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[Parks]:
    """Behind the fence: the gateway is connected as its role, and row-level security is on."""
    clock = SetClock(THREE)
    async with (
        database(url) as sessions,
        core(SETTINGS, as_role(url, "gateway"), None, clock) as made,
        desk_live(made, clock) as live,
    ):
        async with sessions.begin() as session:
            who = await somebody(session, made.park.id, MARK)
            twin_id = await twin(session, made.park.id, "twin", {MARK: TWINS})
            await hosts.add(session, made.park.id, OURS, "site")
            await hosts.add(session, twin_id, THEIRS, "site")
        await made.parks.refresh()
        app: web.Application = public_app(SETTINGS, made, live, clock)
        async with TestClient(TestServer(app, host="127.0.0.1")) as http:
            yield Parks(http, made, sessions, who, twin_id)


async def same(one: ClientResponse, other: ClientResponse) -> bool:
    """Whether two answers say the same, but for what is new with each."""
    headers = [{k: v for k, v in a.headers.items() if k not in NEW} for a in (one, other)]
    return (one.status, await one.read(), headers[0]) == (
        other.status, await other.read(), headers[1],
    )  # fmt: skip


async def staff_of(parks: Parks, park_id: int) -> str:
    """The token of a session of somebody who may do everything."""
    async with parks.sessions.begin() as session:
        member = Staff(
            park_id=park_id, login="everything", name="林晓", language="en",
            roles=list(ROLES), password_hash="", created_at=NOW,
        )  # fmt: skip
        session.add(member)
        await session.flush()
        token = await desk_sessions.begin(session, member, now=THREE)
        assert token is not None
        return token


async def tenant_of(parks: Parks, host: str) -> dict[str, Any]:
    answer = await parks.ask(host, f"{API}/login/browser", "POST")
    assert answer.status == 200, await answer.text()
    found: dict[str, Any] = await answer.json()
    return found


async def test_a_host_of_no_park_says_so_in_both_languages(parks: Parks) -> None:
    page = await parks.ask("elsewhere.example", "/")
    said = await page.text()
    assert (page.status, "这里没有园区" in said, "There is no park" in said) == (404, True, True)
    problem = await parks.ask("elsewhere.example", f"{API}/park")
    assert (problem.status, problem.content_type) == (404, "application/problem+json")
    assert (await parks.ask("elsewhere.example", "/livez")).status == 200


async def test_a_host_is_found_whatever_its_letters_port_or_dot(parks: Parks) -> None:
    for host in (OURS.upper(), f"{OURS}:8080", f"{OURS}."):
        assert (await parks.ask(host, "/")).status == 200


async def test_a_visitor_of_one_park_is_a_newcomer_in_the_other(parks: Parks) -> None:
    first = (await parks.ask(OURS, "/")).cookies["parkline_visitor"].value
    assert (
        "parkline_visitor"
        not in (await parks.ask(OURS, "/", cookie=f"parkline_visitor={first}")).cookies
    )
    other = await parks.ask(THEIRS, "/", cookie=f"parkline_visitor={first}")
    assert other.cookies["parkline_visitor"].value.split(".")[1] != first.split(".")[1]


async def test_a_token_of_the_app_is_refused_at_the_other_as_a_forged_one(parks: Parks) -> None:
    tokens = await tenant_of(parks, OURS)
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await parks.ask(OURS, f"{API}/me", headers=bearer)).status == 200
    forged = {"Authorization": f"Bearer {tokens['access_token'][:-4]}AAAA"}
    for path in ("/me", "/conversation", "/conversation/live", "/orders"):
        shown = await parks.ask(THEIRS, API + path, headers=bearer)
        assert shown.status == 401
        assert await same(shown, await parks.ask(THEIRS, API + path, headers=forged))


async def test_a_refresh_token_is_refused_at_the_other_and_good_at_its_own_still(
    parks: Parks,
) -> None:
    body = {"refresh_token": (await tenant_of(parks, OURS))["refresh_token"]}
    unknown = {"refresh_token": "r" * len(body["refresh_token"])}
    refused = await parks.ask(THEIRS, f"{API}/login/refresh", "POST", json=body)
    assert refused.status == 401
    as_unknown = await parks.ask(THEIRS, f"{API}/login/refresh", "POST", json=unknown)
    assert await same(refused, as_unknown)
    assert (await parks.ask(OURS, f"{API}/login/refresh", "POST", json=body)).status == 200


async def test_a_session_of_the_desk_is_none_at_the_other(parks: Parks) -> None:
    token = await staff_of(parks, parks.made.park.id)
    ours = f"{guard.COOKIE}={token}"
    unknown = f"{guard.COOKIE}={'u' * len(token)}"
    assert (await parks.ask(OURS, "/desk/account", cookie=ours)).status == 200
    for path in ("/desk/", "/desk/stream", "/desk/tickets", "/desk/account"):
        shown = await parks.ask(THEIRS, path, cookie=ours)
        assert shown.status in {303, 401}
        assert await same(shown, await parks.ask(THEIRS, path, cookie=unknown))


async def test_a_vendors_key_is_refused_at_the_other_as_one_that_nobody_has(parks: Parks) -> None:
    async with parks.sessions.begin() as session:
        vendor = parks.who.keys["vendor"]["id"]
        _, key = await vendor_keys.create(session, parks.made.park.id, vendor, now=NOW)
    headers = {"Authorization": f"Bearer {key}"}
    unknown = {"Authorization": f"Bearer {key[:-4]}AAAA"}
    assert (await parks.ask(OURS, "/vendor/v1/orders", headers=headers)).status == 200
    shown = await parks.ask(THEIRS, "/vendor/v1/orders", headers=headers)
    assert shown.status == 401
    assert await same(shown, await parks.ask(THEIRS, "/vendor/v1/orders", headers=unknown))


async def test_a_vendors_session_is_none_at_the_other(parks: Parks) -> None:
    async with parks.sessions.begin() as session:
        member = await session.get_one(
            VendorMember, (parks.made.park.id, parks.who.keys["vendor_member"]["id"])
        )
        member.active = True
        token = await member_sessions.begin(session, member, now=THREE)
    cookie = f"{cookies.COOKIE}={token}"
    assert (await parks.ask(OURS, "/vendor/orders", cookie=cookie)).status == 200
    assert (await parks.ask(THEIRS, "/vendor/orders", cookie=cookie)).status == 303


async def test_passes_and_gates_are_of_their_park(parks: Parks) -> None:
    made = parks.made
    async with parks.sessions.begin() as session:
        _, gate = await gates.add_gate(session, made.park.id, "东门", now=NOW)
        _, twins = await gates.add_gate(session, parks.twin_id, "东门", now=NOW)
        host = await session.get_one(Person, (made.park.id, parks.who.person_id))
        visit = await visits.register(
            session, host, Guests(["王小明"]), Period(THREE, FIVE),
            place={}, conversation=None, now=NOW,
        )  # fmt: skip
        held = await visits.pass_of(session, visit)
        assert held is not None
    url = links.of(SETTINGS, made.parks, made.pass_keys).pass_url(visit, held)
    assert url.startswith(f"http://{OURS}:8080/pass/")
    token = url.rpartition("/")[2]
    assert (await parks.ask(OURS, f"/pass/{token}")).status == 200
    assert (await parks.ask(THEIRS, f"/pass/{token}")).status == 404
    body = {"token": token}
    for host_asked, key, status in ((THEIRS, twins, 403), (THEIRS, gate, 401), (OURS, gate, 200)):
        bearer = {"Authorization": f"Bearer {key}"}
        answer = await parks.ask(host_asked, "/gate/v1/passes", "POST", json=body, headers=bearer)
        assert answer.status == status


async def test_passes_outlive_another_slug(parks: Parks) -> None:
    made = parks.made
    before = made.pass_keys.of(made.park.id)
    async with parks.sessions.begin() as session:
        park = await session.merge(made.park)
        park.slug = "sunrise"
    await made.parks.refresh()
    after = made.pass_keys.of(made.park.id)
    assert before is not None
    assert after is not None
    assert (after.name, after.verifying[0]) == (before.name, before.verifying[0])


async def test_no_page_of_one_park_holds_a_word_of_the_other(parks: Parks) -> None:
    seen = dict[str, set[str]]()
    for park_id, host, mine, theirs in (
        (parks.made.park.id, OURS, MARK, TWINS),
        (parks.twin_id, THEIRS, TWINS, MARK),
    ):
        said = await walked(parks, park_id, host)
        assert [path for path, words in said.items() if theirs in words] == []
        seen[host] = {path for path, words in said.items() if mine in words}
    assert len(seen[OURS]) > 10, "pages that show what somebody wrote were looked at"
    assert seen[OURS] == seen[THEIRS]


async def test_every_statement_of_every_page_says_of_which_park_it_is(parks: Parks) -> None:
    """But for those that find somebody by a secret that nobody guesses."""
    with counted(parks.made.sessions) as statements:
        await walked(parks, parks.made.park.id, OURS)
    assert len(statements) > 100
    assert without_park(statements) == {}


async def test_a_park_that_has_had_its_messages_waits_and_the_other_does_not(
    parks: Parks,
) -> None:
    ours = parks.made.park.id
    async with parks.sessions.begin() as session:
        await session.execute(delete(ParkQuota))
        session.add(ParkQuota(park_id=ours, what="messages", most=2))
    await parks.made.parks.refresh()
    crowded = crowded_of(parks.made)
    assert [crowded(ours, 1) for _ in range(4)] == [False, False, True, True]
    assert [crowded(ours, who) for who in (None, 2, None, 3)] == [False] * 4, "first words"
    assert [crowded(ours, None), crowded(ours, 4)] == [True, True]
    assert not any(crowded(parks.twin_id, 1) for _ in range(20))
    await parks.made.shares.write(parks.made.turn_sessions, SetClock(NOW))
    async with parks.sessions() as session:
        [quota] = await session.scalars(select(ParkQuota))
        told = select(EventRow.park_id).where(EventRow.type == "quota.reached")
        assert (quota.refused, list(await session.scalars(told))) == (3, [ours])


async def walked(parks: Parks, park_id: int, host: str) -> dict[str, str]:
    """Every page of the desk and every answer of the API that needs no number, by path, as shown to
    somebody who may do everything, and to the one who left a row in every table. A page that does
    not understand such a row says so, which is looked at, too."""
    cookie = f"{guard.COOKIE}={await staff_of(parks, park_id)}"
    bearer = {"Authorization": f"Bearer {await _app_token(parks, park_id)}"}
    pages = [route for area in found(desk, Area) for route in area.routes]
    said = dict[str, str]()
    for prefix, routes in (("/desk", pages), (API, api_routes())):
        for route in routes:
            is_plain = "{" not in route.path and not route.path.endswith(("/stream", "/live"))
            if route.method == "GET" and is_plain:
                path = prefix + route.path
                answer = await parks.ask(host, path, cookie=cookie, headers=bearer)
                said[path] = (await answer.read()).decode(errors="replace")
    return said


async def _app_token(parks: Parks, park_id: int) -> str:
    """A personal access token of the one who left a row in every table."""
    async with parks.sessions.begin() as session:
        key = parks.who.keys["conversation"]["id"]
        conversation = await session.get_one(Conversation, (park_id, key))
        begun = await app_sessions.begin(session, conversation, now=THREE)
        _, token = await access_tokens.issue(
            session, begun.session, name="p", scopes=["read"], until=THREE + DAY, now=THREE
        )
        return token
