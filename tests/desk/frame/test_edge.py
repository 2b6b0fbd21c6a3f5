"""What every request meets: the token, the origin, the transaction, errors, headers."""

import pytest
from aiohttp import web
from pydantic import BaseModel
from sqlalchemy import select

from desk.frame import home, session
from desk.frame.call import Call
from desk.frame.routing import SIGNED_IN, Area
from models.staff import Staff
from services.kit.errors import Conflict, NotFound
from tests.desk.driver import Browser, Desk, open_desk
from tests.given.demo_park import DemoPark

area = Area("sample")


class Wish(BaseModel):
    wish: str
    numbers: list[int] = []
    name: str = "nobody"


class Gone(Conflict):
    code = "gone_already"


@area.post("/rename", allows=SIGNED_IN)
async def rename(call: Call) -> web.Response:
    """Changes something, and then does what is wished."""
    entered = await call.form(Wish)
    call.staff.name = "changed"
    call.toast("shell-password-changed")
    call.wake(7)
    match entered.wish:
        case "raise":
            raise Gone
        case "fail":
            raise RuntimeError("secret detail")
        case "answer-422":
            return web.Response(status=422, text="not like this")
        case "early":
            await call.commit()
            raise Gone
    return web.json_response(entered.model_dump())


@area.get("/thing/{thing}", allows=SIGNED_IN)
async def thing(call: Call) -> web.Response:
    return web.json_response(call.id("thing"))


@area.get("/nothing", allows=SIGNED_IN)
async def nothing(call: Call) -> web.Response:
    raise NotFound("row 17 of a table")


AREAS = (session.area, home.area, area)


@pytest.fixture
async def sample(demo: DemoPark):  # type: ignore[no-untyped-def]
    async with open_desk(demo, areas=AREAS) as desk:
        yield desk


@pytest.fixture
async def browser(sample: Desk):  # type: ignore[no-untyped-def]
    async with sample.signed_in("agent") as browser:
        yield browser


async def name_of(desk: Desk, staff: Staff) -> str | None:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(Staff.name).where(Staff.id == staff.id))


async def test_a_change_is_committed_and_then_told(sample: Desk, browser: Browser) -> None:
    answer = await browser.htmx("/rename", {"wish": "well"})
    assert answer.status == 200
    assert await name_of(sample, browser.staff) == "changed"
    assert sample.woken == [7]
    assert "Password changed" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize(("wish", "status"), [("raise", 409), ("fail", 500), ("answer-422", 422)])
async def test_what_goes_wrong_changes_nothing_and_wakes_nobody(
    sample: Desk, browser: Browser, wish: str, status: int
) -> None:
    assert (await browser.htmx("/rename", {"wish": wish})).status == status
    assert await name_of(sample, browser.staff) == "林晓"
    assert sample.woken == []


async def test_what_was_committed_early_stays_and_is_told(sample: Desk, browser: Browser) -> None:
    assert (await browser.htmx("/rename", {"wish": "early"})).status == 409
    assert await name_of(sample, browser.staff) == "changed"
    assert sample.woken == [7]


async def test_a_change_without_the_token_is_refused(sample: Desk, browser: Browser) -> None:
    for data in (
        {"wish": "well"},
        {"wish": "well", "csrf": "0" * 64},
        {"wish": "well", "csrf": ""},
    ):
        assert (await browser.request("POST", "/rename", data=data)).status == 403
    answer = await browser.request("POST", "/rename", json={"wish": "well", "csrf": browser.csrf})
    assert answer.status == 403  # A body of JSON needs the header.
    assert await name_of(sample, browser.staff) == "林晓"


async def test_the_token_of_another_session_is_refused(sample: Desk, browser: Browser) -> None:
    async with sample.signed_in("agent") as other:
        browser.csrf = other.csrf
    assert (await browser.post("/rename", {"wish": "well"})).status == 403


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1.evil.example"],
)
async def test_a_foreign_origin_is_refused_even_with_the_token(
    browser: Browser, origin: str
) -> None:
    assert (await browser.post("/rename", {"wish": "well"}, Origin=origin)).status == 403


async def test_our_own_origin_is_welcome(browser: Browser) -> None:
    origin = str(browser.url("/").origin())
    assert (await browser.post("/rename", {"wish": "well"}, Origin=origin)).status == 200


async def test_a_cross_site_request_that_names_no_origin_is_refused(browser: Browser) -> None:
    answer = await browser.post("/rename", {"wish": "well"}, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403


async def test_behind_a_proxy_the_public_address_is_our_origin(demo: DemoPark) -> None:
    public = "https://park.example"
    proxied = open_desk(demo, areas=AREAS, public_url=public + "/")
    async with proxied as desk, desk.signed_in("agent") as browser:
        assert (await browser.post("/rename", {"wish": "well"}, Origin=public)).status == 200


async def test_the_sign_in_form_needs_its_token_too(sample: Desk) -> None:
    async with sample.browser() as browser:
        entered = {"login": "x", "password": "y"}
        assert (await browser.request("POST", "/sign-in", data=entered)).status == 403


async def test_a_form_collects_lists_and_leaves_out_what_is_empty(browser: Browser) -> None:
    pairs = [
        ("wish", "well"),
        ("numbers", "1"),
        ("numbers", "2"),
        ("name", ""),
        ("csrf", browser.csrf),
    ]
    answer = await browser.request("POST", "/rename", data=pairs)
    assert await answer.json() == {"wish": "well", "numbers": [1, 2], "name": "nobody"}
    answer = await browser.json("/rename", {"wish": "well", "numbers": [3]})
    assert await answer.json() == {"wish": "well", "numbers": [3], "name": "nobody"}


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"7"])
async def test_a_body_that_is_no_object_is_refused(browser: Browser, body: bytes) -> None:
    headers = {"X-CSRF-Token": browser.csrf, "Content-Type": "application/json"}
    assert (await browser.request("POST", "/rename", data=body, headers=headers)).status == 422


