"""Plays a written dialogue against a real bot, and compares what it left behind.

A dialogue's `turns` are sentences, said in order, and entries that are more than that:

- {when, say}: an answer that waits in a pool until the bot asks for that;
- {other}: a sentence of somebody else; the title of a button presses it;
- {desk}: what staff do, a list of tests.dialogues.staff.DEEDS;
- {vendor}: what the vendor does with the newest order, a list of
services.ordering.orders.VENDOR_ACTIONS;
- {stock}: how many there are of which items from now on, whoever counted them;
- {housekeeping}: what is past its time goes;
- {app, room}: the words of a repair that the tenant reports in the app, on floor 3 of building A,
which the bot hears afterwards;
- {photo}: a photo with a caption, which may be empty;
- {pays}: what of the newest order's sum the tenant pays by WeChat Pay: all, or minor units;
- {news}: tenant or other, who reads what they are told of payments and approvals meanwhile;
- {due}: minutes that pass, after which the worker does what is due on danger and tickets;
- {wait}: minutes that pass.

`given` is what there was before, see tests.dialogues.given; `expect` names only what matters, see
tests.dialogues.compare. With a `given`, what people are told of visits they hear after each turn.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.kit.links import MiniProgram
from actions.visits.view import CHANGE
from connectors.bot.hearing import Listener
from models.booking import Booking
from models.conversations import Conversation
from parkline.scratch import state as scratch_state
from parkline.scratch.console import CHANNEL, Console
from parkline.scratch.scratch import Scratch
from services.booking import of_people, states
from services.claims import claims
from services.conversations import conversations
from services.danger import alarms, hearing, watch
from services.danger.passages import Passage
from services.privacy import housekeeping
from services.repair import repair
from services.tickets import photos, sla_alarms, tickets
from tests.dialogues import given, staff, vendor, wallet
from tests.dialogues.compare import differences
from tests.given.photo_files import encoded, picture

FOLDER = Path(__file__).parent
MINI_PROGRAM = MiniProgram("wxpark", "https://park.example/app/")
FLOOR = {"building": "A", "floor": 3, "place": None}
PHOTO = photos.clean(encoded(picture((40, 30))))


@dataclass(slots=True)
class Played:
    """What was said on both sides, the state at the end, and where it differs from `expect`."""

    transcript: list[str] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


def dialogues(folder: str) -> Iterator[Any]:
    """Every dialogue of a folder, by file name."""
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        yield YAML(typ="safe").load(path)


async def play(scratch: Scratch, dialogue: dict[str, Any]) -> Played:
    player = _Player(scratch, dialogue)
    has_merchant = (dialogue.get("given") or {}).get("wechat_pay") is not None
    scratch.pay_in = MINI_PROGRAM if has_merchant else None
    try:
        await player.run()
    finally:
        scratch.pay_in = None
    return player.played


async def _ring(
    session: AsyncSession, conversation: Conversation, _minutes: float, *, now: datetime
) -> None:
    await alarms.ring(session, now=now)
    await sla_alarms.ring(session, now=now)
    await staff.handle_events(session, conversation.park_id, "ticket.", now)


async def _in_the_banner(session: AsyncSession, conversation: Conversation) -> int:
    """How many dangers of the tenant stand on every page of the desk. The park is shared, so those
    of other dialogues may stand before them."""
    untaken = await watch.untaken(session, conversation.park_id, most=1000)
    return sum(ticket.person_id == conversation.person_id for ticket in untaken)


class _Player:
    def __init__(self, scratch: Scratch, dialogue: dict[str, Any]) -> None:
        self._scratch = scratch
        self._dialogue = dialogue
        channel = (dialogue.get("given") or {}).get("channel", CHANNEL)
        self._console = Console(scratch.core, scratch.clock, channel)
        self._user = f"{dialogue['name']}-{id(self)}"
        self._other = f"{self._user}-other"
        self._now = datetime.fromisoformat(str(dialogue["at"]))
        self._pool: dict[str, list[str]] = {}
        self._asks: str | None = None
        self._said: list[str] = []
        self.played = Played()

    async def run(self) -> None:
        await self._given(self._dialogue.get("given") or {})
        for turn in self._dialogue["turns"]:
            if isinstance(turn, dict):
                await self._do(turn)
                continue
            await self._answer_from_pool()
            await self._say(turn)
        await self._answer_from_pool()
        await self._compare()
        await self._give_rooms_back()

    async def _give_rooms_back(self) -> None:
        """The park is shared: what one dialogue has booked is free for the next."""
        users = [await self._console.conversation(user) for user in (self._user, self._other)]
        people = [one.person_id for one in users]
        async with self._scratch.core.sessions.begin() as session:
            await of_people.end(session, users[0].park_id, people, now=self._now)
            found = await session.scalars(select(Booking).where(Booking.person_id.in_(people)))
            for booking in found.all():
                await claims.release(
                    session, booking.park_id, states.subject(booking), now=self._now
                )

    async def _do(self, turn: dict[str, Any]) -> None:
        match turn:
            case {"when": asked, "say": answer}:
                self._pool.setdefault(asked, []).append(answer)
            case {"other": text}:
                await self._answer_from_pool()
                await self._say(text, user=self._other)
            case {"desk": deeds}:
                await self._answer_from_pool()
                await self._at_the_desk(deeds)
            case {"vendor": actions}:
                await self._elsewhere(vendor.handle_order, actions)
            case {"pays": amount}:
                await self._elsewhere(wallet.pay, amount)
            case {"stock": stock}:
                await self._elsewhere(vendor.set_stock, stock)
            case {"housekeeping": _}:
                async with self._scratch.core.sessions.begin() as session:
                    await housekeeping.tidy(session, now=self._now)
            case {"photo": _} | {"app": _}:
                await self._send(turn)
            case {"news": who}:
                await self._answer_from_pool()
                await self._read_news(self._user if who == "tenant" else self._other)
            case {"due": minutes}:
                self._now += timedelta(minutes=minutes - 1)
                await self._elsewhere(_ring, minutes)
            case {"wait": minutes}:
                self._now += timedelta(minutes=minutes)
            case _:
                raise ValueError(f"no such turn: {turn}")

    async def _send(self, turn: dict[str, Any]) -> None:
        if "photo" in turn:
            await self._send_photo(turn["photo"])
        else:
            await self._report_in_app(turn["app"], {**FLOOR, "room": turn["room"]})

    async def _at_the_desk(self, deeds: list[str]) -> None:
        """Staff do something, and the tenant reads what they are told of it."""
        self._now += timedelta(minutes=1)
        conversation = await self._console.conversation(self._user)
        async with self._scratch.core.sessions.begin() as session:
            seq = conversation.last_seq
            for deed in deeds:
                await staff.do(session, conversation, deed, now=self._now)
            told = await conversations.since(session, conversation, seq)
        self._hear([{"text": m.text, "buttons": m.buttons, "data": m.data} for m in told])

    async def _given(self, wanted: dict[str, Any]) -> None:
        if not wanted:
            return
        self._scratch.clock.moment = self._now
        users = [self._user, self._other]
        mine, others = [await self._console.conversation(user) for user in users]
        async with self._scratch.core.sessions.begin() as session:
            await given.prepare(session, wanted, mine, others, self._scratch.clock)

    async def _elsewhere(self, happens: Callable[..., Awaitable[None]], what: Any) -> None:
        """Something that is none of the tenant's doing, and what they are told of it."""
        await self._answer_from_pool()
        self._now += timedelta(minutes=1)
        conversation = await self._console.conversation(self._user)
        async with self._scratch.core.sessions.begin() as session:
            seq = conversation.last_seq
            await happens(session, conversation, what, now=self._now)
            told = await conversations.since(session, conversation, seq)
        self._hear([{"text": m.text, "buttons": m.buttons, "data": m.data} for m in told])

    async def _read_news(self, user: str) -> None:
        """What the worker would tell somebody by now."""
        self._now += timedelta(minutes=1)
        conversation = await self._console.conversation(user)
        async with self._scratch.core.sessions.begin() as session:
            seq = conversation.last_seq
            for kind in ("payment.", "spending."):
                await staff.handle_events(session, conversation.park_id, kind, self._now)
            told = await conversations.since(session, conversation, seq)
        self.played.transcript.append(f"({user.removeprefix(self._user) or 'tenant'} reads)")
        self._hear([{"text": m.text, "buttons": m.buttons, "data": m.data} for m in told])

    async def _answer_from_pool(self) -> None:
        while self._asks is not None and (waiting := self._pool.get(self._asks)):
            await self._say(waiting.pop(0))

    async def _send_photo(self, caption: str) -> None:
        self._now += timedelta(seconds=20)
        self._scratch.clock.moment = self._now
        self.played.transcript.append(f"> [photo] {caption}".rstrip())
        core = self._scratch.core
        conversation = await self._console.conversation(self._user)
        async with core.sessions.begin() as session:
            conversation = await session.merge(conversation)
            received = await photos.receive(
                session, conversation, [PHOTO], external_id=uuid4().hex, caption=caption,
                now=self._now,
            )  # fmt: skip
        core.turns.wake(conversation.park_id, conversation.id)
        await core.turns.settled(conversation.park_id, conversation.id)
        async with core.sessions() as session:
            rows = await conversations.since(session, conversation, received.message.seq)
        self._hear([{"text": m.text, "buttons": m.buttons, "data": m.data} for m in rows])

    async def _report_in_app(self, words: str, place: dict[str, Any]) -> None:
        await self._answer_from_pool()
        self._now += timedelta(seconds=20)
        self._scratch.clock.moment = self._now
        self.played.transcript.append(f"(in the app) {words}")
        core = self._scratch.core
        conversation = await self._console.conversation(self._user)
        async with core.sessions.begin() as session:
            seq = conversation.last_seq
            reported = await repair.report(
                session, conversation, words, category="hvac", urgency="normal", place=place,
                now=self._now,
            )  # fmt: skip
            await hearing.later(session, reported.ticket, conversation.id, now=self._now)
            [*_, line] = await tickets.history(session, conversation.park_id, reported.ticket.id)
        listener = Listener(core.sessions, core.dialogue, core.feed, self._scratch.clock)
        passage = Passage(
            conversation.park_id, "ticket", line.id, conversation.id, self._now.isoformat()
        )
        assert await listener.hear(passage) is None
        async with core.sessions() as session:
            rows = await conversations.since(session, conversation, seq)
        self._hear([{"text": m.text, "buttons": m.buttons, "data": m.data} for m in rows[1:]])

    async def _say(self, text: str, user: str | None = None) -> None:
        self._now += timedelta(seconds=20)
        self.played.transcript.append(f"{'other' if user else ''}> {text}")
        replies = await self._console.turn(user or self._user, text, self._now)
        self._hear(replies)
        if self._dialogue.get("given"):
            await self._hear_news()

    async def _hear_news(self) -> None:
        """What the worker would tell of visits now, to either of the two."""
        core = self._scratch.core
        async with core.sessions.begin() as session:
            told = await staff.handle_events(session, core.park.id, "visit.", self._now)
            said = [await conversations.last_said(session, core.park.id, one) for one in told]
        news = [{"text": m.text, "buttons": m.buttons, "data": m.data} for m in said if m]
        if news:
            self._hear(news)  # No news leaves what the bot has asked last.

    def _hear(self, replies: list[dict[str, Any]]) -> None:
        asked = [r["data"]["expects"] for r in replies if r["data"].get("expects")]
        self._asks = asked[-1] if asked else None
        asked = [one for one in asked if one != CHANGE]  # A hint: nothing is asked.
        if len(asked) > 1 and self._dialogue["expect"].get("one_question"):
            self.played.differences.append(f"asked at once: {', '.join(asked)}")
        for reply in replies:
            titles = " ".join(f"[{button['title']}]" for button in reply["buttons"])
            self.played.transcript.append(f"  {reply['text']} {titles}".rstrip())
            self._said.append(reply["text"])

    async def _compare(self) -> None:
        conversation = await self._console.conversation(self._user)
        async with self._scratch.core.sessions() as session:
            self.played.state = await scratch_state.show(session, conversation)
            self.played.state["banner"] = await _in_the_banner(session, conversation)
        wanted = self._dialogue["expect"]
        self.played.differences += differences(wanted, self.played.state, self._said)
