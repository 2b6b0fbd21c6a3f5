"""Everything that the simulated platform knows."""

import asyncio
import itertools
import secrets
from collections import deque
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from parkline.simulate.wechat.clock import Clock
from parkline.simulate.wechat.config import App, Kind, Rules, Template
from parkline.simulate.wechat.courier import Courier
from parkline.simulate.wechat.errors import Refused
from parkline.simulate.wechat.faults import Faults
from parkline.simulate.wechat.people import Bubble, Contact, make_contact
from parkline.simulate.wechat.quota import Quota
from parkline.simulate.wechat.service import Service
from parkline.simulate.wechat.tokens import Tokens

MEDIA_LIFE = timedelta(days=3)
SCENE_CHARACTERS = 64
CODE_LIFE = timedelta(minutes=5)
KEPT_CALLS = 300
KEPT_MEDIA = 200

TEMPLATES = (
    Template(
        "TEMPLATE-ORDER",
        "订单状态提醒",
        {"character_string1": "订单编号", "thing2": "温馨提示", "time3": "更新时间"},
    ),
    Template(
        "TEMPLATE-REPAIR",
        "报修进度通知",
        {"character_string1": "工单编号", "thing2": "处理进度", "time3": "更新时间"},
    ),
    Template(
        "TEMPLATE-VISIT",
        "访客预约通知",
        {"character_string1": "预约编号", "thing2": "预约状态", "time3": "更新时间"},
    ),
    Template("TEMPLATE-REPLY", "服务回复提醒", {"thing1": "回复内容", "time2": "回复时间"}),
)
"""Chosen in the platform's library for the accounts here; a card shows the names."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file of an account: uploaded by the bot, or sent by a person."""

    id: str
    kind: str
    data: bytes
    content_type: str
    until: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One API call, as the inspector shows it."""

    at: datetime
    method: str
    path: str
    app: str
    openid: str
    errcode: int
    errmsg: str
    ms: int
    body: str


@dataclass
class Code:
    """What `wx.login` or the phone button gave to a mini-program: good once, for five minutes."""

    contact: Contact
    purpose: str
    until: datetime
    used: bool = False


class World:
    """State of the platform, and who wants to hear when it changes."""

    def __init__(
        self,
        apps: Iterable[App],
        *,
        rules: Rules | None = None,
        templates: Iterable[Template] = TEMPLATES,
    ) -> None:
        self.clock = Clock()
        self.rules = rules or Rules()
        self.faults = Faults()
        self.tokens = Tokens(self.clock)
        self.quota = Quota(self.clock, self.rules)
        self.service = Service(self.clock)
        self.courier = Courier(self.clock, self.rules, self.faults)
        self.apps = {app.appid: app for app in apps}
        self.templates = {template.id: template for template in templates}
        self.media: dict[str, Media] = {}
        self.scenes: dict[str, str] = {}
        """The scene of each QR code by its ticket."""
        self.menus: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, Code] = {}
        self.calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self.group: deque[Bubble] = deque(maxlen=KEPT_CALLS)
        """What robots said in the group of a corp."""
        self.sent_ids: set[str] = set()
        """Message ids that a bot chose itself: each is good once."""
        self.base_url = "http://127.0.0.1"
        """Where phones and bots reach this server; its pictures have addresses there."""
        self._contacts: dict[tuple[str, str], Contact] = {}
        self._ids = itertools.count(secrets.randbelow(10**15) + 23 * 10**15)
        self._listeners: set[asyncio.Event] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    def app(self, kind: Kind) -> App:
        """The account of a kind. Raises LookupError."""
        for app in self.apps.values():
            if app.kind == kind:
                return app
        raise LookupError(f"no {kind} account here")

    def contact(self, app: App, person: str) -> Contact:
        """A person, met for the first time if need be."""
        key = (app.appid, person)
        if key not in self._contacts:
            self._contacts[key] = make_contact(app, person)
        return self._contacts[key]

    def contacts(self, person: str) -> list[Contact]:
        return [one for (_, name), one in self._contacts.items() if name == person]

    def of_app(self, app: App) -> list[Contact]:
        return [one for (appid, _), one in self._contacts.items() if appid == app.appid]

    def by_openid(self, app: App, openid: Any) -> Contact:
        """Raises Refused 40003."""
        for contact in self.of_app(app):
            if contact.openid == openid:
                return contact
        raise Refused(40003)

    def next_id(self) -> int:
        """A 64-bit number that no other message has."""
        return next(self._ids)

    def keep(self, kind: str, data: bytes, content_type: str, name: str = "") -> Media:
        id_ = secrets.token_urlsafe(48)
        media = Media(id_, kind, data, content_type, self.clock.now() + MEDIA_LIFE, name)
        self.media[id_] = media
        for oldest in list(self.media)[:-KEPT_MEDIA]:
            del self.media[oldest]
        return media

    def found_media(self, media_id: Any) -> Media:
        """Raises Refused 40007, after three days too."""
        media = self.media.get(media_id) if isinstance(media_id, str) else None
        if media is None or self.clock.now() >= media.until:
            raise Refused(40007)
        return media

    def picture_url(self, media_id: str) -> str:
        return f"{self.base_url}/mmbiz/{media_id}"

    def new_ticket(self, scene: str) -> str:
        """The ticket of a new QR code."""
        ticket = "gQ" + secrets.token_urlsafe(66)
        self.scenes[ticket] = scene
        self.changed()
        return ticket

    def give_code(self, contact: Contact, purpose: str) -> str:
        value = "0" + secrets.token_urlsafe(24)[:31]
        self.codes[value] = Code(contact, purpose, self.clock.now() + CODE_LIFE)
        return value

    def take_code(self, app: App, value: Any, purpose: str) -> Contact:
        """Raises Refused 40029 (unknown, too old, another account's), 40163 (used)."""
        code = self.codes.get(value) if isinstance(value, str) else None
        if code is None or code.purpose != purpose or code.contact.app is not app:
            raise Refused(40029)
        if code.used:
            raise Refused(40163)
        if self.clock.now() >= code.until:
            raise Refused(40029)
        code.used = True
        return code.contact

    def changed(self) -> None:
        for event in self._listeners:
            event.set()

    def listen(self) -> asyncio.Event:
        """Set with every change, until `unlisten`."""
        event = asyncio.Event()
        self._listeners.add(event)
        return event

    def unlisten(self, event: asyncio.Event) -> None:
        self._listeners.discard(event)

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run beside the others; `settle` waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def settle(self) -> None:
        """Until nothing is on its way to the bot."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
