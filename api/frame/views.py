"""What the views of several areas need."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from api.frame.call import Call
from api.frame.shapes import Money, NoticeShown, PhotoShown, PictureShown, SlotShown, Where
from models.catalogue import ItemPicture
from models.conversations import Conversation, Message
from models.park import Building
from models.tickets import Photo
from services.catalogue import pictures as item_pictures
from services.catalogue.slots import Slot
from services.kit.money import format_money
from services.park import places
from services.park.places import Located
from services.texts import when


def money(call: Call, minor: int, currency: str | None = None) -> Money:
    unit = currency or call.park.currency
    return Money(minor=minor, currency=unit, text=format_money(minor, unit, call.language))


async def building_names(call: Call) -> dict[str, str]:
    found: dict[str, Building] = await places.buildings(call.session, call.park.id)
    return {code: call.named(building) for code, building in found.items()}


def where(call: Call, there: Located, names: Mapping[str, str]) -> Where:
    return Where(
        building=there.building,
        floor=there.floor,
        room=there.room,
        place=there.place,
        text=places.describe(there, names, call.language),
    )


def moment(call: Call, at: datetime | None) -> datetime | None:
    return None if at is None else call.local(at)


def slot(call: Call, one: Slot) -> SlotShown:
    return SlotShown(
        start=call.local(one.start),
        end=call.local(one.end),
        meal=one.meal,  # type: ignore[arg-type]  # A word of Meal, by what operators may enter.
        closes=call.local(one.closes),
        text=when.span(one.start, one.end, call.language, call.now, call.zone),
    )


async def pictures(call: Call, ids: Iterable[int]) -> dict[int, PictureShown]:
    """By item; those without one are left out."""
    found = await item_pictures.of_items(call.session, call.park.id, ids)
    return {id: _picture(call, row) for id, row in found.items()}


def _picture(call: Call, row: ItemPicture) -> PictureShown:
    path = call.deps.picture_path(row.item_id, row.digest)
    return PictureShown(url=path, thumbnail_url=f"{path}/small", width=row.width, height=row.height)


def photo(call: Call, row: Photo) -> PhotoShown:
    return photo_of(
        call, {"id": row.id, "token": row.token, "width": row.width, "height": row.height}
    )


def photo_of(call: Call, one: dict[str, Any]) -> PhotoShown:
    path = call.deps.photo_path(one["id"], one["token"])
    return PhotoShown(
        id=one["id"],
        url=path,
        thumbnail_url=f"{path}/thumb",
        width=one["width"],
        height=one["height"],
    )


def told_to_me(call: Call) -> Select[Message]:
    """News, in whichever of the person's conversations."""
    return (
        select(Message)
        .join(
            Conversation,
            (Conversation.park_id == Message.park_id)
            & (Conversation.id == Message.conversation_id),
        )
        .where(
            Message.park_id == call.park.id,
            Message.author == "system",
            Conversation.person_id == call.me.id,
        )
    )


def notice(call: Call, row: Message) -> NoticeShown:
    return NoticeShown(text=row.text, data=row.data, at=call.local(row.created_at))
