"""The durable jobs: what the worker runs, and how each is tried again."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import procrastinate
import structlog
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate import jobs as queued
from sqlalchemy import select

import services
from connectors.bot.hearing import Listener
from connectors.channels.feed import Feed
from connectors.channels.wecom.robot import Robot, RobotBusy, RobotFailed
from connectors.payments.cashier import Cashier
from models.events import EventRow
from models.park import Park
from parkline.process.clock import Clock
from parkline.roles.alerting import StaffAlerting
from parkline.roles.handling import wait_after
from parkline.roles.tenant_pushing import TenantPushing
from parkline.stores.database import Sessions, libpq_url
from services.accounting import days, returns
from services.alerts.alerting import PUSH_ALERT
from services.danger import hearing
from services.danger.calls import RING_PHONES
from services.danger.passages import Passage
from services.events.follows import Told
from services.events.jobs import Every, Job, told
from services.events.publish import JOB_TRACEPARENT
from services.events.registry import parse_event
from services.kit import fence, rest, tracing
from services.kit.plugins import found
from services.notices import staff_alarms
from services.notices.pushes import PUSH_NOTICE
from services.ordering import payment_requests
from services.privacy import housekeeping
from services.texts import say
from services.visits import erasure

ALARMS_KEPT = timedelta(hours=6)
"""What could not be said to staff for so long they have found out by themselves."""
TIDYING_SECONDS = 30.0
"""Of one round of housekeeping. What is left waits for the next."""
ERASING_SECONDS = 60.0
"""At a time; with more to erase than that, it goes on with the next round."""
STALLED_AFTER_SECONDS = 10
"""Without a heartbeat for this long a worker counts as dead, and its jobs run elsewhere."""

DONE_FROM_ROWS = ("handle_event", "deliver")
"""Jobs that a process from before migration 0019 may leave: their rows are queues by themselves."""

RESTS = timedelta(seconds=10)
"""Until a job of a park at rest is looked at again, if it was not put aside by then."""

AT_ONCE = RetryDecision(retry_in={"seconds": 0})
"""For a job that was cut off because its worker leaves: it is another worker's."""

log = structlog.get_logger(__name__)


class _Later(Exception):
    """Not an error: run the job again at `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


class _AtItsTime(BaseRetryStrategy):
    """The job says when; a bug in it waits a little and tries again."""

    def get_retry_decision(self, *, exception: BaseException, job: queued.Job) -> RetryDecision:
        if isinstance(exception, asyncio.CancelledError):
            return AT_ONCE
        if isinstance(exception, _Later):
            return RetryDecision(retry_at=exception.at)
        return RetryDecision(retry_in={"seconds": _wait(job.attempts)})


class _Patiently(BaseRetryStrategy):
    """Forever, ever slower: what an event demands is never dropped."""

    def get_retry_decision(self, *, exception: BaseException, job: queued.Job) -> RetryDecision:
        if isinstance(exception, asyncio.CancelledError):
            return AT_ONCE
        if isinstance(exception, _Later):
            return RetryDecision(retry_at=exception.at)
        log.error("job.failed", task=job.task_name, args=job.task_kwargs, problem=repr(exception))
        return RetryDecision(retry_in={"seconds": _wait(job.attempts)})


def _wait(attempts: int) -> int:
    return int(wait_after(attempts).total_seconds())


@dataclass(frozen=True, slots=True)
class Group:
    """A group of staff, and the language that it is told things in."""

    robot: Robot
    language: str
    park: str | None = None
    """Slug of the park whose staff they are: what happens in another is not told them. Where there
    is no such park, they are every park's."""


