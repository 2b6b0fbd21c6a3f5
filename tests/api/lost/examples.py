"""Something that a tenant has lost, for every operation of the document."""

from typing import Any

from sqlalchemy import select

from models.lost import LostMatch
from tests.given.lost import compare, taken_in

SHOWN = ("/lost",)
LOST: dict[str, Any] = {
    "kind": "lost",
    "category": "wallet",
    "colour": "brown",
    "description": "棕色皮钱包，边角磨损",
    "mark": "夹层里有一张猫的照片",
    "from_at": "2026-12-01T12:00:00+08:00",
    "until_at": "2026-12-01T14:00:00+08:00",
    "location": {"building": "B", "place": "大堂"},
}


async def add(owner: Any, examples: Any) -> None:
    lost = await owner.post("/lost", LOST, status=201)
    demo = owner.api.demo
    found = await taken_in(demo, category="wallet", colour="brown")
    async with demo.sessions.begin() as session:
        await compare(session, found)
        match = await session.scalar(select(LostMatch.id))
    examples.names |= {"item_no": lost["item_no"], "match": str(match)}
    examples.secrets += [lost["item_no"], LOST["description"], LOST["mark"]]
    examples.bodies |= {
        "report_lost": {**LOST, "category": "keys", "description": "一串钥匙", "mark": None}
    }
