"""Where a visitor's name or the reason of a visit may stand; the tagger decides which of them do."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.components.name_words import (
    COMPOUND_SURNAMES,
    ENGLISH_DEEDS,
    ENGLISH_NAMES,
    SURNAMES,
    TITLES_AFTER,
    TITLES_BEFORE,
)

from .normalise import Normalised, normalise
from .spans import Span

_HAN = "[\u4e00-\u9fff]"
_SURNAME = (
    f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|(?!(?<=[作应工])方)[{''.join(sorted(SURNAMES))}])"
)
_TITLE = f"(?:{'|'.join(sorted(TITLES_AFTER, key=len, reverse=True))})"
_NO_TITLE = r"(?<!施工)(?<!员工)(?<!于是)(?![程作单位具资厂地商期序艺的]|共|是|部|结|不)"
_ENDS_NAME = rf"(?=\s|[,.;:、。!?()+\-]|$|\d|[来过要到在的和跟与带说有明今后下上中早晚两三四五六七八九十周这那也是不没约登进放办开发弄报送取领]|{_TITLE}|[a-z])"
_CUES = r"(?:叫做?|名字[是叫:]?|姓名[是为:]?|访客[是:]?|来访人?[是:]?|来宾|来人是?|来客|客人|客户|嘉宾|候选人|联系人|司机|领头的?是?|带队的?是?|领队的?[是:]?|负责人|供应商|记者|律师|讲师|摄影师|设计师|园艺师|销售|朋友|同学|室友|老公|老婆|表[哥弟姐妹]|助理)"
_NO_START = "(?![叫姓是来要不的有在说就还也到没了登预取办申审过])"
_BEFORE = r"(?:^|(?<=[\s,.;:、。!?给帮把让约请由跟和与替向叫是]))"
_CHINESE_NAMES = [
    re.compile(rf"(?<!我)(?<!本人)姓(?P<it>{_SURNAME})"),
    # 叫王晓明 ends before 明 as well as after it: the shorter and the longer reading.
    re.compile(
        rf"{_CUES}\s?(?P<it>{_SURNAME}{_HAN}{{1,2}}?|{_NO_START}{_HAN}{{2,3}}?){_ENDS_NAME}"
    ),
    re.compile(rf"{_CUES}\s?(?P<it>{_SURNAME}{_HAN}{{1,2}}){_ENDS_NAME}"),
    re.compile(rf"(?P<it>{_SURNAME}{_TITLE}){_NO_TITLE}"),
    re.compile(rf"{_BEFORE}(?P<it>{_SURNAME}{_HAN}{{1,2}}?){_ENDS_NAME}"),
    re.compile(rf"{_BEFORE}(?P<it>{_SURNAME}{_HAN}{{1,2}}){_ENDS_NAME}"),
    re.compile(rf"{_BEFORE}(?P<it>[老小阿]{_HAN}){_ENDS_NAME}"),
]
_KNOWN = "|".join(sorted(ENGLISH_NAMES, key=len, reverse=True))
_WORD = r"[a-zà-ÿ][a-zà-ÿ'-]*"
_NOT_IN_NAMES = r"(?!(?:is|are|was|has|will|for|to|from|at|on|in|the|and|a|an|of|with|here|can|coming|comes|who|please|pls|he|she|they|they're|tomorrow|today|tonight|my|our|his|her|me|us|by|not|s)\b)"
_ENGLISH_NAMES = [
    re.compile(rf"\b(?P<it>(?:{'|'.join(sorted(TITLES_BEFORE))})\.?\s{_NOT_IN_NAMES}{_WORD}(?:\s(?:{_KNOWN})\b)?)"),
    re.compile(rf"\b(?:named|called|name(?:'s| is|:)|surname(?: is)?|guests?:?|visitors?:?|candidate|client|contractor|uninvite|(?:led|headed) by|(?:group|team|party) lead(?:er)?(?: is|:)?)\s(?P<it>{_NOT_IN_NAMES}{_WORD}(?:\s{_NOT_IN_NAMES}{_WORD})?)(?=\s?(?:[,.;!?]|$)|\s(?:is|has|will|for|to|from|at|who|and|here|comes|coming|tomorrow|today|in)\b)"),
    re.compile(rf"(?<![a-z])(?P<it>(?:{_KNOWN})(?:\s(?:{_KNOWN})(?![a-z]))?)(?![a-z'-])"),
]  # fmt: skip

_NOT_A_DEED = r"(?![访宾客了不的吗人一两三四五六七八几个位着自得往电回过这到时呢吧啊嘛源历临]|我们?$|公司[,。]|园区)"
_HERE = r"(?:(?:我们?|咱们?|你们?|贵)?(?:公司|司|这里|这边|这儿|园区|单位|办公室|楼上)?)"
_ENDS_DEED = r"(?=\s?[,.;:、。!?()+]|\s?$|\s(?=[\u4e00-\u9fff])|的|了|吧|呢|哈|呗|啊|你|请|麻烦|帮|,|\d|大概|大约|明天|今天|后天|下午|上午|早上|晚上|预约|取消)"
_CHINESE_REASONS = [
    re.compile(r"(?:事由|目的|原因|来由)(?:是|为|写|填)?\s?[:]?\s?(?P<it>[^\s,.;:。!?]{2,12})"),
    re.compile(rf"(?:进场|进园|上门|(?:过|上|进|前)?来)(?:给(?:我们?|咱们?|大家)?|{_HERE})(?P<it>{_NOT_A_DEED}[^\s,.;:、。!?\d的了]{{2,10}}?){_ENDS_DEED}"),
    re.compile(r"(?P<it>(?:[\u4e00-\u9fff]{2})?(?:面试|初试|复试|笔试|[一二三终]面|面谈|签约|签合同|路演|团建|培训|审计|洽谈|谈判|洽公|谈事|交流|验收|验货|巡检|检修|维修|维护|维保|调试|安装|施工|保洁|送货|取货|取件|提货|参观|考察|开会|会议|体检|入职|义诊|讲座|讲课|分享会|咨询|拜访|加班|驻场|评审|检查|校友会|董事会))(?=\s?[,.;:、。!?]|\s?$|\s|的|取消|人员|用|了)"),
]  # fmt: skip
_NOUNS = "|".join(sorted(ENGLISH_DEEDS, key=len, reverse=True))
_STOP = r"(?:at|on|in|with|by|from|tomorrow|today|tonight|this|next|around|please|pls|and|so|mon|tues?|wed|thu|fri|sat|sun)"
_PHRASE = rf"(?:(?!{_STOP}\b)[a-z][a-z'-]*)(?:\s(?!{_STOP}\b)[a-z][a-z'-]*){{0,4}}"
_ENGLISH_REASONS = [
    re.compile(rf"\b(?:purpose(?: of (?:the )?visit)?|reason)(?: is)?[:\s]\s?(?P<it>{_PHRASE})"),
    re.compile(rf"\b(?:here|coming|comes?|in|over|by|site|needs?|going|wants?|access|upstairs|outside|list|arriving|visit(?:s|ing)?|tomorrow|today|us)\b[^,.;]{{0,24}}?\b(?:for (?:(?:an?|the|her|his|our|their) )?|to (?!the\b|us\b|our\b|see\b me\b))(?P<it>{_PHRASE})"),
    re.compile(rf"\b(?:will|for (?:an?|the|her|his|our)|to)\s(?P<it>{_PHRASE})"),
    re.compile(rf"(?:^|[,;:.]|\s-)\s?(?P<it>(?:[a-z-]+\s){{0,2}}(?:{_NOUNS}))(?=\s?(?:[,;.]|$|\s-))"),
    re.compile(rf"(?<![a-z])(?P<it>(?:{_NOUNS}))(?![a-z-])"),
]  # fmt: skip


def name_candidates(text: str | Normalised) -> list[Span]:
    """Stretches that look like a person's name; some of them overlap."""
    return list(_spans(normalise(text), "visitor_name", [*_CHINESE_NAMES, *_ENGLISH_NAMES]))


