"""Answers to "is it yours?": "是我的", "不是，我的是黑色的", "yes, that's mine"."""

import json
import re
from datetime import datetime

from models.conversations import Message

LONGEST = 60
"""Of an answer, in characters; what is longer tells more than that."""

_NOT_MINE = re.compile(
    r"^(?:这个?|那个?|它)?(?:不是|并非|不对)"
    r"|^(?:no\b|nope\b|(?:it'?s |it is |that'?s |that is )?not (?:mine|my))",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"^(?:对|是|嗯|好像|应该|就)*(?:的?，?)?(?:这个?|那个?|它)?(?:就?是|归)我的"
    r"|^(?:(?:yes|yeah|yep|sure),? ?)?(?:(?:it'?s|it is|that'?s|that is) )?(?:mine|my own)\b",
    re.IGNORECASE,
)


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """The command of the button that a text stands for, as an answer to our asking."""
    match_id, said = asked.data.get("lost_match"), text.strip()
    if not isinstance(match_id, int) or len(said) > LONGEST:
        return None
    about = json.dumps({"lost_match": match_id})
    if _NOT_MINE.search(said):
        return f"/disown_lost{about}"
    return f"/claim_lost{about}" if _MINE.search(said) else None
