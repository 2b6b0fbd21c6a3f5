"""Merchants of several parks: each park is paid by its own, and is told of its own payments."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from sqlalchemy import select

from connectors.payments.base import Due
from connectors.payments.cashier import Cashier
from models.accounting import Reconciliation
from models.channels import ChannelAccount
from models.park import Park
from models.payments import PaymentRequest
from parkline.channels.account_channels import calls_out
from parkline.channels.platforms import Platforms
from parkline.payments.wechat_pay import merchant_of
from parkline.roles.links import Merchants
from parkline.roles.links import of as links_of
from parkline.roles.tills import OfPark
from parkline.settings.settings import Settings
from parkline.simulate.wechatpay import Simulator
from services.channels import account_forms, accounts, merchants
from services.channels.account_forms import Entered, SecretRefused
from services.channels.accounts import AccountTaken
from services.kit.audit import By
from services.ordering import payment_requests
from services.ordering.payment_requests import PaymentsUnderWay
from tests.connectors.payments.wechatpay import API_KEY, identity
from tests.contract.installation import Installation, clock, installed
from tests.given.factories import make_order, make_outlet, make_vendor
from tests.parkline.channels.many_accounts import Many, many

REFERENCE = "O-7K3M9Q-00000000000000a1"
"""The same in both parks: two merchants, who each number their own."""
pytestmark = pytest.mark.timeout(120)
NUMBERS = ("1900000109", "1900000207")


@dataclass
class Two:
    """Two parks with a merchant each; the platforms of both are behind one address."""

    many: Many
    platforms: list[Simulator]
    codes: list[str]

    @property
    def settings(self) -> Settings:
        return self.many.settings

    @property
    def parks(self) -> list[int]:
        return self.many.parks

    def entered(self, which: int, **other: str) -> Entered:
        one = self.platforms[which]
        secrets = {
            "serial": one.merchant.serial, "private_key": one.merchant.private_pem,
            "api_key": API_KEY, "platform_serial": one.platform.serial,
            "platform_key": one.platform.certificate_pem, **other,
        }  # fmt: skip
        app_id = f"{one.world.mchid}/{one.world.appid}"
        return account_forms.check(Entered("wechatpay", "till", app_id, secrets))

    async def connect(self, which: int) -> str:
        async with self.many.installation.sessions.begin() as session:
            by = By(self.parks[which], None, clock())
            row = await accounts.add(session, by, self.many.vault, self.entered(which))
        await self.many.reread()
        return row.code

    async def asked(self, which: int, *, pays: bool = True) -> int:
        """A payment that is begun at the platform, and paid there; the request's id."""
        park_id, code = self.parks[which], self.codes[which]
        async with self.many.installation.sessions.begin() as session:
            vendor = await make_vendor(session, await session.get_one(Park, park_id))
            order = await make_order(session, await make_outlet(session, vendor))
            request = PaymentRequest(
                park_id=park_id, order_id=order.id, method="wechat_pay", account=code,
                reference=REFERENCE, amount=2200, currency="CNY", status="waiting",
                created_at=clock(), expires_at=clock(),
            )  # fmt: skip
            session.add(request)
            await session.flush()
        method = self.many.accounts.merchant(park_id, code)
        assert method is not None
        await method.prepare(
            Due(
                park_id, order.id, order.order_no, REFERENCE, 2200, "CNY", "o-alice",
                datetime.now(UTC) + timedelta(minutes=15),
            )
        )  # fmt: skip
        if pays:
            world = self.platforms[which].world
            world.pay(world.trade(REFERENCE))
        return request.id

    async def told(self, which: int, code: str, by: int | None = None, **said: Any) -> int:
        """What we answer to what a platform says of its payment at an account's address."""
        one = self.platforms[which if by is None else by]
        body = one.courier.paid(self.platforms[which].world.trade(REFERENCE), **said)
        url = self.many.url("wechatpay", code)
        headers = one.courier.headers(body)
        async with self.many.http.post(url, data=body, headers=headers) as answer:
            return answer.status

    async def statuses(self) -> list[str]:
        async with self.many.installation.sessions() as session:
            found = await session.scalars(
                select(PaymentRequest.status).order_by(PaymentRequest.park_id)
            )
            return list(found)


