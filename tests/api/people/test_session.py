"""Signing in to the mini-app, staying, and leaving."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar
from sqlalchemy import select

from api.frame.deps import WeChatUser
from api.frame.limits import Limits
from edge.rates import Backoff, Rate
from models.logins import AppSession, RefreshToken
from services.conversations import conversations
from services.people import identities, logins
from services.people.logins import LoginRefused
from tests.api.driver import Api, open_api
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def login(api: Api, how: str, body: Any = None, *, status: int = 200, **more: Any) -> Any:
    answer = await api.ask("POST", f"/login/{how}", json=body, **more)
    assert answer.status == status, await answer.text()
    return await answer.json()


async def me(api: Api, token: str) -> int:
    answer = await api.ask("GET", "/me", headers={"Authorization": f"Bearer {token}"})
    return answer.status


async def code_of(api: Api) -> tuple[str, int]:
    """A code of a web chat's visitor, and their conversation."""
    async with api.demo.sessions.begin() as session:
        conversation = await api.demo.conversation(session)
        code, _ = await logins.give_code(session, conversation, now=api.clock())
    return code, conversation.id


async def conversation_of(api: Api, token: str) -> int:
    session_id = int(token.split(".")[2])
    async with api.demo.sessions() as session:
        found = await session.get_one(AppSession, (api.demo.id, session_id))
        return found.conversation_id


async def test_a_code_of_the_web_chat_goes_on_with_its_conversation(api: Api) -> None:
    code, conversation = await code_of(api)
    tokens = await login(api, "code", {"code": code})
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_at"] == "2026-12-02T09:45:00+08:00"
    assert await me(api, tokens["access_token"]) == 200
    assert await conversation_of(api, tokens["access_token"]) == conversation


async def test_a_code_may_be_typed_carelessly(api: Api) -> None:
    code, _ = await code_of(api)
    await login(api, "code", {"code": f"{code[:4]}-{code[4:]} ".lower()})


@pytest.mark.parametrize("wrong", ["used", "old", "replaced", "guessed"])
async def test_every_wrong_code_is_refused_in_the_same_way(api: Api, wrong: str) -> None:
    code, conversation_id = await code_of(api)
    match wrong:
        case "used":
            await login(api, "code", {"code": code})
        case "old":
            api.later(minutes=5)
        case "replaced":
            async with api.demo.sessions.begin() as session:
                found = await conversations.find(session, api.demo.id, conversation_id)
                await logins.give_code(session, found, now=api.clock())
        case "guessed":
            code = "00000000"
    refused = await login(api, "code", {"code": code}, status=401)
    assert refused == {
        "type": "urn:parkline:problem:login_refused",
        "title": "login refused",
        "status": 401,
        "code": "login_refused",
        "detail": "登录已失效，请重新登录。",
    }


async def test_a_code_entered_twice_at_once_signs_in_once(api: Api) -> None:
    code, _ = await code_of(api)
    answers = await asyncio.gather(
        *(api.ask("POST", "/login/code", json={"code": code}) for _ in range(5))
    )
    assert sorted(answer.status for answer in answers) == [200, 401, 401, 401, 401]


async def test_who_guesses_codes_has_to_wait_longer_each_time(demo: DemoPark) -> None:
    stands_still = Limits(strangers=Backoff(lambda: 0.0, 3, 2.0, 60))
    async with open_api(demo, limits=stands_still) as api:
        for _ in range(3):
            await login(api, "code", {"code": "00000000"}, status=401)
        for said in ("3", "5", "9"):
            answer = await api.ask("POST", "/login/code", json={"code": "00000000"})
            assert (answer.status, answer.headers["Retry-After"]) == (429, said)
        assert (await answer.json())["details"] == {"retry_after": 9}
        # So has who tries tokens.
        assert await me(api, "pl1.1.1.1.x") == 429


async def test_bad_tokens_from_an_address_slow_down_nobody_behind_it(api: Api) -> None:
    """A company's people share one address with whoever sits in its lobby."""
    await api.http.get(api.url)
    origin = {"Origin": str(api.url.origin())}
    code, _ = await code_of(api)
    held = await login(api, "browser", headers=origin)
    statuses = [await me(api, "pl1.1.1.1.x") for _ in range(62)]
    assert (statuses[:60], statuses[60:]) == ([401] * 60, [429] * 2)
    for _ in range(5):
        refused = await api.ask("POST", "/login/refresh", json={"refresh_token": "x"})
        assert refused.status == 429
    assert await me(api, held["access_token"]) == 200
    renewed = await login(api, "refresh", {"refresh_token": held["refresh_token"]})
    assert await me(api, renewed["access_token"]) == 200
    await login(api, "browser", headers=origin)
    await login(api, "code", {"code": code})


