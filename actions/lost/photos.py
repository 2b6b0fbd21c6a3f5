"""Photos that a tenant sends: to the thing that they are of."""

from datetime import timedelta

from actions.kit.base import Events
from actions.kit.turn import Turn
from actions.lost import view
from actions.lost.draft import FORM
from models.lost import LostItem
from services.lost import photos
from services.tickets.photos import TooManyPhotos

LATELY = timedelta(minutes=30)
"""A photo is of the thing that was registered here this recently, if we spoke of it last."""


async def take_photo(turn: Turn) -> Events | None:
    """A photo without words, while we ask about a thing or right after it was registered."""
    if turn.active_form == FORM:
        turn.tell(turn.text("photo-kept"))
        return []
    number = (await turn.last_told()).get("item_no")
    item = await view.own(turn, number) if isinstance(number, str) else None
    if item is None or turn.now - item.created_at > LATELY:
        return None
    if await attach_loose(turn, item):
        turn.tell(turn.text("lost-photos-added", item_no=item.item_no), **view.data(item))
    return []


async def attach_loose(turn: Turn, item: LostItem) -> bool:
    """Attach the conversation's photos that belong to nothing yet; says so if they are too many."""
    try:
        await photos.attach(turn.session, item, turn.conversation, now=turn.now)
    except TooManyPhotos:
        turn.tell(turn.text("lost-photos-full", item_no=item.item_no))
        return False
    return True