def reason_candidates(text: str | Normalised) -> list[Span]:
    """Stretches that look like what somebody comes for; some of them overlap."""
    return list(_spans(normalise(text), "visit_reason", [*_CHINESE_REASONS, *_ENGLISH_REASONS]))


_FULL_NAME = re.compile(rf"(?P<it>{_SURNAME}{_HAN}{{1,2}})(?:女士|先生|小姐|老师|同学|总监|经理)")
_PARTICLES = "了吧呢啊呀哈的"


def without_title(name: str) -> str:
    """欧阳静女士 is 欧阳静; 王女士 stays, for nothing else is known of her."""
    said = normalise(name)
    full = _FULL_NAME.fullmatch(said.text)
    if full is None or full["it"] in COMPOUND_SURNAMES:
        return name
    return name[: said.origin(*full.span("it"))[1]]


def without_particles(reason: str) -> str:
    """Without what it ends with, and without that it is so of another guest, too: "also interview"."""
    return _TOO.sub("", reason).rstrip(_PARTICLES) or reason


_TOO = re.compile(
    r"^(?:(?:also|again|likewise)[\s,]{1,3}(?:(?:for )?(?:an?|the)\s)?|(?:也|同样|一样|都)还?是)(?=.)",
    re.IGNORECASE | re.ASCII,
)


def _spans(message: Normalised, entity: str, patterns: list[re.Pattern[str]]) -> Iterator[Span]:
    for rule, pattern in enumerate(patterns):
        for match in pattern.finditer(message.text):
            start, end = match.span("it")
            yield message.span(entity, start, end, match["it"], extra={"rule": rule})


# Names that stand beside each other, and answers to "who comes?" in which nothing was tagged.

