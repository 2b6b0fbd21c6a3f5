"""Parks' accounts on platforms, beside those of the settings: they come, change and go while the
gateway runs, and each is called at an address of its own, /in/CHANNEL/CODE."""

import asyncio
import secrets as random
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter

from connectors.channels.base import Door
from connectors.channels.file_links import FileLinks
from connectors.channels.push import PushChannel
from connectors.channels.wechat import Api
from connectors.payments.wechatpay import WeChatPay
from edge.parks import ALL_PARKS, Parks, Site
from models.channels import ChannelAccount
from parkline.channels.account_channels import (
    Account,
    Around,
    Handler,
    Serving,
    calls_out,
    dropped,
    serve,
)
from parkline.process.sites import Addresses
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.channels import accounts
from services.channels.account_forms import CHANNELS, MODES, PREFIX, Channel
from services.channels.account_secrets import Kept, opened
from services.kit import fence

LOOK_SECONDS = 3.0
"""One small question for all accounts together; a wake-up of the feed is faster."""
WHOLE_SECONDS = 60.0
"""Without a change, too: an overlap ends, a park has another host."""

log = structlog.get_logger(__name__)


class CallMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.calls = Counter(
            "parkline_platform_calls",
            "Calls of platforms at accounts of parks, by channel, account (empty: of no account)"
            " and status.",
            ["channel", "account", "status"],
            registry=registry,
        )


@dataclass(frozen=True, slots=True)
class _Held:
    park_id: int
    code: str
    channel: Channel
    made_from: object
    serving: Serving
    is_active: bool


