"""Questions about what is sold whose intent led elsewhere, and what is wanted behind them."""

from dataclasses import replace

from actions.acts.acting import do
from actions.acts.overheard import read
from actions.kit.base import Events
from actions.kit.forms import goes_on_at_once
from actions.kit.said import Said
from actions.kit.turn import Turn
from services.acts.acts import About, Act, Ask, Edit, Op, Start
from services.acts.values import What


async def take_question(turn: Turn) -> Events | None:
    """Answer what is asked of an item, or of bringing an order, in words that sound like a wish to
    see the menu, or how far an order is."""
    if turn.said.pressed or not turn.said.says("question"):
        return None
    state, acts = await read(turn)
    asked = [act for act in acts if isinstance(act, Ask)]
    if not asked or not all(act.about in _OF_ITEMS for act in asked):
        return None
    wishes = [act for act in acts if not isinstance(act, Ask)]
    if not all(map(_puts_in, wishes)):
        return None
    done = await do(turn, acts, state)
    return [*done, *goes_on_at_once(turn, done)]


async def take_wish(turn: Turn) -> Events | None:
    """Put in what is wanted of what is asked about, in words that sound like a look at the shop:
    "do you have clear tape? two rolls then". A question alone is answered by the shop."""
    said = turn.said
    if said.pressed or not (said.says("quantity", "adds") or _is_wanted(said)):
        return None
    if _is_wanted(said):
        turn.said = replace(said, intent="order_food")
    state, acts = await read(turn)
    turn.said = said
    wishes = [act for act in acts if not isinstance(act, Ask)]
    if not wishes or not all(map(_puts_in, wishes)):
        return None
    done = await do(turn, acts, state)
    return [*done, *goes_on_at_once(turn, done)]


def _is_wanted(said: Said) -> bool:
    """Whether something was surely heard to be put in, and nothing is asked: "the mapo then, with
    less rice"."""
    heard = any(
        one["label"] == "item" and one.get("role") == "add" and one["confidence"] >= _HEARD
        for one in said.spans
    )
    return heard and said.says("item") and not said.says("question", "asks")


_HEARD = 0.6
_OF_ITEMS = frozenset({About.ITEM, About.FEE, About.TIME, About.AFTERWARDS})


def _puts_in(act: Act) -> bool:
    """Whether it is wanted besides: "do you have tape? two rolls then"."""
    begins = isinstance(act, Start) and act.what is What.ORDER
    return begins or (isinstance(act, Edit) and act.op in (Op.ADD, Op.MORE, Op.SET))
