"""One human in three parks behind one gateway: tenant of two companies in two parks, staff in the
third and in the first. Linked, unlinked, erased in one, merged in the other, a session stolen: what
somebody may do in a park is what their row there may, and never more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.frame.app import PREFIX as API
from desk.frame import guard
from models.accounts import AccountMember
from models.park import Park
from models.people import Company
from models.staff import Staff, StaffSession
from parkline.process.clock import SetClock
from parkline.process.core import Core, core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from services.accounts import members
from services.handoffs import handoffs
from services.kit import fence
from services.kit.audit import By
from services.park import hosts
from services.people import app_sessions
from services.privacy import erasure
from services.staff import sessions, staff
from tests.given.accounts import hired, known_by_phone, known_by_union
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.factories import make_park
from tests.kit import fenced
from tests.kit.databases import Copies

SETTINGS = Settings(_env_file=None, demo=True, secret_key=SecretStr("s" * 32))  # type: ignore[call-arg]
HOSTS = ("shanghai.localhost", "cambridge.localhost", "suzhou.localhost")
pytestmark = pytest.mark.timeout(400)


@dataclass(slots=True)
class Human:
    """`parks` by place: the first two serve them, the third and the first employ them."""

    http: TestClient[web.Request, web.Application]
    made: Core
    parks: list[int]
    clock: SetClock

    async def ask(
        self, place: int, path: str, method: str = "GET", *, cookie: str = "", **how: Any
    ) -> ClientResponse:
        self.http.session.cookie_jar.clear()
        host = HOSTS[place]
        headers = {"Host": host, "Origin": f"http://{host}"} | how.pop("headers", {})
        if cookie:
            headers["Cookie"] = f"{guard.COOKIE}={cookie}"
        return await self.http.request(method, path, headers=headers, allow_redirects=False, **how)

    async def api(
        self, place: int, token: str, path: str, method: str = "GET", **how: Any
    ) -> tuple[int, Any]:
        bearer = {"Authorization": f"Bearer {token}"}
        answer = await self.ask(place, API + path, method, headers=bearer, **how)
        return answer.status, await answer.json() if answer.status != 204 else None

    async def app_token(self, place: int, **how: Any) -> str:
        """Of the human's session in the app of one of the parks, as they came by their phone."""
        async with self.made.sessions.begin() as session:
            person, talk = await known_by_phone(session, self.parks[place], **how)
            assert person.park_id == self.parks[place]
            begun = await app_sessions.begin(session, talk, now=NOW)
        answer = await self.ask(
            place, f"{API}/login/refresh", "POST", json={"refresh_token": begun.refresh_token}
        )
        found: str = (await answer.json())["access_token"]
        return found

    async def works(self, place: int, *roles: str, login: str = "lin") -> str:
        """The token of a session at the desk of one of the parks."""
        async with self.made.sessions.begin() as session:
            park = await session.get_one(Park, self.parks[place])
            member = await hired(session, park, *roles, login=login)
            token = await sessions.begin(session, member, now=NOW)
        assert token is not None
        return token

    async def employ(self, first: int = 0, other: int = 2) -> None:
        """Let their staff of two parks be one."""
        async with self.made.sessions.begin() as session:
            pair = [
                await staff.find_by_login(session, self.parks[place], "lin")
                for place in (first, other)
            ]
            by = By(self.parks[first], None, NOW)
            await members.link(session, *pair, proof="operator", by=by, now=NOW)

    async def waits(self, place: int, words: str) -> None:
        """Somebody else of that park waits for people, and has said this."""
        async with self.made.sessions.begin() as session:
            person, talk = await known_by_phone(session, self.parks[place], "+8613900139000")
            person.name = person.checked_name = words
            await handoffs.hand_off(session, talk, "asked", now=NOW)


@pytest.fixture
async def human(demo_copies: Copies) -> AsyncIterator[Human]:
    with demo_copies.one() as url:
        async with serving(url) as made:
            with fence.everywhere():  # What tests themselves do.
                yield made


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[Human]:
    clock = SetClock(NOW)
    settings = SETTINGS.model_copy(update={"rls": fenced.is_on()})
    async with core(settings, url, None, clock) as made, desk_live(made, clock) as live:
        parks = [made.park.id]
        with fence.everywhere():
            parks += await neighbours(made)
        await made.parks.refresh()
        app: web.Application = public_app(settings, made, live, clock)
        async with TestClient(TestServer(app, host="127.0.0.1")) as http:
            yield Human(http, made, parks, clock)


