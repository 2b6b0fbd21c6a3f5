"""Whole flows on the park of canaries, right and wrong."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession
from sqlalchemy import select

from models.park import Park
from models.people import Company
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database
from services.kit.audit import By
from services.people import company_codes
from services.staff import passwords, staff
from tests.connectors.channels.webchat.driver import WebTenant
from tests.kit.waiting import until
from tests.security.canary_park import ANSWERED_SECONDS, CanaryPark

API = "/api/v1"
SOON = "王总明天下午3点来，到B座12楼"
HTML = re.compile(r'name="(\w+)" value="([^"]*)"')


def _now() -> datetime:
    return datetime.now(UTC)


# The desk


async def desk(park: CanaryPark) -> None:
    """Signing in with a wrong password and with the right one; the session's cookie."""
    hashed = passwords.hashed(park.canaries["staff password"])
    async with database(park.database_url) as sessions, sessions.begin() as session:
        found = (await session.scalars(select(Park))).one()
        about = {"login": "chen", "name": "陈", "roles": ["operator", "manager"]}
        await staff.add(session, found.id, password_hash=hashed, now=_now(), **about)
    async with park.browser() as http:
        for name in ("wrong staff password", "staff password"):
            _, page = await park.ask(http, "GET", "/desk/sign-in")
            form = dict(HTML.findall(page.decode()))
            form |= {"login": "chen", "password": park.canaries[name]}
            answer, body = await park.ask(http, "POST", "/desk/sign-in", data=form)
            park.written[f"page after {name}"] = body
        assert answer.status in {302, 303}
        cookies = {one.key: one.value for one in http.cookie_jar}
        token = park.canaries.add("desk session", cookies["parkline_desk"])
        await park.ask(http, "GET", "/desk/inbox")
        await park.ask(http, "POST", "/desk/sign-out", data={"csrf": "none"})
        await park.ask(http, "GET", f"/desk/inbox/{token[:8]}")


# The web chat


@asynccontextmanager
async def chat(park: CanaryPark, name: str) -> AsyncIterator[tuple[ClientSession, WebTenant]]:
    async with park.browser() as http:
        await park.ask(http, "GET", "/")
        cookies = {one.key: one.value for one in http.cookie_jar}
        if name not in park.canaries.values:
            park.canaries.add(name, cookies["parkline_visitor"])
        async with http.ws_connect("/chat/ws") as ws:
            await ws.send_json({"type": "hello", "after": 0})
            tenant = WebTenant(ws, patience=ANSWERED_SECONDS)
            await tenant.until("ready")
            yield http, tenant


async def says(tenant: WebTenant, text: str, hears: str) -> str:
    """Say it, and wait for the answer in which the pattern is found; what was found."""
    async with asyncio.timeout(ANSWERED_SECONDS):
        await tenant.say(text)
        while True:
            seen = await tenant.hear()
            if found := re.search(hears, seen.text):
                return found[0]


async def talk(park: CanaryPark) -> None:
    """A turn, a visitor with a pass, an action that fails, and codes of every kind."""
    async with chat(park, "visitor cookie") as (http, tenant):
        await says(tenant, "访客Wi-Fi怎么连？", "Daybreak-Guest")
        address = await says(tenant, SOON, r"/pass/\S+")
        park.canaries.add("pass token", address.removeprefix("/pass/"))
        park.sql("alter table visit_pass rename to pass_away")
        await tenant.say("李总后天上午10点来，到B座12楼")
        await park.logged("action.failed")
        park.sql("alter table pass_away rename to visit_pass")
        code = await says(tenant, "绑定", r"LK-\w{6}")
        park.canaries.add("link code", code)
        answer, body = await park.ask(http, "POST", "/chat/login-code")
        assert answer.status == 200, body
        park.canaries.add("login code", (said_json(body))["code"])
    async with chat(park, "another visitor cookie") as (_, other):
        await says(other, "LK-000000", ".")
        await says(other, f"加入公司 {await _join_code(park)}", ".")
        await says(other, park.canaries["link code"], ".")
        await says(other, "A座5楼冒烟了", "园区应急")


def said_json(body: bytes) -> Any:
    return json.loads(body)


async def _join_code(park: CanaryPark) -> str:
    async with database(park.database_url) as sessions, sessions.begin() as session:
        company = (await session.scalars(select(Company))).first()
        assert company is not None
        by = By(company.park_id, None, _now())
        code = await company_codes.issue(session, by, company)
    return park.canaries.add("join code", code)


# The mini-app's API


async def app(park: CanaryPark) -> None:
    """Signing in, an order, tokens that are used twice and out of place."""
    async with park.browser() as http:
        await park.ask(http, "GET", "/")
        tokens = said_json((await park.ask(http, "POST", f"{API}/login/browser"))[1])
        park.canaries.add("used refresh token", tokens["refresh_token"])
        again = {"refresh_token": tokens["refresh_token"]}
        tokens = said_json((await park.ask(http, "POST", f"{API}/login/refresh", json=again))[1])
        token = park.canaries.add("access token", tokens["access_token"])
        park.canaries.add("refresh token", tokens["refresh_token"])
        await order(park, http, token, "on_pickup")
        for wrong in (again, {"refresh_token": [token]}, {"code": token}):
            await park.ask(http, "POST", f"{API}/login/refresh", json=wrong)
        for code in ("not a code", park.canaries["login code"][:-1] + "!"):
            await park.ask(http, "POST", f"{API}/login/code", json={"code": code})
        bad = {"Authorization": f"Bearer {token}x", "Idempotency-Key": token}
        await park.ask(http, "GET", f"{API}/me", headers=bad)
        mini = await _mini(park, http)
        await _pays(park, http, mini)


