"""Every route, as nobody, as each role, and as staff of another park."""

import re

import pytest

from desk.frame.app import routes
from desk.frame.routing import PUBLIC, SIGNED_IN, Route
from services.staff.permissions import ROLES, by_role
from tests.desk.driver import Browser, Desk, open_desk
from tests.given.factories import make_park

OPEN = {
    ("GET", "/arrive"),
    ("GET", "/sign-in/provider"),
    ("GET", "/sign-in/provider/back"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
}
"""What nobody may use, and the static files. Nothing else is PUBLIC."""
REFUSED = (303, 401)


def label(route: Route) -> str:
    return f"{route.method} {route.path}"


GUARDED = [route for route in routes() if route.allows != PUBLIC]


async def ask(browser: Browser, route: Route) -> int:
    """The status of a well-formed request to a row that is not there."""
    path = re.sub(r"\{[^}]+\}", "999999", route.path)
    data = {"csrf": browser.csrf} if route.method == "POST" else None
    headers = {"X-CSRF-Token": browser.csrf}
    return (await browser.request(route.method, path, data=data, headers=headers)).status


def test_nothing_is_open_but_the_sign_in() -> None:
    assert {(route.method, route.path) for route in routes() if route.allows == PUBLIC} == OPEN


def test_no_route_stands_twice() -> None:
    found = [label(route) for route in routes()]
    assert len(found) == len(set(found))


def test_every_change_is_a_post_or_a_delete() -> None:
    assert {route.method for route in routes()} <= {"GET", "POST", "DELETE"}


async def test_nobody_reaches_a_guarded_route(desk: Desk) -> None:
    async with desk.browser() as browser:
        await browser.page("/sign-in")
        reached = {
            label(route): status
            for route in GUARDED
            if (status := await ask(browser, route)) not in REFUSED
        }
    assert reached == {}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_is_refused_exactly_what_it_lacks(desk: Desk, role: str) -> None:
    guarded = [route for route in GUARDED if route.allows != SIGNED_IN]
    async with desk.signed_in(role) as browser:
        refused = {label(route) for route in guarded if await ask(browser, route) == 403}
    assert refused == {label(route) for route in guarded if route.allows not in by_role()[role]}


async def test_staff_of_another_park_reach_nothing(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        other = await make_park(session)
    stranger = await desk.hire(*ROLES, park_id=other.id)
    async with open_desk(desk.demo, park_id=other.id) as theirs, theirs.browser() as browser:
        await browser.sign_in(stranger.login)
        token, csrf = browser.cookies["parkline_desk"], browser.csrf
    async with desk.browser() as browser:
        browser.set_cookie("parkline_desk", token)
        browser.csrf = csrf
        reached = {
            label(route): status
            for route in GUARDED
            if (status := await ask(browser, route)) not in REFUSED
        }
    assert reached == {}


async def test_every_change_needs_the_token(desk: Desk) -> None:
    async with desk.signed_in(*ROLES) as browser:
        browser.csrf = "0" * 64
        accepted = {
            label(route): status
            for route in GUARDED
            if route.method != "GET" and (status := await ask(browser, route)) != 403
        }
    assert accepted == {}