@pytest.fixture
async def installation(sessions: Any, redis_url: str) -> AsyncIterator[Installation]:
    async with installed(sessions, redis_url) as installation:
        yield installation


@pytest.fixture
async def two(installation: Installation) -> AsyncIterator[Two]:
    async with (
        serving() as (simulators, url),
        many(installation, wechatpay_api_url=url) as made,
    ):
        two = Two(made, simulators, [])
        for which in range(2):
            two.codes.append(await two.connect(which))
        yield two


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[list[Simulator], str]]:
    """One address for both, as the real one: who asks stands in the signature."""
    simulators = [
        Simulator(
            mchid=number, appid=f"wxmini{number}", api_key=API_KEY, waits=(),
            platform=identity("platform"), merchant=identity(number),
        )
        for number in NUMBERS
    ]  # fmt: skip
    async with (
        TestServer(simulators[0].app(), host="127.0.0.1") as first,
        TestServer(simulators[1].app(), host="127.0.0.1") as second,
    ):
        servers = dict(zip(NUMBERS, (first, second), strict=True))

        async def led(request: web.Request) -> web.StreamResponse:
            said = request.headers.get("Authorization", "")
            number = next((one for one in NUMBERS if f'mchid="{one}"' in said), NUMBERS[0])
            body, path = await request.read(), str(request.rel_url)
            async with calls_out() as http:
                url = servers[number].make_url(path)
                headers = {k: v for k, v in request.headers.items() if k != "Host"}
                async with http.request(request.method, url, data=body, headers=headers) as answer:
                    kept = {
                        name: value for name, value in answer.headers.items()
                        if name.startswith("Wechatpay") or name == "Content-Type"
                    }  # fmt: skip
                    return web.Response(
                        status=answer.status, body=await answer.read(), headers=kept
                    )

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", led)
        async with TestServer(app, host="127.0.0.1") as front:
            yield simulators, str(front.make_url("/"))


async def test_each_park_is_told_of_its_own_payment_under_the_same_number(two: Two) -> None:
    await two.asked(0)
    await two.asked(1)
    assert await two.statuses() == ["waiting", "waiting"]
    assert await two.told(0, two.codes[0]) == 204
    [first, second] = await two.statuses()
    assert (first != "waiting", second) == (True, "waiting")
    assert await two.told(1, two.codes[1]) == 204
    assert "waiting" not in await two.statuses()


async def test_what_one_merchant_is_told_is_refused_at_the_address_of_the_other(
    two: Two,
) -> None:
    """As at an address that nobody has."""
    await two.asked(0)
    await two.asked(1)
    assert await two.told(0, two.codes[1]) == 404
    assert await two.told(0, "nobodys") == 404
    assert await two.told(1, two.codes[0]) == 404
    assert await two.statuses() == ["waiting", "waiting"]


async def test_a_park_with_two_merchants_books_what_each_collects(two: Two) -> None:
    """A callback at the address of another account of the same park finds nothing of it there."""
    await two.asked(0)
    async with two.many.installation.sessions.begin() as session:
        [request] = await session.scalars(select(PaymentRequest))
        request.account = "another"
    assert await two.told(0, two.codes[0]) == 404
    assert await two.statuses() == ["waiting"]


async def test_the_worker_asks_the_merchant_by_which_a_payment_was_begun(two: Two) -> None:
    ids = [await two.asked(0), await two.asked(1, pays=False)]
    sessions = two.many.installation.sessions
    cashier = Cashier(
        sessions, clock, {}, partial(merchant_of, two.settings, sessions, lambda: datetime.now(UTC))
    )
    for park_id, request_id in zip(two.parks, ids, strict=True):
        await cashier.watch(park_id, request_id)
    [first, second] = await two.statuses()
    assert (first != "waiting", second) == (True, "closed")
    assert two.platforms[1].world.trades[REFERENCE].state == "CLOSED"


