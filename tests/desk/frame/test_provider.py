"""Staff who sign in by the operator's identity provider."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientResponse, ClientSession
from oidc_provider_mock import User
from sqlalchemy import select
from yarl import URL

from connectors.oidc.issuer import Issuer
from connectors.oidc.signing_in import StaffSignIn
from edge.rates import Rate
from models.staff import AuditEntry, Staff, StaffIdentity
from parkline.process.clock import system_clock
from services.kit.audit import By
from services.staff import provider_sign_in, staff
from tests.desk.driver import PASSWORD, Browser, Desk, open_desk
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.identity_provider import CLIENT, SECRET, Provider, identity_provider
from tests.kit.strangers_provider import consent, strangers_provider

BACK = "https://park.example/desk/sign-in/provider/back"
LIN = {"sub": "lin-1", "email": "lin@park.example", "email_verified": True, "name": "林晓"}
ROLES = {"park-dispatch": "dispatcher", "park-front": "reception"}


def clock() -> object:
    return WEDNESDAY_MORNING


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with identity_provider(clock) as provider:  # type: ignore[arg-type]
        provider.claims = dict(LIN)
        yield provider


@pytest.fixture
async def desk(demo: DemoPark, provider: Provider) -> AsyncIterator[Desk]:
    async with _desk(demo, provider.url, clock) as desk:
        yield desk


@asynccontextmanager
async def _desk(demo: DemoPark, url: str, now: object) -> AsyncIterator[Desk]:
    async with ClientSession() as http:
        issuer = Issuer(
            http, url, groups_claim="groups", clock=now, monotonic=time.monotonic  # type: ignore[arg-type]
        )  # fmt: skip
        ways = StaffSignIn(issuer, CLIENT, SECRET, BACK)
        async with open_desk(demo, provider=ways, group_roles=ROLES) as desk:
            yield desk


async def _leave(browser: Browser, onward: str = "/account") -> URL:
    """Where the provider's page is."""
    answer = await browser.get(f"/sign-in/provider?next={onward}")
    assert answer.status == 303, await answer.text()
    return URL(answer.headers["Location"])


async def _there(url: URL) -> URL:
    """Through the provider's page, which sends the browser back."""
    async with ClientSession() as http, http.get(url, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        return URL(answer.headers["Location"])


async def _back(browser: Browser, url: URL) -> ClientResponse:
    return await browser.get(f"/sign-in/provider/back?{url.query_string}")


async def _through(browser: Browser) -> ClientResponse:
    return await _back(browser, await _there(await _leave(browser)))


async def _audited(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    async with desk.demo.sessions() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.after) for row in rows if row.action.startswith("staff.")]


async def test_somebody_is_signed_in_by_a_provider_that_is_not_ours(demo: DemoPark) -> None:
    person = User(sub="x-9", claims={"email": "lin@park.example", "email_verified": True})
    with strangers_provider(person) as url:
        async with _desk(demo, url, system_clock) as desk, desk.browser() as browser:
            await desk.hire("agent", login="lin@park.example")
            async with ClientSession() as http:
                back = await consent(http, await _leave(browser), "x-9")
            assert (await _back(browser, back)).status == 200
            assert "lin@park.example" in await browser.page("/account")


async def test_a_verified_address_leads_to_the_account_with_that_login(
    desk: Desk, provider: Provider
) -> None:
    lin = await desk.hire("agent", login="lin@park.example")
    async with desk.browser() as browser:
        assert "/desk/sign-in/provider?next=/account" in await browser.page(
            "/sign-in?next=/account"
        )
        page = await _through(browser)
        said = await page.text()
        assert page.status == 200
        # Not a redirect: browsers keep a Strict cookie back from one that another site began.
        assert 'http-equiv="refresh" content="0; url=/desk/account"' in said
        assert "lin@park.example" in await browser.page("/account")
        assert "parkline_desk_provider" not in browser.cookies
    assert provider.faults == []
    assert await _audited(desk) == [("staff.link", {"email": "lin@park.example"})]
    async with desk.demo.sessions() as session:
        [kept] = await session.scalars(select(StaffIdentity))
        assert (kept.staff_id, kept.subject, kept.by_groups) == (lin.id, "lin-1", False)


async def test_what_the_provider_is_asked(desk: Desk) -> None:
    async with desk.browser() as browser:
        url = await _leave(browser)
        said = browser._client.cookie_jar  # The cookie of the way back, as it was set.
        [cookie] = [one for one in said if one.key == "parkline_desk_provider"]
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", True, "600")
    assert cookie["path"] == "/desk/sign-in/provider"
    asked = dict(url.query)
    made = {asked.pop(name) for name in ("state", "nonce", "code_challenge")}
    assert {len(one) for one in made} == {43}
    assert len(made) == 3
    assert not any(one in cookie.value for one in made)
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid email profile",
        "code_challenge_method": "S256",
    }


