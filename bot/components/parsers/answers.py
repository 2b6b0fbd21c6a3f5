"""What a message answers with, where it does not name what it was asked for; each a span, so that whoever learns to read may replace it."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .numbers import CHINESE, ENGLISH, find_numbers, to_int
from .spans import Span

#: A sign that says where is often part of another word: 牛肉面, 下午, 另外, 时间, 5号下午.
_SPOT = (
    r"(?<!一)边|旁|侧|(?<![三多\d一二两三四五六七八九])角(?![度色])|(?<![公心])里(?![程脊])|(?<![以之])内(?![容存])|(?<![另此意例额])外(?![卖送套汇形表国地观])"
    r"|[上下里外前后左右侧对正背东南西北地墙台桌路]面(?![条包议谈])|(?<=[桌墙顶板柜椅窗楼台地梯架床层箱子发])上(?![午班门网周次个])|(?<=[桌顶板柜椅窗楼台地梯架床底子])下(?![午班单周次个来去载])|[上下]方"
    r"|门口|附近|隔壁|走廊|工位|对面|尽头|[楼层栋室]|(?<![插讲底])座(?![机谈])|区(?!别)|(?<![月机单牌工账型挂编])(?<!月\d)(?<!月\d\d)号(?![码线早晚]|[上中下]午|之?[前后])|(?<![时期空瞬夜晚之年人午民])间"
    r"|\b(?:near|next to|behind|opposite|beside|floor|corner|side|end(?! of (?:the )?(?:day|week|month|year))|desk|door|inside|outside|room|building"
    r"|by (?:the|a|an|my|our|your) (?!way\b|time\b|end\b|morning\b|afternoon\b|evening\b)"
    r"|(?:on|at|to) (?:the |my |our |your )?(?:left|right)|(?:left|right) (?:side|hand|wing|of|at the))\b"
)
_WORDS = {
    "unsure": r"不知道|不清楚|说不[清准上好]|不确定|不晓得|没定|待定|记不[清得]|忘了|随便|都行|都可以"
    r"|\b(?:don'?t (?:know|remember|have)|not (?:quite |really )?sure|no idea|can'?t (?:tell|say)|unsure|dunno|no names?|doesn'?t matter)\b",
    "everywhere": r"整[栋座幢层个]|全[楼栋部园层]|到处|哪[里儿]都|每[层间]|都这样"
    r"|\b(?:whole|entire|all over|everywhere|all (?:the )?floors)\b",
    "whole_day": r"全天|整天|一天(?!后)|随时|\b(?:(?:all|whole|full|entire) day|any ?time)\b",
    "just_now": r"刚才|刚刚|方才|\b(?:just now|a moment ago|minutes? ago)\b",
    "again": r"又|还是|再次|老[毛问]|\b(?:again|still)\b",
    "adds": r"再|另外|还有|加|\b(?:more|another|also|plus|too)\b",
    "asks": r"\?|几点|多久|[吗呢么][^\w\u4e00-\u9fff]*$|怎么|什么|在哪|哪[里儿]|\b(?:how|what|where|why)\b",
    "spot": _SPOT,
    "hedge": r"好像|应该(?!的)|大概|可能|也许|或许|估计|差不多|算是|勉强|凑合|说不定|不一定|看情况"
    r"|但是?(?!愿)|不过(?!来)|可是|问题是|(?P<much>好|行|可以|要|想)(?:归|是)(?P=much)|就是.{0,6}了点|只是|就是[^\w]?(?:有点|有些|太)|可惜|[先还](?:别|不|等|问|看|想)|等(?:一?[下等会]|我|他|她|你们|人|到)|(?:待|一)会|回头|晚点|稍后|迟点"
    r"|再(?:说|看|想|考虑|问|商量|等|定)|[问想看](?:一?[问想看下]|看看)|考虑|犹豫|如果|要是|只要|除非|万一"
    r"|\b(?:maybe|perhaps|probably|possibly|presumably|i (?:guess|suppose|think|believe)|(?:sort|kind) of|kinda|almost|nearly|hopefully|might|could be|should be"
    r"|but|though|although|however|except|unless|if|as long as|provided|hold on|hang on|wait|(?<!hour )(?<!hours )(?<!minute )(?<!minutes )(?<!mins )(?<!day )later|not (?:yet|now|quite|so fast)|before|until|in a (?:bit|while|sec|tick)"
    r"|(?:a|one|few|couple of|in) (?:minutes?|mins?|seconds?(?! (?:one|helping|portion))|secs?|moments?)|let me (?:think|ask|check|see|look)|i(?:'ll| will| need to| have to) (?:think|ask|check|see))\b",
    "redirect": r"送到|送去|送来|搬到|\b(?:deliver|bring|send|move)\b",
}
_PATTERNS = {name: re.compile(pattern, re.ASCII) for name, pattern in _WORDS.items()}
_NOTHING = re.compile(
    r"(?:(?:都|也)?(?:没有?|没什么|无|跳过|不用)(?:什么)?(?:特征|特别的?|车牌|开车)?[了吧啊呢的呀]{0,2}|(?:no|none|nothing|skip|nope|without)\b[\w\s,']{0,24})",
    re.ASCII,
)
_NUMBER = re.compile(rf"\d{{1,3}}|{CHINESE}|{ENGLISH}", re.ASCII)


ANSWERS = frozenset({"nothing", "number", "figure", "relation", *_WORDS})
"""Entities that are found here, and what relates to what stands (relations.py)."""
NAMES_NOTHING = (ANSWERS - {"number", "figure"}) | {
    *("yes", "correction", "restore", "give_up", "same", "kind", "social"),
    *("comes", "broken", "only_asks", "revises", "exchange", "copy"),
    *("has_none", "mine"),
}
"""Entities that say something of the message itself, or of how it answers: a yes is one with them, too."""


def find_answers(text: str | Normalised) -> list[Span]:
    """At most one span of each entity but `figure`; its value is True, but of numbers.

    | entity | says |
    |---|---|
    | `unsure` | that it cannot be said, or that any will do |
    | `nothing` | all of it: that there is none of what was asked for |
    | `everywhere`, `spot` | that it is everywhere; words that people say of a place |
    | `whole_day`, `just_now` | all day long, or at any hour; a moment ago |
    | `again` | that it is so again, or still |
    | `adds` | that something comes besides |
    | `asks` | that it asks something |
    | `hedge` | that it is not said outright: a doubt, a "but", a condition, a "not yet" |
    | `redirect` | that something is to go somewhere |
    | `number` | all of it: a number, its value |
    | `figure` | a number that stands in it, whatever else is found in its words, its value |
    """
    message = normalise(text)
    spans = [
        message.span(name, *match.span(), True)
        for name, pattern in _PATTERNS.items()
        if (match := pattern.search(message.text)) is not None
    ]
    start, end = _without_marks(message.text)
    if _NOTHING.fullmatch(message.text, start, end) is not None:
        spans.append(message.span("nothing", start, end, True))
    number = _NUMBER.fullmatch(message.text, start, end)
    if number is not None and (value := to_int(number[0])) is not None:
        spans.append(message.span("number", start, end, value))
    figures = [one for one in find_numbers(message.text) if one[1] - one[0] <= _LONGEST_FIGURE]
    spans += [message.span("figure", *one) for one in figures[:_MOST_FIGURES]]
    return spans


_MOST_FIGURES, _LONGEST_FIGURE = 6, 12
"""Figures of one message, and letters of one."""


def _without_marks(text: str) -> tuple[int, int]:
    """Where its words begin and end."""
    signs = [place for place, sign in enumerate(text) if sign.isalnum()]
    return (signs[0], signs[-1] + 1) if signs else (0, 0)