async def _mini(park: CanaryPark, http: ClientSession) -> str:
    world = park.platforms.wechat.world
    code = world.give_code(world.contact(world.app("mini"), "alice"), "login")
    answer, body = await park.ask(http, "POST", f"{API}/login/wechat", json={"code": code})
    assert answer.status == 200, body
    return park.canaries.add("mini access token", (said_json(body))["access_token"])


async def order(park: CanaryPark, http: ClientSession, token: str, payment: str) -> str:
    """An order at the coffee bar for the first slot that there is; its number."""
    bearer = {"Authorization": f"Bearer {token}"}

    async def call(method: str, path: str, body: Any = None, **headers: str) -> Any:
        how = {"headers": bearer | headers} | ({"json": body} if body else {})
        answer, said = await park.ask(http, method, API + path, **how)
        assert answer.status < 300, said
        return said_json(said)

    [(item,)] = park.sql("select id from item where code = 'americano'")
    carts = await call("POST", "/carts/lines", {"item_id": item, "quantity": 1})
    cart: str = carts["carts"][-1]["order_no"]
    await call("PATCH", f"/carts/{cart}", {"fulfilment": "pickup", "payment": payment})
    slots = await call("GET", f"/carts/{cart}/slots")
    await call("PATCH", f"/carts/{cart}", {"slot": slots["slots"][-1]["start"]})
    if payment == "on_pickup":
        await call("POST", "/orders", {"cart": cart}, **{"Idempotency-Key": str(uuid.uuid4())})
    else:
        await call("POST", f"/orders/{cart}/pay")
    return cart


async def _pays(park: CanaryPark, http: ClientSession, token: str) -> None:
    """A payment, its callback, and the same callback forged in two ways."""
    pay = park.platforms.pay
    await order(park, http, token, "wechat_pay")
    trade = next(iter(pay.world.trades.values()))
    path = "/payments/wechat/notify"
    body = pay.courier.paid(trade)
    await park.ask(http, "POST", path, data=body)
    signed = dict(pay.courier.headers(body))
    await park.ask(http, "POST", path, data=body + b" ", headers=signed)
    pay.pay(next(iter(pay.world.trades)))

    async def paid() -> bool:
        return bool(park.sql("select 1 from payment where method = 'wechat_pay'"))

    await until(paid, seconds=ANSWERED_SECONDS)


# Channels


async def channels(park: CanaryPark) -> None:
    """Messages of each platform, and calls that only look like theirs."""
    world = park.platforms.wechat.world
    for kind, path in (("official", "/wechat"), ("mini", "/wechat/mini"), ("wecom", "/wecom")):
        world.app(kind).url = park.url + path
        phone = park.platforms.wechat.phone("bo", kind)
        await (phone.follow() if kind == "official" else phone.open_service())
        await phone.say("你好")
    await world.settle()
    async with park.browser() as http:
        forged = "signature=0&msg_signature=0&timestamp=1&nonce=1&echostr=x"
        for path in ("/wechat", "/wechat/mini", "/wecom"):
            for method in ("GET", "POST"):
                await park.ask(http, method, f"{path}?{forged}", data=b"<xml></xml>")
        await telegram(park, http)


async def telegram(park: CanaryPark, http: ClientSession) -> None:
    chosen = Settings(_env_file=None, secret_key=park.canaries["secret key"])  # type: ignore[call-arg, arg-type]
    secret = park.canaries.add("telegram secret", secrets.channel_secret(chosen, "telegram"))
    chat = {"id": 7, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": {"id": 7}, "text": "你好"}
    header = "X-Telegram-Bot-Api-Secret-Token"
    for shown in (secret[:-1], secret):
        await park.ask(
            http, "POST", "/telegram/webhook", headers={header: shown},
            json={"update_id": 1, "message": message},
        )  # fmt: skip


# Vendors and gates


async def vendors(park: CanaryPark) -> None:
    """A key that is good and two that are not, a webhook that fails; a gate's key with a pass."""
    [(code,)] = park.sql(
        "select v.code from vendor v join outlet o on o.vendor_id = v.id"
        " join item i on i.outlet_id = o.id where i.code = 'americano'"
    )
    hooks = str(park.stops["vendor"].make_url("/hooks"))
    said = await park.command(
        "vendor", "endpoint", code, f"{hooks}?key={park.canaries['address token']}"
    )
    park.canaries.add("webhook secret", re.findall(r"whsec_\S+", said)[0])
    said = await park.command("vendor", "key", code)
    key = park.canaries.add("vendor key", said.split()[-1])
    said = await park.command("gate", "add", "north")
    gate = park.canaries.add("gate key", said.split()[-1])
    async with park.browser() as http:
        for shown in (key, key + "x"):
            headers = {"Authorization": f"Bearer {shown}"}
            await park.ask(http, "GET", "/vendor/v1/orders", headers=headers)
            await park.ask(http, "POST", f"/vendor/v1/orders/{shown}/accept", headers=headers)
        for shown, token in ((gate, park.canaries["pass token"] + "x"), (gate + "x", "x")):
            headers = {"Authorization": f"Bearer {shown}"}
            await park.ask(http, "POST", "/gate/v1/passes", headers=headers, json={"token": token})


async def webhook_failed(park: CanaryPark) -> None:
    async def failed() -> bool:
        return bool(park.sql("select 1 from attempt"))

    await until(failed, seconds=ANSWERED_SECONDS)
