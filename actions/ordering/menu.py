"""Menus, by the meal that a message speaks of."""

from datetime import timedelta
from itertools import groupby

from actions.kit.turn import Turn, button
from actions.ordering.food_buttons import filters
from models.catalogue import Item, Outlet
from services.catalogue import menus, serving
from services.catalogue.serving import Service
from services.conversations.commands import command
from services.texts import when

MEALS = ("breakfast", "lunch", "dinner")
_OF_A_DAY = ("minute", "part")
"""Times that are exact enough to say which meal is meant."""


async def meal_of(turn: Turn) -> str:
    """The meal that the message speaks of, by name or by a time of the day; else the next one."""
    if (meal := turn.said.meal) is not None:
        return meal
    for said in turn.said.times():
        if not said.asap and said.grain in _OF_A_DAY:
            ends = max(said.ends, said.starts + timedelta(minutes=1))
            meal = await serving.meal_at(turn.session, turn.park, said.starts, ends)
            if meal is not None:
                return meal
    return await _next_meal(turn)


async def tell(turn: Turn, meal: str) -> None:
    """The menus of a meal."""
    services = await serving.next_services(turn.session, turn.park, meal, now=turn.now)
    offered = await menus.on_offer(turn.session, turn.park_id, meal=meal)
    if not offered:
        turn.tell(turn.text("menu-none", meal=turn.text(f"meal-{meal}")))
        return
    offered.sort(key=lambda one: one[0].id not in services)
    parts = [_menu(turn, outlet, items, meal, services.get(outlet.id)) for outlet, items in offered]
    example = turn.named(offered[0][1][0])
    parts.append(turn.text("menu-hint", example=example))
    others = [other for other in MEALS if other != meal]
    turn.tell(
        "\n\n".join(parts),
        buttons=[
            button(turn.text(f"meal-{other}").capitalize(), command("browse_menu", meal=other))
            for other in others
        ]
        + (filters(turn) if meal == await _next_meal(turn) else []),
    )


async def tell_hours(turn: Turn) -> None:
    """Until when one may order at each outlet, for the meal that is spoken of or the next."""
    meal = await meal_of(turn)
    services = await serving.next_services(turn.session, turn.park, meal, now=turn.now)
    lines = []
    for outlet, items in await menus.on_offer(turn.session, turn.park_id, meal=meal):
        if (service := services.get(outlet.id)) is not None:
            lines += [_title(turn, outlet, items, meal), _hours(turn, service)]
    turn.tell("\n".join(lines) or turn.text("menu-none", meal=turn.text(f"meal-{meal}")))


async def _next_meal(turn: Turn) -> str:
    return await menus.next_meal(turn.session, turn.park_id, now=turn.now) or "lunch"


def _menu(turn: Turn, outlet: Outlet, items: list[Item], meal: str, service: Service | None) -> str:
    hours = turn.text("menu-closed") if service is None else _hours(turn, service)
    lines = [_title(turn, outlet, items, meal), hours]
    for category, grouped in groupby(items, key=lambda item: turn.named(item, "category")):
        names = [item_text(turn, item) for item in grouped]
        joined = ("、" if turn.language == "zh" else ", ").join(names)
        lines.append(_shelf(turn, category, joined))
    return "\n".join(lines)


def _shelf(turn: Turn, category: str, items: str) -> str:
    """What has no category stands in a line of its own, without empty brackets."""
    return turn.text("menu-category", category=category, items=items) if category else items


def _title(turn: Turn, outlet: Outlet, items: list[Item], meal: str) -> str:
    all_day = all("all_day" in item.meals for item in items)
    served = turn.text("meal-all_day" if all_day else f"meal-{meal}")
    return turn.text("menu-title", outlet=turn.named(outlet), meal=served)


def item_text(turn: Turn, item: Item) -> str:
    """Its name, with the price or that it is sold out."""
    if item.stock == 0:
        return turn.text("menu-sold-out", name=turn.named(item))
    return turn.text("menu-item", name=turn.named(item), price=turn.money(item.price))


def _hours(turn: Turn, service: Service) -> str:
    """When it is served, with the day unless it is today, and until when one may order."""
    slots = f"{service.starts:%H:%M}–{service.ends:%H:%M}"
    if service.starts.date() != turn.local_now.date():
        day = when.day(service.starts, turn.language, turn.now, turn.zone)
        slots = f"{day} {slots}" if turn.language == "zh" else f"{day}, {slots}"
    if service.closes is None:
        told = turn.text("menu-service-open", slots=slots, lead=service.lead_minutes)
    else:
        told = turn.text("menu-service", slots=slots, cutoff=f"{service.closes:%H:%M}")
    return turn.text("menu-service-missed", hours=told) if service.missed_today else told
