"""Somebody is invited, chooses a password, signs in and out; nobody else does."""

from datetime import timedelta

from sqlalchemy import select

from models.vendors import VendorMember, VendorSession
from services.kit.audit import By
from services.vendors import members
from tests.desk.driver import PASSWORD
from tests.vendor_desk.driver import VendorDesk


async def test_an_invitation_leads_to_a_password_and_in_and_is_good_once(
    vendors: VendorDesk,
) -> None:
    member, token = await vendors.invited()
    async with vendors.browser() as browser, vendors.browser() as later:
        page = await browser.page(f"/join/{token}")
        assert member.login in page
        short = await browser.post(f"/join/{token}", {"new": "short", "again": "short"})
        assert short.status == 422
        other = await browser.post(f"/join/{token}", {"new": PASSWORD, "again": PASSWORD + "!"})
        assert other.status == 422
        joined = await browser.post(f"/join/{token}", {"new": PASSWORD, "again": PASSWORD})
        assert (joined.status, joined.headers["Location"]) == (303, "/vendor/orders")
        assert (await browser.get("/orders")).status == 200
        assert (await later.get(f"/join/{token}")).status == 422
        assert await later.enter(member.login.upper()) == 303


async def test_an_invitation_is_over_after_a_week_and_another_replaces_it(
    vendors: VendorDesk,
) -> None:
    member, token = await vendors.invited()
    async with vendors.browser() as browser:
        vendors.clock.moment += timedelta(days=7)
        assert (await browser.get(f"/join/{token}")).status == 422
        by = By(vendors.demo.id, None, vendors.clock())
        async with vendors.demo.sessions.begin() as session:
            row = await session.get_one(VendorMember, (vendors.demo.id, member.id))
            first = await members.invite_again(session, by, row)
            second = await members.invite_again(session, by, row)
        assert (await browser.get(f"/join/{first}")).status == 422
        assert (await browser.get(f"/join/{second}")).status == 200


async def test_a_new_password_ends_every_session_and_the_old_password(
    vendors: VendorDesk,
) -> None:
    async with vendors.signed_in() as browser, vendors.browser() as other:
        by = By(vendors.demo.id, None, vendors.clock())
        async with vendors.demo.sessions.begin() as session:
            row = await session.get_one(VendorMember, (vendors.demo.id, browser.member.id))
            token = await members.invite_again(session, by, row)
        assert (await browser.get("/orders")).status == 200
        await other.page(f"/join/{token}")
        new = "another good password"
        await other.post(f"/join/{token}", {"new": new, "again": new})
        assert (await browser.get("/orders")).status == 303
        assert await browser.enter(browser.member.login) == 401
        assert await browser.enter(browser.member.login, new) == 303


async def test_every_failure_looks_the_same(vendors: VendorDesk) -> None:
    member = await vendors.member()
    invited, _ = await vendors.invited()
    pages = []
    for login in (member.login, invited.login, "nobody"):
        async with vendors.browser() as browser:
            await browser.page("/sign-in")
            answer = await browser.post("/sign-in", {"login": login, "password": "wrong wrong"})
            page = (await answer.text()).replace(login, "").replace(browser.csrf, "")
            pages.append((answer.status, page))
    assert pages[0][0] == 401
    assert len(set(pages)) == 1


async def test_guesses_are_slowed_down_but_not_on_a_device_that_is_known(
    vendors: VendorDesk,
) -> None:
    member = await vendors.member()
    async with vendors.browser() as known, vendors.browser() as stranger:
        assert await known.enter(member.login) == 303
        await known.post("/sign-out")
        for _ in range(5):
            assert await stranger.enter(member.login, "a wrong password") == 401
        assert await stranger.enter(member.login) == 401  # Right, and too soon.
        assert await known.enter(member.login) == 303


async def test_a_session_ends_when_it_is_idle_and_when_somebody_is_let_in_no_longer(
    vendors: VendorDesk,
) -> None:
    async with vendors.signed_in() as browser:
        vendors.clock.moment += timedelta(hours=15)
        assert (await browser.get("/orders")).status == 200
        vendors.clock.moment += timedelta(hours=16, minutes=1)
        assert (await browser.get("/orders")).headers["Location"] == "/vendor/sign-in"
        assert await browser.enter(browser.member.login) == 303
        by = By(vendors.demo.id, None, vendors.clock())
        async with vendors.demo.sessions.begin() as session:
            row = await session.get_one(VendorMember, (vendors.demo.id, browser.member.id))
            await members.deactivate(session, by, row)
        assert (await browser.get("/orders")).status == 303
        assert await browser.enter(browser.member.login) == 401
        async with vendors.demo.sessions() as session:
            assert (await session.scalars(select(VendorSession))).all() == []


async def test_a_session_of_the_parks_desk_opens_nothing_here(vendors: VendorDesk) -> None:
    async with vendors.signed_in() as browser, vendors.browser() as other:
        token = browser.cookies["parkline_vendor"]
        other.set_cookie("parkline_desk", token)
        assert (await other.get("/orders")).status == 303
        other.set_cookie("parkline_vendor", token)
        assert (await other.get("/orders")).status == 200


async def test_both_languages_are_chosen_before_and_after_signing_in(
    vendors: VendorDesk,
) -> None:
    async with vendors.signed_in(language="zh") as browser, vendors.browser() as guest:
        assert "新订单" in await browser.page("/orders")
        await browser.post("/language", {"language": "en"})
        assert "Nothing is being prepared" in await browser.page("/orders")
        assert "登录名" in await guest.page("/sign-in")
        assert "Password" in await guest.page("/sign-in?language=en")
        assert "Password" in await guest.page("/sign-in")
