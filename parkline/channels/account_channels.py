"""What serves one account of a park: its channels, by its row and its secrets."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from connectors.channels.base import Door
from connectors.channels.file_links import FileLinks
from connectors.channels.outbox import Outbox, Outcome, Outgoing, Undeliverable
from connectors.channels.push import PushChannel
from connectors.channels.telegram import Telegram
from connectors.channels.wechat import (
    Api,
    App,
    Callbacks,
    Keys,
    Kind,
    MiniProgram,
    Mode,
    Sender,
    Template,
    WeChat,
)
from connectors.channels.wecom import CorpApi, CustomerService, WeCom
from connectors.payments.base import Callback, Repaid, Settled, Unverified
from connectors.payments.booking import book
from connectors.payments.wechatpay import Merchant, WeChatPay
from connectors.payments.wechatpay.notify import notify_handler
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.channels.account_forms import Channel
from services.channels.account_secrets import Kept, Secrets

Handler = Callable[[web.Request], Awaitable[web.Response]]
NAMES: Mapping[Channel, tuple[str, ...]] = {
    "wechat": (WeChat.name,),
    "miniprogram": (MiniProgram.name,),
    "wecom": (WeCom.name, CustomerService.name),
    "telegram": (Telegram.name,),
    "wechatpay": (),
}
"""Channels whose conversations an account has."""


@dataclass(frozen=True, slots=True)
class Account:
    """What its row says, with its secrets open."""

    code: str
    channel: Channel
    app_id: str
    mode: Mode
    options: Mapping[str, Any]
    kept: Kept = field(repr=False)
    url: str = ""
    """Where the platform calls it."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How an account takes and sends. Enter `stack` before, and close it afterwards."""

    get: Handler | None = None
    post: Handler | None = None
    ways: Mapping[str, PushChannel] = field(default_factory=dict)
    signs_in: Api | None = None
    """Of a mini-program: who somebody is by its word."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Of a mini-program: ids of its subscribe messages by the kind of news."""
    pays: WeChatPay | None = None
    """Of a merchant."""
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)


@dataclass(frozen=True, slots=True)
class Around:
    """What all accounts share; `door` is that of the account's park and account."""

    settings: Settings
    http: aiohttp.ClientSession
    door: Door
    links: FileLinks | None


async def serve(account: Account, around: Around) -> Serving:
    """Runs until the stack is closed."""
    match account.channel:
        case "wechat" | "miniprogram":
            return _wechat(account, around)
        case "wecom":
            return await _wecom(account, around)
        case "telegram":
            return _telegram(account, around)
        case "wechatpay":
            return _wechatpay(account, around)


class Dropped:
    """Staff see that it did not arrive."""

    async def push(self, outgoing: Outgoing) -> Outcome:
        return Undeliverable("no_account", len(outgoing.messages))


def dropped(channel: Channel) -> Serving:
    """Of an account that takes nothing and sends nothing any more."""
    return Serving(ways=dict.fromkeys(NAMES[channel], Dropped()))


def _wechat(account: Account, around: Around) -> Serving:
    door, now, is_mini = around.door, account.kept.now, account.channel == "miniprogram"
    app = App(account.app_id, now["secret"], around.settings.wechat_api_url.rstrip("/"))
    api = Api(app, around.http, **_stores(around))
    sender = Sender(
        door,
        api,
        may_push=bool(account.options.get("push", True)),
        templates=_templates(account.options.get("templates", {})),
        links=around.links,
        subscribe=is_mini,
    )
    callbacks = _callbacks(account, account.app_id, account.mode, door)
    outbox = Outbox(door.park_id, door.sessions, door.clock)
    made = (MiniProgram if is_mini else WeChat)(door, outbox, callbacks, sender)
    if not is_mini:
        return Serving(made.check, made.callback, {made.name: made})
    asked: dict[str, str] = {kind: template.id for kind, template in sender.templates.items()}
    return Serving(made.check, made.callback, {made.name: made}, api, asked)