async def test_new_browsers_of_an_address_are_counted_apart_from_those_we_know(
    demo: DemoPark,
) -> None:
    stands_still = Limits(newcomers=Rate(lambda: 0.0, 2, 60))
    async with open_api(demo, limits=stands_still) as api:
        origin = {"Origin": str(api.url.origin())}
        await api.http.get(api.url)
        known = await login(api, "browser", headers=origin)
        for _ in range(2):
            api.http.cookie_jar.clear()
            await login(api, "browser", headers=origin)
        mine = api.http.cookie_jar.filter_cookies(api.url)
        api.http.cookie_jar.clear()
        await login(api, "browser", headers=origin, status=429)
        api.http.cookie_jar.update_cookies(mine, api.url)
        await login(api, "browser", headers=origin)
        assert await me(api, known["access_token"]) == 200


async def test_the_web_chats_browser_is_the_same_person_in_the_app(api: Api) -> None:
    await api.http.get(api.url)
    origin = {"Origin": str(api.url.origin())}
    first = await login(api, "browser", headers=origin)
    second = await login(api, "browser", headers=origin)
    shown = [await conversation_of(api, one["access_token"]) for one in (first, second)]
    assert shown[0] == shown[1]

    async with api.http.post(api.url / "chat/login-code", headers=origin) as answer:
        code = (await answer.json())["code"]
    third = await login(api, "code", {"code": code})
    assert await conversation_of(api, third["access_token"]) == shown[0]


async def test_a_new_browser_is_somebody_new_and_stays_so(api: Api) -> None:
    origin = {"Origin": str(api.url.origin())}
    first = await login(api, "browser", headers=origin)
    second = await login(api, "browser", headers=origin)
    assert await conversation_of(api, first["access_token"]) == await conversation_of(
        api, second["access_token"]
    )


async def test_another_sites_page_gets_no_token(api: Api) -> None:
    await api.http.get(api.url)
    for headers in ({"Origin": "https://evil.example"}, {}):
        refused = await login(api, "browser", headers=headers, status=401)
        assert refused["code"] == "login_refused"


async def test_without_a_mini_program_its_login_says_so(api: Api) -> None:
    refused = await login(api, "wechat", {"code": "x"}, status=409)
    assert refused["code"] == "not_configured"


@dataclass
class WeChat:
    """Knows two apps' openids of one person, and a stranger without a union."""

    pushed: bool = True
    templates: Mapping[str, str] = field(default_factory=dict)

    async def user(self, code: str) -> WeChatUser:
        known = {
            "mini": WeChatUser("openid-mini", "union-1"),
            "alone": WeChatUser("openid-2"),
            "other": WeChatUser("openid-other-app", "union-1"),
        }
        if code not in known:
            raise LoginRefused("invalid code")
        return known[code]

    async def phone(self, code: str) -> str:
        return "13800009999"


async def test_wechat_says_who_somebody_is(demo: DemoPark) -> None:
    async with open_api(demo, wechat=WeChat()) as api:
        first, again, other, alone = [
            await conversation_of(api, (await login(api, "wechat", {"code": code}))["access_token"])
            for code in ("mini", "mini", "other", "alone")
        ]
        assert first == again == other
        assert alone != first
        refused = await login(api, "wechat", {"code": "stolen"}, status=401)
        assert refused["code"] == "login_refused"
        li = await api.tenant()
        assert (await li.post("/me/phone/wechat", {"code": "x"}))["phone"] == "13800009999"


