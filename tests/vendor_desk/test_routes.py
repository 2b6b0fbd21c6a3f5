"""Every route, as nobody, as each role, as another vendor, and without the token."""

import re

import pytest
from sqlalchemy import select

from models.catalogue import Item, Outlet, ServiceWindow
from models.vendors import ApiKey, Vendor
from services.vendors import keys
from services.vendors.members import PERMISSIONS, ROLES
from tests.vendor_desk.driver import MINE, THEIRS, VendorBrowser, VendorDesk
from vendor_desk.app import routes
from vendor_desk.routing import PUBLIC, SIGNED_IN, Route

OPEN = {
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/join/{token}"),
    ("POST", "/join/{token}"),
}
GUARDED = [route for route in routes() if route.allows != PUBLIC]
SAMPLES = {"{month}": "2026-12", "{action}": "accept"}
"""Parts of paths that are no ids."""


def label(route: Route) -> str:
    return f"{route.method} {route.path}"


async def ask(browser: VendorBrowser, route: Route, ids: dict[str, int] | None = None) -> int:
    """The status of a request to rows that are not there, or to those of `ids`."""
    path = route.path
    for part, value in {**SAMPLES, **{f"{{{k}}}": str(v) for k, v in (ids or {}).items()}}.items():
        path = path.replace(part, value)
    path = re.sub(r"\{[^}]+\}", "999999", path)
    data = FORMS.get(label(route), {}) | {"csrf": browser.csrf} if route.method == "POST" else None
    return (await browser.request(route.method, path, data=data)).status


FORMS = {
    "POST /orders/{order}/do/{action}": {"sequence": "1"},
    "POST /orders/{order}/left": {"line": "1", "left": "0", "reason": "卖完了"},
    "POST /orders/{order}/eta": {"minutes": "10"},
    "POST /menu/items/{item}/stock": {"pieces": "3", "seen": "none"},
    "POST /menu/items/{item}/price": {"price": "9", "version": "x"},
    "POST /hours/{outlet}/windows": {
        "meal": "lunch", "weekdays": "6", "starts": "03:00", "ends": "04:00",
    },
    "POST /hours/{outlet}/windows/{window}": {
        "meal": "lunch", "weekdays": "6", "starts": "03:00", "ends": "04:00", "version": "x",
    },
    "POST /webhooks/{endpoint}/replay": {"since": "2026-12-01T08:00"},
    "POST /language": {"language": "en"},
}  # fmt: skip
"""What a form needs to be looked at at all."""


def test_nothing_is_open_but_signing_in_and_invitations() -> None:
    assert {(route.method, route.path) for route in routes() if route.allows == PUBLIC} == OPEN


def test_no_route_stands_twice_and_every_change_is_a_post() -> None:
    found = [label(route) for route in routes()]
    assert len(found) == len(set(found))
    assert {route.method for route in routes()} <= {"GET", "POST"}


async def test_nobody_reaches_a_guarded_route(vendors: VendorDesk) -> None:
    async with vendors.browser() as browser:
        await browser.page("/sign-in")
        reached = {
            label(route): status
            for route in GUARDED
            if (status := await ask(browser, route)) not in {303, 401}
        }
    assert reached == {}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_is_refused_exactly_what_it_lacks(vendors: VendorDesk, role: str) -> None:
    guarded = [route for route in GUARDED if route.allows != SIGNED_IN]
    async with vendors.signed_in(role=role) as browser:
        refused = {label(route) for route in guarded if await ask(browser, route) == 403}
    assert refused == {label(route) for route in guarded if route.allows not in PERMISSIONS[role]}
    assert (refused != set()) is (role == "counter")


async def test_every_change_needs_the_token_of_the_session(vendors: VendorDesk) -> None:
    async with vendors.signed_in() as browser:
        browser.csrf = "0" * 64
        accepted = {
            label(route): status
            for route in GUARDED
            if route.method != "GET" and (status := await ask(browser, route)) != 403
        }
    assert accepted == {}


async def test_another_vendors_rows_do_not_exist(vendors: VendorDesk) -> None:
    """Every route with an id in it, asked for what the twin across the hall has."""
    async with vendors.demo.sessions.begin() as session:
        order = await vendors.demo.placed(session, "latte")
        outlet = await session.scalar(select(Outlet).where(Outlet.code == THEIRS))
        assert outlet is not None
        item = await session.scalar(select(Item.id).where(Item.outlet_id == outlet.id).limit(1))
        window = await session.scalar(
            select(ServiceWindow.id).where(ServiceWindow.outlet_id == outlet.id).limit(1)
        )
        key, _ = await keys.create(session, vendors.demo.id, outlet.vendor_id, now=vendors.clock())
    endpoint, _ = await vendors.endpoint("https://theirs.example.com/hooks", THEIRS)
    ids = {
        "order": order.id, "outlet": outlet.id, "item": item, "window": window, "key": key.id,
        "endpoint": endpoint.id,
    }  # fmt: skip
    about_rows = [route for route in GUARDED if any(f"{{{part}}}" in route.path for part in ids)]
    assert len(about_rows) > 15
    async with vendors.signed_in(MINE) as browser:
        found = {
            label(route): status
            for route in about_rows
            if (status := await ask(browser, route, ids)) != 404
        }
    assert found == {}
    async with vendors.signed_in(THEIRS) as browser:
        assert await ask(browser, one("GET /orders/{order}"), ids) == 200
        assert await ask(browser, one("GET /webhooks/{endpoint}"), ids) == 200


def one(wanted: str) -> Route:
    return next(route for route in routes() if label(route) == wanted)


async def test_no_page_names_what_is_another_vendors(vendors: VendorDesk) -> None:
    async with vendors.demo.sessions.begin() as session:
        order = await vendors.demo.placed(session, "latte")
        order_no = order.order_no
        theirs = await session.scalar(
            select(Vendor).join(Outlet, Outlet.vendor_id == Vendor.id).where(Outlet.code == THEIRS)
        )
        assert theirs is not None
        _, _ = await keys.create(session, vendors.demo.id, theirs.id, now=vendors.clock())
        prefix = await session.scalar(select(ApiKey.prefix).where(ApiKey.vendor_id == theirs.id))
        items = await session.scalars(
            select(Item.name_en)
            .join(Outlet, Outlet.id == Item.outlet_id)
            .where(Outlet.vendor_id == theirs.id)
        )
        words = {order_no, str(prefix), "theirs.example.com", theirs.name_en, *items}
    await vendors.endpoint("https://theirs.example.com/hooks", THEIRS)
    pages = [route.path for route in GUARDED if route.method == "GET" and "{" not in route.path]
    async with vendors.signed_in(MINE) as browser:
        shown = ""
        for path in [*pages, "/statements/2026-12", "/statements/2026-12/csv"]:
            shown += await (await browser.get(path)).text()
    assert {
        word
        for word in words
        if f">{word}<" in shown or (word in {order_no, prefix} and word in shown)
    } == set()
    assert "theirs.example.com" not in shown
