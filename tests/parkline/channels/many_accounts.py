"""Accounts of several parks on the simulated platforms, served by one gateway's channels."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import select

from connectors.channels.outbox import Outbox
from connectors.channels.push import Pusher, PushMetrics
from edge.parks import ALL_PARKS, Parks
from models.channels import ChannelAccount
from models.conversations import Conversation, Message
from models.park import Park
from models.people import ChannelIdentity
from parkline.channels.accounts import Accounts
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.simulate.wechat import Rules, Simulator
from parkline.simulate.wechat.config import App
from parkline.simulate.wechat.demo import MINI, OFFICIAL, SERVICE, WECOM
from parkline.simulate.wechat.phone import Phone
from services.channels import account_forms
from services.channels import accounts as rows
from services.channels.account_forms import Channel, Entered, Mode
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.kit.audit import By
from tests.connectors.channels.telegram import fake
from tests.contract.installation import Installation, clock
from tests.given import factories
from tests.kit.waiting import until

OTHER = replace(
    OFFICIAL,
    appid="wxharbour000000001",
    secret="harbour-secret-000000000000000001",
    token="harbour-token",
    aes_key="harbourOfficialAccountAESKey000000000000001",
    original_id="gh_harbour0001",
    name="海港园",
)
BOTS = ("7000000001:AAF-a_token_of_one_bot", "7000000002:AAF-a_token_of_another_bot")


@dataclass
class Many:
    """`parks`: two, of which the first is that of the settings."""

    installation: Installation
    settings: Settings
    simulator: Simulator
    bots: list[fake.Telegram]
    accounts: Accounts
    pusher: Pusher
    registry: CollectorRegistry
    base: str
    http: ClientSession
    parks: list[int]
    codes: dict[str, str] = field(default_factory=dict)
    """Of accounts, by the platform's id."""

    async def add(self, park_id: int, channel: Channel, app_id: str, **secret: str) -> str:
        """The code of a new account, once it is served."""
        mode: Mode = "safe" if secret.get("aes_key") else "plain"
        entered = account_forms.check(Entered(channel, app_id or "bot", app_id, secret, mode))
        async with self.installation.sessions.begin() as session:
            row = await rows.add(session, By(park_id, None, clock()), self.vault, entered)
            self.codes[row.app_id] = row.code
        await self.reread()
        return row.code

    async def company(self, park_id: int) -> str:
        """WeCom's app with its customer service; its code."""
        app, kf = self.simulator.world.app("wecom"), self.simulator.world.app("kf")
        given = {"secret": app.secret, "token": app.token, "aes_key": app.aes_key}
        entered = account_forms.check(
            Entered(
                "wecom", "company", f"{app.appid}/{app.agent_id}",
                given | {"kf_secret": kf.secret}, "safe", {"kf_id": kf.appid},
            )
        )  # fmt: skip
        async with self.installation.sessions.begin() as session:
            row = await rows.add(session, By(park_id, None, clock()), self.vault, entered)
        await self.reread()
        app.url = kf.url = self.url("wecom", row.code)
        return row.code

    async def official(self, park_id: int, app: App) -> str:
        code = await self.add(
            park_id, "wechat", app.appid, secret=app.secret, token=app.token, aes_key=app.aes_key
        )
        app.url = self.url("wechat", code)
        return code

    async def bot(self, park_id: int, bot: fake.Telegram) -> str:
        code = await self.add(park_id, "telegram", "", token=bot.token)
        bot.webhook = self.url("telegram", code)
        bot.secret = (await self.kept(code)).now["webhook"]
        return code

    async def change(self, code: str, act: Any, *given: Any, **named: Any) -> None:
        """Something of services.channels.accounts, and until it is served."""
        async with self.installation.sessions.begin() as session:
            row = await self.row(session, code)
            await act(session, By(row.park_id, None, clock()), *given, row, **named)
        await self.reread()

    async def rotate(self, code: str, **secret: str) -> None:
        async with self.installation.sessions.begin() as session:
            row = await self.row(session, code)
            by = By(row.park_id, None, clock())
            await rows.rotate(session, by, self.vault, row, secret)
        await self.reread()

    async def row(self, session: Any, code: str) -> ChannelAccount:
        found = await session.scalar(select(ChannelAccount).where(ChannelAccount.code == code))
        assert isinstance(found, ChannelAccount)
        return found

    async def kept(self, code: str) -> Any:
        async with self.installation.sessions() as session:
            return rows.opened(await self.row(session, code), self.vault)

    async def reread(self) -> None:
        """As a gateway that hears of it; until it has read what there is."""
        self.accounts.heard(ALL_PARKS, None)

        async def done() -> bool:
            return not await self.accounts._has_changed()

        await until(done)

    @property
    def vault(self) -> Any:
        return secrets.vault(self.settings)

    def url(self, channel: str, code: str) -> str:
        return f"{self.base}/in/{channel}/{code}"

    def phone(self, app: App, who: str, openid: str = "") -> Phone:
        """`openid`: as another account knows somebody, too."""
        contact = self.simulator.world.contact(app, who)
        contact.follows, contact.openid = True, openid or contact.openid
        return Phone(self.simulator.world, contact)

    async def people(self) -> dict[tuple[int, str, str], list[str]]:
        """What was written by whom: (park, account, external id) → texts."""
        query = (
            select(
                ChannelIdentity.park_id, ChannelIdentity.account, ChannelIdentity.external_id,
                Message.text,
            )
            .join(Conversation, (Conversation.park_id == ChannelIdentity.park_id)
                & (Conversation.identity_id == ChannelIdentity.id))
            .join(Message, (Message.park_id == Conversation.park_id)
                & (Message.conversation_id == Conversation.id))
            .where(Message.direction == "in")
            .order_by(Message.id)
        )  # fmt: skip
        found: dict[tuple[int, str, str], list[str]] = {}
        async with self.installation.sessions() as session:
            for park, account, who, text in await session.execute(query):
                found.setdefault((park, account, who), []).append(text)
        return found

    async def speak(self, park_id: int, code: str, text: str) -> None:
        """Say something unasked to everybody of an account, and have it sent."""
        async with self.installation.sessions.begin() as session:
            found = await session.scalars(
                select(Conversation).join(
                    ChannelIdentity,
                    (ChannelIdentity.park_id == Conversation.park_id)
                    & (ChannelIdentity.id == Conversation.identity_id),
                ).where(ChannelIdentity.park_id == park_id, ChannelIdentity.account == code)
            )  # fmt: skip
            talks = found.all()
            for one in talks:
                await conversations.speak(session, one, [Reply(text)], author="staff", now=clock())
        for one in talks:
            await self.installation.door.feed.publish(park_id, one.id)

    async def outcomes(self, text: str) -> list[tuple[str, str | None]]:
        async with self.installation.sessions() as session:
            found = await session.execute(
                select(Message.status, Message.outcome).where(Message.text == text)
            )
            return [(status, outcome) for status, outcome in found]


