"""What is wanted behind a question that a search answers: "do you sell umbrellas? If so, two"."""

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.kit.base import Events
from actions.kit.forms import REQUESTED
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from actions.ordering import acting_edits, shopping
from actions.ordering.filling import CART, FORM
from services.catalogue import food_words, stock_watches
from services.kit.naming import names
from services.ordering.cart_lines import Wish


def behind(said: Said) -> int | None:
    """How many are wanted, said behind the words that ask; None if nothing is."""
    asking = said.first("question")
    if asking is None or said.pressed:
        return None
    told = [one for one in said.entities if one["entity"] == "quantity"]
    after = [one for one in told if int(one.get("start") or 0) >= int(asking.get("end") or 0)]
    return int(after[0]["value"]) if len(told) == len(after) == 1 else None


async def take(turn: Turn) -> Events | None:
    """Put it in, where the shop has one thing that was asked for; None otherwise."""
    many = behind(turn.said)
    if many is None:
        return None
    found = await shopping.found(turn)
    if len(found) != 1 or not stock_watches.available(found[0]):
        return None
    if not food_words.names_in(turn.said.text, names(found[0])):
        return None  # It is only something like it.
    turn.tell(shopping.line(turn, found[0]))
    events = await acting_edits.add(turn, [Wish(found[0].id, many)])
    if turn.active_form is not None:
        return events
    return [*events, SlotSet(CART, True), ActiveLoop(FORM), SlotSet(REQUESTED, None)]


async def take_from_menu(turn: Turn) -> Events | None:
    """The same of what sounds like food. What nobody sells is said to be sold by nobody, in place
    of all menus."""
    if behind(turn.said) is None or turn.said.says("item"):
        return None
    if (taken := await take(turn)) is not None:
        return taken
    if await shopping.found(turn):
        return None
    ways = [("button-menu", "/browse_menu"), ("button-shop", "/browse_shop")]
    buttons = [button(turn.text(title), way) for title, way in ways]
    turn.tell(turn.text("wanted-not-sold"), buttons=buttons)
    return []
