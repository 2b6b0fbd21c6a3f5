"""Dropping all that is open at once: carts, a report, a registration. What is placed stays."""

import re

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from actions.ordering import cart_view, order_view
from actions.repair import draft
from actions.repair.draft import RepairDraft
from actions.visits import draft as visitor_draft
from actions.visits.draft import VisitDraft
from models import Order
from services.ordering import carts

CANCELLABLE = ("placed", "accepted", "preparing")
CANCEL_ASKED = "order_cancel"
"""What the question whether to cancel a placed order expects."""

_EVERYTHING = re.compile(
    r"(?:全部?|都|统统|通通|所有的?)(?:都|给我)?(?:不要|取消|不用|不弄|不办|算)了?"
    r"|(?:全部?|都|所有的?).{0,6}取消|取消(?:全部|所有)"
    r"|\b(?:cancel|drop|forget|stop)(?: about)?"
    r" (?:everything|all|it all|all of (?:it|them|that))\b",
    re.IGNORECASE,
)
_NARROWER = re.compile(
    r"[辣葱蒜香菜糖冰]|报修|访客|工单|\b(?:repairs?|visitors?|guests?)\b", re.IGNORECASE
)
"""Of one kind only, or of a dish: not everything."""


def says_everything(said: Said) -> bool:
    if said.pressed or said.edits_cart or said.first("order_no", "ticket_no", "visit_no"):
        return False
    return bool(_EVERYTHING.search(said.text)) and not _NARROWER.search(said.text)


async def drop_everything(turn: Turn) -> Events:
    """Drop what is open and say so; ask about orders that are placed. The forms' slots are empty
    then; a form that runs has to end itself.
    """
    dropped = await _dropped(turn)
    if dropped:
        things = ("、" if turn.language == "zh" else ", ").join(dropped)
        turn.tell(turn.text("dropped-everything", things=things))
    ticket_no = RepairDraft.of(turn).ticket_no
    if ticket_no is not None:
        turn.tell(turn.text("repair-stays", ticket_no=ticket_no), ticket_no=ticket_no)
    placed = await order_view.recent(turn, CANCELLABLE)
    if placed:
        ask_about_placed(turn, placed)
    elif not turn.utterances:
        turn.tell(turn.text("deny-nothing"))
    return [
        *RepairDraft.cleared(),
        SlotSet(draft.GOES_ON, False),
        *VisitDraft.cleared(),
        SlotSet(visitor_draft.GOES_ON, False),
    ]


async def _dropped(turn: Turn) -> list[str]:
    """What was open, in the tenant's words for it; the carts are gone then."""
    things = []
    for cart in await carts.drafts(turn.session, turn.conversation):
        items = cart_view.items_text(cart, turn.language)
        things.append(turn.text("dropped-cart", items=items))
        await carts.discard(turn.session, turn.conversation, now=turn.now)
    report = RepairDraft.of(turn)
    if turn.slots.get(draft.GOES_ON) and report.ticket_no is None:
        things.append(turn.text("dropped-repair"))
    if turn.slots.get(visitor_draft.GOES_ON):
        things.append(turn.text("dropped-visit"))
    return things


def ask_about_placed(turn: Turn, placed: list[Order]) -> None:
    """Whether to cancel the order that is placed, or which; nothing is cancelled by the way."""
    if len(placed) == 1:
        [order] = placed
        items = cart_view.items_text(order, turn.language)
        turn.tell(
            turn.text("cancel-placed-sure", order_no=order.order_no, items=items),
            buttons=[
                button(
                    turn.text("button-cancel-order"),
                    f'/cancel_order{{"order_no": "{order.order_no}"}}',
                ),
                button(turn.text("button-keep-order"), "/deny"),
            ],
            expects=CANCEL_ASKED,
            order_no=order.order_no,
        )
        return
    turn.tell(
        turn.text("cancel-which"),
        buttons=[
            button(
                f"{order.order_no} {cart_view.items_text(order, turn.language)}",
                f'/cancel_order{{"order_no": "{order.order_no}"}}',
            )
            for order in placed
        ],
        expects="order",
    )
