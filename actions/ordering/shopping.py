"""The shop's shelves: looking around, searching, and waiting for what is sold out."""

from collections.abc import Sequence

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Button, Turn, button
from models.catalogue import Item, Outlet
from models.people import Person
from services.catalogue import menus, shop_words, stock_watches, stock_words
from services.catalogue import shops as shopping
from services.catalogue.shops import Shelf
from services.conversations.commands import Command, command
from services.ordering import carts

PAGE = 6
"""Goods on one screen of a phone."""


class BrowseShop(ParkAction):
    """browse_shop: what was named, a shelf, what a search finds, or all the shelves."""

    action_name = "action_browse_shop"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        page = int(turn.said.value("page") or 1)
        named = await _named_items(turn)
        if named and stock_words.asks_to_be_told(turn.said.text):
            await watch(turn, named[0])
        elif (shelf := turn.said.value("shelf")) is not None:
            goods = await shopping.on_shelf(turn.session, turn.park_id, str(shelf))
            _show(turn, str(shelf), goods, page)
        elif named:
            _show_named(turn, named)
        else:
            await _look(turn, page)
        return []


async def _named_items(turn: Turn) -> list[Item]:
    """What the catalogue has of what the message names, best first."""
    ids = [
        id_
        for line in turn.said.lines()
        if not line.unknown
        for id_ in ([line.item_id] if line.item_id is not None else line.candidates)
    ]
    return await menus.candidates(turn.session, turn.park_id, list(dict.fromkeys(ids)), shop=True)


async def found(turn: Turn) -> list[Item]:
    """What the shops have of what a message names or describes."""
    words = shop_words.searched(turn.said.text)
    named = await _named_items(turn)
    return named or list(await shopping.search(turn.session, turn.park_id, words))


async def _look(turn: Turn, page: int) -> None:
    words = [] if turn.said.pressed else shop_words.searched(turn.said.text)
    shelves = await shopping.shelves(turn.session, turn.park_id)
    if (shelf := _shelf_meant(turn, shelves)) is not None:
        goods = await shopping.on_shelf(turn.session, turn.park_id, shelf.name_zh)
        _show(turn, turn.named(shelf), goods, page)
        return
    found = await shopping.search(turn.session, turn.park_id, words)
    if found:
        _show_named(turn, found)
        return
    if words:
        turn.tell(turn.text("shop-not-found", words=" ".join(words)))
    await _show_shelves(turn, shelves)


def _shelf_meant(turn: Turn, shelves: Sequence[Shelf]) -> Shelf | None:
    """The shelf that a message calls by its name, or by a part of it: 零食."""
    return next((one for one in shelves if shop_words.names(turn.said.text, one)), None)


async def _show_shelves(turn: Turn, shelves: Sequence[Shelf]) -> None:
    if not shelves:
        turn.tell(turn.text("shop-none"))
        return
    shops = {shelf.outlet.id: shelf.outlet for shelf in shelves}
    heads = [await _head(turn, outlet) for outlet in shops.values()]
    turn.tell(
        "\n".join([*heads, turn.text("shop-which-shelf")]),
        buttons=[
            button(
                turn.text("shop-shelf", name=turn.named(shelf), goods=shelf.goods),
                _browse(shelf=turn.named(shelf)),
            )
            for shelf in shelves
        ],
        expects="item",
    )


def _browse(**said: str | int) -> Command:
    return command("browse_shop", **said)


async def _head(turn: Turn, outlet: Outlet) -> str:
    """The shop, where it is and when it is open."""
    said = {"outlet": turn.named(outlet), "place": turn.named(outlet, "place")}
    hours = await shopping.hours(turn.session, outlet, now=turn.now)
    if hours is None:
        return turn.text("shop-closed-today", **said)
    span = f"{hours.starts:%H:%M}–{hours.ends:%H:%M}"
    return turn.text("shop-open" if hours.open_now else "shop-closed-now", hours=span, **said)


