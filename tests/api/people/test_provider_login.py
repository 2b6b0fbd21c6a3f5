"""Signing in to an app by the operator's identity provider."""

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from oidc_provider_mock import User

from connectors.oidc.issuer import Issuer
from connectors.oidc.signing_in import AppTokens
from connectors.sms.gateway import SmsGateway
from parkline.process.clock import system_clock
from tests.api.driver import Api, open_api
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.identity_provider import APP, Provider, identity_provider
from tests.kit.sms_gateway import SECRET, sms_gateway
from tests.kit.strangers_provider import id_token, strangers_provider

LI = "+8613800138000"


def clock() -> Any:
    return WEDNESDAY_MORNING


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with identity_provider(clock) as provider:
        yield provider


@pytest.fixture
async def by_provider(demo: DemoPark, provider: Provider) -> AsyncIterator[Api]:
    async with ClientSession() as http:
        issuer = Issuer(
            http, provider.url, groups_claim="groups", clock=clock, monotonic=time.monotonic
        )
        async with open_api(demo, provider=AppTokens(issuer, [APP])) as api:
            yield api


async def _in(api: Api, token: str, nonce: str | None = None, *, status: int = 200) -> Any:
    answer = await api.ask("POST", "/login/oidc", json={"id_token": token, "nonce": nonce})
    assert answer.status == status, await answer.text()
    return await answer.json()


async def _me(api: Api, token: str, nonce: str | None = None) -> Any:
    """Their conversation and what they see of themselves."""
    access = (await _in(api, token, nonce))["access_token"]
    head = {"Authorization": f"Bearer {access}"}
    me = await (await api.ask("GET", "/me", headers=head)).json()
    data = await (await api.ask("GET", "/me/data", headers=head)).json()
    return me, data["sections"]["person"][0]["id"]


async def test_a_provider_that_is_not_ours_signs_in_its_people(demo: DemoPark) -> None:
    claims = {"name": "李雷", "phone_number": LI, "phone_number_verified": True}
    with strangers_provider(User(sub="li", claims=claims), User(sub="han")) as url:
        async with ClientSession() as http:
            issuer = Issuer(
                http, url, groups_claim="groups", clock=system_clock, monotonic=time.monotonic
            )
            async with open_api(demo, provider=AppTokens(issuer, ["my-app"])) as api:
                token = await id_token(http, url, "li", client="my-app", nonce="n1")
                me, li = await _me(api, token, "n1")
                assert (me["name"], me["phone"]) == ("李雷", LI)
                again = await id_token(http, url, "li", client="my-app", nonce="n2")
                assert (await _me(api, again, "n2"))[1] == li
                other = await id_token(http, url, "han", client="my-app", nonce="n3")
                assert (await _me(api, other, "n3"))[1] != li
                await _in(api, again, "n1", status=401)
                foreign = await id_token(http, url, "li", client="other-app", nonce="n4")
                assert (await _in(api, foreign, "n4", status=401))["code"] == "login_refused"


async def test_who_has_signed_in_by_the_same_verified_phone_is_the_same_person(
    demo: DemoPark, provider: Provider
) -> None:
    async with sms_gateway(clock) as sms, ClientSession() as http:
        issuer = Issuer(
            http, provider.url, groups_claim="groups", clock=clock, monotonic=time.monotonic
        )
        gateway = SmsGateway(http, sms.url, SECRET, clock)
        async with open_api(demo, provider=AppTokens(issuer, [APP]), sms=gateway) as api:
            asked = await (await api.ask("POST", "/login/phone", json={"phone": LI})).json()
            said = {"challenge": asked["challenge"], "code": sms.last_code(LI)}
            by_phone = await (await api.ask("POST", "/login/phone/code", json=said)).json()
            head = {"Authorization": f"Bearer {by_phone['access_token']}"}
            data = await (await api.ask("GET", "/me/data", headers=head)).json()
            li = data["sections"]["person"][0]["id"]
            unverified = provider.token(sub="a", phone_number=LI)
            assert (await _me(api, unverified))[1] != li
            verified = provider.token(sub="b", phone_number=LI, phone_number_verified=True)
            assert (await _me(api, verified))[1] == li
            moved = provider.token(
                sub="b", phone_number="+8613900139000", phone_number_verified=True
            )
            assert (await _me(api, moved))[1] == li


async def test_the_number_of_somebody_who_came_by_the_provider_signs_them_in_by_phone(
    demo: DemoPark, provider: Provider
) -> None:
    async with sms_gateway(clock) as sms, ClientSession() as http:
        issuer = Issuer(
            http, provider.url, groups_claim="groups", clock=clock, monotonic=time.monotonic
        )
        gateway = SmsGateway(http, sms.url, SECRET, clock)
        async with open_api(demo, provider=AppTokens(issuer, [APP]), sms=gateway) as api:
            verified = provider.token(phone_number=LI, phone_number_verified=True)
            li = (await _me(api, verified))[1]
            asked = await (await api.ask("POST", "/login/phone", json={"phone": LI})).json()
            said = {"challenge": asked["challenge"], "code": sms.last_code(LI)}
            tokens = await (await api.ask("POST", "/login/phone/code", json=said)).json()
            head = {"Authorization": f"Bearer {tokens['access_token']}"}
            data = await (await api.ask("GET", "/me/data", headers=head)).json()
            assert data["sections"]["person"][0]["id"] == li


async def test_a_provider_that_is_away_is_told(by_provider: Api, provider: Provider) -> None:
    provider.away = True
    said = await _in(by_provider, provider.token(), status=503)
    assert said["code"] == "unavailable"


async def test_what_is_no_token_is_told(by_provider: Api) -> None:
    said = await _in(by_provider, "not-a-token-at-all", status=400)
    [field] = said["details"]["fields"]
    assert (field["field"], field["code"]) == ("id_token", "malformed")


async def test_without_a_provider_nobody_signs_in_that_way(api: Api) -> None:
    said = await _in(api, "e30.e30.e30e30", status=409)
    assert said["code"] == "not_configured"
