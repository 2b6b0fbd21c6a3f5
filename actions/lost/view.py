"""Lost and found things as text, in the tenant's language."""

from typing import Any

from actions.kit import own as kit
from actions.kit.turn import Turn
from models.lost import LostItem
from services.lost import lost, of_people, telling


async def own(turn: Turn, item_no: str) -> LostItem | None:
    """A thing that the tenant reported; somebody else's is as good as none."""
    item = await lost.find_by_number(turn.session, turn.park_id, item_no)
    return kit.own(turn, item, lambda one: one.person_id)


async def own_or_say(turn: Turn, item_no: str) -> LostItem | None:
    return kit.or_say(turn, await own(turn, item_no), "lost-not-found", item_no=item_no)


async def mine(turn: Turn, *, open_only: bool) -> list[LostItem]:
    return await of_people.of_person(
        turn.session, turn.park_id, turn.conversation.person_id, open_only=open_only
    )


def data(item: LostItem) -> dict[str, Any]:
    """What programs want to know of a thing that is spoken of."""
    return {"item_no": item.item_no, "status": item.status}


def what(turn: Turn, item: LostItem) -> str:
    return telling.thing(item, turn.language)


def line(turn: Turn, item: LostItem) -> str:
    """Number, what it is, and how far it is."""
    status = telling.status(item, turn.language)
    return turn.text("lost-line", item_no=item.item_no, what=what(turn, item), status=status)


async def registered(turn: Turn, item: LostItem) -> str:
    """All of a thing that has just been registered, and what comes next."""
    where = await telling.where(turn.session, item, turn.language)
    details = turn.text(
        "lost-details",
        where=where or turn.text("lost-where-unknown"),
        when=telling.day(item, turn.language, turn.now, turn.zone),
    )
    about = {"item_no": item.item_no, "what": what(turn, item), "details": details}
    if item.kind == "lost":
        return turn.text("lost-reported", **about)
    return turn.text("found-reported", **about, phone=turn.park.desk_phone)


async def lines_under_way(turn: Turn) -> list[str]:
    """What the tenant looks for, where they ask for something else that there is none of."""
    return [line(turn, item) for item in await mine(turn, open_only=True) if item.kind == "lost"]