async def _wecom(account: Account, around: Around) -> Serving:
    door, now = around.door, account.kept.now
    corp_id, _, agent_id = account.app_id.partition("/")
    base = around.settings.wecom_api_url.rstrip("/")
    stack = AsyncExitStack()
    service = None
    if kf_id := str(account.options.get("kf_id", "")):
        secret = now.get("kf_secret") or now["secret"]
        kf_app = App(f"{corp_id}/kf-{account.code}", secret, base)
        service = CustomerService(door, CorpApi(kf_app, around.http, **_stores(around)), kf_id)
        await stack.enter_async_context(service.running())
    api = CorpApi(App(account.app_id, now["secret"], base), around.http, **_stores(around))
    callbacks = _callbacks(account, corp_id, "safe", door)
    made = WeCom(door, callbacks, api, int(agent_id), service)
    ways: dict[str, PushChannel] = {made.name: made}
    if service is not None:
        ways[service.name] = service
    return Serving(made.check, made.callback, ways, stack=stack)


def _telegram(account: Account, around: Around) -> Serving:
    made = Telegram(
        around.door,
        token=account.kept.now["token"],
        secret=account.kept.now["webhook"],
        accepted_secrets=tuple(one["webhook"] for _, one in account.kept.former),
        api_url=around.settings.telegram_api_url,
        http=around.http,
    )
    return Serving(None, made.webhook, {made.name: made})


def _wechatpay(account: Account, around: Around) -> Serving:
    """What is called back is of the account's park, and of what this account collects. Nobody's is
    no merchant's, and never genuine."""
    door = around.door

    async def booked(said: Settled | Repaid) -> None:
        await book(door.sessions, door.park_id, said, now=door.clock(), account=account.code)
        await door.feed.announce(door.park_id)

    methods = [
        _method(account, secrets, around)
        for secrets in (account.kept.now, *(one for _, one in account.kept.former))
        if secrets
    ]
    post = notify_handler(AnyOf(tuple(methods)), door.clock, booked)
    return Serving(None, _told_apart(post), pays=methods[0] if methods else None)


def _method(account: Account, kept: Secrets, around: Around) -> WeChatPay:
    merchant = Merchant.of_account(
        account.app_id,
        kept,
        notify_url=account.url,
        api_url=around.settings.wechatpay_api_url,
    )
    return WeChatPay(merchant, around.door.clock)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A merchant by its keys of now, and by those of before whose overlap is not over."""

    methods: tuple[WeChatPay, ...]
    code: str = WeChatPay.code

    def confirm(self, callback: Callback) -> Settled | Repaid:
        for method in self.methods:
            with suppress(Unverified):
                return method.confirm(callback)
        raise Unverified


def _told_apart(handler: Handler) -> Handler:
    """Like every account's: what is not genuine is told the same as what is for nobody."""

    async def handle(request: web.Request) -> web.Response:
        answer = await handler(request)
        if answer.status == web.HTTPUnauthorized.status_code:
            raise web.HTTPForbidden
        return answer

    return handle


def _stores(around: Around) -> dict[str, Any]:
    door = around.door
    return {
        "park_id": door.park_id,
        "sessions": door.sessions,
        "clock": door.clock,
        "vault": secrets.platform_vault(around.settings),
    }


def _callbacks(account: Account, receive_id: str, mode: Mode, door: Door) -> Callbacks:
    def keys(one: Secrets) -> Keys:
        return Keys(one["token"], one.get("aes_key", ""), receive_id)

    former = tuple(keys(one) for _, one in account.kept.former)
    return Callbacks(keys(account.kept.now), mode, door.clock, former)


def _templates(chosen: Mapping[Kind, Mapping[str, Any]]) -> dict[Kind, Template]:
    return {kind: Template(one["id"], one["fields"]) for kind, one in chosen.items()}


@asynccontextmanager
async def calls_out() -> AsyncIterator[aiohttp.ClientSession]:
    """The way to platforms, which set no cookies for each other's accounts."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield http
