"""Answers to "is it fixed?", as people write them: "好了，谢谢", "还是漏水"."""

import json
import re
from datetime import datetime

from models.conversations import Message

LONGEST = 60
"""Of an answer, in characters; what is longer tells more than that."""

_NOT_FIXED = re.compile(
    r"没有?(?:修好|好|解决|弄好|搞定|人来|用)|未修好|还[是在没]|仍|依[然旧]|又|照样"
    r"|\b(?:still|again|not (?:fixed|working|solved|really)|(?:is|does|did|has)n'?t|no better)\b",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"好了|修好|可以了|没问题|正常了|解决了|搞定|不[漏堵响闪滴卡臭热冷]了"
    r"|\b(?:fixed|works?|working|all good|fine now|solved|sorted)\b",
    re.IGNORECASE,
)
_DANGER = re.compile(
    r"火|烟|困|触电|爆|燃气|煤气|淹|\b(?:fire|smoke|gas|trapped|flood\w*|sparks?)\b", re.IGNORECASE
)
_ELSE = re.compile(
    r"\d|[座栋幢楼]|另外|[订份杯碗]|下单|菜单|人工"
    r"|\b(?:building|floor|room|also|another|order|menu|person)\b",
    re.IGNORECASE,
)
"""Of another place, or business of its own."""


def parse(text: str) -> bool | None:
    """Whether it is fixed; None if it does not say so, or is about something else."""
    if len(text) > LONGEST or _DANGER.search(text) or _ELSE.search(text):
        return None
    if _NOT_FIXED.search(text):
        return False
    return True if _FIXED.search(text) else None


def command(text: str, ticket_no: str) -> str | None:
    """The command of the button that a text stands for."""
    fixed = parse(text)
    if fixed is None:
        return None
    if fixed:
        return "/confirm_repair" + json.dumps({"ticket_no": ticket_no})
    said = {"ticket_no": ticket_no, "comment": text.strip()}
    return "/reopen_repair" + json.dumps(said, ensure_ascii=False)


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """The same, as an answer to our asking whether a ticket's fault is gone."""
    ticket_no = asked.data.get("ticket_no")
    return command(text, ticket_no) if isinstance(ticket_no, str) else None
