"""Settings, Channels: connecting, checking, changing and dropping accounts, and who may."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from connectors.channels.wechat import Kind
from models.channels import ChannelAccount
from models.staff import AuditEntry
from services.channels import account_secrets, template_forms
from services.channels.account_forms import PlatformSilent, SecretRefused
from tests.connectors.payments.wechatpay import identity
from tests.desk.channels.platforms import AES_KEY, SECRETS, FakePlatforms, wechat_account
from tests.desk.driver import Desk, open_desk
from tests.desk.operating import hidden, refused
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park

HERE = "/operate/channels"
VAULT = Fernet(Fernet.generate_key())
NEW = {"channel": "wechat", "name": "公众号", "app_id": "wx0000000000000001", **SECRETS}


@dataclass
class Connected:
    desk: Desk
    platforms: FakePlatforms

    async def rows(self) -> list[ChannelAccount]:
        async with self.desk.demo.sessions() as session:
            found = await session.scalars(select(ChannelAccount).order_by(ChannelAccount.id))
            return list(found)

    async def secrets(self) -> Any:
        [row] = await self.rows()
        return account_secrets.opened(row, VAULT)


@pytest.fixture
async def here(demo: DemoPark) -> AsyncIterator[Connected]:
    platforms = FakePlatforms()
    async with open_desk(demo, vault=VAULT, platforms=platforms) as desk:
        yield Connected(desk, platforms)


async def test_an_account_is_checked_connected_and_shown_without_its_secrets(
    here: Connected,
) -> None:
    async with here.desk.signed_in("operator") as browser:
        answer = await browser.htmx(HERE, NEW)
        assert answer.status == 200, await answer.text()
        [row] = await here.rows()
        assert [one.app_id for one in here.platforms.checked] == ["wx0000000000000001"]
        page = await browser.page(f"{HERE}/{row.id}")
        listed = await browser.page(HERE)
    assert f"https://park.example/in/wechat/{row.code}" in page
    for secret in SECRETS.values():
        assert secret not in page + listed
        assert secret.encode() not in (row.sealed or b"")
    assert "公众号" in listed
    assert (await here.secrets()).now == SECRETS


async def test_a_wrong_secret_is_told_plainly_and_nothing_is_kept(here: Connected) -> None:
    here.platforms.refuses = SecretRefused("errcode 40125", field="secret", number=40125)
    async with here.desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(HERE, NEW), 422)
        assert told["fields"] == {"secret": "The platform does not take this secret (40125)"}
        here.platforms.refuses = PlatformSilent("TimeoutError")
        told = refused(await browser.htmx(HERE, NEW), 422)
        assert told["words"] == "The platform does not answer. Try again in a minute"
    assert await here.rows() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"secret": ""}, "secret"),
        ({"aes_key": "short"}, "aes_key"),
        ({"app_id": "../wx"}, "app_id"),
        ({"token": "秘密"}, "token"),
        ({"name": ""}, "name"),
    ],
)
async def test_what_is_no_account_is_told_beside_its_field(
    here: Connected, wrong: dict[str, str], field: str
) -> None:
    async with here.desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(HERE, NEW | wrong), 422)
    assert field in told["fields"]
    assert (await here.rows(), here.platforms.checked) == ([], [])


async def test_one_account_is_one_parks_alone(here: Connected) -> None:
    async with here.desk.demo.sessions.begin() as session:
        other = await make_park(session, slug="other")
        await wechat_account(session, other.id, VAULT, here.desk.clock())
    async with here.desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(HERE, NEW), 409)
        assert "connected already" in told["words"]
        [row] = await here.rows()
        assert (await browser.get(f"{HERE}/{row.id}")).status == 404


async def test_secrets_are_changed_one_by_one_and_those_of_before_stay_a_day(
    here: Connected,
) -> None:
    async with here.desk.signed_in("operator") as browser:
        await browser.htmx(HERE, NEW)
        [row] = await here.rows()
        answer = await browser.htmx(f"{HERE}/{row.id}/rotate", {"token": "a-new-token"})
        assert answer.status == 200
        page = await browser.page(f"{HERE}/{row.id}")
    kept = await here.secrets()
    assert kept.now == SECRETS | {"token": "a-new-token"}
    assert [former for _, former in kept.former] == [SECRETS]
    assert "are good until" in page
    async with here.desk.demo.sessions() as session:
        noted = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    assert [one.action for one in noted] == ["channel.add", "channel.rotate"]
    assert "a-new-token" not in str([(one.before, one.after) for one in noted])


async def test_telegram_is_led_to_us_with_a_secret_of_our_own(here: Connected) -> None:
    token = "7000000001:AAF-a_token"
    async with here.desk.signed_in("operator") as browser:
        await browser.htmx(HERE, {"channel": "telegram", "name": "bot", "token": token})
        [row] = await here.rows()
        [(entered, url)] = here.platforms.led
        assert (row.app_id, url) == ("7000000001", f"https://park.example/in/telegram/{row.code}")
        await browser.htmx(f"{HERE}/{row.id}/rotate", {})
    again = here.platforms.led[1][0]
    assert len(entered.secrets["webhook"]) >= 32
    assert again.secrets["webhook"] != entered.secrets["webhook"]
    assert again.secrets["token"] == token


async def test_disabling_enabling_checking_and_dropping(here: Connected) -> None:
    async with here.desk.signed_in("operator") as browser:
        await browser.htmx(HERE, NEW)
        [row] = await here.rows()
        one = f"{HERE}/{row.id}"
        await browser.htmx(f"{one}/disable", {})
        assert "takes and sends nothing" in await browser.page(one)
        await browser.htmx(f"{one}/enable", {})
        here.platforms.refuses = SecretRefused("errcode 40125", field="secret", number=40125)
        assert (await browser.htmx(f"{one}/check", {})).status == 200
        assert "did not take the secret" in await browser.page(one)
        await browser.htmx(f"{one}/drop", {})
        assert (await browser.get(one)).status == 404
        assert "公众号" not in await browser.page(HERE)
    [row] = await here.rows()
    assert (row.status, row.sealed) == ("dropped", None)


async def test_its_name_and_mode_are_changed_unless_somebody_was_faster(here: Connected) -> None:
    async with here.desk.signed_in("operator") as browser:
        await browser.htmx(HERE, NEW)
        [row] = await here.rows()
        one = f"{HERE}/{row.id}"
        seen = hidden((await browser.page(one)).partition(f'action="/desk{one}"')[2], "version")
        entered = {"name": "服务号", "mode": "plain", "version": seen}
        assert (await browser.htmx(one, entered)).status == 200
        refused(await browser.htmx(one, entered | {"name": "again"}), 409)
    [row] = await here.rows()
    assert (row.name, row.mode, row.options) == ("服务号", "plain", {"push": False})


async def test_wecom_is_a_corp_and_an_agent(here: Connected) -> None:
    entered = {
        "channel": "wecom", "name": "企业微信", "corp_id": "ww0001", "agent_id": "1000002",
        "secret": "s", "token": "t", "aes_key": AES_KEY, "kf_id": "wk0001",
    }  # fmt: skip
    async with here.desk.signed_in("operator") as browser:
        assert (await browser.htmx(HERE, entered)).status == 200
    [row] = await here.rows()
    assert (row.app_id, row.options) == ("ww0001/1000002", {"kf_id": "wk0001"})


TEMPLATES = {
    "id_order": "TEMPLATE-ORDER",
    "fields_order": "character_string1=number\nthing2=text\ntime3=time",
    "id_reply": "TEMPLATE-REPLY",
    "fields_reply": "thing1=text",
}


async def test_templates_are_entered_changed_and_taken_away(here: Connected) -> None:
    """As the channel reads them: fields by the platform's names."""
    async with here.desk.signed_in("operator") as browser:
        await browser.htmx(HERE, NEW)
        [row] = await here.rows()
        path = f"{HERE}/{row.id}"
        answer = await browser.htmx(path, await _form(browser, path, **TEMPLATES))
        assert answer.status == 200, await answer.text()
        [row] = await here.rows()
        assert row.options["templates"] == {
            "order": {
                "id": "TEMPLATE-ORDER",
                "fields": {"character_string1": "number", "thing2": "text", "time3": "time"},
            },
            "reply": {"id": "TEMPLATE-REPLY", "fields": {"thing1": "text"}},
        }
        page = await browser.page(path)
        assert "TEMPLATE-ORDER" in page
        assert "character_string1=number" in page
        await browser.htmx(path, await _form(browser, path))
        [row] = await here.rows()
    assert row.options["templates"] == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id_order": ""}, "id_order"),
        ({"id_order": "two words"}, "id_order"),
        ({"fields_order": ""}, "fields_order"),
        ({"fields_order": "thing2"}, "fields_order"),
        ({"fields_order": "<b>=text"}, "fields_order"),
        ({"fields_order": "thing1=text\nthing1=time"}, "fields_order"),
        ({"fields_order": f"thing1={'a' * 21}"}, "fields_order"),
    ],
)
async def test_half_a_template_is_told_beside_its_field(
    here: Connected, wrong: dict[str, str], field: str
) -> None:
    async with here.desk.signed_in("operator") as browser:
        await browser.htmx(HERE, NEW)
        [row] = await here.rows()
        path = f"{HERE}/{row.id}"
        told = refused(
            await browser.htmx(path, await _form(browser, path, **TEMPLATES | wrong)), 422
        )
        assert list(told["fields"]) == [field]
        [row] = await here.rows()
    assert row.options == {"push": False}