async def test_a_day_is_compared_with_the_bill_of_the_park_s_own_merchant(two: Two) -> None:
    await two.asked(0)
    sessions = two.many.installation.sessions
    of_account = partial(merchant_of, two.settings, sessions, lambda: datetime.now(UTC))
    cashier = Cashier(sessions, clock, {}, of_account)
    async with sessions.begin() as session:
        row = Reconciliation(park_id=two.parks[0], method="wechat_pay", day=date(2026, 11, 1))
        session.add(row)
    await cashier.reconcile(two.parks[0], row.id)
    async with sessions() as session:
        found = await session.get_one(Reconciliation, (two.parks[0], row.id))
    assert found.problem != "NOT_CONFIGURED"


async def test_one_that_rotates_reads_what_was_signed_for_the_former_key(two: Two) -> None:
    await two.asked(0)
    await two.many.rotate(two.codes[0], api_key="n" * 32)
    assert await two.told(0, two.codes[0]) == 204, "the platform still encrypts with the old one"


async def test_a_disabled_one_begins_nothing_and_ends_what_it_began(two: Two) -> None:
    await two.asked(0)
    assert two.many.accounts.collects(two.parks[0]) == f"wxmini{NUMBERS[0]}"
    await two.many.change(two.codes[0], partial(_switched, active=False))
    assert two.many.accounts.collects(two.parks[0]) is None
    async with two.many.installation.sessions() as session:
        assert await merchants.collecting(session, two.parks[0]) == ""
        assert await merchants.collecting(session, two.parks[1]) == two.codes[1]
    assert await two.told(0, two.codes[0]) == 204


async def _switched(session: Any, by: By, row: ChannelAccount, *, active: bool) -> None:
    await accounts.switch(session, by, row, active=active)


async def test_one_by_which_money_is_to_move_is_not_dropped(two: Two) -> None:
    await two.asked(0)
    async with two.many.installation.sessions() as session:
        for which, refused in ((0, True), (1, False)):
            refuse = payment_requests.refuse_under_way(session, two.parks[which], two.codes[which])
            if refused:
                with pytest.raises(PaymentsUnderWay):
                    await refuse
            else:
                await refuse
    await two.told(0, two.codes[0])
    await two.many.change(two.codes[1], accounts.drop)
    assert two.many.accounts.merchant(two.parks[1], two.codes[1]) is None
    assert await two.told(0, two.codes[1], by=1) == 404


async def test_the_chat_and_the_api_know_by_whom_a_park_is_paid(two: Two) -> None:
    held = Merchants(two.many.accounts)
    known = two.many.accounts._parks
    pay_in = links_of(two.settings, known, object(), held).pay_in  # type: ignore[arg-type]
    appids = [found.appid for park_id in two.parks if (found := pay_in(park_id))]
    assert appids == [f"wxmini{number}" for number in NUMBERS]
    tills = [OfPark(park_id, two.many.accounts) for park_id in two.parks]
    assert [one.open() for one in tills] == [True, True]
    assert tills[0].of(two.codes[1]) is None


async def test_a_key_that_the_platform_does_not_take_is_told(two: Two) -> None:
    parks = two.many.accounts._parks
    site = parks.find(two.parks[1])
    assert site is not None
    async with calls_out() as http:
        platforms = Platforms(two.settings, site, http)
        await platforms.check(two.entered(1))
        with pytest.raises(SecretRefused):
            await platforms.check(two.entered(1, private_key=identity("stranger").private_pem))


async def test_beside_a_merchant_in_the_settings_none_is_connected(two: Two) -> None:
    chosen = two.settings.model_copy(
        update={"wechatpay_mchid": "1", "wechatpay_api_key": SecretStr("k" * 32)}
    )
    site = two.many.accounts._parks.find(two.parks[0])
    assert site is not None
    async with calls_out() as http:
        with pytest.raises(AccountTaken):
            await Platforms(chosen, site, http).check(two.entered(0))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("private_key", "-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----"),
        ("platform_key", "no key"),
        ("api_key", "short"),
        ("serial", ""),
    ],
)
async def test_what_is_no_key_is_refused_before_the_platform_is_asked(
    two: Two, field: str, wrong: str
) -> None:
    with pytest.raises(account_forms.Invalid) as refusal:
        two.entered(0, **{field: wrong})
    assert json.dumps(refusal.value.details).count(field)
