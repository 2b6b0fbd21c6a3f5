"""Wrong passwords delay whoever types them, and nobody else."""

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest
from sqlalchemy import func, select

from models.staff import SignInTry
from services.staff import passwords, sign_in_tries
from tests.desk.driver import PASSWORD, Browser, Desk, open_desk
from tests.given.demo_park import DemoPark

WRONG = "wrong wrong wrong"
OFFICE, LOBBY = "198.51.100.1", "203.0.113.9"


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    """Behind a proxy, so that browsers come from different addresses."""
    async with open_desk(demo, trusted_proxies=(ip_network("127.0.0.0/8"),)) as desk:
        yield desk


async def sign_in(browser: Browser, login: str, password: str = PASSWORD, *, of: str) -> int:
    """The status of an attempt from an address. Who gets in signs out again."""
    await browser.page("/sign-in")
    entered = {"login": login, "password": password}
    answer = await browser.post("/sign-in", entered, **{"X-Forwarded-For": of})
    if answer.status == 303:
        await browser.page("/account")
        await browser.post("/sign-out")
    return answer.status


async def guess(desk: Desk, login: str, *, of: str, times: int) -> list[int]:
    async with desk.browser() as stranger:
        return [await sign_in(stranger, login, WRONG, of=of) for _ in range(times)]


async def test_who_guesses_a_colleagues_password_does_not_keep_the_colleague_out(
    desk: Desk,
) -> None:
    staff = await desk.hire("agent")
    assert await guess(desk, staff.login, of=LOBBY, times=12) == [401] * 12
    async with desk.browser() as lobby, desk.browser() as office:
        assert await sign_in(lobby, staff.login, of=LOBBY) == 401
        assert await sign_in(office, staff.login, of=OFFICE) == 303


async def test_each_wrong_password_beyond_five_delays_the_next_twice_as_long(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        for _ in range(5):
            await sign_in(browser, staff.login, WRONG, of=LOBBY)
        for minutes in (1, 2, 4, 8, 15, 15):
            desk.later(minutes=minutes, seconds=-1)
            assert await sign_in(browser, staff.login, of=LOBBY) == 401
            desk.later(seconds=1)
            assert await sign_in(browser, staff.login, WRONG, of=LOBBY) == 401
        desk.later(minutes=15)
        assert await sign_in(browser, staff.login, of=LOBBY) == 303


async def test_guesses_from_everywhere_are_slowed_but_not_on_a_device_that_is_known(
    desk: Desk,
) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as known, desk.browser() as new:
        assert await sign_in(known, staff.login, of=OFFICE) == 303
        for number in range(20):
            assert await guess(desk, staff.login, of=f"192.0.2.{number}", times=1) == [401]
        assert await sign_in(new, staff.login, of="192.0.2.99") == 401
        assert await sign_in(known, staff.login, of=OFFICE) == 303
        desk.later(seconds=10)
        assert await sign_in(new, staff.login, of="192.0.2.99") == 303


async def test_an_address_with_many_failures_is_closed_but_not_for_a_device_that_is_known(
    desk: Desk,
) -> None:
    staff = await desk.hire("agent")
    others = [await desk.hire("agent") for _ in range(6)]
    async with desk.browser() as known, desk.browser() as new:
        assert await sign_in(known, staff.login, of=LOBBY) == 303
        for other in others:
            assert await guess(desk, other.login, of=LOBBY, times=5) == [401] * 5
        assert await sign_in(new, staff.login, of=LOBBY) == 429
        assert await sign_in(new, "nobody", of=LOBBY) == 429
        assert await sign_in(known, staff.login, of=LOBBY) == 303
        desk.later(minutes=1)
        assert await sign_in(new, staff.login, of=LOBBY) == 303


async def test_who_has_the_cookie_of_a_device_guesses_no_more_often_than_others(
    desk: Desk,
) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        assert await sign_in(browser, staff.login, of=OFFICE) == 303
        for number in range(5):
            await sign_in(browser, staff.login, WRONG, of=f"192.0.2.{number}")
        assert await sign_in(browser, staff.login, of="192.0.2.9") == 401


@pytest.mark.parametrize("change", ["forged", "of another", "old", "of the password before"])
async def test_a_cookie_that_does_not_hold_makes_no_device_known(desk: Desk, change: str) -> None:
    staff, other = await desk.hire("agent"), await desk.hire("agent")
    async with desk.browser() as browser:
        assert await sign_in(browser, staff.login, of=LOBBY) == 303
        [name] = [one for one in browser.cookies if one.startswith("parkline_desk_device_")]
        match change:
            case "forged":
                browser.set_cookie(name, browser.cookies[name][:-1] + "!")
            case "of another":
                mine = browser.cookies[name]
                await sign_in(browser, other.login, of=LOBBY)
                [theirs] = [one for one in browser.cookies if "_device_" in one and one != name]
                browser.set_cookie(theirs, mine)
                staff = other
            case "old":
                desk.later(days=181)
            case _:
                new = {"current": PASSWORD, "new": "another long one", "again": "another long one"}
                kept = browser.cookies[name]
                await browser.sign_in(staff.login)
                await browser.post("/account/password", new)
                await browser.page("/account")
                await browser.post("/sign-out")
                browser.set_cookie(name, kept)
        password = "another long one" if change == "of the password before" else PASSWORD
        assert await guess(desk, staff.login, of=LOBBY, times=5) == [401] * 5
        assert await sign_in(browser, staff.login, password, of=LOBBY) == 401


async def test_tries_at_once_count_each_other(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        await browser.page("/sign-in")
        entered = {"login": staff.login, "password": WRONG}
        where = {"X-Forwarded-For": LOBBY}
        await asyncio.gather(*(browser.post("/sign-in", entered, **where) for _ in range(12)))
    async with desk.demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(SignInTry)) == 5


async def test_what_comes_too_soon_is_not_hashed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a flood on one login would keep all others waiting for a thread."""
    staff = await desk.hire("agent")
    hashed = list[str]()
    matches = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda kept, given: hashed.append(given) or matches(kept, given)
    )
    assert await guess(desk, staff.login, of=LOBBY, times=9) == [401] * 9
    assert hashed == [WRONG] * 5


async def test_a_login_that_nobody_has_is_counted_like_any_other(desk: Desk) -> None:
    staff = await desk.hire("agent")
    there = await guess(desk, staff.login, of=LOBBY, times=7)
    assert await guess(desk, "nobody-at-all", of=OFFICE, times=7) == there
    async with desk.demo.sessions() as session:
        counted = select(func.count(SignInTry.id)).group_by(SignInTry.login_hash)
        assert list(await session.scalars(counted)) == [5, 5]


async def test_tries_are_forgotten_after_a_day(desk: Desk) -> None:
    staff = await desk.hire("agent")
    await guess(desk, staff.login, of=LOBBY, times=3)
    desk.later(days=1)
    async with desk.demo.sessions.begin() as session:
        await sign_in_tries.purge(session, now=desk.clock())
        assert await session.scalar(select(func.count()).select_from(SignInTry)) == 0
