"""How pages tell sums, and who they are of: for orders and for companies' accounts."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk.frame import people
from desk.frame.call import Call
from models.people import Person
from services.kit.money import format_money

RETURN_PROBLEMS = ("ABNORMAL", "CLOSED", "OTHER_SUM", "NOT_PAID", "MISMATCH")
"""Codes of a failed refund that have words; another is shown as it is."""


def of(call: Call) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    return {
        "called": lambda person: called(call, person),
        "money": lambda minor: format_money(minor, call.park.currency, call.language),
        "problem": lambda code: problem(call, code),
        "exactly": lambda at: exactly(call, at),
    }


def called(call: Call, person: Person) -> str:
    unnamed = call.text("orders-guest", number=str(person.id))
    return people.called(person, call.language, unnamed)


def problem(call: Call, code: str) -> str:
    """Why a refund failed."""
    return call.text(f"orders-problem-{code}") if code in RETURN_PROBLEMS else code


def exactly(call: Call, at: datetime) -> str:
    """2026-12-02 09:30:05, in the park's time zone: for a history."""
    return f"{at.astimezone(ZoneInfo(call.park.timezone)):%Y-%m-%d %H:%M:%S}"