async def test_too_much_is_refused(browser: Browser) -> None:
    answer = await browser.json("/rename", {"wish": "x" * 300_000})
    assert (answer.status, (await answer.json())["code"]) == (413, "too_large")


async def test_a_form_with_faults_names_each_of_them(browser: Browser) -> None:
    answer = await browser.json("/rename", {"numbers": ["x"]})
    assert answer.status == 422
    assert (await answer.json())["details"]["fields"] == {
        "wish": "Please fill this in",
        "numbers.0": "Please enter a number",
    }


@pytest.mark.parametrize("said", ["x", "1.5", "-1", "٣", "9" * 19, "1" * 5000])
async def test_an_id_that_is_none_is_not_found(browser: Browser, said: str) -> None:
    assert (await browser.get(f"/thing/{said}")).status == 404
    assert await (await browser.get("/thing/17")).json() == 17


async def test_errors_are_pages_toasts_or_problems_and_tell_no_secrets(browser: Browser) -> None:
    page = await browser.get("/nothing")
    assert (page.status, page.content_type) == (404, "text/html")
    assert "There is no such thing here" in await page.text()
    assert "row 17" not in await page.text()
    toast = await browser.htmx("/nothing", method="GET")
    assert "There is no such thing here" in toast.headers["HX-Trigger"]
    assert toast.headers["HX-Reswap"] == "none"
    problem = await browser.get("/nothing", Accept="application/json")
    assert problem.content_type == "application/problem+json"
    assert (await problem.json())["code"] == "not_found"
    failed = await browser.json("/rename", {"wish": "fail"})
    assert (failed.status, (await failed.json())["code"]) == (500, "internal")
    assert "secret" not in await failed.text()


async def test_errors_are_told_in_the_readers_language(sample: Desk) -> None:
    async with sample.signed_in("agent", language="zh") as browser:
        assert "没有找到您要的内容" in await (await browser.get("/nothing")).text()


async def test_a_page_that_does_not_exist_is_one_of_ours(browser: Browser) -> None:
    answer = await browser.get("/no/such/page")
    assert answer.status == 404
    assert "Back to the desk" in await answer.text() or "回到服务台" in await answer.text()
    assert "Content-Security-Policy" in answer.headers
    assert (await browser.get("/rename")).status == 405


async def test_headers_keep_pages_to_themselves(browser: Browser) -> None:
    answer = await browser.get("/account")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_home_is_the_first_area_that_the_role_may_see(demo: DemoPark) -> None:
    board, desk_area = Area("inbox"), Area("tickets")

    async def page(call: Call) -> web.Response:
        return call.render("home.html")

    desk_area.get("/tickets", allows="tickets.read")(page)
    board.get("/inbox", allows="inbox.read")(page)
    async with open_desk(demo, areas=(*AREAS, board, desk_area)) as desk:
        for role, first in (("agent", "/desk/inbox"), ("engineer", "/desk/tickets")):
            async with desk.signed_in(role) as browser:
                assert (await browser.get("/")).headers["Location"] == first
                assert 'href="/desk/inbox"' in await browser.page("/tickets") or role == "engineer"
        async with desk.signed_in() as browser:
            assert "There is nothing here" in await browser.page("/")


async def test_the_language_is_switched_and_stays(sample: Desk, browser: Browser) -> None:
    assert "Change password" in await browser.page("/account")
    answer = await browser.post("/language", {"language": "zh", "here": "/account"})
    assert answer.headers["Location"] == "/desk/account"
    assert "修改密码" in await browser.page("/account")


async def test_static_files_are_kept_while_they_do_not_change(browser: Browser) -> None:
    page = await browser.page("/account")
    start = page.index("/desk/static/base.css?v=")
    path = page[start : page.index('"', start)].removeprefix("/desk")
    assert "immutable" in (await browser.get(path)).headers["Cache-Control"]
    assert (await browser.get("/static/base.css?v=0")).headers["Cache-Control"] == "no-cache"
    for nowhere in ("/static/nothing.css", "/static/..%2Fapp.py", "/static/vendor"):
        assert (await browser.get(nowhere)).status == 404


@pytest.mark.parametrize("wish", ["a\0b", "\0"])
async def test_what_no_text_can_hold_is_told_at_its_field(browser: Browser, wish: str) -> None:
    assert (await browser.htmx("/rename", {"wish": wish})).status == 422
