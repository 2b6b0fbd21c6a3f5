"""Tenants who order and report by chat."""

import asyncio
import uuid
from dataclasses import dataclass
from random import Random

from bench.storm.chat import Frame, GaveUp, Page, browser
from bench.storm.history import Asked, Settled
from bench.storm.world import World
from services.conversations.questions import asked_for

TURNS = 8
"""After so many a tenant lets an order be."""
PHONE = "13912345678"
ORDERS = (
    "{n}杯美式咖啡，自取，电话{phone}",
    "来{n}杯拿铁，我自己来拿，电话{phone}",
    "{n}碗牛肉面，明天12点送到A座3楼301，电话{phone}",
    "{n}份红烧肉盖饭，明天中午自取，电话{phone}",
    "{n}把雨伞，到店自取，电话{phone}",
    "{n} americanos please, I'll pick them up myself, phone {phone}",
    "{n} beef noodles to A-301 tomorrow at noon, phone {phone}",
)
PROBLEMS = ("空调不制冷", "灯不亮了", "水龙头漏水", "门禁刷不了卡", "网络断了")
CHINESE = {1: "一", 2: "两", 3: "三"}


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that a tenant wants. `number` tells it from every other of the storm."""

    what: str
    number: int

    def place(self) -> tuple[str, int, str]:
        """Building, floor and room: no two tickets of one category are of the same place."""
        at = self.number // len(PROBLEMS)
        floor = at // 4 % 9 + 1
        return "ABCD"[at % 4], floor, f"{floor}{at // 36 % 60 + 1:02d}"


class Talker:
    """One visitor of the web chat, with one errand after another."""

    def __init__(self, world: World, page: Page, random: Random) -> None:
        self._world, self._page, self._random = world, page, random

    async def run(self, errand: Errand) -> None:
        await (self._order() if errand.what == "order" else self._report(errand))

    async def _order(self) -> None:
        n = self._random.choice((1, 1, 2, 3))
        text = self._random.choice(ORDERS)
        amount = str(n) if text.startswith("{n} ") else CHINESE[n]
        said = await self._page.say(text.format(n=amount, phone=PHONE))
        for _ in range(TURNS):
            last = next((one for one in reversed(said) if "expects" in one["data"]), None)
            match last and asked_for(last["data"]):
                case "confirm":
                    if await self._confirm(last):
                        return
                    break
                case "slot":
                    said = await self._any_button(last)
                case "phone":
                    said = await self._page.say(PHONE)
                case "location":
                    said = await self._page.say("自取")
                case _:
                    break
        await self._let_be()

    async def _confirm(self, asked: Frame | None) -> bool:
        """Press the first button, which places it; whether it did."""
        assert asked is not None
        key = str(uuid.uuid4())
        self._world.history.asked.append(
            Asked(self._page.visitor, "chat", "order", key, self._world.now())
        )
        said = await self._page.press(asked["seq"], 0, key)
        placed = [one["data"]["order_no"] for one in said
                  if "order_no" in one["data"] and "cart" not in one["data"]]  # fmt: skip
        number = placed[0] if placed else None
        refusal = None if placed else " / ".join(one["text"] for one in said)[:80]
        self._world.history.settled.append(Settled(key, number, refusal, self._world.now()))
        self._world.count("orders placed by chat" if placed else "orders refused by chat")
        return bool(placed)

    async def _any_button(self, asked: Frame | None) -> list[Frame]:
        assert asked is not None
        index = self._random.randrange(len(asked["buttons"]))
        return await self._page.press(asked["seq"], index, str(uuid.uuid4()))

    async def _let_be(self) -> None:
        self._world.count("orders given up by chat")
        await self._page.say("都不要了")

    async def _report(self, errand: Errand) -> None:
        building, floor, room = errand.place()
        problem = PROBLEMS[errand.number % len(PROBLEMS)]
        key = str(uuid.uuid4())
        asked = Asked(self._page.visitor, "chat", "ticket", key, self._world.now())
        self._world.history.asked.append(asked)
        text = f"{building}座{floor}楼{room}的{problem}，麻烦派人看看"
        said = await self._page.send({"type": "send", "id": key, "text": text})
        opened = [one["data"]["ticket_no"] for one in said if "ticket_no" in one["data"]]
        number = opened[0] if opened else None
        refusal = None if opened else " / ".join(one["text"] for one in said)[:80]
        self._world.history.settled.append(Settled(key, number, refusal, self._world.now()))
        self._world.count("tickets by chat" if opened else "tickets refused by chat")


async def talk(world: World, name: str, errands: "asyncio.Queue[Errand]", each: int) -> None:
    """Visitors come one after another and have `each` errands, until there are none."""
    random = world.random(name)
    while not errands.empty() and not world.over.is_set():
        async with browser() as http:
            page = Page(world, http, random)
            try:
                await page.open()
            except GaveUp:
                return
            try:
                talker = Talker(world, page, random)
                for _ in range(each):
                    try:
                        errand = errands.get_nowait()
                    except asyncio.QueueEmpty:
                        return
                    await talker.run(errand)
                    world.count("errands done")
            except GaveUp:
                world.count("errands given up")
            finally:
                await page.close()
