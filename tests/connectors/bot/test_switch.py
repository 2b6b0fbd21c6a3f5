"""Whatever tenant, staff and crashes do at once: nobody speaks out of turn, nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select, text

from connectors.bot.turns import TurnRunner
from models.conversations import Message
from models.handoffs import ConversationNote, Handoff
from models.staff import Staff
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.conversations.receiving import TooManyWaiting
from services.handoffs import handoffs, staff_replies
from services.handoffs.handoffs import OwnedByOther
from services.handoffs.staff_replies import AnsweredMeanwhile
from tests.connectors.bot.fake import FakeBot
from tests.connectors.bot.turning import Chat, later, make_conversation, running
from tests.given import factories

STEPS = 24

GUARD = (
    "create table out_of_turn (words text)",
    """
create function nobody_speaks_out_of_turn() returns trigger language plpgsql as $$
declare present record;
begin
    select owner, assignee_id into present from conversation
    where park_id = new.park_id and id = new.conversation_id;
    if new.author = 'bot' and present.owner = 'staff' then
        insert into out_of_turn values ('the bot, while staff own it: ' || new.text);
    elsif new.author = 'staff' and present.owner <> 'staff' then
        insert into out_of_turn values ('staff, in what they do not own: ' || new.text);
    end if;
    return new;
end $$
""",
    "create trigger nobody_speaks_out_of_turn before insert on message"
    " for each row execute function nobody_speaks_out_of_turn()",
)


class Switchboard:
    """One conversation, two runners that may crash, two members of staff, a tenant who types."""

    def __init__(self, chat: Chat, runners: list[TurnRunner], staff: list[Staff], seed: int):
        self.chat = chat
        self.runners = runners
        self.staff = staff
        self.random = Random(seed)
        self.sent = 0
        self.replied: list[str] = []

    async def play(self) -> None:
        actors = [self._tenant(), self._staff(0), self._staff(1), self._crashes()]
        await asyncio.gather(*actors)

    async def _pause(self) -> None:
        await asyncio.sleep(self.random.random() * 0.02)

    async def _tenant(self) -> None:
        for _ in range(STEPS):
            self.sent += 1
            while not await self._stored(f"m{self.sent}"):
                # A crash may have left the lease to run out.
                later(self.chat.clock, seconds=1)
                self.chat.wake(self.random.choice(self.runners))
                await self._pause()
            self.chat.wake(self.random.choice(self.runners))
            await self._pause()

    async def _stored(self, text: str) -> bool:
        """Whether there was room for it."""
        try:
            await self.chat.store(text)
        except TooManyWaiting:
            return False
        return True

    async def _staff(self, which: int) -> None:
        me = self.staff[which]
        for step in range(STEPS):
            with suppress(OwnedByOther, AnsweredMeanwhile):
                await self.random.choice((self._take, self._reply, self._back))(me, step)
            await self._pause()

    async def _take(self, me: Staff, _step: int) -> None:
        async with self.chat.sessions.begin() as session:
            row = self.chat.row
            await handoffs.take(session, row.park_id, row.id, me, now=self.chat.clock())

    async def _reply(self, me: Staff, step: int) -> None:
        words = f"{me.id}-{step}"
        async with self.chat.sessions.begin() as session:
            row = self.chat.row
            await staff_replies.reply(
                session,
                row.park_id,
                row.id,
                me,
                words,
                key=words,
                seen_seq=None,
                now=self.chat.clock(),
            )
        self.replied.append(words)

    async def _back(self, me: Staff, _step: int) -> None:
        async with self.chat.sessions.begin() as session:
            row = self.chat.row
            await handoffs.hand_back(
                session, row.park_id, row.id, by="resolved", staff=me, now=self.chat.clock()
            )

    async def _crashes(self) -> None:
        for _ in range(STEPS // 2):
            runner = self.random.choice(self.runners)
            for task in list(runner._wakes._running.values()):
                task.cancel()
            await self._pause()


@pytest.fixture
async def runners(
    sessions: Sessions, bot: FakeBot, clock: SetClock
) -> AsyncIterator[list[TurnRunner]]:
    async with (
        running(sessions, bot, clock, CollectorRegistry()) as one,
        running(sessions, bot, clock, CollectorRegistry()) as two,
    ):
        yield [one, two]


@pytest.mark.parametrize("seed", range(4))
async def test_the_conversation_is_one_persons_at_a_time_and_loses_nothing(
    sessions: Sessions, bot: FakeBot, clock: SetClock, runners: list[TurnRunner], seed: int
) -> None:
    async def thinks(_turn: dict[str, Any]) -> None:
        await asyncio.sleep(0.01)

    bot.behave = thinks
    row = await make_conversation(sessions)
    async with sessions.begin() as session:
        for statement in GUARD:
            await session.execute(text(statement))
        staff = [await factories.make_staff(session, row.park_id) for _ in range(2)]
    chat = Chat(sessions, runners[0], clock, CollectorRegistry(), row)
    board = Switchboard(chat, runners, staff, seed)
    await board.play()
    for _ in range(3):
        later(clock, seconds=60)
        for runner in runners:
            await chat.sweep(runner)

    await _check(chat, board)


async def _check(chat: Chat, board: Switchboard) -> None:
    log = await chat.log()
    inbound = [words for author, words in log if author == "tenant"]
    assert inbound == [f"m{n}" for n in range(1, board.sent + 1)]
    assert set(await chat.statuses()) == {"handled"}
    answered = [words for author, words in log if author == "bot"]
    assert len(answered) == len(set(answered)), "no answer twice"
    said = [words for author, words in log if author == "staff"]
    assert sorted(said) == sorted(board.replied), "every reply once"
    async with chat.sessions() as session:
        notes = list(await session.scalars(select(ConversationNote.text)))
        ended = list(await session.scalars(select(Handoff.ended_at)))
        bots = select(Message).where(Message.author == "tenant", Message.data.has_key("understood"))
        heard = {m.text for m in await session.scalars(bots)}
        assert list(await session.scalars(text("select words from out_of_turn"))) == []
    assert sum(moment is None for moment in ended) <= 1
    assert not set(notes) & set(answered), "what was held back was not said as well"
    assert {f"re: {words}" for words in heard} == set(answered) | set(notes)
