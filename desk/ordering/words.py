"""How orders and payments are told. Given to the templates of orders and accounts."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk.frame import people
from desk.frame.call import Call
from models import Order, Person
from services.kit.money import format_money
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
RETURN_PROBLEMS = ("ABNORMAL", "CLOSED", "OTHER_SUM", "NOT_PAID", "MISMATCH")
"""Codes of a failed refund that have words; another is shown as it is."""
PAYMENT_TONES = {"succeeded": "good", "partly_refunded": "warn", "refunded": ""}


async def of(call: Call) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    names = await places.building_names(call.session, call.park.id, call.language)
    return {
        "called": lambda person: called(call, person),
        "money": lambda minor: format_money(minor, call.park.currency, call.language),
        "items": lambda order: words.items_text(order, call.language),
        "state": state,
        "tones": TONES,
        "payment_tones": PAYMENT_TONES,
        "return_tones": RETURN_TONES,
        "problem": lambda code: problem(call, code),
        "slot": lambda order: slot(call, order),
        "where": lambda order: places.describe(order, names, call.language),
        "exactly": lambda at: exactly(call, at),
    }


def called(call: Call, person: Person) -> str:
    unnamed = call.text("orders-guest", number=str(person.id))
    return people.called(person, call.language, unnamed)


def state(order: Order) -> str:
    """Its status; `held` while it waits for a manager, `paying` while it waits to be paid."""
    if not order.held:
        return order.status
    return "paying" if order.payment == payments.WECHAT_PAY else "held"


def problem(call: Call, code: str) -> str:
    """Why a refund failed."""
    return call.text(f"orders-problem-{code}") if code in RETURN_PROBLEMS else code


def slot(call: Call, order: Order) -> str:
    if order.slot_start is None:
        return ""
    zone = ZoneInfo(call.park.timezone)
    return when.span(order.slot_start, order.slot_end, call.language, call.now, zone)


def exactly(call: Call, at: datetime) -> str:
    """2026-12-02 09:30:05, in the park's time zone: for a history."""
    return f"{at.astimezone(ZoneInfo(call.park.timezone)):%Y-%m-%d %H:%M:%S}"
