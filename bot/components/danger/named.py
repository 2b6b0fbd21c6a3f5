"""Danger that is named outright, in the words that everybody expects.

People who write danger in their own words avoid these, so what is learned from them knows them least. A named danger is
asked about at least, and alarms where the learned detector suspects it, too.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from bot.components.parsers.figures import is_real
from bot.components.parsers.normalise import normalise

_NAMED = (
    (
        "medical",
        r"[晕昏]倒(?!霉)|昏[迷过厥]|不省人事|叫(?:[极極]?都)?[不唔][醒应應]|[冇無]晒?(?:呼吸|心跳)|[没无](?:有)?(?:了)?(?:呼吸|心跳|脉搏)|(?:呼吸|心跳|心脏)[骤停]|心梗|心肌梗|抽搐|癫痫|休克|大出血|血流不止|噎[住到着]|口吐白沫|过敏性休克|喘不上气"
        r"|\b(?:unconscious|unresponsive|(?:not|isn'?t|stopped|can'?t|cannot|couldn'?t) breath(?:e|ing)|no pulse|heart attack|cardiac arrest|passed out|fainted|having a (?:stroke|seizure|fit)|seizures?|(?:is|are|he'?s|she'?s) choking|bleeding (?:out|badly|heavily|a lot)|overdosed?|anaphyla\w{1,8}|(?:he|she|man|woman|guy|girl|boy|colleague|coworker|somebody|someone|person|visitor|guard|child) (?:has |just |have )?collapsed)\b",
    ),
    (
        "violence",
        r"[拿持举握动挥]着?(?:一把|把)?(?:菜|水果|砍|长|尖)?刀|[砍捅]人|行凶|打起来|打架|打人|被打|抢劫|劫持|绑架|[有拿持开]枪|猥亵|强奸|性侵"
        r"|\b(?:(?:has|with|holding|waving|pulled|pulling|got) (?:a|an|his|her|the) (?:\w{1,10} )?(?:knife|gun|machete|axe)|stabb(?:ed|ing)|being (?:attacked|assaulted|beaten|robbed)|(?:is|are|'s) (?:attacking|threatening|assaulting|beating|punching|strangling)|gunshots?|shots fired|hostages?)\b",
    ),
    (
        "self_harm",
        r"不想活|唔想(?:再)?(?:活|生)(?!病|气|氣|日|火|仔|育)|活不下去|自杀|轻生|寻死|割腕|(?:想|要|正要|准备)(?:跳楼|去死)|跳楼(?!价|机|大甩卖)|结束(?:我|自己)的?生命"
        r"|\b(?:suicid(?:e|al)|kill(?:ing)? (?:my|him|her|them)sel(?:f|ves)|end (?:my|his|her) life|want(?:s)? to die|(?:hurt|cut)(?:ting)? myself)\b",
    ),
    (
        "electric",
        r"触电|电击|[被俾畀]电(?:到|亲|親|了|击|晕|麻|着)|\b(?:electrocuted|electric shock|got (?:shocked|zapped|an? shock))\b",
    ),
    (
        "chemical",
        r"(?:硫酸|盐酸|硝酸|氢氟酸|强酸|强碱|烧碱|氨水|氯气|试剂|化学品|药水|农药|甲醛|毒气).{0,8}(?:泼|溅|洒|泄漏|漏|烧伤|灼伤|进.{0,3}眼|误食|误服|喝了)|(?:食物|一氧化碳|煤气|气体)中毒|误[食服]"
        r"|\b(?:(?:acid|bleach|ammonia|chlorine|solvent|chemicals?|caustic soda) .{0,20}(?:eyes?|skin|face|spill(?:ed|ing)?|splash\w{0,3}|leak\w{0,3}|burn\w{0,3}|swallowed|drank)|(?:swallowed|drank|inhaled) .{0,12}(?:acid|bleach|chemical|solvent|cleaner)|carbon monoxide|poisoned)\b",
    ),
    (
        "collapse",
        r"坍塌|倒塌|塌[了下方陷]|要塌|砸[到中伤]了?.{0,2}人|砸到(?:了)?(?:同事|头|他|她|我|孩子)"
        r"|\b(?:(?:ceiling|roof|wall|scaffold\w{0,3}|floor|building|shelf|shelves|rack) .{0,12}(?:collaps(?:ed|ing)|caved? in|coming down|fell on)|buried under)\b",
    ),
    (
        "trapped",
        r"困在|被困|[出爬]不[来去]了?.{0,6}电?梯|(?:电|货|客|直|\d号)梯.{0,12}(?:困|出不[来去]|停在(?:半空|中间|两层|空中)|卡在(?:半空|中间|两层))|\b(?:trapped|stuck in(?:side)? (?:the|a|an|this|your) (?:\w{1,10} )?(?:lift|elevator))\b",
    ),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(pattern, re.ASCII)) for kind, pattern in _NAMED)
_GRAVEST = (
    ("self_harm", re.compile(r"不想活|自杀|轻生|寻死|\bsuicid|\bkill (?:my|her|him|them)sel")),
    (
        "fire",
        re.compile(r"(?<![打点])着火|起火|失火|火苗|着了着了|\bon fire\b|\bburning\b", re.ASCII),
    ),
    ("gas", re.compile(r"煤气|燃气|天然气|\bgas (?:leak|smell)|\bsmell (?:of )?gas\b", re.ASCII)),
    ("electric", re.compile(r"触电|电到了|\belectrocut", re.ASCII)),
)
"""Of several dangers in one message the one that is told first, by words that leave no doubt about
it: who says that it burns and somebody is trapped hears first what to do in a fire."""
_NOT_NOW = re.compile(
    r"上个?(?:月|周|礼拜|星期|次)|去年|前年|昨[天晚]|小时候|谣传|海报|传单|片子|视频|电影|如果|万一|假如|要是|怎么办才|培训|课程?|演练|演习|急救包|哪里有|在哪|小说|剧本|(?:电脑|服务器|系统|程序|手机)中|\b(?:if (?:there|someone|somebody|anyone|i)|in case|what if|course|training|drill|workshop|where is|where'?s|server|build|test|pipeline|process|deadline|almost|nearly|basically|joke|joking|lol|haha|last (?:week|month|year|night|summer|winter)|yesterday|ago|in (?:20|19)\d\d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in the (?:summer|winter|spring)|leaflet|poster|podcast|chapter|movie|film|watch|book|among us|game|drama)\b",
    re.ASCII,
)


def gravest(text: str) -> str | None:
    """The kind that the words of a danger leave no doubt about, the gravest first; None where they
    do. Whether it is a danger at all they do not say."""
    words = normalise(text).text
    return next((kind for kind, pattern in _GRAVEST if pattern.search(words)), None)


def named(text: str) -> str | None:
    """The kind of danger that the message names as happening; None where it names none, or only
    speaks of it."""
    words = normalise(text).text
    if _NOT_NOW.search(words):
        return None
    for kind, pattern in _KINDS:
        found = pattern.search(words)
        if found and is_real(words, found.start(), found.end()):
            return kind
    return None
