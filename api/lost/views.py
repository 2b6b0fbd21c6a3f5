"""Lost and found things as who reported them sees them; nothing of who is on the other side."""

from api.frame.call import Call
from api.frame.views import building_names, photo, where
from api.lost.shapes import LostShown, MatchShown
from models.lost import LostItem, LostMatch
from services.lost import claims, lost, photos, telling

CAN = {"suggested": ["claim", "disown"], "claimed": ["disown"], "agreed": ["code"]}


async def shown(call: Call, item: LostItem) -> LostShown:
    seen = await photos.seen_by(call.session, item, call.me.id)
    is_open = item.status in lost.OPEN
    may_withdraw = lost.allowed(item, "withdraw") and item.stored_at is None
    return LostShown(
        item_no=item.item_no,
        kind=item.kind,  # type: ignore[arg-type]  # A CHECK of the table.
        status=item.status,
        status_text=telling.status(item, call.language),
        category=item.category,  # type: ignore[arg-type]  # A CHECK of the table.
        category_text=telling.thing(item, call.language),
        colour=item.colour,  # type: ignore[arg-type]  # A CHECK of the table.
        description=item.description,
        where=where(call, item, await building_names(call)),
        from_at=call.local(item.from_at),
        until_at=call.local(item.until_at),
        photos=[photo(call, one) for one in seen],
        matches=await _matches(call, item),
        can=[
            *(["withdraw"] if may_withdraw else []),  # type: ignore[list-item]
            *(["add_photos"] if is_open else []),  # type: ignore[list-item]
        ],
    )


async def _matches(call: Call, item: LostItem) -> list[MatchShown]:
    """A finder is shown none: who lost the thing is not for them to know."""
    if item.kind != "lost":
        return []
    return [await _match(call, match) for match in await claims.live(call.session, item)]


async def _match(call: Call, match: LostMatch) -> MatchShown:
    found = await lost.load(call.session, match.park_id, match.found_id)
    return MatchShown(
        id=match.id,
        status=match.status,
        found_where=await telling.roughly_where(call.session, found, call.language),
        found_when=telling.day(found, call.language, call.now, call.zone),
        can=CAN[match.status],  # type: ignore[arg-type]
    )
