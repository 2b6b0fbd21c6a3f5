"""Fetching it oneself, having it brought, or having it put into a locker."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from bot.components.parsers.normalise import Normalised, normalise
from bot.components.parsers.spans import Span

_LOCKER = re.compile(
    r"(?:放(?:到|在|进|入)?|送(?:到|去)?|存(?:到|在|进)?|丢(?:到|在|进)?|投(?:到|进)?)?(?:快递柜|储物柜|取货柜|取餐柜|自提柜|寄存柜|智能柜|丰巢|柜子(?!台|里?面?(?:还|都|已|有|剩))|柜里(?!台|还|有|剩))(?:里面?|就行|吧)?"
    r"|\b(?:(?:put|leave|drop) (?:it|them) (?:in|into|at) )?(?:(?:in|into|to|at|use|via|by) )?(?:(?:the|a|an|your|my|parcel|smart) ){0,2}lockers?\b"
)
_COUNTER = re.compile(
    r"(?:柜台|前台|店里|商店|到店|便利店)(?:那?里)?(?:自己)?(?:去|来)?(?:自取|自提|取|拿)"
    r"|(?:我|自己)?(?:去|来|到)(?:店里|商店|便利店|柜台|小卖部)(?:自己)?(?:自取|自提|取|拿)?"
    r"|\b(?:pick (?:it|them) up |fetch (?:it|them) |collect (?:it|them) )?(?:at|from) the (?:counter|shop|store)\b|\bcounter pick-?up\b|^(?:the |at the )?counter\W*$"
)
_DESK = re.compile(
    r"(?:送(?:到|去|来)?|放(?:到|在)?|拿到|带到)?(?:我的?|我们的?|本人)?(?:工位|座位|办公桌|桌上)(?:上|来|去|就行|吧)?"
    r"|\b(?:(?:to|at|on|bring (?:it|them) to|deliver (?:it|them )?to) )?(?:my|our|the|his|her|their) desk\b|\b(?:to|at|on) desk\b"
)
_PICKUP = re.compile(
    r"自取|自提|(?:我|自己|我们|俺)?(?:过来|过去|去|来|下楼|下去)(?:自己)?[取拿](?!消)(?:就行|就好|吧|餐)?"
    r"|自己(?:去|来|过去|过来|下来|下去|下楼|到)?[^,。;!?]{0,6}[取拿端领拎](?!消|料|先|导)|(?:到|去)[^,。;!?]{1,6}自己[取拿端领拎]|堂食|到店(?:取|吃)"
    r"|\b(?:self[- ]?)?pick(?:ing)?[- ]?(?:it |them )?up\b|\btake[- ]?away\b|\bto go\b"
    r"|自己\s?(?:collect|pick ?up|grab)\b|\b(?:swing|drop|pop|stop|come) by\b[^,.;!?]{0,40}\b(?:grab|get|fetch|collect|pick)\b"
    r"|\bcollect (?:it|them|(?:it |them )?(?:by )?(?:myself|ourselves))\b|\b(?:i|we)(?:'ll| will)? collect\b"
    r"|\b(?:come|go|pop|nip|head|walk|run)(?: down| over| up| by| round)?(?: there)? (?:and|to|&) (?:get|fetch|grab|collect)\b|\b(?:get|fetch|grab|collect) (?:it|them|that|those) (?:my|our)sel(?:f|ves)\b"
    r"|\b(?:i|we)(?:'ll| will|'m| am|'re| are| can)? (?:com(?:e|ing)|go(?:ing)?)(?: down| over| up| by| round)? (?:and |to )?(?:take|get|fetch|grab|collect|pick)\b"
    r"|\b(?:pick|collect|grabb?|fetch|gett?|tak)(?:e|ing)? (?!(?:an?|one|some|lunch|dinner) )[^,.;!?]{0,30}\b(?:(?:my|our)sel(?:f|ves)|in person)\b"
    r"|过[来去]吃|(?:顺便|顺路|顺手)(?:自己)?[取拿带](?!消)"
    r"|^(?:i(?:'?ll| will| can)? )?(?:fetch|collect|grab) (?:it|them|that)\b|\bi'?ll (?:come|fetch|collect|get it)\b|\bdine[- ]?in\b|\beat (?:in|there)\b"
)
_DELIVERY = re.compile(
    r"送(?:过来|上来|上楼|到|餐|来|货)|外送|配送|帮我送"
    r"|\bdeliver(?:y|ed|s)?\b|\bbring (?:it|them)\b"
)
_NEGATED = re.compile(
    r"(?:不用|不要|别|不想?|(?<![a-z])(?:don'?t|no|not|instead of|rather than))\s*(?:need |want |to |放|in |into |the )*$"
)
_WAYS = (("locker", _LOCKER), ("counter", _COUNTER), ("desk", _DESK))
"""What shops alone have; said, it outweighs a plain "送到" or "自取"."""


def find_fulfilment(text: str | Normalised) -> list[Span]:
    """At most one span `fulfilment`: locker, counter, desk, pickup or delivery.

    "不用送" is pickup; a place to bring it to outweighs that somebody comes down for it. Of several
    of a shop's ways the last one that is not declined counts: "别放快递柜，送到工位".
    """
    message = normalise(text)
    found = [
        message.span("fulfilment", *match.span(), value)
        for value, pattern in _WAYS
        for match in pattern.finditer(message.text)
        if _NEGATED.search(message.text[: match.start()]) is None
    ]
    if found:
        return [max(found, key=lambda span: span.start)]
    delivery = _DELIVERY.search(message.text)
    if delivery is not None:
        declined = _NEGATED.search(message.text[: delivery.start()]) is not None
        value = "pickup" if declined else "delivery"
        return [message.span("fulfilment", *delivery.span(), value)]
    pickup = _PICKUP.search(message.text)
    return [] if pickup is None else [message.span("fulfilment", *pickup.span(), "pickup")]
