"""How orders and payments are told. Given to templates."""

from typing import Any
from zoneinfo import ZoneInfo

from desk.frame import ledger
from desk.frame.call import Call
from models.ordering import Order
from services.ordering import payments, words
from services.park import places
from services.texts import when

TONES = {
    "draft": "",
    "held": "warn",
    "paying": "warn",
    "placed": "info",
    "accepted": "info",
    "preparing": "info",
    "ready": "accent",
    "delivering": "accent",
    "completed": "good",
    "rejected": "bad",
    "cancelled": "",
    "expired": "bad",
}
STATUSES = tuple(status for status in TONES if status != "draft")
RETURN_TONES = {"waiting": "info", "given": "good", "failed": "bad"}
PAYMENT_TONES = {"succeeded": "good", "partly_refunded": "warn", "refunded": ""}


async def of(call: Call) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    names = await places.building_names(call.session, call.park.id, call.language)
    return {
        **ledger.of(call),
        "items": lambda order: words.items_text(order, call.language),
        "state": state,
        "tones": TONES,
        "payment_tones": PAYMENT_TONES,
        "return_tones": RETURN_TONES,
        "slot": lambda order: slot(call, order),
        "where": lambda order: places.describe(order, names, call.language),
    }


def state(order: Order) -> str:
    """Its status; `held` while it waits for a manager, `paying` while it waits to be paid."""
    if not order.held:
        return order.status
    return "paying" if order.payment == payments.WECHAT_PAY else "held"


def slot(call: Call, order: Order) -> str:
    if order.slot_start is None:
        return ""
    zone = ZoneInfo(call.park.timezone)
    return when.span(order.slot_start, order.slot_end, call.language, call.now, zone)
