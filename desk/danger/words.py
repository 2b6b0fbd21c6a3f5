"""How danger is told: how sure the bot was, and what came of it. Given to templates."""

from typing import Any

from desk.frame.call import Visit
from models import DangerSign
from services.danger.kinds import KINDS
from services.danger.marks import MISSED

ZONES = ("alarm", "ask", MISSED)
SURE = ((0.9, "very"), (0.7, "quite"), (0.5, "rather"), (0.0, "torn"))
"""From which probability, and the end of the text's key."""


def of(visit: Visit) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    return {
        "how_heard": lambda sign: how_heard(visit, sign),
        "what_came": lambda sign: what_came(visit, sign),
        "danger_kinds": KINDS,
    }


def how_heard(visit: Visit, sign: DangerSign) -> str:
    """By a rule, or learned and how sure; nothing of what was not heard."""
    if sign.zone == MISSED:
        return visit.text("dangers-how-missed")
    if sign.p >= 1:
        return visit.text("dangers-how-rule")
    sure = next(word for least, word in SURE if sign.p >= least)
    return visit.text("dangers-how-learned", sure=visit.text(f"dangers-sure-{sure}"), p=_p(sign))


def what_came(visit: Visit, sign: DangerSign) -> str:
    """Of a question its answer; whether it was taken back."""
    said = []
    if sign.zone == "ask":
        said.append(visit.text(f"dangers-answer-{sign.answer or 'open'}"))
    if sign.withdrawn_at is not None:
        said.append(visit.text("dangers-withdrawn"))
    return " · ".join(said)


def _p(sign: DangerSign) -> str:
    return f"{sign.p:.2f}"
