"""A real gateway with the present and the former secret key: what was signed before still holds."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.kit.links import Links
from connectors.channels.webchat import guests as visitors
from models.park import Park
from models.people import Person
from parkline.bot import bot
from parkline.process.clock import SetClock
from parkline.process.core import Core, core
from parkline.roles import links
from parkline.roles.private import private_app
from parkline.roles.world import desk_live, public_app
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database
from services.visits import gates, visits
from services.visits.visits import Guests, Period
from tests.given.visits import FIVE, NOW, THREE

OLD, NEW = "o" * 32, "n" * 32
COOKIE = visitors.COOKIE


def settings(key: str, *accepted: str, **more: Any) -> Settings:
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        demo=True,
        secret_key=SecretStr(key),
        secret_keys_accepted=[SecretStr(one) for one in accepted],
        **more,
    )


BEFORE, OVERLAP, AFTER = settings(OLD), settings(NEW, OLD), settings(NEW)
NEXT_KNOWN = settings(OLD, NEW)
"""The first step of a rotation: the next key is accepted, and does not sign yet."""


@asynccontextmanager
async def gateway(chosen: Settings, url: str, clock: SetClock) -> AsyncIterator[TestClient]:
    async with core(chosen, url, None, clock) as made, desk_live(made, clock) as live:
        app = public_app(chosen, made, live, clock)
        # Each with cookies of its own: a browser is what a test says it is.
        async with TestClient(TestServer(app, host="127.0.0.1")) as http:
            yield http


async def cookie_of(http: TestClient, shown: str | None = None) -> str:
    """What the browser has after it opened the page of the web chat."""
    http.session.cookie_jar.clear()
    sent = {"Cookie": f"{COOKIE}={shown}"} if shown else {}
    response = await http.get("/", headers=sent)
    assert response.status == 200
    written = response.cookies.get(COOKIE)
    return written.value if written else shown or ""


def visitor_in(cookie: str) -> str:
    return cookie.split(".")[1]


async def test_a_cookie_from_before_is_known_and_written_anew(demo_url: str) -> None:
    clock = SetClock(NOW)
    async with gateway(BEFORE, demo_url, clock) as http:
        old = await cookie_of(http)
    async with gateway(OVERLAP, demo_url, clock) as http:
        renewed = await cookie_of(http, old)
        assert (visitor_in(renewed), renewed == old) == (visitor_in(old), False)
        assert await cookie_of(http, renewed) == renewed
    async with gateway(AFTER, demo_url, clock) as http:
        assert await cookie_of(http, renewed) == renewed
        assert visitor_in(await cookie_of(http, old)) != visitor_in(old)


async def test_a_gateway_with_the_settings_of_a_minute_ago_knows_what_the_next_one_signs(
    demo_url: str,
) -> None:
    clock = SetClock(NOW)
    async with (
        gateway(NEXT_KNOWN, demo_url, clock) as former,
        gateway(OVERLAP, demo_url, clock) as present,
    ):
        cookie = await cookie_of(present)
        assert visitor_in(await cookie_of(former, cookie)) == visitor_in(cookie)


async def signed_in(http: TestClient) -> str:
    """An access token of the mini-app."""
    http.session.cookie_jar.clear()
    origin = {"Origin": f"http://{http.server.host}:{http.server.port}"}
    response = await http.post("/api/v1/login/browser", headers=origin)
    assert response.status == 200, await response.text()
    token: str = (await response.json())["access_token"]
    return token


async def asked(http: TestClient, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return (await http.get("/api/v1/conversation", headers=headers)).status


async def test_a_token_of_the_app_from_before_holds_in_the_overlap_alone(demo_url: str) -> None:
    clock = SetClock(NOW)
    async with gateway(BEFORE, demo_url, clock) as http:
        token = await signed_in(http)
        assert await asked(http, token) == 200
    async with gateway(OVERLAP, demo_url, clock) as http:
        assert await asked(http, token) == 200
    async with gateway(AFTER, demo_url, clock) as http:
        assert await asked(http, token) == 401


async def invited(session: AsyncSession, made: Core) -> str:
    """The pass of a visit of this afternoon, signed before."""
    park = made.park
    host = Person(park_id=park.id, name="李雷", language="zh")
    session.add(host)
    await session.flush()
    guests, period = Guests(["王小明"]), Period(THREE, FIVE)
    visit = await visits.register(
        session, host, guests, period, place={}, conversation=None, now=NOW
    )
    held = await visits.pass_of(session, visit)
    assert held is not None
    url = links.of(BEFORE, made.parks, made.pass_keys).pass_url(visit, held)
    return url.rpartition("/")[2]


def key_named_in(token: str) -> str:
    payload = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(payload + "=="))["k"])


async def test_a_pass_from_before_opens_the_gate_and_both_keys_are_published(
    demo_url: str,
) -> None:
    clock = SetClock(THREE)
    async with core(BEFORE, demo_url, None, clock) as made, made.sessions.begin() as session:
        _, key = await gates.add_gate(session, made.park.id, "东门", now=NOW)
        token = await invited(session, made)
    headers = {"authorization": f"Bearer {key}"}
    async with gateway(OVERLAP, demo_url, clock) as http:
        let = await http.post("/gate/v1/passes", json={"token": token}, headers=headers)
        assert let.status == 200
        assert (await http.get(f"/pass/{token}")).status == 200
        told = await (await http.get("/gate/v1/keys", headers=headers)).json()
    kids = [one["kid"] for one in told["keys"]]
    assert [key_named_in(token) == kid[:8] for kid in kids] == [True, False]
    async with gateway(AFTER, demo_url, clock) as http:
        let = await http.post("/gate/v1/passes", json={"token": token}, headers=headers)
        assert (let.status, (await let.json())["details"]["reason"]) == (403, "bad_signature")
        told = await (await http.get("/gate/v1/keys", headers=headers)).json()
    assert [one["kid"] for one in told["keys"]] == kids[1:]


async def test_gates_learn_the_next_key_before_it_signs(demo_url: str) -> None:
    clock = SetClock(THREE)
    async with database(demo_url) as sessions, sessions.begin() as session:
        park_id = (await session.scalars(select(Park.id))).one()
        _, key = await gates.add_gate(session, park_id, "北门", now=NOW)
    async with gateway(NEXT_KNOWN, demo_url, clock) as http:
        headers = {"authorization": f"Bearer {key}"}
        told = await (await http.get("/gate/v1/keys", headers=headers)).json()
    assert len(told["keys"]) == 2


async def test_a_form_of_the_desk_that_was_open_can_still_be_sent(demo_url: str) -> None:
    clock = SetClock(NOW)

    async def sent(http: TestClient, cookies: str, token: str) -> int:
        headers = {"Cookie": cookies, "X-CSRF-Token": token}
        body = {"login": "nobody", "password": "wrong"}
        answer = await http.post("/desk/sign-in", data=body, headers=headers, allow_redirects=False)
        return answer.status

    async with gateway(BEFORE, demo_url, clock) as http:
        page = await http.get("/desk/sign-in")
        token = (await page.text()).split('name="csrf" value="')[1].split('"')[0]
        cookies = "; ".join(f"{name}={one.value}" for name, one in page.cookies.items())
        http.session.cookie_jar.clear()
        known = await sent(http, cookies, token)
    async with gateway(OVERLAP, demo_url, clock) as http:
        http.session.cookie_jar.clear()
        assert await sent(http, cookies, token) == known != 403
    async with gateway(AFTER, demo_url, clock) as http:
        http.session.cookie_jar.clear()
        assert await sent(http, cookies, token) == 403


@pytest.mark.parametrize(("chosen", "status"), [(OVERLAP, 400), (AFTER, 403)])
async def test_telegram_may_show_the_secret_that_it_was_told_before(
    demo_url: str, chosen: Settings, status: int
) -> None:
    """400: it is Telegram, and no update."""
    chosen = chosen.model_copy(update={"telegram_token": SecretStr("1:token")})
    secret = secrets.channel_secret(BEFORE, "telegram")
    async with gateway(chosen, demo_url, SetClock(NOW)) as http:
        answer = await http.post(
            "/telegram/webhook",
            data=b"no update",
            headers={"X-Telegram-Bot-Api-Secret-Token": secret},
        )
        assert answer.status == status


def test_bot_and_gateway_take_the_token_of_either_key() -> None:
    former, present = secrets.bot_token(BEFORE), secrets.bot_token(AFTER)
    assert secrets.bot_tokens(OVERLAP) == (present, former)
    assert secrets.bot_tokens(NEXT_KNOWN) == (former, present)
    given = bot.environment(OVERLAP, actions_url="http://127.0.0.1:8081")
    assert given["PARKLINE_BOT_TOKEN"] == present
    assert given["PARKLINE_BOT_TOKENS_ACCEPTED"] == former


def test_a_token_that_was_chosen_is_the_only_one() -> None:
    chosen = settings(NEW, OLD, bot_token=SecretStr("chosen"))
    assert secrets.bot_tokens(chosen) == ("chosen",)


async def test_the_bots_port_takes_the_former_token(demo_url: str) -> None:
    async with database(demo_url) as sessions:
        token, *others = secrets.bot_tokens(OVERLAP)
        app = private_app(
            sessions,
            park="daybreak",
            token=token,
            links=Links(lambda _visit, _held: "https://park.example/pass"),
            accepted_tokens=others,
        )
        async with TestClient(TestServer(app)) as http:
            for shown, status in ((token, 200), (others[0], 200), ("another", 401)):
                headers = {"Authorization": f"Bearer {shown}"}
                assert (await http.get("/bot/knowledge", headers=headers)).status == status
