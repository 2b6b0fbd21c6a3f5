"""One pusher for the accounts of all parks: none keeps the others waiting."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry

from connectors.channels.outbox import Outbox, Outcome, Outgoing, Sent
from connectors.channels.push import AT_ONCE, Pusher, PushMetrics
from models.channels import ChannelAccount
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.conftest import WEDNESDAY_MORNING
from tests.given import factories
from tests.kit.waiting import until

pytestmark = pytest.mark.timeout(120)


@dataclass
class Slow:
    """Answers once it is let go."""

    goes: asyncio.Event = field(default_factory=asyncio.Event)
    begun: int = 0

    async def push(self, outgoing: Outgoing) -> Outcome:
        self.begun += 1
        await self.goes.wait()
        return Sent()


@dataclass
class Quick:
    sent: list[str] = field(default_factory=list)

    async def push(self, outgoing: Outgoing) -> Outcome:
        self.sent += [one.text for one in outgoing.messages[:1]]
        return Sent()


@dataclass
class Two:
    """See connectors.channels.push.PushAccounts."""

    park_id: int
    slow: Slow
    quick: Quick

    def parks(self) -> set[int]:
        return {self.park_id}

    def way(self, park_id: int, account: str, channel: str) -> Slow | Quick | None:
        assert (park_id, channel) == (self.park_id, "telegram")
        return {"flooded": self.slow, "quiet": self.quick}.get(account)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(WEDNESDAY_MORNING)


async def given(sessions: Sessions, clock: SetClock, flooded: int) -> tuple[int, list[int]]:
    """A park and its conversations: so many wait in one account, then one in another."""
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        for code in ("flooded", "quiet"):
            session.add(
                ChannelAccount(
                    park_id=park.id, code=code, channel="telegram", name=code, app_id=code,
                    sealed=b"x", created_at=clock(),
                )
            )  # fmt: skip
        talks = list[int]()
        for number in range(flooded + 1):
            code = "quiet" if number == flooded else "flooded"
            talk = await conversations.open_conversation(
                session, park.id, channel="telegram", account=code, external_id=str(number),
                now=clock(), pushed=True,
            )  # fmt: skip
            said = Reply(f"{code} {number}")
            await conversations.speak(session, talk, [said], author="bot", now=clock())
            talks.append(talk.id)
    return park.id, talks


async def test_an_account_with_many_waiting_leaves_room_in_each_take(
    sessions: Sessions, clock: SetClock
) -> None:
    park_id, talks = await given(sessions, clock, 120)
    outbox = Outbox(park_id, sessions, clock)
    taken = await outbox.due([], accounts=True)
    assert len(taken) == 100
    assert taken.index((park_id, talks[-1])) < 2


async def test_a_platform_that_does_not_answer_keeps_no_other_accounts_messages(
    sessions: Sessions, clock: SetClock
) -> None:
    park_id, talks = await given(sessions, clock, AT_ONCE + 5)
    slow, quick = Slow(), Quick()
    accounts = Two(park_id, slow, quick)
    outbox = Outbox(park_id, sessions, clock)
    pusher = Pusher(outbox, {}, PushMetrics(CollectorRegistry()), accounts=accounts)
    for talk in talks:
        pusher.wake(talk)
    await until(lambda: _is(quick.sent, [f"quiet {len(talks) - 1}"]))
    assert slow.begun < AT_ONCE
    slow.goes.set()
    for talk in talks:
        await pusher.settled(talk)
    await pusher.close()


async def _is(found: list[str], wanted: list[str]) -> bool:
    return found == wanted


async def test_what_waits_for_a_disabled_account_is_left_alone(
    sessions: Sessions, clock: SetClock
) -> None:
    park_id, talks = await given(sessions, clock, 1)
    async with sessions.begin() as session:
        found = await session.get_one(ChannelAccount, (park_id, 1))
        found.status = "disabled"
    clock.moment += timedelta(minutes=1)
    assert await Outbox(park_id, sessions, clock).due([], accounts=True) == [(park_id, talks[-1])]
    assert await Outbox(park_id, sessions, clock).due(["telegram"]) == []
