"""Conversations: tenants write, the bot answers by turns, staff take over, reply and hand back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.ext.asyncio import AsyncSession

from services.handoffs import handoffs, staff_replies
from tests.properties.crashing.draws import HOW, OFTEN, WHICH, call, done
from tests.properties.crashing.gateway import Answer
from tests.properties.crashing.machine import Crashing, Expected, How, Request, Send
from tests.properties.crashing.model import Said, Talk
from tests.properties.crashing.overtaken import Overtaken
from tests.properties.crashing.process import Fate

BOT = st.sampled_from(["well", "well", "well", "fails", "is down"])
TAKEN = "thinks while staff take over"
MOST_WAITING = 12


class Talking(Crashing):
    @rule(who=WHICH, orders=st.booleans(), bot=BOT | st.just(TAKEN), how=HOW, then=OFTEN)
    def say(self, who: int, orders: bool, bot: str, how: How, then: Fate) -> None:
        """A message, and the turn that follows; staff may take over while the bot thinks."""
        talk = self.talks[who]
        if talk.waiting > MOST_WAITING:
            return
        said = Said(self.key(), f"话 {self.number()}{'!' if orders else ''}", orders)
        talk.said.append(said)
        self.world.bot_moods = [bot]
        if bot == TAKEN:
            self._is_taken_meanwhile(talk)
        request = self._saying(talk, said)

        def turns(gateway: int) -> None:
            self.work(self.world.gateways[gateway].settle(talk.id, then))

        self.ask(replace(request, follows=turns), how)
        self.world.meanwhile = None

    def _saying(self, talk: Talk, said: Said) -> Request:
        body = {"id": said.key, "text": said.text}
        tenant = self.world.talkers[self.talks.index(talk)]

        send = call(lambda: tenant.token, "/conversation/messages", body)

        def heard(_answer: Answer) -> None:
            said.acknowledged = True

        # Others may be said meanwhile.
        return Request([], send, lambda: Expected(True, lambda _answered: None), heard)

    def _is_taken_meanwhile(self, talk: Talk) -> None:
        async def takes(turn: dict[str, Any]) -> None:
            self.world.meanwhile = None
            talk.owners.add("staff")
            async with self.world.demo.sessions.begin() as session:
                me = await self.world.staff_member(session, 0)
                await handoffs.take(session, me.park_id, talk.id, me, now=self.world.now)
            for one in talk.said:
                one.interrupted = one.text == turn["text"]

        self.world.meanwhile = takes

    @rule(who=WHICH, how=HOW)
    def staff_take(self, who: int, how: How) -> None:
        async def act(session: AsyncSession) -> None:
            me = await self.world.staff_member(session, 0)
            await handoffs.take(session, me.park_id, talk.id, me, now=self.world.now)

        talk = self.talks[who]
        self.ask(self._turned(talk, "staff", done(act)), replace(how, at_once=True))

    @rule(who=WHICH, how=HOW)
    def staff_hand_back(self, who: int, how: How) -> None:
        async def act(session: AsyncSession) -> None:
            me = await self.world.staff_member(session, 0)
            await handoffs.hand_back(
                session, me.park_id, talk.id, by="handed_back", staff=me, now=self.world.now
            )

        talk = self.talks[who]
        self.ask(self._turned(talk, "bot", done(act)), replace(how, at_once=True))

    @rule(who=WHICH, how=HOW)
    def staff_reply(self, who: int, how: How) -> None:
        """A repeated reply is not said again, whoever has the conversation by then."""
        talk, words = self.talks[who], f"您好 {self.number()}"
        talk.replies[words] = False

        async def act(session: AsyncSession) -> None:
            me = await self.world.staff_member(session, 0)
            await staff_replies.reply(
                session, me.park_id, talk.id, me, words, key=words, seen_seq=None,
                now=self.world.now,
            )  # fmt: skip

        def heard(_answer: Answer) -> None:
            talk.replies[words] = True

        begun = self._turned(talk, "staff", done(act))
        known = self.known(talk, words)
        request = Request([], begun.send, lambda: known() or begun.expected(), heard)
        self.ask(request, how)

    def known(self, talk: Talk, words: str) -> Callable[[], Expected | None]:
        """A repeated reply leaves things as they are."""

        def expected() -> Expected | None:
            _, messages = self.rows.talk(talk.id)
            is_known = any(one["text"] == words for one in messages)
            return Expected(True, lambda _answered: None) if is_known else None

        return expected

    def _turned(self, talk: Talk, owner: str, send: Send) -> Request:
        def may(answered: bool) -> None:
            talk.owners = {owner} if answered else {owner, talk.owner}

        return Request([], send, lambda: Expected(True, may))

    @precondition(lambda self: any(talk.waiting for talk in self.talks))
    @rule(which=WHICH, bot=BOT, fate=OFTEN)
    def sweep(self, which: int, bot: str, fate: Fate) -> None:
        self.world.bot_moods = [bot]
        talks = [talk.id for talk in self.talks]
        self.work(self.world.gateways[which].sweep(talks, fate))

    @rule(who=WHICH)
    def turn_outlasts_its_lease(self, who: int) -> None:
        """Another gateway takes the message over, and thinks still when the first is done: that
        writes nothing any more."""
        talk = self.talks[who]
        if talk.waiting:
            return
        said = Said(self.key(), f"慢 {self.number()}", False)
        talk.said.append(said)
        overtaken = Overtaken(self.world, talk.id)
        self.world.bot_moods, self.world.meanwhile = [], overtaken.think
        self.ask(self._saying(talk, said), How(0, Fate(), True))
        self.world.run(overtaken.end())
        self.world.meanwhile = None
