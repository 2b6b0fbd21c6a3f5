"""Asking platforms about accounts: whether they take a secret, and that they call us."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import aiohttp

from connectors.channels import telegram
from connectors.channels.telegram import UPDATES, BotApi
from connectors.channels.wechat import Api, App
from connectors.channels.wechat.errors import ApiError, Unreachable
from connectors.channels.wecom import CorpApi
from connectors.payments.base import ProviderRefused, ProviderSilent
from connectors.payments.wechatpay import Merchant, WeChatPay
from edge.parks import Site
from parkline.process.sites import Addresses
from parkline.settings.settings import Settings
from services.channels.account_forms import (
    PREFIX,
    AddressRefused,
    AppRefused,
    Entered,
    PlatformRefused,
    PlatformSilent,
    SecretRefused,
)
from services.channels.accounts import AccountTaken
from services.kit.errors import Invalid

WRONG_APP = frozenset({40013, 41002})
WRONG_SECRET = frozenset({40001, 40125, 41004, 42001})
WRONG_ADDRESS = frozenset({40164, 60020})
WRONG_MERCHANT = frozenset({"MCH_NOT_EXISTS", "APPID_MCHID_NOT_MATCH"})
UNAUTHORIZED = frozenset({401, 404})


class Platforms:
    """Of one park. See desk.frame.deps.Platforms."""

    def __init__(self, settings: Settings, site: Site, http: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._site = site
        self._http = http

    def url(self, channel: str, code: str) -> str:
        return f"{Addresses(self._settings).base(self._site)}{PREFIX}/{channel}/{code}"

    async def check(self, entered: Entered) -> None:
        if (entered.channel, entered.app_id) in _of_settings(self._settings):
            raise AccountTaken("it stands in the settings", field="app_id")
        if entered.channel == "wechatpay":
            await self._ask_merchant(entered)
            return
        if entered.channel == "telegram":
            async with _told_plainly():
                await self._bot(entered).call("getMe")
            return
        for api, name in self._apis(entered):
            async with _told_plainly(name):
                await api.prove()

    async def lead(self, entered: Entered, url: str) -> bool:
        if entered.channel != "telegram" or not url.startswith("https://"):
            return False
        async with _told_plainly():
            await self._bot(entered).call(
                "setWebhook",
                url=url,
                secret_token=entered.secrets["webhook"],
                allowed_updates=UPDATES,
                # One at a time: what somebody writes comes in the order in which they wrote it.
                max_connections=1,
            )
        return True

    async def _ask_merchant(self, entered: Entered) -> None:
        """About a payment that there is not: whoever is told so signed as the merchant does. The
        platform's key and the APIv3 key show at the first payment."""
        if self._site.is_usual and self._settings.wechatpay_mchid:
            raise AccountTaken("a merchant stands in the settings", field="app_id")
        merchant = Merchant.of_account(
            entered.app_id,
            entered.secrets,
            notify_url="",
            api_url=self._settings.wechatpay_api_url,
        )
        try:
            await WeChatPay(merchant, lambda: datetime.now(UTC)).query(f"check-{token_hex(8)}")
        except ProviderSilent as silent:
            raise PlatformSilent(str(silent)) from None
        except ProviderRefused as refusal:
            number = refusal.details.get("code")
            if number in WRONG_MERCHANT:
                raise AppRefused(str(refusal), field="app_id", number=number) from None
            raise SecretRefused(str(refusal), field="private_key", number=number) from None

    def _bot(self, entered: Entered) -> BotApi:
        return BotApi(self._http, entered.secrets["token"], self._settings.telegram_api_url)

    def _apis(self, entered: Entered) -> list[tuple[Api, str]]:
        """What is to be proved, and the field that it is of."""
        secret = entered.secrets["secret"]
        if entered.channel != "wecom":
            base = self._settings.wechat_api_url.rstrip("/")
            return [(Api(App(entered.app_id, secret, base), self._http, **_NOWHERE), "secret")]
        base = self._settings.wecom_api_url.rstrip("/")
        found = [(CorpApi(App(entered.app_id, secret, base), self._http, **_NOWHERE), "secret")]
        if entered.options.get("kf_id") and (kf := entered.secrets.get("kf_secret")):
            app = App(f"{entered.app_id.partition('/')[0]}/kf", kf, base)
            found.append((CorpApi(app, self._http, **_NOWHERE), "kf_secret"))
        return list[tuple[Api, str]](found)


_NOWHERE: dict[str, Any] = {
    "park_id": 0,
    "sessions": None,
    "clock": lambda: datetime.now(UTC),
    "vault": None,
}
"""Nothing of a check is kept."""


@asynccontextmanager
async def _told_plainly(field: str = "token") -> AsyncIterator[None]:
    """What a platform says no with, as the error that its operator can do something about."""
    try:
        yield
    except telegram.Unreachable as silent:
        raise PlatformSilent(str(silent)) from None
    except Unreachable as silent:
        raise PlatformSilent(str(silent)) from None
    except telegram.Refused as refusal:
        if refusal.code in UNAUTHORIZED:
            raise SecretRefused(field=field, number=refusal.code) from None
        raise PlatformRefused(str(refusal), number=refusal.code) from None
    except ApiError as refusal:
        raise _error(refusal.code, field) from None


def _error(number: int, field: str) -> Invalid | AddressRefused | PlatformRefused:
    said = f"errcode {number}"
    if number in WRONG_APP:
        return AppRefused(said, field="app_id", number=number)
    if number in WRONG_SECRET:
        return SecretRefused(said, field=field, number=number)
    if number in WRONG_ADDRESS:
        return AddressRefused(said, number=number)
    return PlatformRefused(said, number=number)


def _of_settings(settings: Settings) -> set[tuple[str, str]]:
    """Accounts that are served by the settings: not twice."""
    return {
        ("wechat", settings.wechat_app_id),
        ("miniprogram", settings.wechat_mini_app_id),
        ("wecom", f"{settings.wecom_corp_id}/{settings.wecom_agent_id}"),
        ("telegram", settings.telegram_token.get_secret_value().partition(":")[0]),
    }