class Accounts:
    """Those of every park, kept in memory. See connectors.channels.push.PushAccounts."""

    def __init__(
        self, settings: Settings, parks: Parks, door: Door, registry: CollectorRegistry
    ) -> None:
        """`door` is that of any park."""
        self._settings = settings
        self._parks = parks
        self._door = door
        self._calls = CallMetrics(registry)
        self._held: dict[str, _Held] = {}
        self._of_parks: frozenset[int] = frozenset()
        self._decoys: dict[Channel, Serving] = {}
        self._stamp: tuple[int, int] | None = None
        self._around: Around | None = None
        self._news = asyncio.Event()
        self._alone = asyncio.Lock()

    def install(self, app: web.Application) -> None:
        app.router.add_get(PREFIX + "/{channel}/{code}", self.check)
        app.router.add_post(PREFIX + "/{channel}/{code}", self.take)
        app.cleanup_ctx.append(self._running)

    async def _running(self, _app: web.Application) -> AsyncIterator[None]:
        async with calls_out() as http:
            self._around = Around(self._settings, http, self._door, None)
            for channel in CHANNELS:
                self._decoys[channel] = await serve(_nobodys(channel), self._around)
            await self.refresh()
            fresh = asyncio.create_task(self.keep_fresh(), name="accounts")
            try:
                yield
            finally:
                fresh.cancel()
                await asyncio.gather(fresh, return_exceptions=True)
                for one in self._held.values():
                    await one.serving.stack.aclose()

    # What the pusher asks

    def parks(self) -> Collection[int]:
        return self._of_parks

    def way(self, park_id: int, account: str, channel: str) -> PushChannel | None:
        held = self._held.get(account)
        if held is None or held.park_id != park_id:
            return None
        return held.serving.ways.get(channel)

    # What the mini-app's API asks

    def mini_program(self, park_id: int) -> tuple[str, Api, Mapping[str, str]] | None:
        """(code, API, templates' ids by kind) of the park's mini-program; of several the one that
        was connected first."""
        for one in self._held.values():
            if one.park_id == park_id and one.serving.signs_in is not None:
                return one.code, one.serving.signs_in, one.serving.templates
        return None

    # What pays

    def collects(self, park_id: int) -> str | None:
        """AppID of the mini-program in which people pay the park, by the account that collects now,
        of several the one that was connected first."""
        for one in self._held.values():
            if one.park_id == park_id and one.is_active and one.serving.pays is not None:
                return one.serving.pays.merchant.appid
        return None

    def merchant(self, park_id: int, code: str) -> WeChatPay | None:
        """A disabled one, too, which ends what it began."""
        held = self._held.get(code)
        return held.serving.pays if held is not None and held.park_id == park_id else None

    # Calls of platforms

    async def check(self, request: web.Request) -> web.Response:
        serving, code = self._called(request)
        return await self._answered(request, serving.get, code)

    async def take(self, request: web.Request) -> web.Response:
        serving, code = self._called(request)
        return await self._answered(request, serving.post, code)

    def _called(self, request: web.Request) -> tuple[Serving, str]:
        """Who calls for nobody is checked like everybody, by secrets that nobody has."""
        channel, code = request.match_info["channel"], request.match_info["code"]
        held = self._held.get(code)
        if held is not None and held.channel == channel and held.serving.post is not None:
            return held.serving, code
        known = next((one for one in CHANNELS if one == channel), CHANNELS[0])
        return self._decoys[known], ""

    async def _answered(
        self, request: web.Request, handler: Handler | None, code: str
    ) -> web.Response:
        """What is not genuine is told the same as what is for nobody."""
        channel = request.match_info["channel"] if code else ""
        status = 404
        try:
            if handler is None:
                raise web.HTTPNotFound(text="")
            with structlog.contextvars.bound_contextvars(account=code), self._fence_of(code):
                answer = await handler(request)
            status = answer.status
            return answer
        except (web.HTTPForbidden, web.HTTPRequestEntityTooLarge):
            raise web.HTTPNotFound(text="") from None
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        finally:
            self._calls.calls.labels(channel, code, str(status)).inc()

    def _fence_of(self, code: str) -> AbstractContextManager[None]:
        """The account says whose it is, whatever the host. What is for nobody reads nothing."""
        held = self._held.get(code)
        return fence.within(held.park_id) if held is not None else nullcontext()

    # Keeping up with the rows

    def heard(self, park_id: int, _conversation_id: int | None) -> None:
        """A wake-up of the feed."""
        if park_id == ALL_PARKS:
            self._news.set()

    async def keep_fresh(self) -> None:
        """Until it is cancelled."""
        loop = asyncio.get_running_loop()
        whole_at = loop.time() + WHOLE_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._news.wait()
            self._news.clear()
            try:
                if loop.time() >= whole_at or await self._has_changed():
                    await self.refresh()
                    whole_at = loop.time() + WHOLE_SECONDS
            except Exception as problem:
                log.warning("accounts.not_read", problem=repr(problem))

    async def _has_changed(self) -> bool:
        with fence.everywhere():
            async with self._door.sessions() as session:
                return await accounts.stamp(session) != self._stamp

    async def refresh(self) -> None:
        """Read what there is now, and serve it."""
        async with self._alone:
            stamp, rows = await self._read()
            held = dict[str, _Held]()
            for row in rows:
                site = self._parks.find(row.park_id)
                if site is None:  # A park that is new: it is read within a minute, and then this.
                    stamp = None
                    continue
                try:
                    held[row.code] = await self._hold(row, site)
                except Exception:  # The others are served all the same.
                    log.exception("account.not_served", account=row.code)
            former, self._held = self._held, held
            self._of_parks = frozenset(one.park_id for one in held.values())
            self._stamp = stamp
        for code, one in former.items():
            if held.get(code) is not one:
                await one.serving.stack.aclose()

    async def _read(self) -> tuple[tuple[int, int] | None, Sequence[ChannelAccount]]:
        with fence.everywhere():
            async with self._door.sessions() as session:
                return await accounts.stamp(session), await accounts.everywhere(session)

    async def _hold(self, row: ChannelAccount, site: Site) -> _Held:
        kept = opened(row, secrets.vault(self._settings))
        alive = kept.at(self._door.clock()) if kept is not None else None
        public = Addresses(self._settings).public(site)
        made_from = (row.status, row.mode, row.options, row.app_id, alive, public)
        before = self._held.get(row.code)
        if before is not None and before.made_from == made_from:
            return before
        channel = next(one for one in CHANNELS if one == row.channel)
        serving = await self._serving(row, channel, alive, public, site)
        is_active = row.status == "active"
        return _Held(row.park_id, row.code, channel, made_from, serving, is_active)

    async def _serving(
        self,
        row: ChannelAccount,
        channel: Channel,
        kept: Kept | None,
        public: str | None,
        site: Site,
    ) -> Serving:
        if row.status == "dropped":
            return dropped(channel)
        if kept is None:
            log.error("account.unreadable", account=row.code)
        if kept is None or (row.status == "disabled" and channel != "wechatpay"):
            return Serving()
        assert self._around is not None, "not installed on an application that runs"
        mode = next(one for one in MODES if one == row.mode)
        url = f"{Addresses(self._settings).base(site)}{PREFIX}/{channel}/{row.code}"
        account = Account(row.code, channel, row.app_id, mode, row.options, kept, url)
        door = replace(self._door, park_id=site.park_id, account=row.code)
        keys = secrets.file_link_keys(self._settings)
        links = FileLinks(public, keys, self._door.clock) if public else None
        around = replace(self._around, door=door, links=links)
        with fence.within(site.park_id):
            return await serve(account, around)


def _nobodys(channel: Channel) -> Account:
    """Checked with as much work as a real one, and never genuine."""
    app_id = f"{random.token_hex(8)}/1" if channel == "wecom" else random.token_hex(8)
    made: Mapping[str, str] = {
        "secret": random.token_hex(16),
        "token": f"0:{random.token_hex(16)}",
        "aes_key": random.token_urlsafe(32),
        "webhook": random.token_urlsafe(32),
    }
    if channel == "wechatpay":
        return Account("", channel, "0/0", "safe", {}, Kept({}))
    return Account("", channel, app_id, "safe", {}, Kept(made))
