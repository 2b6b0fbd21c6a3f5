"""How far it is with what somebody lost or found, and withdrawing it."""

from rasa_sdk.events import SlotSet

from actions.kit.base import Events, ParkAction
from actions.kit.forms import as_before
from actions.kit.hooks import understood
from actions.kit.turn import Turn, button
from actions.lost import view
from actions.lost.draft import GOES_ON
from actions.lost.reporting import begin
from models.lost import LostItem
from services.conversations.commands import command
from services.kit.errors import IllegalTransition
from services.lost import claims, kinds, lost, telling

SHOWN = 5


class TrackLost(ParkAction):
    """ "有人捡到吗": how far it is with what is registered; else it is registered now."""

    action_name = "action_track_lost"

    async def act(self, turn: Turn) -> Events:
        number = turn.said.value("item_no")
        if number is not None:
            item = await view.own_or_say(turn, str(number))
            return await _told(turn, [item] if item is not None else [])
        items = await view.mine(turn, open_only=True)
        asked_for = kinds.category_of(turn.said.text)
        named = [item for item in items if item.category == asked_for]
        if named or (items and asked_for is None):
            return await _told(turn, named or items)
        if asked_for is not None:
            return await begin(turn, "lost")
        if not items and (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise  # "Has somebody been?": what is being repaired is meant.
        last = (await view.mine(turn, open_only=False))[:1]
        turn.tell(turn.text("track-lost-last" if last else "track-lost-none"))
        return await _told(turn, last)


class WithdrawLost(ParkAction):
    """It turned up, or the finder gave it back themselves."""

    action_name = "action_withdraw_lost"

    async def act(self, turn: Turn) -> Events:
        number = turn.said.value("item_no")
        if number is None and not await _withdrawable(turn):
            otherwise = await understood(turn, self.action_name)
            if otherwise is not None:
                return otherwise  # "I found mine, cancel it": what was made meanwhile is meant.
        if (item := await _the_one(turn)) is not None:
            await _withdraw(turn, item)
        return []


async def _told(turn: Turn, items: list[LostItem]) -> Events:
    for item in items[:SHOWN]:
        turn.tell(view.line(turn, item), **view.data(item))
    before = [event for event in as_before(turn) if event["name"] != GOES_ON]
    return [*before, SlotSet(GOES_ON, False)]


async def _the_one(turn: Turn) -> LostItem | None:
    """The thing that is named, or the only one that can be meant; else says or asks which."""
    number = turn.said.value("item_no")
    if number is not None:
        return await view.own_or_say(turn, str(number))
    items = await _withdrawable(turn)
    asked_for = kinds.category_of(turn.said.text)
    items = [one for one in items if one.category == asked_for] or items
    if len(items) == 1:
        return items[0]
    if not items:
        turn.tell(turn.text("lost-withdraw-none"))
        return None
    buttons = [
        button(
            f"{one.item_no} · {view.what(turn, one)}",
            command("withdraw_lost", item_no=one.item_no),
        )
        for one in items[:SHOWN]
    ]
    turn.tell(turn.text("lost-withdraw-which"), buttons=buttons, expects="choice")
    return None


async def _withdrawable(turn: Turn) -> list[LostItem]:
    return [one for one in await view.mine(turn, open_only=True) if lost.allowed(one, "withdraw")]


async def _withdraw(turn: Turn, item: LostItem) -> None:
    try:
        item = await claims.give_up(turn.session, item, "withdraw", now=turn.now)
    except lost.WithDesk:
        turn.tell(turn.text("lost-with-desk", item_no=item.item_no), **view.data(item))
    except IllegalTransition:
        status = telling.status(item, turn.language)
        text = turn.text("lost-settled", item_no=item.item_no, status=status)
        turn.tell(text, **view.data(item))
    else:
        text = turn.text("lost-withdrawn", item_no=item.item_no, what=view.what(turn, item))
        turn.tell(text, **view.data(item))
