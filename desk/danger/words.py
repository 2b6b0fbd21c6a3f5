"""How danger is told: how sure the bot was, and what came of it. Given to templates."""

from typing import Any

from desk.frame.call import Call
from models.danger import DangerSign
from services.danger.kinds import KINDS
from services.danger.marks import MISSED

ZONES = ("alarm", "ask", MISSED)
SURE = ((0.9, "very"), (0.7, "quite"), (0.5, "rather"), (0.0, "torn"))
"""From which probability, and the end of the text's key."""


def of(call: Call) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    return {
        "how_heard": lambda sign: how_heard(call, sign),
        "what_came": lambda sign: what_came(call, sign),
        "danger_kinds": KINDS,
    }


def how_heard(call: Call, sign: DangerSign) -> str:
    """By a rule, or learned and how sure; nothing of what was not heard."""
    if sign.zone == MISSED:
        return call.text("dangers-how-missed")
    if sign.p >= 1:
        return call.text("dangers-how-rule")
    sure = next(word for least, word in SURE if sign.p >= least)
    return call.text("dangers-how-learned", sure=call.text(f"dangers-sure-{sure}"), p=_p(sign))


def what_came(call: Call, sign: DangerSign) -> str:
    """Of a question its answer; whether it was taken back."""
    said = []
    if sign.zone == "ask":
        said.append(call.text(f"dangers-answer-{sign.answer or 'open'}"))
    if sign.withdrawn_at is not None:
        said.append(call.text("dangers-withdrawn"))
    return " · ".join(said)


def _p(sign: DangerSign) -> str:
    return f"{sign.p:.2f}"
