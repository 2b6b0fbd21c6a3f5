"""Signing in by phone, at a real gateway of text messages."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from aiohttp import ClientSession

from connectors.sms.gateway import SmsGateway
from tests.api.driver import Api, open_api
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.sms_gateway import SECRET, FakeGateway, sms_gateway

LI = "+8613800138000"


def clock() -> datetime:
    return WEDNESDAY_MORNING


@pytest.fixture
async def gateway() -> AsyncIterator[FakeGateway]:
    async with sms_gateway(clock) as gateway:
        yield gateway


@pytest.fixture
async def by_phone(demo: DemoPark, gateway: FakeGateway) -> AsyncIterator[Api]:
    async with ClientSession() as http:
        sms = SmsGateway(http, gateway.url, SECRET, clock)
        async with open_api(demo, sms=sms) as api:
            yield api


async def test_a_phone_signs_in_by_the_code_that_it_got(
    by_phone: Api, gateway: FakeGateway
) -> None:
    asked = await by_phone.ask(
        "POST", "/login/phone", json={"phone": "138 0013 8000"}, headers={"Accept-Language": "en"}
    )
    assert asked.status == 202, await asked.text()
    told = await asked.json()
    assert set(told) == {"challenge", "expires_at", "again_at"}
    [sent] = gateway.sent
    assert (sent["phone"], sent["language"]) == (LI, "en")
    assert "sign in to Daybreak Science Park" in sent["text"]
    said = {"challenge": told["challenge"], "code": gateway.last_code(LI)}
    answer = await by_phone.ask("POST", "/login/phone/code", json=said)
    assert answer.status == 200, await answer.text()
    token = (await answer.json())["access_token"]
    me = await by_phone.ask("GET", "/me", headers={"Authorization": f"Bearer {token}"})
    assert (await me.json())["phone"] == LI
    again = await by_phone.ask("POST", "/login/phone/code", json=said)
    assert (again.status, (await again.json())["code"]) == (401, "login_refused")


async def test_wrong_codes_are_counted_though_each_is_refused(
    by_phone: Api, gateway: FakeGateway
) -> None:
    challenge = await _challenge(by_phone)
    code = gateway.last_code(LI)
    wrong = {"challenge": challenge, "code": f"{(int(code) + 1) % 1_000_000:06}"}
    for _ in range(5):
        assert (await by_phone.ask("POST", "/login/phone/code", json=wrong)).status == 401
    right = {"challenge": challenge, "code": code}
    assert (await by_phone.ask("POST", "/login/phone/code", json=right)).status == 401


async def test_the_next_code_has_to_wait(by_phone: Api) -> None:
    await _challenge(by_phone)
    answer = await by_phone.ask("POST", "/login/phone", json={"phone": LI})
    told = await answer.json()
    assert (answer.status, told["code"]) == (429, "too_many_codes")
    assert told["details"] == {"limit": "number", "retry_after": 61}
    assert answer.headers["Retry-After"] == "61"


async def test_a_gateway_that_does_not_take_it_is_told_and_costs_nothing(
    by_phone: Api, gateway: FakeGateway
) -> None:
    gateway.refuses = 500
    failed = await by_phone.ask("POST", "/login/phone", json={"phone": LI})
    assert (failed.status, (await failed.json())["code"]) == (503, "unavailable")
    gateway.refuses = None
    await _challenge(by_phone)


async def test_without_a_gateway_nobody_signs_in_that_way(api: Api) -> None:
    answer = await api.ask("POST", "/login/phone", json={"phone": LI})
    assert (answer.status, (await answer.json())["code"]) == (409, "not_configured")


async def test_a_landline_is_told_which_field_is_wrong(by_phone: Api) -> None:
    answer = await by_phone.ask("POST", "/login/phone", json={"phone": "0571-5555-8000"})
    [field] = (await answer.json())["details"]["fields"]
    assert (answer.status, field["field"], field["code"]) == (400, "phone", "not_fitting")


async def _challenge(api: Api) -> str:
    answer = await api.ask("POST", "/login/phone", json={"phone": LI})
    assert answer.status == 202, await answer.text()
    return str((await answer.json())["challenge"])
