"""Whether something is booked still, and how often: "周四上午那个还在吧", "how many are left"."""

from actions.booking import fitting, targets, view
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import conditions, features, naming, reading, shelf, telling
from services.kit.folding import legible
from services.park import places

SHOWN = 5


async def tell(turn: Turn) -> None:
    """Those that are meant as they stand; of one, also whether it has what is asked about."""
    found = await targets.meant(turn, legible(turn.said.text[: reading.LONGEST]))
    those = found.bookings
    if len(those) == 1 and those[0].series_id and reading.asks_how_often(turn.said.text):
        mine = await view.changeable(turn, limit=targets.MOST)
        those = [one for one in mine if one.series_id == those[0].series_id]
    series = {one.series_id for one in those}
    people = naming.headcount_in(await view.words(turn))
    if len(those) == 1 and people is not None and people != those[0].headcount:
        here = await shelf.thing(turn.session, turn.park, those[0].resource_id, now=turn.now)
        await fitting.holds(turn, those[0], here, people)
    elif not those:
        turn.tell(turn.text("booking-track-none"))
    elif len(those) > 1 and len(series) == 1 and None not in series:
        dates = telling.dates([one.starts_at for one in those], turn.language, turn.park)
        what = (await view.about(turn, those[0]))["what"]
        text = turn.text("booking-to-come", what=what, count=len(those), dates=dates)
        turn.tell(text, booking_series_id=those[0].series_id)
    elif len(those) == 1:
        await tell_one(turn, those[0])
    else:
        for one in those[:SHOWN]:
            turn.tell(await view.line(turn, one), **view.data(one))


async def tell_one(turn: Turn, one: Booking) -> None:
    """How it stands, whether it has what is asked about, and where it is."""
    lines = [await view.line(turn, one)]
    if wanted := features.named_in(await view.words(turn)):
        lines.append(await _having(turn, one.resource_id, wanted))
    lines += await _place(turn, one.resource_id)
    turn.tell("\n".join(lines), **view.data(one))


async def keep(turn: Turn) -> None:
    """What is to stay stays: the one that is meant is named."""
    found = await targets.meant(turn, legible(turn.said.text[: reading.LONGEST]))
    if len(found.bookings) != 1:
        turn.tell(turn.text("booking-kept"))
        return
    [one] = found.bookings
    turn.tell(turn.text("booking-stays", **await view.about(turn, one)), **view.data(one))


async def _place(turn: Turn, resource_id: int) -> list[str]:
    """Where it is, as far as that is known."""
    here = await shelf.thing(turn.session, turn.park, resource_id, now=turn.now)
    row = here.resource
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    spot = places.Spot(building=row.building, floor=row.floor, room=row.room)
    where = places.describe(spot, names, turn.language)
    return [turn.text("booking-place", place=where)] if where else []


async def _having(turn: Turn, resource_id: int, wanted: frozenset[str]) -> str:
    here = await shelf.thing(turn.session, turn.park, resource_id, now=turn.now)
    lacking = features.lacking(wanted, here.resource.features)
    lines = []
    for key, those in (("booking-there-is", wanted - lacking), ("booking-there-is-no", lacking)):
        if those:
            named = conditions.features(sorted(those), turn.language)
            lines.append(turn.text(key, features=named))
    return "\n".join(lines)
