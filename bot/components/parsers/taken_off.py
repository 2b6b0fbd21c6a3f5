"""Options that a line is not to have any more."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .tokens import Token

_TAKEN_OFF_BEFORE = re.compile(
    r"(?:(?<!要)不要|不用|不放|别要?|别做|去掉|取消|撤掉)\s?$|(?:,\s?|^|\s)(?:not|no more|drop the|skip the|remove the|take off the|instead of|rather than)\s$",
    re.ASCII,
)
_TAKEN_OFF_AFTER = re.compile(
    r"\s?(?:那个|这个|的)?(?:就|也|先|都)?(?:不要了|不用了|不用(?=$|[,。!?;\s])|取消|去掉|收回|撤[了掉回销]|算了|不加了)",
    re.ASCII,
)


def is_taken_off(option: Token, text: str) -> bool:
    """What is not wanted any more: "the extra egg 不用了", "not hot, iced"."""
    before = _TAKEN_OFF_BEFORE.search(text, 0, option.start)
    return before is not None or _TAKEN_OFF_AFTER.match(text, option.end) is not None
