"""A conversation of acts with ordering alone: what was said last is kept, and the form asks."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.ordering import Order
from services.conversations import conversations
from tests.actions.acting import acts as run_acts
from tests.actions.driver import FORM, Bot, Ran
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

ASKS = ("location", "slot", "phone", "invoice", "confirm")
Said = dict[str, Any]


class Clerk:
    """The bot, told acts; `said` is all that it answered last, the form's question included."""

    def __init__(self, bot: Bot) -> None:
        self.bot, self.demo = bot, bot.demo
        self.now, self.language = WEDNESDAY_MORNING, "zh"
        self.said: list[dict[str, Any]] = []

    @classmethod
    async def new(cls, demo: DemoPark, language: str = "zh") -> "Clerk":
        clerk = cls(await Bot.new(demo))
        clerk.language = language
        return clerk

    async def hears(self, *acts: Said) -> str:
        """All that is answered to a message of these acts."""
        said = [self._by_id(act) for act in acts]
        ran = await run_acts(self.bot, *said, language=self.language, now=self.now)
        self.said = list(ran.responses)
        if ran.slots.get("next_form") == FORM:
            await self._form_asks()
        await self._keep()
        return self.text

    async def presses(self, title: str) -> str:
        """Press a button of what was said last."""
        [payload] = {
            one["payload"] for said in self.said for one in said["buttons"] if title in one["title"]
        }
        intent, _, about = payload.removeprefix("/").partition("{")
        assert intent == "act", payload
        return await self.hears(*json.loads("{" + about)["acts"])

    @property
    def text(self) -> str:
        return "\n---\n".join(one["text"] for one in self.said)

    @property
    def titles(self) -> list[str]:
        return [one["title"] for said in self.said for one in said["buttons"]]

    @property
    def expects(self) -> str | None:
        expects: str | None = self.said[-1]["custom"].get("expects") if self.said else None
        return expects

    @property
    def settles(self) -> str | None:
        settles: str | None = self.said[-1]["custom"].get("settles") if self.said else None
        return settles

    async def _form_asks(self) -> None:
        ran = await self.bot.validate()
        missing = next((name for name in ASKS if not self.bot.slots.get(name)), None)
        self.bot.asked(missing)
        self.said += ran.responses
        if missing is not None:
            asked: Ran = await self.bot.run(f"action_ask_{FORM}_{missing}")
            self.said += asked.responses

    async def _keep(self) -> None:
        async with self.demo.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.bot.conversation_id)
            replies = [
                conversations.Reply(one["text"], buttons=one["buttons"], data=one["custom"])
                for one in self.said
            ]
            await conversations.speak(session, conversation, replies, author="bot", now=self.now)

    def _by_id(self, said: Any) -> Any:
        """Items are named by their codes in tests."""
        if isinstance(said, list | tuple):
            return [self._by_id(one) for one in said]
        if not isinstance(said, dict):
            return said
        return {
            name: self.demo.items.get(value, value)
            if name == "item" and isinstance(value, str)
            else self._by_id(value)
            for name, value in said.items()
        }

    async def orders(self) -> list[Order]:
        async with self.demo.sessions() as session:
            return list(
                await session.scalars(
                    select(Order)
                    .where(Order.conversation_id == self.bot.conversation_id)
                    .order_by(Order.id)
                )
            )

    async def order(self) -> Order:
        return (await self.orders())[-1]

    async def rows(self) -> list[tuple[Any, ...]]:
        """(item, quantity, options…) of the last order's lines."""
        codes = {id_: code for code, id_ in self.demo.items.items()}
        return [
            (codes[line.item_id], line.quantity, *(one["code"] for one in line.options))
            for line in (await self.order()).lines
        ]


def start(*lines: Said, **more: Any) -> Said:
    return {"act": "start", "what": "order", "lines": list(lines), **more}


def line(item: str, quantity: int | None = None, *options: str, **more: Any) -> Said:
    return {"item": item, "quantity": quantity, "options": list(options), **more}


def edit(op: str, *lines: Said, **more: Any) -> Said:
    return {"act": "edit", "op": op, "lines": list(lines), **more}


def give(act: str = "give", **fields: Any) -> Said:
    return {"act": act, "fields": fields}


def at(moment: datetime, *, day: bool = True) -> Said:
    return {"start": moment.isoformat(), **({"day": moment.date().isoformat()} if day else {})}


CONFIRM: Said = {"act": "confirm"}
