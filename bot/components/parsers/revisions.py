"""That a fault was taken for another one, or goes with one that is reported already."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .spans import Span

_FOUND_OUT = re.compile(
    r"原来(?!的|那)|合着|搞了半天|敢情|闹了半天|才发现|(?:找到|查到|查出|弄清楚?|搞清楚?|看清楚?)[了]?(?:源头|原因|是)?|(?:凑近|仔细)(?:一)?看|虚惊一场|是误报|误会"
    r"|(?:跟|和|与|同).{1,8}(?:没关系|无关|没有关系)|(?:管子|水管|线路|机器|设备|那边).{0,4}没(?:事|问题)|根本不是|并不是|不关.{1,8}的?事"
    r"|\b(?:turn(?:s|ed) out|false alarm|no \w+ at all|not (?:a|the|an) \w+ (?:at all|after all)|(?:found|find) (?:out|the (?:source|cause|culprit))|the (?:source|cause|culprit) (?:is|was)|it was (?:actually|just|only|really)|nothing to do with|isn'?t the \w+ (?:at all|after all))\b",
    re.ASCII,
)
_SAME_REPORT = re.compile(
    r"(?:并|合)[进到入成在].{0,4}(?:同)?一?[张个单]|(?:算|放|写|记|加)(?:在|进|到)?(?:同)?一张|同一张(?:单|工单)?|(?:加|补|写)(?:到|进|在).{0,4}(?:刚才|那张|这张|上一?张)"
    r"|\b(?:(?:on|in|to|into|with) the same (?:ticket|report|job|request)|same ticket|add (?:it|that|this) to (?:the|my|that) (?:ticket|report))\b",
    re.ASCII,
)


def find_revisions(text: str | Normalised) -> list[Span]:
    """Entity `revises`: "fault", what is broken is something else than was thought; "report", what is
    told goes into the report that stands. At most one of each."""
    message = normalise(text)
    return [
        message.span("revises", *match.span(), value)
        for value, pattern in (("fault", _FOUND_OUT), ("report", _SAME_REPORT))
        if (match := pattern.search(message.text)) is not None
    ]
