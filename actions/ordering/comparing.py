"""Questions about several dishes by their names: "which of the two is not hot?"."""

from collections.abc import Sequence

from actions.kit.turn import Turn
from actions.ordering import dish_cards, food
from actions.ordering.filling import CHOICES
from models.catalogue import Item
from services.acts.acts import Ask
from services.catalogue import food_words
from services.catalogue.item_facts import Facts
from services.kit.naming import names


def called(act: Ask, found: Sequence[Facts]) -> list[Facts]:
    """Those that the question calls by one of their names, in the order of its words."""
    words = (act.words or "").casefold()
    named = [one for one in found if food_words.names_in(words, names(one.item))]
    return sorted(named, key=lambda one: _place(words, one.item))


def _place(words: str, item: Item) -> int:
    places = [at for name in names(item) if (at := words.find(name.casefold())) >= 0]
    return min(places, default=len(words))


async def tell(turn: Turn, act: Ask, dishes: Sequence[Facts]) -> None:
    """Tell of each what is asked, else what it costs; each that is so can be ordered by its
    button."""
    dishes = dishes[:CHOICES]
    lines = [line for one in dishes for line in _of(turn, act, one)]
    await dish_cards.tell(turn, "\n".join(lines), [one.item for one in _fitting(act, dishes)])


def _fitting(act: Ask, dishes: Sequence[Facts]) -> list[Facts]:
    """Those that are as is asked for: "which of them is not hot?" offers that one; all of them
    where none is, or nobody knows."""
    words = (act.words or "").casefold()
    asked = food_words.asked(words, [name for one in dishes for name in names(one.item)])
    fit = [one for one in dishes if _is_so(one.item, mild=asked.mild, diet=asked.diet)]
    return fit or list(dishes)


def _is_so(item: Item, *, mild: bool, diet: str | None) -> bool:
    if mild and item.spice != 0:
        return False
    return diet is None or item.diet == diet or (diet, item.diet) == ("vegetarian", "vegan")


def _of(turn: Turn, act: Ask, facts: Facts) -> list[str]:
    name, item = turn.named(facts.item), facts.item
    asked = food_words.asked(act.words or "", names(item))
    if not food.asks_of_food(asked) and act.of_item in (None, "price", "stock", "options"):
        unit = turn.named(item, "unit")
        price = turn.money(item.price) + (f"/{unit}" if unit else "")
        return [turn.text("item-price", name=name, price=price)]
    told = food.answer(turn, facts, asked, act.of_item)
    if told.said or not told.unknown:
        return list(told.said)
    outlet, what = turn.named(facts.outlet), told.unknown[0]
    return [turn.text("item-not-known", name=name, what=what, outlet=outlet)]
