"""What there is to eat."""

from itertools import groupby

from sqlalchemy import select

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn, button
from models.catalogue import Item, Outlet, ServiceWindow
from services.catalogue import menus
from services.conversations.commands import command

MEALS = ("breakfast", "lunch", "dinner")


class BrowseMenu(ParkAction):
    """Shows the menus of the meal asked about, else of the next one that can be ordered."""

    action_name = "action_browse_menu"
    writes = False

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        await tell(turn, turn.said.meal)
        return []


async def tell(turn: Turn, meal: str | None) -> None:
    """The menus of a meal, of the next one if none is named."""
    meal = meal or await _next_meal(turn)
    offered = await menus.on_offer(turn.session, turn.park_id, meal=meal)
    if not offered:
        turn.tell(turn.text("menu-none", meal=turn.text(f"meal-{meal}")))
        return
    parts = [await _menu(turn, outlet, items, meal) for outlet, items in offered]
    example = turn.named(offered[0][1][0])
    parts.append(turn.text("menu-hint", example=example))
    others = [other for other in MEALS if other != meal]
    turn.tell(
        "\n\n".join(parts),
        buttons=[
            button(turn.text(f"meal-{other}").capitalize(), command("browse_menu", meal=other))
            for other in others
        ],
    )


async def tell_hours(turn: Turn) -> None:
    """Until when one may order at each outlet, for the next meal."""
    meal = await _next_meal(turn)
    lines = []
    for outlet, items in await menus.on_offer(turn.session, turn.park_id, meal=meal):
        all_day = all("all_day" in item.meals for item in items)
        served = "all_day" if all_day else meal
        if hours := await _hours(turn, outlet, served):
            lines.append(
                turn.text("menu-title", outlet=turn.named(outlet), meal=turn.text(f"meal-{served}"))
            )
            lines.append(hours)
    turn.tell("\n".join(lines) or turn.text("menu-none", meal=turn.text(f"meal-{meal}")))


async def _next_meal(turn: Turn) -> str:
    return await menus.next_meal(turn.session, turn.park_id, now=turn.now) or "lunch"


async def _menu(turn: Turn, outlet: Outlet, items: list[Item], meal: str) -> str:
    all_day = all("all_day" in item.meals for item in items)
    title = turn.text(
        "menu-title",
        outlet=turn.named(outlet),
        meal=turn.text("meal-all_day" if all_day else f"meal-{meal}"),
    )
    lines = [title]
    if hours := await _hours(turn, outlet, "all_day" if all_day else meal):
        lines.append(hours)
    for category, grouped in groupby(items, key=lambda item: turn.named(item, "category")):
        names = [_item(turn, item) for item in grouped]
        joined = ("、" if turn.language == "zh" else ", ").join(names)
        lines.append(turn.text("menu-category", category=category, items=joined))
    return "\n".join(lines)


def _item(turn: Turn, item: Item) -> str:
    if item.stock == 0:
        return turn.text("menu-sold-out", name=turn.named(item))
    return turn.text("menu-item", name=turn.named(item), price=turn.money(item.price))


async def _hours(turn: Turn, outlet: Outlet, meal: str) -> str | None:
    window = await turn.session.scalar(
        select(ServiceWindow).where(
            ServiceWindow.park_id == turn.park_id,
            ServiceWindow.outlet_id == outlet.id,
            ServiceWindow.meal == meal,
        )
    )
    if window is None:
        return None
    slots = f"{window.starts:%H:%M}–{window.ends:%H:%M}"
    if window.cutoff is None:
        return turn.text("menu-service-open", slots=slots, lead=window.lead_minutes)
    return turn.text(
        "menu-service",
        slots=slots,
        cutoff=f"{window.cutoff:%H:%M}",
    )
