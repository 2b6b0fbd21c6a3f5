"""Fetching it oneself, or having it brought."""

from __future__ import annotations

import re

from bot.components.parsers.normalise import Normalised, normalise
from bot.components.parsers.spans import Span

_PICKUP = re.compile(
    r"自取|自提|(?:我|自己|我们|俺)?(?:过来|过去|去|来|下楼|下去)(?:自己)?[取拿](?!消)(?:就行|就好|吧|餐)?"
    r"|自己(?:去|来|过去|过来)?[取拿]|堂食|到店(?:取|吃)"
    r"|\b(?:self[- ]?)?pick(?:ing)?[- ]?(?:it |them )?up\b|\btake[- ]?away\b|\bto go\b"
    r"|\bcollect (?:it|them)\b"
    r"|\bi'?ll (?:come|fetch|collect|get it)\b|\bdine[- ]?in\b|\beat (?:in|there)\b"
)
_DELIVERY = re.compile(
    r"送(?:过来|上来|上楼|到|餐|来|货)|外送|配送|帮我送"
    r"|\bdeliver(?:y|ed|s)?\b|\bbring (?:it|them)\b"
)
_NEGATED = re.compile(r"(?:不用|不要|别|不|don'?t|no|not)\s*(?:need |want )?$")


def find_fulfilment(text: str | Normalised) -> list[Span]:
    """At most one span `fulfilment`, value pickup or delivery.

    "不用送" is pickup; a place to bring it to outweighs that somebody comes down for it.
    """
    message = normalise(text)
    delivery = _DELIVERY.search(message.text)
    if delivery is not None:
        declined = _NEGATED.search(message.text[: delivery.start()]) is not None
        value = "pickup" if declined else "delivery"
        return [message.span("fulfilment", *delivery.span(), value)]
    pickup = _PICKUP.search(message.text)
    return [] if pickup is None else [message.span("fulfilment", *pickup.span(), "pickup")]
