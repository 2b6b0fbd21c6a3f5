"""The park of canaries without the platforms, and without its database."""

import uuid

from aiohttp import ClientSession, FormData

from tests.security import canary_flows as flows
from tests.security.canary_flows import API
from tests.security.canary_park import CanaryPark


async def without_platforms(park: CanaryPark) -> None:
    """Nobody answers out there: every call ends in an error that has an address in it."""
    for name in ("wechat", "vendor", "telegram"):
        await park.stops[name].close()
    async with park.browser() as http:
        await park.ask(http, "GET", "/")
        await park.ask(http, "POST", f"{API}/login/wechat", json={"code": "nobody-answers"})
        await flows.telegram(park, http)
        tokens = flows.said_json((await park.ask(http, "POST", f"{API}/login/browser"))[1])
        await flows.order(park, http, tokens["access_token"], "on_pickup")
    async with flows.chat(park, "third visitor cookie") as (_, tenant):
        await flows.says(tenant, "B座3楼着火了", "园区应急")
    await park.logged("alarm.not_said")


async def without_database(park: CanaryPark) -> None:
    """PostgreSQL is gone, and everybody comes with what they hold."""
    park.database.stop()
    async with park.browser() as http:
        await _with_keys(park, http)
        await _with_cookies(park, http)
        await _with_codes(park, http)
        await flows.telegram(park, http)


async def _with_keys(park: CanaryPark, http: ClientSession) -> None:
    held = park.canaries
    shown = {"token": held["pass token"]}
    for path in ("", "/qr.png"):
        await park.ask(http, "GET", f"/pass/{held['pass token']}{path}")
    for method, path, key in (
        ("GET", "/vendor/v1/orders", "vendor key"),
        ("GET", "/gate/v1/keys", "gate key"),
        ("POST", "/gate/v1/passes", "gate key"),
        ("GET", f"{API}/me", "access token"),
        ("GET", f"{API}/me", "mini access token"),
    ):
        bearer = {"Authorization": f"Bearer {held[key]}"}
        body = shown if method == "POST" else None
        await park.ask(http, method, path, headers=bearer, json=body)


async def _with_cookies(park: CanaryPark, http: ClientSession) -> None:
    held = park.canaries
    cookies = {
        "parkline_desk": held["desk session"],
        "parkline_visitor": held["visitor cookie"],
    }
    await park.ask(http, "GET", "/desk/inbox", cookies=cookies)
    await park.ask(http, "POST", "/chat/login-code", cookies=cookies)
    form = FormData({"id": str(uuid.uuid4())})
    form.add_field("photo", b"x", filename=held["login code"], content_type="image/png")
    await park.ask(http, "POST", "/chat/photos", cookies=cookies, data=form)


async def _with_codes(park: CanaryPark, http: ClientSession) -> None:
    refresh = {"refresh_token": park.canaries["refresh token"]}
    await park.ask(http, "POST", f"{API}/login/refresh", json=refresh)
    code = {"code": park.canaries["login code"]}
    await park.ask(http, "POST", f"{API}/login/code", json=code)
