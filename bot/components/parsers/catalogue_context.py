"""When a short or partial name is believed: only where somebody orders."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .becoming import IS_TO_BE
from .quantities import MEASURES, UNIT_WORDS

_ORDER_VERB = (
    rf"(?:[{MEASURES}]|[来要点喝订买换拿和跟、,]|想吃|换成|改成|一|两|\d|不要|去掉|取消|的)\s?$"
)
_BEFORE = re.compile(_ORDER_VERB)
_AFTER = re.compile(
    r"\s?(?:$|[,。!?、;~.)]|[吧呢吗嘛呗哈了啊呀哦]|[的嘅]?[那这嗰𠮶][种款只隻条个]|和|跟|不要|不放|少|多|送|谢|要|各|[x×*\d]|[一两二三四五六七八九十]|换|改|再|还有|那个|[a-z])"
)
_OPENING = re.compile(
    r"\s?(?:$|[?,!。]|[吧呢吗呗]|\d|[一两二三四五六七八九十]|[x×*]\s?\d|不要了|换成|改成)"
)
_NOT_AFTER_VERB = re.compile(r"(?:吃饭|喝水|[里上下对外见当后前表方全局店台地桌]面)$")
_NUMBER = r"\d|one|two|three|four|five|six|seven|eight|nine|ten|dozen"
_ENGLISH_BEFORE = re.compile(
    r"(?:^|[,.;!?] ?|[\u4e00-\u9fff] ?|\b(?:an?|some|more|(?<!out )of|order|want|get|have|add|with|and|another|x|for|need|buy|drop|remove|cancel|like|just|only|me|to|plus|also|large|small|hot|iced"
    r"|cold|as (?:many|much) [a-z ]{1,30} as|one|two|three|four|five|six|seven|eight|nine|ten|dozen|extra|(?:the )?(?:rest|others)(?: want| take| have)?|(?:drop|remove|cancel|swap|change|replace|switch|delete|double|scrap|scratch|skip|forget|take|make|keep|leave|leave out|put|bring|turn|one|two|three|both|all|half|of|but|except) (?:of )?(?:the|my|that|those)) |\d ?x? ?"
    rf"|(?:{_NUMBER}) ?(?:{UNIT_WORDS})(?:e?s)?\.? )$",
    re.ASCII,
)
NONE_BEFORE = re.compile(
    rf"(?<![a-z])(?:{_NUMBER}) [a-z .']{{2,40}},? (?:and|but|&) no $", re.ASCII
)
""" "Two lattes and no muffins": what is not wanted beside what is."""
_ENGLISH_AFTER = re.compile(
    r"\s?(?:$|[^a-z\s']|(?:and|please|plz|pls|with|without|no|to|for|at|x ?\d{1,3}|x|thanks?|thx|now|asap|tomorrow|today|instead|too|off|out|back|also|plus|delivered|each|from|by|less|mild|spicy|iced|large|small|into|should|becomes?|should)\b)",
    re.ASCII,
)
_NOT_AN_ORDER = re.compile(
    r"\s(?:(?:is|are|was)(?! (?:not (?:needed|required|wanted|necessary)|no longer|too [a-z]+(?=,)|enough|plenty|off|out|meant|supposed|intended|to be|to become)\b)|leak\w*|jam\w*|pipe|heater|dispenser|cooler|stain|damage|everywhere|coming|dripping|pressure|tap|machine|tray|feed|meter|bill)\b"
)


def chinese_ordered(text: str, start: int, end: int) -> bool:
    """Whether a weak Chinese name at [start, end) stands in an order."""
    if _NOT_AFTER_VERB.search(text, max(0, start - 2), end):
        return False
    if not text[:start].strip():
        return bool(_OPENING.match(text, end))
    return bool(_BEFORE.search(text, 0, start) and _AFTER.match(text, end))


def english_ordered(text: str, start: int, end: int) -> bool:
    """Whether a weak English word at [start, end) stands in an order, or says which kind."""
    if _KIND_BEFORE.search(text, 0, start) and _KIND_AFTER.match(text, end):
        return _NO_KINDS.fullmatch(text, start, end) is None
    if IS_TO_BE.search(text, 0, start) and _NO_KINDS.fullmatch(text, start, end) is None:
        return bool(_ENGLISH_AFTER.match(text, end))
    before = _ENGLISH_BEFORE.search(text, 0, start) or NONE_BEFORE.search(text, 0, start)
    return bool(before and _ENGLISH_AFTER.match(text, end))


_KIND_BEFORE = re.compile(
    r"(?:^|[,.;!?(] ?|[\u4e00-\u9fff] ?|\b(?:the|an?|sorry|oops|meant?|mean|needs?|want|not|rather than|instead of|in place of|for|make (?:it|them|that)) )$",
    re.ASCII,
)
_KIND_AFTER = re.compile(
    r" ?(?:ones?|kinds?|types?|version)\b|,? (?:not|rather than|instead of) |[,.;!]? ?$|[嗰𠮶]|那[种款]",
    re.ASCII,
)
_NO_KINDS = re.compile(
    r"hot|iced|cold|large|big|small|spicy|sweet|sour|meat|rice|noodles?|soups?|coffees?|teas?|veg[a-z]*|drinks?|mild|black|white|red|blue|green|new|old|water|paper|box|tape|pot|case|charge|stick|salad|pork|beef|chicken|egg|fried|dry|hand|dough|ham|bun|desk|counter|locker|door|gate|office|table",
    re.ASCII,
)
"""Properties, and words that are said of much that nobody sells."""


def english_refused(text: str, end: int) -> bool:
    """Water that leaks is not for sale."""
    return bool(_NOT_AN_ORDER.match(text, end))