async def test_a_follower_of_the_account_goes_on_with_its_conversation(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        there = await identities.open_conversation(
            session,
            demo.id,
            channel="wechat",
            external_id="openid-oa",
            union_id="union-1",
            now=WEDNESDAY_MORNING,
        )
    async with open_api(demo, wechat=WeChat()) as api:
        token = (await login(api, "wechat", {"code": "mini"}))["access_token"]
        assert await conversation_of(api, token) == there.id


async def refreshed(api: Api, token: str, status: int = 200) -> Any:
    return await login(api, "refresh", {"refresh_token": token}, status=status)


async def test_a_session_is_renewed_by_tokens_that_are_good_once(api: Api) -> None:
    code, _ = await code_of(api)
    tokens = await login(api, "code", {"code": code})
    for _ in range(3):
        api.later(minutes=20)
        assert await me(api, tokens["access_token"]) == 401
        tokens = await refreshed(api, tokens["refresh_token"])
        assert await me(api, tokens["access_token"]) == 200


async def test_a_refresh_token_that_comes_twice_ends_its_session(api: Api) -> None:
    code, _ = await code_of(api)
    first = await login(api, "code", {"code": code})
    second = await refreshed(api, first["refresh_token"])
    api.later(seconds=61)
    await refreshed(api, first["refresh_token"], status=401)
    assert await me(api, second["access_token"]) == 401
    await refreshed(api, second["refresh_token"], status=401)


async def test_a_lost_answer_is_asked_for_again_within_a_minute(api: Api) -> None:
    code, _ = await code_of(api)
    first = await login(api, "code", {"code": code})
    await refreshed(api, first["refresh_token"])
    api.later(seconds=30)
    await refreshed(api, first["refresh_token"])
    api.later(seconds=30)
    third = await refreshed(api, first["refresh_token"])
    api.later(minutes=14)
    fourth = await refreshed(api, third["refresh_token"])
    assert await me(api, fourth["access_token"]) == 200


async def test_two_who_go_on_with_one_token_do_not_both_go_on_for_long(api: Api) -> None:
    code, _ = await code_of(api)
    first = await login(api, "code", {"code": code})
    owner = await refreshed(api, first["refresh_token"])
    thief = await refreshed(api, first["refresh_token"])
    assert await me(api, thief["access_token"]) == 200
    api.later(minutes=10)
    await refreshed(api, owner["refresh_token"], status=401)
    assert await me(api, thief["access_token"]) == 401
    await refreshed(api, thief["refresh_token"], status=401)


async def test_a_session_that_nobody_renews_is_over(api: Api) -> None:
    code, _ = await code_of(api)
    tokens = await login(api, "code", {"code": code})
    api.later(days=30)
    await refreshed(api, tokens["refresh_token"], status=401)


async def test_tokens_are_kept_as_hashes_alone(api: Api) -> None:
    code, _ = await code_of(api)
    tokens = await login(api, "code", {"code": code})
    async with api.demo.sessions() as session:
        kept = (await session.scalars(select(RefreshToken.token_hash))).all()
    assert tokens["refresh_token"].encode() not in kept
    assert [len(one) for one in kept] == [32]


async def test_signing_out_everywhere_ends_what_is_open_on_every_device(api: Api) -> None:
    li = await api.tenant()
    phone = await api.signed_in(li.person, li.conversation)
    stranger = await api.tenant()
    await li.post("/logout/everywhere", status=204)
    assert [await me(api, one.token) for one in (li, phone, stranger)] == [401, 401, 200]


async def test_signing_out_everywhere_makes_every_browser_somebody_new(api: Api) -> None:
    await api.http.get(api.url)
    origin = {"Origin": str(api.url.origin())}
    before = await login(api, "browser", headers=origin)
    cookies = {one.key: one.value for one in api.http.cookie_jar}
    talk = await conversation_of(api, before["access_token"])
    token = {"Authorization": f"Bearer {before['access_token']}"}
    await api.ask("POST", "/logout/everywhere", headers=token)

    after = await login(api, "browser", headers=origin)
    new = await conversation_of(api, after["access_token"])
    assert new != talk
    # This browser has the cookie of who it is now; a copy of the old one is nobody's, each time.
    assert (
        await conversation_of(api, (await login(api, "browser", headers=origin))["access_token"])
        == new
    )
    async with (
        ClientSession(cookies=cookies, cookie_jar=CookieJar(unsafe=True)) as thief,
        thief.post(api.url / "api/v1/login/browser", headers=origin) as answer,
    ):
        stolen = (await answer.json())["access_token"]
    assert await conversation_of(api, stolen) not in (talk, new)


async def test_signing_out_everywhere_ends_live_streams_and_sockets_at_once(api: Api) -> None:
    li = await api.tenant()
    phone = await api.signed_in(li.person, li.conversation)
    headers = {"Authorization": f"Bearer {phone.token}"}
    async with api.http.get(api.url / "api/v1/conversation/live", headers=headers) as live:
        await live.content.readuntil(b"\n\n")
        await li.post("/logout/everywhere", status=204)
        async with asyncio.timeout(2):
            await live.content.read()


async def test_signing_out_ends_one_device_alone(api: Api) -> None:
    li = await api.tenant()
    phone = await api.signed_in(li.person, li.conversation)
    await li.post("/logout", status=204)
    assert [await me(api, one.token) for one in (li, phone)] == [401, 200]
