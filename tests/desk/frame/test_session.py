"""Signing in: who gets in, and what keeps others out."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.frame.texts import say
from models.staff import Staff, StaffSession
from services.staff import sign_in_tries
from tests.desk.driver import DEMO_PASSWORD, PASSWORD, Desk, open_desk, password_hash
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park


async def sessions_of(desk: Desk, staff: Staff) -> list[StaffSession]:
    async with desk.demo.sessions() as session:
        return list(
            await session.scalars(select(StaffSession).where(StaffSession.staff_id == staff.id))
        )


async def test_nobody_is_led_to_the_sign_in_and_back_to_where_they_wanted(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        answer = await browser.get("/account?tab=2")
        assert answer.status == 303
        assert answer.headers["Location"] == "/desk/sign-in?next=/account?tab%3D2"
        page = await (await browser.get("/sign-in?next=/account?tab%3D2")).text()
        browser.read_token(page)
        assert 'name="next" value="/account?tab=2"' in page
        entered = {"login": staff.login, "password": PASSWORD, "next": "/account?tab=2"}
        answer = await browser.post("/sign-in", entered)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/account?tab=2")


async def test_a_script_without_a_session_is_told_so_instead_of_redirected(desk: Desk) -> None:
    async with desk.browser() as browser:
        answer = await browser.get("/account", Accept="application/json")
        assert answer.status == 401
        assert (await answer.json())["code"] == "sign_in"
        answer = await browser.request(
            "GET", "/account", headers={"HX-Request": "true", "Accept": "*/*"}
        )
        assert (answer.status, answer.headers["HX-Redirect"]) == (401, "/desk/sign-in")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
async def test_nobody_is_sent_elsewhere_after_signing_in(desk: Desk, target: str) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        await browser.page("/sign-in")
        entered = {"login": staff.login, "password": PASSWORD, "next": target}
        answer = await browser.post("/sign-in", entered)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/")


async def test_the_cookie_holds_a_token_of_which_only_the_hash_is_kept(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        await browser.page("/sign-in")
        answer = await browser.post("/sign-in", {"login": staff.login, "password": PASSWORD})
        said = answer.headers.getall("Set-Cookie")[0]
        assert said.startswith("parkline_desk=")
        assert "HttpOnly" in said
        assert "SameSite=Strict" in said
        assert "Path=/desk" in said
        assert "Secure" not in said  # By http; see below.
        token = browser.cookies["parkline_desk"]
    [kept] = await sessions_of(desk, staff)
    assert kept.token_hash == hashlib.sha256(token.encode()).digest()
    assert len(token) >= 43  # 32 bytes in base64.


async def test_by_https_the_cookie_is_secure(demo: DemoPark) -> None:
    https = open_desk(demo, secure=True, public_url="https://park.example")
    async with https as desk, desk.browser() as browser:
        answer = await browser.get("/sign-in")
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_every_failure_looks_the_same(desk: Desk) -> None:
    staff = await desk.hire("agent")
    gone = await desk.hire("agent", login="gone")
    async with desk.demo.sessions.begin() as session:
        (await session.get_one(Staff, (desk.demo.id, gone.id))).active = False
    pages = set()
    for login, password in [
        (staff.login, "wrong password"),
        ("no-such-login", PASSWORD),
        ("gone", PASSWORD),
        ("x" * 101, PASSWORD),
        (staff.login, ""),
    ]:
        async with desk.browser() as browser:
            answer = await browser.sign_in(login, password)
            assert answer.status == 401
            body = await answer.text()
            pages.add(body[body.index('role="alert"') : body.index("</p>", body.index("alert"))])
    assert len(pages) == 1
    assert await sessions_of(desk, staff) == []


async def test_a_success_begins_the_count_anew(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        for _ in range(2):
            for _ in range(4):
                assert (await browser.sign_in(staff.login, "wrong password")).status == 401
            assert (await browser.sign_in(staff.login.upper())).status == 303
            await browser.post("/sign-out")


async def test_the_password_of_the_demo_opens_only_the_demo(demo: DemoPark) -> None:
    for is_demo, status in ((False, 401), (True, 303)):
        async with open_desk(demo, demo=is_demo) as desk:
            staff = await desk.hire("agent", password_hash=password_hash(DEMO_PASSWORD))
            async with desk.browser() as browser:
                page = await browser.page("/sign-in")
                assert (DEMO_PASSWORD in page) is is_demo
                assert (await browser.sign_in(staff.login, DEMO_PASSWORD)).status == status


async def test_a_session_idle_for_twelve_hours_is_over(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        for _ in range(3):
            desk.later(hours=11, minutes=59)
            assert (await browser.get("/account")).status == 200
        desk.later(hours=12)
        assert (await browser.get("/account")).status == 303


async def test_a_session_in_use_is_over_after_seven_days(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        for _ in range(7 * 3 - 1):
            desk.later(hours=8)
            assert (await browser.get("/account")).status == 200
        desk.later(hours=8)
        assert (await browser.get("/account")).status == 303


async def test_a_token_that_was_there_before_signing_in_is_worth_nothing(desk: Desk) -> None:
    """Session fixation: somebody else's idea of a token is never taken over."""
    staff = await desk.hire("agent")
    async with desk.browser() as browser:
        browser.set_cookie("parkline_desk", "chosen-by-somebody-else")
        await browser.sign_in(staff.login)
        first = browser.cookies["parkline_desk"]
        assert first != "chosen-by-somebody-else"
        entered = {"login": staff.login, "password": PASSWORD}
        await browser.post("/sign-in", entered)
        assert browser.cookies["parkline_desk"] != first
    assert len(await sessions_of(desk, staff)) == 1  # The one before has ended.