def test_kinds_are_those_of_the_channel() -> None:
    assert get_args(Kind) == template_forms.KINDS


async def _form(browser: Any, path: str, **given: str) -> dict[str, str]:
    page = await browser.page(path)
    version = hidden(page, "version")
    return {"name": "公众号", "mode": "safe", "version": version, **given}


async def test_a_merchant_is_connected_by_its_keys_and_shown_without_them(
    here: Connected,
) -> None:
    key = identity("merchant")
    secrets = {
        "serial": key.serial, "private_key": key.private_pem, "api_key": "k" * 32,
        "platform_serial": "PUB_KEY_ID_1", "platform_key": identity("platform").certificate_pem,
    }  # fmt: skip
    new = {
        "channel": "wechatpay", "name": "商户", "mchid": "1900000109", "app_id": "wxmini", **secrets
    }  # fmt: skip
    async with here.desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(HERE, new | {"private_key": "no key"}), 422)
        assert list(told["fields"]) == ["private_key"]
        answer = await browser.htmx(HERE, new)
        assert answer.status == 200, await answer.text()
        [row] = await here.rows()
        page = await browser.page(f"{HERE}/{row.id}") + await browser.page(HERE)
        assert (row.app_id, row.channel) == ("1900000109/wxmini", "wechatpay")
        assert f"https://park.example/in/wechatpay/{row.code}" in page
        for name in ("private_key", "api_key", "platform_key"):
            assert secrets[name][:60] not in page
        assert (await here.secrets()).now["api_key"] == "k" * 32
        await browser.htmx(f"{HERE}/{row.id}/rotate", {"api_key": "n" * 32})
        kept = await here.secrets()
        assert (kept.now["api_key"], len(kept.former)) == ("n" * 32, 1)
        assert (await browser.htmx(f"{HERE}/{row.id}/drop", {})).status == 200
    [row] = await here.rows()
    assert (row.status, row.sealed) == ("dropped", None)