async def test_another_subject_with_the_same_address_opens_nothing(
    desk: Desk, provider: Provider
) -> None:
    await desk.hire("agent", login="lin@park.example")
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 200
    provider.claims["sub"] = "somebody-with-the-address-of-lin"
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 401
    provider.claims |= {"sub": "lin-1", "email": "lin.new@park.example"}
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email": "other@park.example"},
        {"groups": ["elsewhere"], "email": "new@park.example"},
        {"nonce": "replayed"},
    ],
)
async def test_nobody_else_gets_in(
    claims: dict[str, object], desk: Desk, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.hire("agent", login="lin@park.example")
    provider.claims |= claims
    if "nonce" in claims:
        sign = provider.token
        monkeypatch.setattr(
            Provider, "token", lambda _self, **said: sign(**said | {"nonce": "replayed"})
        )
    async with desk.browser() as browser:
        page = await _through(browser)
        assert page.status == 401
        assert 'role="alert"' in await page.text()
        assert (await browser.get("/account")).status == 303
    async with desk.demo.sessions() as session:
        assert list(await session.scalars(select(StaffIdentity))) == []


async def test_a_deactivated_account_stays_shut(desk: Desk, provider: Provider) -> None:
    lin = await desk.hire("agent", login="lin@park.example")
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 200
    async with desk.demo.sessions.begin() as session:
        await staff.deactivate(session, await staff.find(session, lin.park_id, lin.id))
    async with desk.browser() as browser:
        assert (await browser.get("/account")).status == 303
        assert (await _through(browser)).status == 401


async def test_a_code_counts_in_the_browser_alone_that_asked_for_it(
    desk: Desk, provider: Provider
) -> None:
    await desk.hire("agent", login="lin@park.example")
    async with desk.browser() as ours, desk.browser() as theirs:
        back = await _there(await _leave(ours))
        assert (await _back(theirs, back)).status == 401
        await _leave(theirs)
        assert (await _back(theirs, back)).status == 401
        for wrong in ({"state": "x"}, {"state": ""}, {"code": ""}):
            assert (await _back(ours, back.update_query(wrong))).status == 401
            await _leave(ours)
    assert provider.faults == []  # None of them came as far as the provider.


async def test_a_code_is_redeemed_with_the_verifier_of_its_own_browser(
    desk: Desk, provider: Provider
) -> None:
    await desk.hire("agent", login="lin@park.example")
    async with desk.browser() as ours, desk.browser() as theirs:
        stolen = (await _there(await _leave(ours))).query["code"]
        own = await _there(await _leave(theirs))
        assert (await _back(theirs, own.update_query(code=stolen))).status == 401
    assert provider.faults == ["another verifier"]


async def test_a_group_with_a_role_gets_an_account_whose_roles_follow_the_groups(
    desk: Desk, provider: Provider
) -> None:
    provider.claims["groups"] = ["park-dispatch", "elsewhere"]
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 200
        assert "林晓" in await browser.page("/account")
    async with desk.browser() as browser:
        assert (await browser.sign_in("lin@park.example", "")).status == 401
        assert (await browser.sign_in("lin@park.example", PASSWORD)).status == 401
    assert await _roles(desk) == ["dispatcher"]
    provider.claims["groups"] = ["park-front", "park-dispatch"]
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 200
    assert await _roles(desk) == ["dispatcher", "reception"]
    provider.claims["groups"] = []
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 401
    assert [action for action, _ in await _audited(desk)] == [
        "staff.add", "staff.link", "staff.edit",
    ]  # fmt: skip


async def test_an_operators_word_links_an_address_to_any_login(
    desk: Desk, provider: Provider
) -> None:
    lin = await desk.hire("agent", login="lin")
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 401
    async with desk.demo.sessions.begin() as session:
        member = await staff.find(session, lin.park_id, lin.id)
        by = By(lin.park_id, None, desk.clock())
        await provider_sign_in.set_email(session, by, member, provider.url, "Lin@park.example")
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 200
    async with desk.demo.sessions.begin() as session:
        member = await staff.find(session, lin.park_id, lin.id)
        await provider_sign_in.forget(session, by, member, provider.url)
    async with desk.browser() as browser:
        assert (await _through(browser)).status == 401


async def test_a_provider_that_is_away_is_told_and_passwords_go_on(
    desk: Desk, provider: Provider
) -> None:
    member = await desk.hire("agent")
    provider.away = True
    async with desk.browser() as browser:
        answer = await browser.get("/sign-in/provider")
        assert answer.status == 503
        assert "没有响应" in await answer.text()
        assert (await browser.sign_in(member.login)).status == 303


async def test_nobody_has_us_ask_the_provider_without_end(demo: DemoPark, desk: Desk) -> None:
    few = Rate(time.monotonic, 3, 60)
    limited = open_desk(demo, provider=desk.deps.provider, provider_tries=few)
    async with limited as guarded, guarded.browser() as browser:
        found = [(await browser.get("/sign-in/provider")).status for _ in range(4)]
    assert found == [303, 303, 303, 429]


async def test_without_a_provider_there_is_no_such_way(demo: DemoPark) -> None:
    async with open_desk(demo) as desk, desk.browser() as browser:
        assert "/sign-in/provider" not in await browser.page("/sign-in")
        assert (await browser.get("/sign-in/provider")).status == 404
        assert (await browser.get("/sign-in/provider/back?code=x&state=y")).status == 404


async def _roles(desk: Desk) -> list[str]:
    async with desk.demo.sessions() as session:
        found = await session.scalar(select(Staff).where(Staff.login == "lin@park.example"))
        assert found is not None
        return found.roles