async def neighbours(made: Core) -> list[int]:
    async with made.sessions.begin() as session:
        others = [await make_park(session, slug=slug) for slug in ("cambridge", "suzhou")]
        parks = [park.id for park in others]
        for park_id, host in zip([made.park.id, *parks], HOSTS, strict=True):
            await hosts.add(session, park_id, host, "site")
    return parks


async def company(session: AsyncSession, park_id: int, name: str) -> int:
    made = Company(park_id=park_id, name_zh=name, name_en=name)
    session.add(made)
    await session.flush()
    return made.id


async def linked(human: Human) -> tuple[str, str]:
    here, there = await human.app_token(0), await human.app_token(1)
    status, offered = await human.api(0, here, "/me/parks/link", "POST")
    assert status == 201
    body = {"code": offered["code"]}
    status, _ = await human.api(1, there, "/me/parks/confirm", "POST", json=body)
    assert status == 200
    return here, there


async def arrived(human: Human, going: ClientResponse) -> ClientResponse:
    """Follow the way to another park."""
    assert going.status == 303, await going.text()
    url = urlsplit(going.headers["Location"])
    place = HOSTS.index(url.hostname or "")
    return await human.ask(place, f"{url.path}?{url.query}")


async def test_a_tenant_links_two_parks_and_goes_over(human: Human) -> None:
    here, there = await linked(human)
    _, shown = await human.api(0, here, "/me/parks")
    assert [(one["park"], one["here"]) for one in shown["parks"]] == [
        ("daybreak", True), ("cambridge", False),
    ]  # fmt: skip
    status, way = await human.api(0, here, "/me/parks/cambridge/go", "POST")
    assert (status, way["base_url"]) == (200, f"http://{HOSTS[1]}:8080")
    body = {"token": way["token"]}
    for place in (0, 2):
        wrong = await human.ask(place, f"{API}/login/handoff", "POST", json=body)
        assert wrong.status == 401
    came = await human.ask(1, f"{API}/login/handoff", "POST", json=body)
    assert came.status == 200
    token = (await came.json())["access_token"]
    assert (await human.api(1, token, "/me"))[1] == (await human.api(1, there, "/me"))[1]
    again = await human.ask(1, f"{API}/login/handoff", "POST", json=body)
    assert again.status == 401


async def test_companies_orders_and_tokens_stay_apart(human: Human) -> None:
    here, there = await linked(human)
    async with human.made.sessions.begin() as session:
        for park_id, name in zip(human.parks[:2], ("晨光光电", "Harbour Lidar"), strict=True):
            person, _ = await known_by_phone(session, park_id)
            person.company_id = await company(session, park_id, name)
    assert (await human.api(0, here, "/me"))[1]["company"] == {"name": "晨光光电"}
    assert (await human.api(1, there, "/me"))[1]["company"] == {"name": "Harbour Lidar"}
    for place, token in ((1, here), (0, there), (2, here)):
        assert (await human.api(place, token, "/me"))[0] == 401
        assert (await human.api(place, token, "/orders"))[0] == 401


async def test_a_programs_token_that_was_stolen_goes_nowhere(human: Human) -> None:
    here, _ = await linked(human)
    body = {"name": "p", "scopes": ["read", "orders"], "expires_at": "2027-01-01T00:00:00Z"}
    _, made = await human.api(0, here, "/tokens", "POST", json=body)
    for method, path in (
        ("GET", "/me/parks"), ("POST", "/me/parks/link"), ("POST", "/me/parks/cambridge/go"),
        ("DELETE", "/me/parks/cambridge"),
    ):  # fmt: skip
        assert (await human.api(0, made["token"], path, method))[0] == 403


async def test_unlinked_from_either_side_nobody_goes_over(human: Human) -> None:
    here, there = await linked(human)
    _, way = await human.api(0, here, "/me/parks/cambridge/go", "POST")
    assert (await human.api(1, there, "/me/parks/daybreak", "DELETE"))[0] == 204
    late = await human.ask(1, f"{API}/login/handoff", "POST", json={"token": way["token"]})
    assert late.status == 401
    assert (await human.api(0, here, "/me/parks/cambridge/go", "POST"))[0] == 404
    assert (await human.api(0, here, "/me/parks"))[1] == {"parks": []}
    assert (await human.api(1, there, "/me"))[0] == 200


async def test_the_same_union_id_alone_links_nobody(human: Human) -> None:
    async with human.made.sessions.begin() as session:
        for park_id in human.parks[:2]:
            await known_by_union(session, park_id)
        assert (await session.scalars(select(AccountMember))).all() == []


