"""Jobs that carry alerts of staff out of the house: pushes to browsers, and the phone bridge."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from connectors.alerts.phones import BridgeFailed, PhoneBridge
from connectors.alerts.pushing import BrowserGone, Pusher, PushFailed
from models.alerts import StaffAlert
from models.staff import Staff
from models.tickets import Ticket
from parkline.process.clock import Clock
from parkline.stores.database import Sessions
from services.alerts import alerting, mine
from services.danger import calls
from services.texts import LANGUAGES
from services.tickets import alerts, tickets

AGAIN = timedelta(seconds=20)
PUSHED_FOR = timedelta(hours=1)
"""An alert that could not be pushed for so long is left to the page."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class StaffAlerting:
    """Each job tells when to run it again; None: never. Without a pusher or a bridge, what needs
    it is not done."""

    sessions: Sessions
    clock: Clock
    pusher: Pusher | None = None
    bridge: PhoneBridge | None = None

    async def push(self, park_id: int, alert_id: int) -> datetime | None:
        """Push an alert to the browsers of whose it is, unless they have seen it. One may get it
        twice, which shows as one."""
        now = self.clock()
        if self.pusher is None:
            return None
        async with self.sessions() as session:
            alert = await session.get(StaffAlert, (park_id, alert_id))
            if alert is None or alert.seen_at is not None or now - alert.created_at > PUSHED_FOR:
                return None
            staff = await session.get_one(Staff, (park_id, alert.staff_id))
            browsers = await mine.browsers(session, staff, now=now)
            words = await alerting.words_of(session, alert, staff.language)
        if words is None:
            return None
        failed = False
        for browser in browsers:
            try:
                await self.pusher.push(browser, alert, words)
            except BrowserGone as gone:
                log.info("push.browser_gone", status=str(gone), staff=staff.id)
                async with self.sessions.begin() as session:
                    await mine.forget(session, browser)
            except PushFailed as problem:
                log.warning("push.failed", problem=str(problem), staff=staff.id)
                failed = True
        return now + AGAIN if failed else None

    async def ring(self, park_id: int, ticket_id: int) -> datetime | None:
        """Have phones rung for a danger that nobody has taken. The tenant hears of it once the
        bridge has taken it on."""
        now = self.clock()
        if self.bridge is None:
            return None
        async with self.sessions() as session:
            ticket = await tickets.load(session, park_id, ticket_id)
            people = await calls.to_ring(session, ticket)
            said = {
                f"say_{language}": await alerts.spoken(session, ticket, language)
                for language in LANGUAGES
            }
        if ticket.status not in tickets.UNCLAIMED:
            return None
        danger = {**_facts(ticket, now), **said}
        message_id = f"danger_{park_id}_{ticket_id}_{int(ticket.created_at.timestamp())}"
        try:
            await self.bridge.ring(danger, people, message_id=message_id, now=now)
        except BridgeFailed as problem:
            log.error("phones.not_rung", problem=str(problem), ticket=ticket.ticket_no)
            return now + AGAIN
        async with self.sessions.begin() as session:
            await calls.rung(session, park_id, ticket_id, now=now)
        return None


def _facts(ticket: Ticket, now: datetime) -> dict[str, object]:
    return {
        "ticket_no": ticket.ticket_no,
        "category": ticket.category,
        "minutes": int((now - ticket.created_at).total_seconds() // 60),
        "path": f"/desk/tickets/{ticket.id}",
    }
