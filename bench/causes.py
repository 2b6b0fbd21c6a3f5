"""Why a gateway sends a statement: to what part of a turn it belongs, told by its text."""

import re
from typing import Final

BESIDE: Final = "beside turns, by the clock"
_SEEN = (
    (BESIDE, r"from park\s+(where park\.(state|share)|order by)|from park_(host|key|quota)\b"),
    (BESIDE, r"from channel_account|distinct message\.park_id"),
    (BESIDE, r"'jit'|\bt\.oid\b"),  # The driver, of a connection that is new.
    ("storing: what was asked before", r"from conversation left outer join lateral"),
    ("storing", r"insert into message .*'in'"),
    ("taking", r"with oldest as"),
    ("concluding", r"with held as .*conversation_note"),
    ("keeping what actions did", r"insert into action_result"),
    ("an action begins again", r"from park join conversation"),
    ("carts", r'from "order" left outer join order_line'),
    ("what stands, whether there is any", r"select .*exists \(select .*exists \(select"),
    ("events", r"insert into event"),
    ("limits of guests", r"with guest as"),
    ("rows that are locked", r"for (no key )?update"),
    ("rows that are written", r"^\s*(insert|update|delete)"),
    ("rows of the park", r"from (item|item_option|outlet|faq|building|sla_policy)\b"),
    ("who writes", r"from (person|last_place)\b"),
)
CAUSES = tuple((cause, re.compile(sign, re.IGNORECASE | re.DOTALL)) for cause, sign in _SEEN)
OTHER: Final = "other reads"


def cause_of(sql: str) -> str:
    """The first that fits."""
    return next((cause for cause, sign in CAUSES if sign.search(sql)), OTHER)