def _show(turn: Turn, shelf: str, goods: Sequence[Item], page: int) -> None:
    """A shelf, a page at a time."""
    shown = goods[(page - 1) * PAGE : page * PAGE]
    if not shown:
        turn.tell(turn.text("shop-shelf-empty", name=shelf))
        return
    pages = -(-len(goods) // PAGE)
    heading = turn.text("shop-shelf-title", name=shelf, page=page, pages=pages)
    buttons = [button for item in shown for button in [_order_button(turn, item)] if button]
    if page < pages:
        more = turn.text("button-next-page")
        buttons.append(button(more, _browse(shelf=shelf, page=page + 1)))
    turn.tell("\n".join([heading, *(line(turn, item) for item in shown)]), buttons=buttons)


def _show_named(turn: Turn, found: Sequence[Item]) -> None:
    """What was asked about. One thing gets a sentence of its own, and a way to wait for it."""
    first = found[0]
    if len(found) > 1:
        lines = [turn.text("shop-found"), *(line(turn, item) for item in found[:PAGE])]
        buttons = [b for item in found[:PAGE] if (b := _order_button(turn, item)) is not None]
        turn.tell("\n".join(lines), buttons=buttons, expects="item")
    elif stock_watches.available(first):
        quantity = turn.text("button-order-it", quantity=first.min_quantity, unit=unit(turn, first))
        order = command("order_goods", item=first.id, quantity=first.min_quantity)
        turn.tell(line(turn, first), buttons=[button(quantity, order)], expects="item")
    else:
        tell_sold_out(turn, first, "item-sold-out")


def line(turn: Turn, item: Item) -> str:
    """雨伞 ¥35/把, 打印纸A4 ¥25/包（2 包起）, 订书机 ¥15/个（只剩 3 个）."""
    said = [turn.text(key, **_figures(turn, item)) for key in _remarks(item)]
    more = ("、" if turn.language == "zh" else ", ").join(said)
    return turn.text(
        "shop-line",
        name=turn.named(item),
        price=turn.money(item.price),
        unit=unit(turn, item),
        more=turn.text("cart-extra", wishes=more) if more else "",
    )


def _remarks(item: Item) -> list[str]:
    if not stock_watches.available(item):
        return ["shop-sold-out"]
    few = item.stock is not None and item.stock < shopping.FEW
    least = item.min_quantity > 1
    return [*(["shop-few"] if few else []), *(["shop-least"] if least else [])]


def _figures(turn: Turn, item: Item) -> dict[str, object]:
    return {"left": item.stock or 0, "least": item.min_quantity, "unit": unit(turn, item)}


def unit(turn: Turn, item: Item) -> str:
    return turn.named(item, "unit")


def _order_button(turn: Turn, item: Item) -> Button | None:
    if not stock_watches.available(item):
        return None
    title = f"{turn.named(item)} {turn.money(item.price)}"
    return button(title, command("order_goods", item=item.id, quantity=item.min_quantity))


def tell_sold_out(turn: Turn, item: Item, key: str, *, expects: str | None = None) -> None:
    """Say so under `key`, and offer to tell when it is back."""
    turn.tell(
        turn.text(key, name=turn.named(item)),
        buttons=[button(turn.text("button-watch"), command("watch_item", item=item.id))],
        expects=expects,
        restock=item.id,
    )


class WatchItem(ParkAction):
    """watch_item: a command of a button, or of "到货了通知我"."""

    action_name = "action_watch_item"

    async def act(self, turn: Turn) -> Events:
        if (item := await _commanded(turn)) is not None:
            await watch(turn, item)
        return []


class UnwatchItem(ParkAction):
    """unwatch_item: not that interested after all."""

    action_name = "action_unwatch_item"

    async def act(self, turn: Turn) -> Events:
        item = await _commanded(turn)
        if item is not None:
            person = turn.conversation.person_id
            await stock_watches.unwatch(turn.session, turn.park_id, person, item.id)
            turn.tell(turn.text("watch-over", name=turn.named(item)))
        return []


async def _commanded(turn: Turn) -> Item | None:
    wanted = int(turn.said.value("item") or 0)
    return (await carts.load_items(turn.session, turn.park_id, [wanted])).get(wanted)


async def watch(turn: Turn, item: Item) -> None:
    """Note that the tenant waits for it, unless it is there."""
    await turn.session.refresh(item)
    if stock_watches.available(item):
        turn.tell(turn.text("watch-not-needed", name=turn.named(item)))
        _show_named(turn, [item])
        return
    person = await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))
    await stock_watches.watch(turn.session, person, item, now=turn.now)
    back = button(turn.text("button-unwatch"), command("unwatch_item", item=item.id))
    turn.tell(turn.text("watching", name=turn.named(item)), buttons=[back], restock=item.id)
