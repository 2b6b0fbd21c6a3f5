"""Coffee for a meeting: offered as a cart whose place and time are those of the meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from actions.kit import gatherings
from actions.kit.turn import Button, Turn, button
from actions.ordering import acting_fields
from models.catalogue import Item
from models.ordering import Order
from services.acts.acts import Start
from services.acts.chosen import command_of
from services.acts.values import Fields, Line, Place, What, When
from services.catalogue import menus
from services.kit.gatherings import Gathering

OFFERED = 4
_ALL_DAY = "all_day"
_BROUGHT: Literal["delivery"] = "delivery"


async def offers(turn: Turn, gathering: Gathering, people: int) -> list[Button]:
    """A button for each of what is served all day and can be brought: a cup for everybody."""
    found = [
        item
        for outlet, items in await menus.on_offer(turn.session, turn.park_id, meal=_ALL_DAY)
        if _BROUGHT in outlet.fulfilments
        for item in items
        if _ALL_DAY in item.meals and item.stock != 0 and item.sold_out_at is None
    ]
    return _buttons(turn, gathering, found[:OFFERED], people)


def _buttons(turn: Turn, gathering: Gathering, items: Sequence[Item], people: int) -> list[Button]:
    fields = fields_of(turn, gathering)
    made = []
    for item in items:
        count = min(max(people, item.min_quantity), item.max_quantity)
        line = Line(item=item.id, quantity=count)
        act = Start(what=What.ORDER, lines=(line,), fields=fields)
        title = turn.text("button-catering", name=turn.named(item), count=count)
        made.append(button(title, command_of([act])))
    return made


def fields_of(turn: Turn, gathering: Gathering) -> Fields:
    begins = gathering.starts_at.astimezone(turn.zone)
    return Fields(
        place=Place(**gathering.place),
        when=When(start=begins, day=begins.date()),
        way=_BROUGHT,
    )


async def fill_in(turn: Turn, order: Order) -> None:
    """Where and when of a cart that does not say where, by the meeting that it is for. An hour that
    was said without a day is one of the meeting's day."""
    if order.status != "draft" or order.building:
        return
    held = await gatherings.meant(turn)
    if held is None:
        return
    fields = fields_of(turn, held.gathering)
    if order.slot_start is not None:
        fields = fields.model_copy(update={"when": _that_day(turn, order, held.gathering)})
    await acting_fields.take(turn, order, fields)


def _that_day(turn: Turn, order: Order, gathering: Gathering) -> When | None:
    """None where a day was named: it stands."""
    assert order.slot_start is not None
    if any(one.day_named for one in turn.said.times()):
        return None
    day = gathering.starts_at.astimezone(turn.zone).date()
    start = order.slot_start.astimezone(turn.zone)
    return When(start=datetime.combine(day, start.time(), turn.zone), day=day)
