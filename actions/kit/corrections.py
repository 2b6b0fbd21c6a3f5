"""Correcting what has just been made, whichever package made it."""

import re

import actions
from actions.kit.base import Events
from actions.kit.hooks import Corrects
from actions.kit.said import Said
from actions.kit.turn import Turn
from services.kit.plugins import found

_LEADS = re.compile(
    r"^\W*(?:(?:啊|哦|噢|呃|哎呀?|等等?|等一?下|抱歉|不好意思|我)\W*)?(?:不对|错了|[说打写发搞弄]错|不是|应该是|更正|改[成为到一]"
    r"|no\b|not\b|wait\b|sorry\b|oops\b|actually\b|i meant|correction|wrong"
    r"|make (?:it|that)\b|change (?:it|that|the)\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"不对|错了|[说打写发搞弄]错|应该是|更正|改[成为到一]|我是说|换[成到]"
    r"|\b(?:i meant|wrong|correction|should (?:be|have been)|instead|change|make it)\b",
    re.IGNORECASE,
)


async def correct_last(turn: Turn) -> Events | None:
    """Take the message as a correction of what we said we had made last; None if it is none."""
    if turn.active_form is not None or turn.said.pressed or not _corrects(turn.said):
        return None
    last = await turn.last_told()
    for one in found(actions, Corrects):
        for name, correct in one.by.items():
            if isinstance(number := last.get(name), str):
                return await correct(turn, number)
    return None


def _corrects(said: Said) -> bool:
    """A message that begins another thing is none, unless it begins by taking back."""
    begins = any(said.intent in one.begins for one in found(actions, Corrects))
    return bool((_LEADS if begins else _SAYS).search(said.text) or _LEADS.search(said.text))