@asynccontextmanager
async def many(installation: Installation, **chosen: Any) -> AsyncIterator[Many]:
    """`chosen`: settings."""
    async with installation.sessions.begin() as session:
        second: Park = await factories.make_park(session, slug="harbour")
        parks = [installation.door.park_id, second.id]
    apps = [replace(one) for one in (OFFICIAL, OTHER, MINI, WECOM, SERVICE)]
    simulator = Simulator(apps, rules=Rules(patience=5.0))
    registry = CollectorRegistry()
    async with (
        TestServer(simulator.app()) as platform,
        fake.telegrams(*BOTS) as bots,
        ClientSession() as http,
    ):
        base = str(platform.make_url("")).rstrip("/")
        simulator.world.base_url = base
        settings = Settings(  # type: ignore[call-arg]
            _env_file=None, secret_key=SecretStr("s" * 32), park="daybreak", wechat_api_url=base,
            wecom_api_url=base, telegram_api_url=bots[0].url, demo=True, **chosen,
        )  # fmt: skip
        known = Parks(installation.sessions, "daybreak")
        await known.refresh()
        door = installation.door
        accounts = Accounts(settings, known, door, registry)
        outbox = Outbox(door.park_id, door.sessions, door.clock)
        pusher = Pusher(outbox, {}, PushMetrics(registry), accounts=accounts)
        door.feed.watch(accounts.heard)
        door.feed.watch(pusher.heard)
        ours = web.Application()
        accounts.install(ours)
        pusher.install(ours)
        async with TestServer(ours) as here:
            yield Many(
                installation, settings, simulator, bots, accounts, pusher, registry,
                str(here.make_url("")).rstrip("/"), http, parks,
            )  # fmt: skip
