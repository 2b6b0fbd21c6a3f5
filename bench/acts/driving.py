"""A tenant who says what acts say, and answers what the bot asks from what they know."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from bench.acts.judging import ZONE, differences
from parkline.scratch import acts_in_words, state
from parkline.scratch.console import Console
from parkline.scratch.scratch import Scratch
from services.conversations.questions import asked_for
from services.kit.errors import Invalid

Task = Mapping[str, Any]
Written = list[dict[str, Any]]

TODAY = date(2026, 12, 1)
"""An ordinary Tuesday; the days after it are workdays."""
BETWEEN = timedelta(seconds=20)
QUESTIONS = 10
"""Answered after one message; a bot that asks more goes round in circles."""
_NO_CAR = re.compile(r"不开车|不開車|no car", re.IGNORECASE)


@dataclass(slots=True)
class Played:
    task: Task
    talk: list[tuple[str, Written, list[str]]] = field(default_factory=list)
    """What was said, what it does, and what the bot said."""
    wrong: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return not self.wrong


async def play(
    park: Scratch, task: Task, acts: Sequence[Written], *, by_text: bool = False
) -> Played:
    """One conversation from its beginning to its end, in a park as it came up. `by_text`: its
    words are read by the bot, and the acts are not looked at."""
    tenant = _Tenant(park, task, by_text=by_text)
    try:
        await tenant.begin()
        for i, (text, written, pace) in enumerate(
            zip(task["turns"], acts, task["pace"], strict=True)
        ):
            await tenant.says(i, text, written, pace)
    except Invalid as wrong:
        tenant.played.wrong.append(f"acts: {wrong}")
        return tenant.played
    tenant.played.wrong += differences(task, await tenant.state(), TODAY)
    return tenant.played


class _Tenant:
    def __init__(self, park: Scratch, task: Task, *, by_text: bool) -> None:
        self._park = park
        self._by_text = by_text
        self._task = task
        self._console = Console(park.core, park.clock)
        self._user = f"{task['id']}-{uuid4().hex[:8]}"
        self._now = datetime.combine(TODAY, time(), ZONE)
        self.played = Played(task)

    async def begin(self) -> None:
        """With the orders that the task was set up with."""
        self._tick(0)
        orders = self._task["setup"].get("prior_orders")
        if orders:
            conversation = await self._console.conversation(self._user)
            async with self._park.core.sessions.begin() as session:
                seed = state.Seed.model_validate({"orders": orders})
                await state.seed(session, conversation, seed, self._park.clock)

    async def says(self, turn: int, text: str, written: Written, pace: str) -> None:
        """The message, and the answers to what the bot asks then. `pace`: next, slots or settle."""
        self._tick(turn)
        replies = await self._say(text, written)
        for _ in range(QUESTIONS):
            expects = _asked(replies)
            if pace == "next" or expects is None:
                return
            answer = self._answer(expects, confirms=pace == "settle")
            if answer is None:
                return
            self._now += BETWEEN
            replies = await self._say(*answer)

    async def state(self) -> dict[str, Any]:
        conversation = await self._console.conversation(self._user)
        async with self._park.core.sessions() as session:
            return await state.show(session, conversation)

    def _tick(self, turn: int) -> None:
        """The clock never goes back, and is put on where the task says so."""
        setup = self._task["setup"]
        clocks = [setup["time"]]
        clocks += [c["time"] for c in setup.get("clock", ()) if turn >= c["before_turn"]]
        moment = datetime.combine(TODAY, time.fromisoformat(clocks[-1].zfill(5)), ZONE)
        self._now = max(self._now + BETWEEN, moment)
        self._park.clock.moment = self._now

    async def _say(self, text: str, written: Written) -> list[dict[str, Any]]:
        acts = None
        if not self._by_text:
            acts = await acts_in_words.read(self._park.core, written, self._now)
        replies = await self._console.turn(self._user, text, self._now, acts)
        self.played.talk.append((text, written, [reply["text"] for reply in replies]))
        return replies

    def _answer(self, expects: str, *, confirms: bool) -> tuple[str, Written] | None:
        """What the tenant says to a question: words and what they do. None: nothing."""
        if expects == "confirm":
            return (self._task["confirm"], [{"act": "confirm"}]) if confirms else None
        facts = self._task["facts"]
        given: tuple[str, Any] | None = None
        match expects:
            case "location":
                about_ticket = self._task["area"] == "repair" and "ticket_location" in facts
                given = "place", facts["ticket_location" if about_ticket else "location"]
            case "slot" | "time":
                given = "when", facts["slot"]
            case "phone":
                given = "phone", facts["phone"]
            case "names" if "visitor_name" in facts:
                given = "names", [facts["visitor_name"]]
            case "headcount" if "headcount" in facts:
                given = "headcount", {"exactly": int(facts["headcount"])}
            case "plate" if "plate" in facts:
                plate = facts["plate"]
                given = "plate", "" if _NO_CAR.search(plate) else plate
        if given is None:
            return None
        name, value = given
        said = value if isinstance(value, str) else str(facts.get(expects, value))
        return said, [{"act": "give", "fields": {name: value}}]


def _asked(replies: Sequence[Mapping[str, Any]]) -> str | None:
    expected = (asked_for(reply["data"]) for reply in reversed(replies))
    return next((str(one) for one in expected if one), None)