@dataclass(frozen=True, slots=True)
class Worker:
    """What jobs work with."""

    sessions: Sessions
    feed: Feed
    clock: Clock
    group: Group | None = None
    """Where staff are alarmed, if anywhere."""
    cashier: Cashier | None = None
    """Who asks providers of payments."""
    listener: Listener | None = None
    """Who has the bot hear danger in words that came by another way than the chat."""
    alerting: StaffAlerting | None = None
    """Who pushes alerts to browsers and has phones rung."""
    pushing: TenantPushing | None = None
    """Who pushes news to browsers of tenants."""

    async def alarm_staff(self, park_id: int, event_id: int) -> None:
        """Tell the group of an event, unless that is old news by now. It may be told twice."""
        if self.group is None:
            return
        language = self.group.language
        async with self.sessions() as session:
            row = await session.get_one(EventRow, (park_id, event_id))
            event = parse_event(row.type, row.data)
            alarm = await staff_alarms.alarm_of(session, row, event, language)
            theirs = await session.scalar(select(Park.id).where(Park.slug == self.group.park))
        if theirs not in {None, park_id}:
            return
        if alarm is None or self.clock() - row.occurred_at > ALARMS_KEPT:
            return
        try:
            await self.group.robot.say(alarm, say(language, "alarm-link"))
        except RobotBusy as busy:
            raise _Later(self.clock() + busy.after) from None
        except RobotFailed as problem:
            log.warning("alarm.not_said", problem=str(problem))
            raise

    async def push_alert(self, park_id: int, alert_id: int) -> None:
        if self.alerting is not None:
            await self._later(self.alerting.push(park_id, alert_id))

    async def push_notice(self, park_id: int, message_id: int) -> None:
        if self.pushing is not None:
            await self._later(self.pushing.push(park_id, message_id))

    async def ring_phones(self, park_id: int, ticket_id: int) -> None:
        if self.alerting is not None:
            await self._later(self.alerting.ring(park_id, ticket_id))

    async def watch_payment(self, park_id: int, request_id: int) -> None:
        await self._later(self._cashier().watch(park_id, request_id))

    async def return_payment(self, park_id: int, return_id: int) -> None:
        await self._later(self._cashier().give_back(park_id, return_id))

    async def plan_days(self) -> None:
        await self._cashier().plan_days()

    async def reconcile_day(self, park_id: int, reconciliation_id: int) -> None:
        await self._later(self._cashier().reconcile(park_id, reconciliation_id))

    async def hear_words(self, **passage: Any) -> None:
        assert self.listener is not None, "a worker that takes jobs has the way to the bot"
        await self._later(self.listener.hear(Passage(**passage)))

    async def need_work(self, park_id: int) -> None:
        """Raises _Later for a park at rest: its jobs are put aside in a moment (parkline park
        export), and this one with them."""
        try:
            async with self.sessions() as session:
                await rest.require_work(session, park_id)
        except (rest.ParkAtRest, rest.ParkGone):
            raise _Later(self.clock() + RESTS) from None

    def _cashier(self) -> Cashier:
        return self.cashier or Cashier(self.sessions, self.clock, {})

    async def _later(self, work: Awaitable[datetime | None]) -> None:
        if (at := await work) is not None:
            raise _Later(at)

    async def do(self, job: Job, **about: int) -> None:
        """Run a domain's job in a transaction, and wake whom it told something."""
        await self._do(job, about)

    async def every(self, seconds: float) -> None:
        """Do what domains have done every so many seconds; what fails keeps no other from it."""
        for one in found(services, Every):
            if one.seconds == seconds:
                try:
                    await self._do(one, {})
                except Exception:
                    log.exception("worker.periodic_failed", work=one.run.__qualname__)

    async def _do(self, work: Job | Every, about: dict[str, int]) -> None:
        when = {"now": self.clock()} if work.timed else {}
        async with self.sessions.begin() as session:
            result = await work.run(session, **about, **when)
        await self._wake(told(result))

    async def tidy(self) -> None:
        """In steps of a transaction each, until nothing is left or the round is over."""
        ends, more = time.monotonic() + TIDYING_SECONDS, True
        while more and time.monotonic() < ends:
            async with self.sessions.begin() as session:
                more = await housekeeping.tidy(session, now=self.clock())
        await self._erase_visits()

    async def _erase_visits(self) -> None:
        """In steps of a transaction each: what is done stays done, the rest waits for the next."""
        ends = time.monotonic() + ERASING_SECONDS
        while time.monotonic() < ends:
            async with self.sessions.begin() as session:
                if not await erasure.waits(session, now=self.clock()):
                    return
                await erasure.erase(session, now=self.clock())

    async def _wake(self, told: Iterable[Told]) -> None:
        for one in told:
            await self.feed.publish(one.park_id, one.conversation_id)


def make_app(database_url: str, worker: Worker) -> App:
    """The procrastinate app with every task. Open it before running a worker."""
    app = App(connector=PsycopgConnector(conninfo=libpq_url(database_url)))
    tasks: dict[str, tuple[Callable[..., Awaitable[None]], BaseRetryStrategy]] = {
        staff_alarms.ALARM_STAFF: (worker.alarm_staff, _AtItsTime()),
        PUSH_ALERT: (worker.push_alert, _AtItsTime()),
        PUSH_NOTICE: (worker.push_notice, _AtItsTime()),
        RING_PHONES: (worker.ring_phones, _AtItsTime()),
        payment_requests.WATCH_PAYMENT: (worker.watch_payment, _AtItsTime()),
        returns.RETURN_PAYMENT: (worker.return_payment, _AtItsTime()),
        hearing.HEAR_WORDS: (worker.hear_words, _AtItsTime()),
        days.RECONCILE_DAY: (worker.reconcile_day, _AtItsTime()),
    }
    for job in found(services, Job):
        tasks[job.task] = (partial(worker.do, job), _Patiently())
    for name in DONE_FROM_ROWS:
        app.task(name=name)(_plain(name, _nothing))
    for name, (function, retry) in tasks.items():
        app.task(name=name, retry=retry)(_plain(name, _where_served(worker, function)))
    return app


def _where_served(
    worker: Worker, function: Callable[..., Awaitable[None]]
) -> Callable[..., Awaitable[None]]:
    async def run(**about: Any) -> None:
        with fence.within(about["park_id"]):
            await worker.need_work(about["park_id"])
            await function(**about)

    return run


async def _nothing(**_arguments: int) -> None:
    return None


def _plain(name: str, method: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """procrastinate wants a function to put its own attributes on. Goes on with the trace in which
    the job was deferred."""

    async def run(**arguments: Any) -> None:
        parent = arguments.pop(JOB_TRACEPARENT, None)
        with tracing.resumed("job", parent, "consumer", task=name):
            await method(**arguments)

    return run


async def rescue_stalled(app: procrastinate.App) -> int:
    """Give the jobs of dead workers back to the queue; how many."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    rescued = 0
    for job in stalled:
        await app.job_manager.retry_job(job)
        rescued += 1
    return rescued