_UNIT_OF_PEOPLE = re.compile(r"队|方|公司|人员|师傅|团")
_INTRODUCES = re.compile(
    r"^(?:就?是|[他她]们?|客人|访客|对方|名字|姓名|叫做?|[:：\s])+"
    r"|^(?:(?:it'?s|his|her|their|the|names?|is|are|called|guest|visitor|they'?re)\b|[:\s])+",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"[、,，;；/&\n]|(?<=[\u4e00-\u9fff])[和与跟](?=[\u4e00-\u9fff])|\band\b", re.IGNORECASE
)
_COMMON = (
    "(?:欧阳|司马|上官|诸葛|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
    "蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤])"
)
_SECOND = rf"(?:(?![来到要会过等从]){_HAN})?"
_FULL = rf"(?!周[一二三四五六日天末]){_COMMON}{_HAN}{_SECOND}"
_GOES_ON = r"(?=[今明后]天|大后天|[下本这]?周|星期|[上下中]午|早上|晚上|[来到要会过等从]|[\W\d]|$)"
_LISTED = re.compile(rf"{_FULL}(?:\s*[和与跟、,，]\s*{_FULL})+{_GOES_ON}")
_ONE_OF_THEM = re.compile(r"[^和与跟、,，\s]+")
_NO_REASON = re.compile(r"(?:(?:to )?(?:see|visit|meet) (?:me|us)|[找见看]我们?)?", re.IGNORECASE)


_OF_VISITS = frozenset(
    {
        "time",
        "period",
        "shift",
        "visitor_name",
        "visit_reason",
        "phone",
        "plate",
        "location",
        "quantity",
    }
)


def otherwise_named(text: str, there: Sequence[Mapping[str, Any]], *, asked: bool) -> list[Span]:
    """`visitor_name` beside those that are found, `told_name` where there is none at all."""
    known = [str(one["value"]) for one in there if one["entity"] == "visitor_name"]
    listed = listed_names(text, known)
    if known or listed or not asked:
        return listed
    others = [one for one in there if one["entity"] in _OF_VISITS and "end" in one]
    return told_names(text, [(int(one["start"]), int(one["end"])) for one in others])


def whole_name(text: str, end: int) -> int:
    """Where a name ends that goes on with what it is called by: 施工 of 施工队."""
    rest = _UNIT_OF_PEOPLE.match(text, end)
    if rest is None and text[:end][-1:].isascii():
        rest = _MORE_OF_A_NAME.match(text, end)
    return rest.end() if rest is not None else end


_MORE_OF_A_NAME = re.compile(
    r"(?: (?!(?:Building|Tower|Block|Room|Floor|Level|From|At|On|And|With|Plus|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Today|Tomorrow|The|Is|Will|Of|For|To|In|By|No)[a-z]*\b)[A-Z][a-z'’-]+){1,2}(?=$|[\s,.;!?])"
)
"""Further words of a Latin name: "Ms. Wong Ka Yee"."""


def listed_names(text: str, known: Collection[str]) -> list[Span]:
    """`visitor_name` of full names that stand beside another one (张三和李四) and are no part of those that are known."""
    spans = []
    for listed in _LISTED.finditer(text):
        for one in _ONE_OF_THEM.finditer(listed[0]):
            if not any(one[0] in name or name in one[0] for name in known):
                start = listed.start() + one.start()
                spans.append(Span("visitor_name", start, start + len(one[0]), one[0], one[0]))
    return spans


def told_names(text: str, others: Iterable[tuple[int, int]]) -> list[Span]:
    """`told_name` of an answer to "who?" in which no name was found: its words but those that stand for something else (`others`)."""
    words = list(text)
    for start, end in others:
        words[start:end] = "," * (end - start)
    answer = "".join(words)
    spans, start = [], 0
    for cut in (*_BETWEEN_NAMES.finditer(answer), None):
        end = len(answer) if cut is None else cut.start()
        spans.append(_told(answer, start, end))
        start = end if cut is None else cut.end()
    named = [span for span in spans if any(sign.isalpha() for sign in span.text)]
    return [span for span in named if _NO_NAME.search(span.text.lower()) is None]


_NO_NAME = re.compile(
    r"^(?:of course|obviously|naturally|clearly|sorry|please|thanks|thank you|当然|肯定|谢谢|麻烦了?)$"
    r"|(?:^|\s)(?:am|pm|a\.m\.?|p\.m\.?|morning|afternoon|evening|noon|tonight)(?:$|[\s,.!])|[上下中]午|晚上|早上|傍晚",
    re.ASCII,
)
"""Words of an answer to "who?" that are none: what they say of the hour, or by the way."""


def _told(answer: str, start: int, end: int) -> Span:
    part = answer[start:end]
    part = part.rstrip(_AROUND)
    start += len(part) - len(part := part.lstrip(_AROUND))
    bare = _INTRODUCES.sub("", part)
    start += len(part) - len(bare)
    start += len(bare) - len(name := bare.lstrip())
    name = name.rstrip()
    return Span("told_name", start, start + len(name), name, name)


_AROUND = " 。.!！~“”\"'"


def says_no_reason(reason: str) -> bool:
    """Whether it is what every visitor comes for: "to see us"."""
    return _NO_REASON.fullmatch(reason) is not None