async def test_erased_in_one_park_they_are_as_before_in_the_other(human: Human) -> None:
    here, there = await linked(human)
    async with human.made.sessions.begin() as session:
        person, _ = await known_by_phone(session, human.parks[1])
        await erasure.erase(session, person, now=NOW)
    assert (await human.api(0, here, "/me/parks"))[1] == {"parks": []}
    assert (await human.api(0, here, "/me"))[0] == 200
    assert (await human.api(1, there, "/me"))[0] == 401


async def test_a_tenants_account_is_none_at_any_desk(human: Human) -> None:
    """Staff in the third park, and a tenant whose parks are linked: two accounts."""
    await linked(human)
    token = await human.works(2, "agent")
    page = await human.ask(2, "/desk/parks", cookie=token)
    assert "You work in this park alone" in await page.text()
    assert (await human.ask(2, "/desk/parks/cambridge/go", cookie=token)).status == 404


async def test_staff_go_over_and_are_who_they_are_there(human: Human) -> None:
    first, _ = await human.works(0, "operator"), await human.works(2, "reception")
    await human.employ()
    going = await human.ask(0, "/desk/parks/suzhou/go?to=/account", cookie=first)
    page = await arrived(human, going)
    assert (page.status, "/desk/account" in await page.text()) == (200, True)
    token = page.cookies[guard.COOKIE].value
    assert (await human.ask(2, "/desk/operate/staff", cookie=token)).status == 403
    assert (await human.ask(0, "/desk/operate/staff", cookie=first)).status == 200
    assert (await human.ask(0, "/desk/account", cookie=token)).status == 401
    again = await arrived(human, going)
    assert (again.status, guard.COOKIE in again.cookies) == (401, False)


async def test_a_way_is_good_for_a_minute_and_for_its_own_park(human: Human) -> None:
    first, _ = await human.works(0, "agent"), await human.works(2, "agent")
    await human.employ()
    going = await human.ask(0, "/desk/parks/suzhou/go", cookie=first)
    token = parse_qs(urlsplit(going.headers["Location"]).query)["token"][0]
    for place in (0, 1):
        assert (await human.ask(place, f"/desk/arrive?token={token}")).status == 401
    human.clock.moment = NOW.replace(minute=NOW.minute + 1)
    assert (await arrived(human, going)).status == 401


async def test_the_merged_page_shows_of_each_park_what_one_may_see_there(human: Human) -> None:
    """At the first they answer chats, in the third they stand at the reception."""
    first, last = await human.works(0, "agent"), await human.works(2, "reception")
    await human.employ()
    for place, words in enumerate(("WaitsInShanghai", "WaitsInCambridge", "WaitsInSuzhou")):
        await human.waits(place, words)
    seen = [
        name
        for name in ("WaitsInShanghai", "WaitsInCambridge", "WaitsInSuzhou")
        if name in await (await human.ask(0, "/desk/parks", cookie=first)).text()
    ]
    assert seen == ["WaitsInShanghai"]
    async with human.made.sessions.begin() as session:
        member = await staff.find_by_login(session, human.parks[2], "lin")
        await staff.edit(session, member, roles=["agent"])
    both = await (await human.ask(2, "/desk/parks", cookie=last)).text()
    assert ("WaitsInShanghai" in both, "WaitsInSuzhou" in both) == (True, True)
    assert "WaitsInCambridge" not in both
    assert 'href="/desk/parks/daybreak/go?to=%2Finbox%2F' in both


async def test_losing_a_park_ends_the_sessions_there_alone(human: Human) -> None:
    first, last = await human.works(0, "agent"), await human.works(2, "agent")
    await human.employ()
    await human.waits(2, "WaitsInSuzhou")
    async with human.made.sessions.begin() as session:
        member = await staff.find_by_login(session, human.parks[2], "lin")
        await staff.deactivate(session, member)
    assert (await human.ask(2, "/desk/account", cookie=last)).status == 401
    page = await human.ask(0, "/desk/parks", cookie=first)
    assert (page.status, "WaitsInSuzhou" in await page.text()) == (200, False)
    assert (await human.ask(0, "/desk/parks/suzhou/go", cookie=first)).status == 404


async def test_sessions_are_each_parks_own(human: Human) -> None:
    first, last = await human.works(0, "agent"), await human.works(2, "agent")
    await human.employ()
    for place, other in ((0, last), (2, first)):
        assert (await human.ask(place, "/desk/parks", cookie=other)).status == 401
    async with human.made.sessions.begin() as session:
        held = await session.scalars(select(StaffSession.park_id))
        assert sorted(held) == sorted([human.parks[0], human.parks[2]])
        rows = await session.scalars(select(Staff).where(Staff.login == "lin"))
        assert {row.park_id: row.roles for row in rows} == {
            human.parks[0]: ["agent"], human.parks[2]: ["agent"],
        }  # fmt: skip
