"""The second reader in a turn: the classic reader goes first, and the model is asked afterwards.

Assist: the turn is run; where the bot did not understand, it answers with what it would ask (a
masked message, what is allowed now) and nothing of that turn is kept. The model is asked, outside
of any transaction, and the turn is run again with the words that it pointed at, each parsed by our
own parsers. Shadow: the turn is run and answered as ever, what would be asked is told beside the
answer, and the model is asked behind it.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.bot.client import Answer, BotDown, BotFailed, Dialogue, Utterance
from connectors.readers.asking import About, Asker
from services.conversations.questions import CONFIRM
from services.conversations.turns import Waiting
from services.readers import answers, masking
from services.readers.answers import Pointed
from services.readers.masking import Masked
from services.readers.questions import Question
from services.readers.settings import mode_of

Run = Callable[[Utterance], Awaitable[Answer]]

FEWEST_SIGNS = 5
"""A shorter message says too little to be pointed at."""
LOADED_SECONDS = 0.5
"""Under load, which is when others wait so long for their turn, nobody is asked."""
SLOW_SECONDS = 3.0
"""A turn whose first run took longer is not made longer still."""
PARSE_SECONDS = 2.0
"""For our own parsers, of all quotes."""
SAMPLE = 20
"""In shadow mode one in so many messages that were understood is asked about, too."""
PROBE_AGAIN_SECONDS = 60.0
KEY = "reader"
"""In a turn's metadata what the actions are told; in a reply's data what they ask."""
BEHIND = "reader shadow"
"""Name of the tasks that ask behind a turn."""
_NOTHING = "out_of_scope"

log = structlog.get_logger(__name__)


class SecondReader:
    """One a process."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        asker: Asker,
        dialogue: Dialogue,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._asker = asker
        self._dialogue = dialogue
        self._monotonic = monotonic
        self._behind: set[asyncio.Task[list[Pointed]]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["SecondReader"]:
        """Probe the endpoint beside everything else, until it answers as agreed."""
        probing = asyncio.create_task(self._probe(), name="reader probe")
        try:
            yield self
        finally:
            for task in (probing, *self._behind):
                task.cancel()
            await asyncio.gather(probing, *self._behind, return_exceptions=True)

    async def _probe(self) -> None:
        while (why := await self._asker.probe()) is not None:
            log.warning("reader.not_usable", why=why)
            await asyncio.sleep(PROBE_AGAIN_SECONDS)

    async def settled(self) -> None:
        """Wait for what is asked behind turns."""
        while self._behind:
            await asyncio.gather(*self._behind, return_exceptions=True)

    async def turn(self, asked: Waiting, said: Utterance, run: Run, *, waits: float) -> Answer:
        """Run a turn. `waits`: seconds that others wait for theirs. Raises what `run` raises."""
        mode = self._mode(asked, said)
        if mode == "off" or self._not_now(asked, waits):
            return await run(said)
        if mode == "assist":
            return await self._assisted(asked, said, run)
        return await self._compared(asked, said, run)

    def _mode(self, asked: Waiting, said: Utterance) -> str:
        """Off for whatever is never shown to the model: buttons, answers to a yes-or-no question,
        what people of staff read, and everything while a danger goes on."""
        taken, text = asked.taken, said.text.strip()
        if said.payload is not None or taken is None or asked.danger is not None:
            return "off"
        is_yes_or_no = taken.last_said[0].get("expects") == CONFIRM
        fits = FEWEST_SIGNS <= len(text) <= masking.LONGEST
        if is_yes_or_no or not fits or asked.conversation.owner != "bot":
            return "off"
        return mode_of(taken.park)

    def _not_now(self, asked: Waiting, waits: float) -> str | None:
        """Why it is not asked at this moment."""
        if waits > LOADED_SECONDS:
            return self._asker.skipped("loaded")
        return self._asker.not_now(_conversation(asked))

    async def _assisted(self, asked: Waiting, said: Utterance, run: Run) -> Answer:
        started = self._monotonic()
        answer = await run(_telling(said, {"mode": "assist"}))
        told = _asked_in(answer)
        if told is None:
            return answer
        read: list[dict[str, Any]] = []
        if self._monotonic() - started <= SLOW_SECONDS:
            about = _about(asked, "assist", answer)
            masked = Masked(str(told["masked"]), told["marks"])
            pointed = await self._asker.ask(about, Question.of(told))
            read = await self._parsed(pointed, masked, said)
        return await run(_telling(said, {"mode": "assist", "read": {str(told["text"]): read}}))

    async def _parsed(
        self, pointed: list[Pointed], masked: Masked, said: Utterance
    ) -> list[dict[str, Any]]:
        """The words that were pointed at, as our own parsers read them; none if those do not
        answer: an act of which half is known is none."""
        read = []
        try:
            async with asyncio.timeout(PARSE_SECONDS):
                for one in pointed:
                    words = masked.unmasked(answers.words(one, masked.text))
                    parsed = await self._dialogue.parse(words, said.metadata)
                    read.append({"do": one.do, "words": words, "parsed": parsed})
        except (BotDown, BotFailed, TimeoutError) as problem:
            log.warning("reader.not_parsed", problem=repr(problem))
            return []
        return read

    async def _compared(self, asked: Waiting, said: Utterance, run: Run) -> Answer:
        """Ask behind a turn that is answered: of what was not understood, and of a sample."""
        drawn = asked.message.id % SAMPLE == 0
        answer = await run(_telling(said, {"mode": "shadow", "sample": drawn}))
        told = _asked_in(answer)
        if told is None:
            return answer
        asking = self._asker.ask(_about(asked, "shadow", answer), Question.of(told))
        task = asyncio.create_task(asking, name=BEHIND)
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)
        return _without(answer)


def _conversation(asked: Waiting) -> tuple[int, int]:
    return asked.message.park_id, asked.conversation.id


def _about(asked: Waiting, mode: str, answer: Answer) -> About:
    assert asked.taken is not None
    classic = str(answer.understood.get("intent") or _NOTHING)
    park_id, conversation_id = _conversation(asked)
    return About(asked.taken.park, park_id, conversation_id, asked.message.id, mode, classic)


def _telling(said: Utterance, told: Mapping[str, Any]) -> Utterance:
    return replace(said, metadata={**said.metadata, KEY: dict(told)})


def _asked_in(answer: Answer) -> dict[str, Any] | None:
    """What an action asks about the first part of the message that it is in doubt of."""
    for reply in answer.replies:
        told = reply.data.get(KEY)
        if isinstance(told, dict):
            return told
    return None


def _without(answer: Answer) -> Answer:
    """The answer as the tenant gets it."""
    replies = [
        replace(one, data={name: value for name, value in one.data.items() if name != KEY})
        for one in answer.replies
    ]
    return replace(answer, replies=replies)
