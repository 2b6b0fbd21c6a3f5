"""Delivery to the bot: five seconds, then hang up and come again; a pause after many failures."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic

from aiohttp import ClientError, ClientSession

from parkline.simulate.wechat import envelope, reply
from parkline.simulate.wechat.clock import Clock
from parkline.simulate.wechat.config import App, Rules
from parkline.simulate.wechat.faults import DELIVERY, Fault, Faults
from parkline.simulate.wechat.people import Attempt, Contact, Delivery
from parkline.simulate.wechat.reply import Malformed, Reply

OK = 200
SHOWN_BYTES = 400
HASTE = 0.05
"""Seconds after which a scripted hang-up happens, whatever the bot does just then."""


@dataclass
class Courier:
    clock: Clock
    rules: Rules
    faults: Faults
    client: ClientSession | None = None
    _failed: dict[str, int] = field(default_factory=dict)
    _suspended: dict[str, datetime] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with ClientSession() as self.client:
            yield

    async def deliver(self, contact: Contact, delivery: Delivery) -> Reply | None:
        """Try until the bot answers or the attempts are used up; the outcome is in `delivery`."""
        app = contact.app
        if not app.url:
            delivery.outcome = "nowhere"
            return None
        if self.suspended(app):
            delivery.outcome = "suspended"
            return None
        answer = await self._tried(contact, delivery)
        self._count(app, failed=delivery.outcome not in ("replied", "silent"))
        return answer

    def suspended(self, app: App) -> bool:
        until = self._suspended.get(app.appid)
        return until is not None and self.clock.now() < until

    async def check_url(self, app: App) -> str:
        """What the page of the settings says when one saves the URL: "ok" or the fault."""
        assert self.client is not None
        echo = str(secrets.randbelow(10**19))
        params = envelope.check(app, echo, at=self.clock.machine_seconds())
        try:
            async with asyncio.timeout(self.rules.patience):
                async with self.client.get(app.url, params=params) as answer:
                    body = await answer.text()
        except TimeoutError:
            return "请求URL超时"
        except (ClientError, OSError, ValueError):
            return "请求URL失败"
        return "ok" if answer.status == OK and body == echo else "token验证失败"

    async def _tried(self, contact: Contact, delivery: Delivery) -> Reply | None:
        fault = self.faults.take(DELIVERY)
        if fault is not None and fault.do == "twice":
            both = [self._attempt(contact, delivery, None) for _ in range(2)]
            answers = [answer for answer in await asyncio.gather(*both) if answer is not None]
            answer = answers[0] if answers else None
        else:
            answer = await self._attempt(contact, delivery, fault)
        while delivery.unanswered and len(delivery.attempts) < self.rules.deliveries:
            answer = await self._attempt(contact, delivery, self.faults.take(DELIVERY))
        delivery.conclude()
        return answer

    async def _attempt(
        self, contact: Contact, delivery: Delivery, fault: Fault | None
    ) -> Reply | None:
        attempt = Attempt(len(delivery.attempts) + 1, self.clock.now())
        delivery.attempts.append(attempt)
        trouble = "" if fault is None else fault.do
        started = monotonic()
        try:
            async with asyncio.timeout(HASTE if trouble == "hang_up" else self.rules.patience):
                answer = await self._post(contact, delivery, attempt, trouble)
        except TimeoutError:
            attempt.verdict, answer = "late", None
        except (ClientError, OSError, ValueError) as problem:
            attempt.verdict, attempt.detail, answer = "unreachable", str(problem), None
        attempt.ms = round((monotonic() - started) * 1000)
        return answer

    async def _post(
        self, contact: Contact, delivery: Delivery, attempt: Attempt, trouble: str
    ) -> Reply | None:
        # As it is at this moment: an answer is under the keys of what it answers.
        app, now = replace(contact.app), self.clock.machine_seconds()
        letter = envelope.letter(
            app, delivery.fields, openid=contact.openid, at=now, trouble=trouble
        )
        assert self.client is not None
        headers = {"content-type": letter.content_type, "user-agent": "Mozilla/4.0"}
        async with self.client.post(
            app.url, params=letter.params, data=letter.body, headers=headers, allow_redirects=False
        ) as response:
            body = await response.read()
        if trouble in ("hang_up", "lose_answer"):
            attempt.verdict, attempt.detail = "unreachable", "cut by script"
            return None
        if response.status != OK:
            attempt.verdict, attempt.detail = "status", str(response.status)
            return None
        # content_type is octet-stream where the bot names none.
        named = response.content_type if "content-type" in response.headers else ""
        try:
            sent_by = replace(contact, app=app)
            answer = reply.read(sent_by, body, named, now=self.clock.machine_seconds())
        except Malformed as problem:
            attempt.verdict, attempt.detail = "malformed", str(problem)
            return None
        attempt.verdict = "silent" if answer is None else "replied"
        attempt.detail = body[:SHOWN_BYTES].decode(errors="replace")
        return answer

    def _count(self, app: App, *, failed: bool) -> None:
        self._failed[app.appid] = self._failed.get(app.appid, 0) + 1 if failed else 0
        if self._failed[app.appid] >= self.rules.suspend_after:
            self._failed[app.appid] = 0
            self._suspended[app.appid] = self.clock.now() + self.rules.suspended