async def test_signing_out_ends_this_session_and_no_other(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as here, desk.browser() as there:
        await here.sign_in(staff.login)
        await there.sign_in(staff.login)
        token = here.cookies["parkline_desk"]
        assert (await here.post("/sign-out")).headers["Location"] == "/desk/sign-in"
        here.set_cookie("parkline_desk", token)
        assert (await here.get("/account")).status == 303
        assert (await there.get("/account")).status == 200


async def test_signing_out_everywhere_ends_all(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.browser() as here, desk.browser() as there:
        await here.sign_in(staff.login)
        await there.sign_in(staff.login)
        await here.post("/sign-out/everywhere")
        assert (await there.get("/account")).status == 303


async def test_a_new_password_ends_the_other_sessions(desk: Desk) -> None:
    staff = await desk.hire("agent")
    new = {"current": PASSWORD, "new": "another long one", "again": "another long one"}
    async with desk.browser() as here, desk.browser() as there:
        await here.sign_in(staff.login)
        await there.sign_in(staff.login)
        before = here.cookies["parkline_desk"]
        answer = await here.post("/account/password", new)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/account")
        assert here.cookies["parkline_desk"] != before
        assert "Password changed" in await here.page("/account")
        assert (await there.get("/account")).status == 303
        assert (await there.sign_in(staff.login)).status == 401
        assert (await there.sign_in(staff.login, "another long one")).status == 303


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"current": "not this one"}, "The current password is not right"),
        ({"again": "something else"}, "The two new passwords are not the same"),
        ({"new": "short", "again": "short"}, "A password has 10 to 200 characters"),
        ({"new": ""}, "Please fill this in"),
    ],
)
async def test_a_password_that_cannot_be_changed_stays(
    desk: Desk, changed: dict[str, str], said: str
) -> None:
    entered = {"current": PASSWORD, "new": "another long one", "again": "another long one"}
    async with desk.signed_in("agent") as browser:
        answer = await browser.htmx("/account/password", entered | changed)
        assert answer.status == 422
        assert said in await answer.text() or said in answer.headers["HX-Trigger"]
    async with desk.browser() as again:
        assert (await again.sign_in(browser.staff.login)).status == 303


async def test_who_guesses_the_current_password_has_to_wait_and_keeps_nobody_out(
    desk: Desk,
) -> None:
    entered = {"current": "wrong", "new": "another long one", "again": "another long one"}
    async with desk.signed_in("agent") as browser:
        for _ in range(5):
            await browser.htmx("/account/password", entered)
        answer = await browser.htmx("/account/password", entered | {"current": PASSWORD})
        assert answer.status == 422
        async with desk.browser() as elsewhere:
            assert (await elsewhere.sign_in(browser.staff.login)).status == 303


async def test_staff_of_another_park_are_nobody_here(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        other = await make_park(session)
    stranger = await desk.hire("operator", park_id=other.id)
    async with open_desk(desk.demo, park_id=other.id) as theirs, theirs.browser() as browser:
        await browser.sign_in(stranger.login)
        token = browser.cookies["parkline_desk"]
        assert (await browser.get("/account")).status == 200
    async with desk.browser() as browser:
        browser.set_cookie("parkline_desk", token)
        assert (await browser.get("/account")).status == 303
        assert (await browser.sign_in(stranger.login)).status == 401


def test_the_delays_are_as_long_as_they_are_said_to_be() -> None:
    delay = sign_in_tries.BY_PLACE
    assert delay.free == 5
    assert (delay.first, delay.longest) == (timedelta(minutes=1), timedelta(minutes=15))
    for language in ("zh", "en"):
        assert "15" in say(language, "shell-sign-in-failed")


async def test_the_language_of_the_sign_in_holds_unless_theirs_was_chosen_before(
    desk: Desk,
) -> None:
    staff = await desk.hire("agent", language="zh")
    entered = {"login": staff.login, "password": PASSWORD}
    async with desk.browser() as browser:
        browser.read_token(await (await browser.get("/sign-in?language=en")).text())
        await browser.post("/sign-in", entered)
        assert '<html lang="en"' in await browser.page("/account")
        await browser.post("/language", {"language": "zh", "here": "/account"})
        await browser.post("/sign-out")
        await browser.page("/sign-in")
        await browser.post("/sign-in", entered)
        assert '<html lang="zh' in await browser.page("/account")


async def test_words_in_passing_are_shown_on_one_page(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        await browser.page("/account")
        await browser.post("/sign-out")
        assert "You are signed out" in await (await browser.get("/sign-in?language=en")).text()
        page = await (await browser.get("/sign-in?language=en")).text()
        assert "You are signed out" not in page
