"""A part of the menu: vegetarian, up to a price, without peanuts; and what may be recommended."""

from collections.abc import Sequence

from actions.kit.turn import Turn, button
from actions.ordering import dish_cards, food, menu
from actions.ordering.filling import CHOICES
from models.catalogue import Item, Outlet
from services.catalogue import edible, menus, narrowing, stock_watches
from services.catalogue.food_words import Asked
from services.conversations.commands import command
from services.kit.money import minor_units
from services.ordering import popular

Judged = tuple[Outlet, Item, bool | None]
"""Whether an item is what was asked for; None where nobody has said."""
RECOMMENDED = 3
OFTEN = 3
"""So many orders are worth telling."""


async def tell(turn: Turn, asked: Asked) -> None:
    """What of the next meal, or of the one that was named, is all that was asked for."""
    meal = await menu.meal_of(turn)
    offered = await menus.on_offer(turn.session, turn.park_id, meal=meal)
    most = _minor(turn, asked)
    judged = [
        (outlet, item, narrowing.fits(item, asked, most))
        for outlet, items in offered
        for item in items
        if stock_watches.available(item)
    ]
    judged = _of_use(judged, "drink" if asked.drinks else "food")
    found = [(outlet, item) for outlet, item, fits in judged if fits]
    if asked.cheap:
        found = sorted(found, key=lambda pair: pair[1].price)[:CHOICES]
    wishes = _wishes(turn, asked, most)
    if not found:
        _none(turn, meal, wishes)
        return
    lines = [turn.text("menu-fits", meal=_meal(turn, meal), wishes=wishes)]
    for outlet in dict.fromkeys(outlet for outlet, _ in found):
        names = [menu.item_text(turn, item) for of, item in found if of is outlet]
        items = ("、" if turn.language == "zh" else ", ").join(names)
        lines.append(turn.text("menu-fits-outlet", outlet=turn.named(outlet), items=items))
    if unknown := sum(fits is None for *_, fits in judged):
        lines.append(turn.text("menu-fits-unknown", count=unknown))
    if asked.without and asked.allergens:
        lines.append(turn.text("menu-fits-careful"))
    await dish_cards.tell(turn, "\n".join(lines), [item for _, item in found])


async def recommend(turn: Turn, asked: Asked) -> None:
    """Some dishes of the meal, those first that are ordered most, with the reason."""
    meal = await menu.meal_of(turn)
    most = _minor(turn, asked)
    dishes = [
        item
        for outlet, items in await menus.on_offer(turn.session, turn.park_id, meal=meal)
        for item in items
        if stock_watches.available(item)
        and edible.use(item, outlet.kind) == ("drink" if asked.drinks else "food")
        and narrowing.fits(item, asked, most)
    ]
    if not dishes:
        _none(turn, meal, _wishes(turn, asked, most))
        return
    ids = [item.id for item in dishes]
    counts = await popular.orders_of(turn.session, turn.park_id, ids, now=turn.now)
    chosen = _varied(sorted(dishes, key=lambda item: -counts.get(item.id, 0)))
    lines = [turn.text("recommend-title", meal=turn.text(f"meal-{meal}"))]
    lines += [_reason(turn, item, counts.get(item.id, 0)) for item in chosen]
    await dish_cards.tell(turn, "\n".join(lines), chosen)


def _varied(dishes: Sequence[Item]) -> list[Item]:
    """The first of each shelf, then the others: not three soups."""
    shelves: dict[tuple[int, str], Item] = {}
    for item in dishes:
        shelves.setdefault((item.outlet_id, item.category_zh), item)
    first = list(shelves.values())
    return [*first, *(item for item in dishes if item not in first)][:RECOMMENDED]


def _reason(turn: Turn, item: Item, count: int) -> str:
    about = {
        "name": turn.named(item),
        "price": turn.money(item.price),
        "description": turn.named(item, "description"),
    }
    key = "recommend-often" if count >= OFTEN else "recommend-plain"
    return food.sentence(turn.text(key, count=count, **about).strip())


def _of_use(judged: list[Judged], use: str) -> list[Judged]:
    """What is eaten, or what is drunk, where some of it fits: who asks what is vegetarian wants no
    list of coffees."""
    of_use = [one for one in judged if edible.use(one[1], one[0].kind) == use]
    return of_use if any(fits for *_, fits in of_use) else judged


def _none(turn: Turn, meal: str, wishes: str) -> None:
    whole = button(turn.text("button-menu"), command("browse_menu", meal=meal))
    text = turn.text("menu-fits-none", meal=turn.text(f"meal-{meal}"), wishes=wishes)
    turn.tell(text, buttons=[whole])


def _wishes(turn: Turn, asked: Asked, most: int | None) -> str:
    """What was asked for, as it was understood."""
    told = []
    if asked.diet:
        told.append(turn.text(f"wish-diet-{asked.diet}"))
    if asked.mild or asked.hot:
        told.append(turn.text("wish-mild" if asked.mild else "wish-hot"))
    if most is not None:
        told.append(turn.text("wish-most", sum=turn.money(most)))
    if asked.without and asked.allergens:
        told.append(turn.text("wish-without", allergens=food.listed(turn, asked.allergens)))
    if asked.cheap:
        told.append(turn.text("wish-cheap"))
    return ("、" if turn.language == "zh" else ", ").join(told)


def _minor(turn: Turn, asked: Asked) -> int | None:
    return None if asked.most is None else minor_units(str(asked.most), turn.park.currency)


def _meal(turn: Turn, meal: str) -> str:
    return turn.text(f"meal-{meal}").capitalize()
