"""What a message says of itself: that it corrects, takes back, brings back, gives up, means the same as before."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .normalise import Normalised, normalise
from .spans import Span, keep_first

_CORRECTION = re.compile(
    r"不对|[说讲打写发搞弄点填记报看]错|错了|应为|误写|不是(?=[^吗么?？]*(?:[,，。]|而?是))|应该是|更正|更改|改[成为到一下]|改(?=[\u4e00-\u9fff\d])|我是说|换[成到个]|变更|挪到|提前|推迟|延后|变成"
    r"|\b(?:i meant?|wrong|correction|typo|mistake|should (?:be|have been)|instead|chang(?:e|ed|ing)|actually|rather|make (?:it|that)|not (?=[\w-]+[,.] ?(?:it'?s|but))|moved?|push(?:ed)?|update|reschedule[d]?|scratch that|sorry,? (?:it'?s|i mean))\b",
    re.ASCII,
)
_OLD_BEFORE = re.compile(
    r"(?:不是|唔[系係]|不在|不去|不到|不送|(?<![是除])非|而非|并非|别送到?|不用送到?|不[用必]?[上去到]|从|[记写说填报搞]成了?)\s?$|\b(?:not|instead of|rather than|isn'?t|from)(?: (?:in|at|to|on|the))*\s?$",
    re.ASCII,
)
_FROM = re.compile(r"(?:从|\bfrom(?: the)?)\s?$", re.ASCII)
_TO = re.compile(r"^[^,。;!?]{0,12}(?:改|换|挪|搬|变|推|提)|^[^,.;!?]{0,12}\bto\b")
_OLD_ROLES = {"location", "time", "period", "phone", "plate", "visitor_name"}

_RESTORED = re.compile(
    r"(?:别|不要?|先别)(?:取消|删|退|撤|给我?取消|作废)(?:了|掉)?|不取消了|恢复(?:一下|吧|那|刚|之前)?|撤销取消|(?:还是|又|仍然?)(?:要|来|留着?|保留|照(?:常|旧|原)|按原)(?:的?吧|了吧?|着|来|上)?(?=[,。!?;]|$)|(?:还是|又)(?:会|能|可以|要)?来(?:的|了|吧)?(?=[,。!?;]|$)|(?:加|拿|要|放|找|喊|叫|请)回(?:来|去)|还给(?:他|她|我|人家|它)|当我没说|撤[回销](?:上一步|一下|刚才|刚刚|那一步)|还原|[捞捡]回来?"
    r"|\b(?:(?:is|are|'s|'re) (?:re-?join\w*|joining again|back in|coming after all)|(?:don'?t|do not) cancel|uncancel|un-cancel|restore|reinstate|undo|bring (?:it|that|them|back)|put (?:it|that|them) back|(?:take|want|have) (?:it|that|them) (?:back|after all)|back (?:on|in|again)|after all|leave (?:it|them|that) (?:in|on|as (?:it|they) w)|i take (?:it|that) back|never ?mind the cancel\w*|still (?:want|coming|need))\b",
    re.ASCII,
)
_UNDONE = re.compile(
    r"撤[回销](?:掉|一下)?(?:上一步|这一步|那一步|(?:我|你)?(?:刚才|刚刚|上次|之前)的?)?(?:那个|这个)?(?:修改|改动|操作|更改|变更)?(?:吧|了)?(?=[,。!?;]|$)"
    r"|改回(?:去|来|原来|原样|之前|刚才)|(?:还是|就|变回|回到|恢复到?|保持)(?:按|跟|和)?(?:原来|之前|刚才|一开始|最初|先前)(?:那样|的样子|那个样子|的)(?:吧|就好|就行|好了?|了)?(?=[,。!?;]|$)|恢复(?:成)?原(?:样|状|来)|还原"
    r"|(?:改动|修改|更改|变更)(?:先?不算|作废|取消|不要了|撤[回销了])|(?:刚才|刚刚)改的(?:都|那个)?(?:不算|作废|不要了|取消)|取消(?:掉)?(?:刚才|刚刚|上一步)?的?(?:那个|这个)?(?:改动|修改|更改|变更)"
    r"|\b(?:undo|revert|(?:put|change|set|switch|turn) (?:it|that|them|everything) back (?:to )?(?:how|what|the way) (?:it|that|they|i) (?:was|were|had)|back to (?:how|what|the way) (?:it|that|they) (?:was|were)|(?:like|as|how) (?:it|they) (?:was|were) before"
    r"|(?:scrap|forget|never ?mind|cancel|ignore|drop|take back|roll back) (?:that|the|my) (?:last |latest |previous )?(?:change|edit|update))\b",
    re.ASCII,
)
_AT_FIRST = re.compile(
    r"(?:最开始|最先|一开始|最初|头一次)(?:我)?(?:说|报|给|填|讲|写|定)?的?(?:那个|那)?(?:地方|地址|位置|房间|时间|点)(?!不)|\b(?:the )?(?:first|original) (?:place|address|room|spot|time) (?:(?:that )?i (?:said|gave|told)|after all)\b",
    re.ASCII,
)
_EVERYTHING = re.compile(
    r"(?:全部?|都|统统|通通|所有的?)(?:都|给我)?(?:不要|取消|不用|不弄|不办|算|删|退)(?:了|掉)?(?!辣|葱|蒜|香菜|糖|冰|送|外送|配送)|(?:全部?|都|所有的?).{0,6}取消|取消(?:全部|所有)"
    r"|\b(?:cancel|drop|forget|stop|scrap|clear)(?: about)? (?:everything|all|it all|all of (?:it|them|that)|(?:the|this) (?:whole )?(?:thing|lot))\b",
    re.ASCII,
)
_GIVEN_UP = re.compile(
    r"算了(?!吗)|不要了(?=[,。!;]|$)|不[订点买]了(?!吗)|不用了(?=[,。!;]|$)|先不[订点要弄了]|不弄了"
    r"|\b(?:never ?mind|forget (?:it|about it)|no order today|not? (?:ordering|order) (?:anything|today)|leave it(?: then)?(?=\s?[,.!]|$)|don'?t bother|scrap (?:it|that)|drop it)\b",
    re.ASCII,
)
_NARROWER = re.compile(r"[辣葱蒜香菜糖冰]", re.ASCII)
"""What a dish is to be without is not everything."""
_GIVEN_UP_IF_ASKED = re.compile(
    r"不用了|不[报修登找](?:记)?了|不来了|不要了|别报了|取消|\b(?:cancel|no need(?! to (?:deliver|bring|send|carry)))\b",
    re.ASCII,
)
_KINDS = {
    "order": re.compile(
        r"订单|单子|外卖|订餐|点餐|(?:刚才|刚刚|之前|早上|上午|上一?|下的?|那|这|两|三)(?:下|订|点)?的?(?:那|这)?[份单](?![位元车])|\b(?:orders?|lunch order|delivery|food)\b",
        re.ASCII,
    ),
    "repair": re.compile(
        r"报修|维修|工单|师傅|\b(?:repairs?|tickets?|technician|maintenance|work order)\b", re.ASCII
    ),
    "visit": re.compile(
        r"访客|来访|预约|登记|客人|通行证|\b(?:visit(?:or)?s?|guests?|registration|appointment|pass)\b",
        re.ASCII,
    ),
}
_SAME_TIME = re.compile(
    r"同一(?:个)?时间|同样(?:的)?时间|时间不变|[钟时]点不变|原来(?:的)?时间|相同时间|一样的时间|时间一样|\b(?:the )?same (?:time|hour)\b|\btime (?:stays|unchanged)\b",
    re.ASCII,
)
_SAME_PLACE = re.compile(
    r"老地方|(?:同一|同样|原来|之前|上次|刚才)(?:个|的|那个)?(?:地方|地址|位置|房间)|地[点址方]不变|还是(?:送)?(?:那里|那儿|那边)|\b(?:the )?same (?:place|room|spot|address|location|office)\b",
    re.ASCII,
)
_EXCHANGED = re.compile(
    r"(?:(?:两|那两|这两)[种样个](?P<of>[\u4e00-\u9fff]{1,4}?)的?)?(?:数量?字?|个数|份数|数目)(?:我|给|都|也|刚才|正好)*(?:[写说弄搞记报点填讲打])?(?:反|颠倒|倒|调转|掉转)[了咗]"
    r"|[写说弄搞记报点填讲打](?:反|颠倒|倒转)[了咗]|(?:数量?|个数|份数|数目)(?:互换|对调|调换|换过来|调过来|倒过来|反过来|掉个个)|(?<![吗么])反过来(?=[,。!吧才]|$)|调转(?:过来|咗)"
    r"|\b(?:the )?(?:other|wrong|opposite) way (?:a?round)\b|\b(?:swap|switch|flip|exchange|reverse|trade|interchange) (?:the |those |these |their |both )?(?:two )?(?:numbers|quantit\w+|amounts|counts|figures)\b"
    r"|\b(?:mixed up|swapped|reversed|switched|flipped) (?:the |those |their )?(?:two )?(?:numbers|quantit\w+|amounts|counts)\b|\b(?:got|had|put|wrote|typed|said) (?:them|those|that|these|the (?:two )?(?:numbers|quantities|amounts)) (?:backwards|reversed|the wrong way|in reverse|mixed up)\b|\bvice versa\b",
    re.ASCII,
)
_DAYS_EXCHANGED = re.compile(
    r"(?:日子|日期|时间|钟点)(?:互换|对调|调换|换一?下|调一?下|掉个个)|(?:互换|对调|调换)(?:一?下)?(?:日子|日期|时间)"
    r"|\b(?:trade|swap|switch|exchange) (?:their |the |those )?(?:two )?(?:days|dates|times|slots|hours)\b",
    re.ASCII,
)
_COPIED = re.compile(
    r"照抄|(?:跟|和|同|按)(?:那|这|刚才|上面|前面)?[一两]?[份杯碗个]?(?:的)?(?:一模一样|完全一样)|(?:一模)?一样的(?:再|也|多)(?:给我|帮我)?(?:来|要|加|拿|做)|同样的?(?:再|也|多)(?:给我|帮我)?(?:来|要|加|拿)|(?:再|多|也)(?:给\S{1,3})?(?:来|要|加)(?:一|两|俩|[1-9])?[份杯碗个]?(?:一模)?一样的(?!时间|地)"
    r"|给\S{1,4}?(?:也|再|就)?(?:来|要|加|点|买|做|弄|整|带)上?(?:一|两|俩|[1-9])?[份杯碗个套]?(?:[跟和与同][^,，。;]{1,6}?)?(?:一模|完全)?一样的(?!时间|地)|(?:来|要|加|点|买|做|弄|整|带)上?(?:一|两|俩|[1-9])?[份杯碗个套]?同款|同款(?:再)?(?:来|要|加)"
    r"|(?:[也再]要?|还|要)(?:来|要|加|点|买|做|弄|整|带)?(?:一|两|俩|[1-9])[份杯碗个套][跟和与同](?:我|你|他|她|[老小阿][\u4e00-\u9fff]|同事)(?:那[份杯碗个])?(?:一模|完全)?一样的(?!时间|地)"
    r"|\b(?:wants?|would like|'?d like|(?:have|having|get|take|takes|gets|do|order|give (?:him|her|them|us))) (?:just |exactly |precisely )?the (?:exact )?same\b(?! (?:time|place|room|day|number|amount|address|spot|size|as (?:yesterday|last|usual|before|always)))|\bsame as (?:mine|me)\b"
    r"|\b(?:the )?same again\b|\b(?:another|one more|a second|a third|two more|an identical) (?:one )?(?:just |exactly )?(?:like|of) (?:that|it|this|the first|the last)(?: one)?\b|\bsame (?:thing )?for (?=(?:my|him|her|them|me|us)\b)|\b(?:copy|duplicate|repeat) (?:of )?(?:that|the (?:first|second|third|last)|it)(?: one| line)?\b",
    re.ASCII,
)
_SOCIAL = {
    "greet": re.compile(
        r"(?:^|(?<=[,。!;\s]))(?:您好|你好|大家好|早上好|上午好|下午好|晚上好|中午好|早(?=[,。!~]|$)|嗨|哈喽|hi there|hi|hello|hey|good (?:morning|afternoon|evening|day)|morning)(?![a-z])[呀啊哈]?",
        re.ASCII,
    ),
    "thank": re.compile(
        r"谢谢|多谢|感谢|谢啦|谢了|辛苦|麻烦[你您]?[了啦]|劳驾|\b(?:thanks?(?: you)?|thx|cheers|ty|much appreciated|appreciate it|many thanks)\b",
        re.ASCII,
    ),
    "goodbye": re.compile(r"再见|拜拜|\b(?:good ?bye|bye(?:-bye)?|see you)\b", re.ASCII),
}


def find_remarks(text: str | Normalised) -> list[Span]:
    """Words about the message itself, or about what was said before.

    | entity | value |
    |---|---|
    | `correction` | True: something was meant otherwise, or is to be otherwise |
    | `restore` | True: what was taken out or called off is wanted after all; "change": the last change is taken back, whatever it was; "first": where or when it was to be at first is meant |
    | `give_up` | "this", "all"; "asked": only in answer to a question, what was asked about |
    | `same` | "time", "place": as it stands |
    | `kind` | "order", "repair", "visit": a thing that is called by what it is; `whole` where a portion of it cannot be meant |
    | `exchange` | True, or a word that two lines have in common: their numbers change places |
    | `copy` | True: one more that is like a line that stands |
    | `social` | "greet", "thank", "goodbye", at most one of each |
    """
    message = normalise(text)
    restored = [message.span("restore", *m.span(), True) for m in _RESTORED.finditer(message.text)]
    undone = [message.span("restore", *m.span(), "change") for m in _UNDONE.finditer(message.text)]
    undone += [
        message.span("restore", *m.span(), "first") for m in _AT_FIRST.finditer(message.text)
    ]
    everything = [
        message.span("give_up", *m.span(), "all")
        for m in _EVERYTHING.finditer(message.text)
        if _NARROWER.search(message.text) is None
    ]
    given_up = [
        message.span("give_up", *m.span(), "this") for m in _GIVEN_UP.finditer(message.text)
    ]
    if_asked = [
        message.span("give_up", *m.span(), "asked")
        for m in _GIVEN_UP_IF_ASKED.finditer(message.text)
    ]
    corrected = [
        message.span("correction", *m.span(), True) for m in _CORRECTION.finditer(message.text)
    ]
    same = [
        message.span("same", *m.span(), value)
        for value, pattern in (("time", _SAME_TIME), ("place", _SAME_PLACE))
        for m in pattern.finditer(message.text)
    ]
    social = [
        message.span("social", *m.span(), how)
        for how, pattern in _SOCIAL.items()
        if (m := pattern.search(message.text)) is not None
    ]
    days = [
        message.span("exchange", *m.span(), "days") for m in _DAYS_EXCHANGED.finditer(message.text)
    ]
    alike = days[:1] or [
        message.span(name, *m.span(), m["of"] if "of" in pattern.groupindex and m["of"] else True)
        for name, pattern in (("exchange", _EXCHANGED), ("copy", _COPIED))
        if (m := pattern.search(message.text)) is not None
    ]
    kinds = [
        message.span("kind", *m.span(), kind, extra={"whole": not m.group().endswith("份")})
        for kind, pattern in _KINDS.items()
        if (m := pattern.search(message.text)) is not None
    ]
    return [
        *keep_first([*undone, *restored, *everything, *given_up, *corrected, *if_asked]),
        *same,
        *social,
        *kinds,
        *alike,
    ]


def mark_old(text: str | Normalised, spans: Iterable[Span]) -> list[Span]:
    """Gives the role `old` to what a message says that it was, or is not: "不是A座，是B座", "from 3 to 4"."""
    message, told = normalise(text), list(spans)
    last = max((span.start for span in told if span.entity in _TIMES), default=0)
    return [
        replace(span, role="old")
        if span.entity in _OLD_ROLES
        and span.role is None
        and (_is_old(message, span) or _cannot_be(message, span, last))
        else span
        for span in told
    ]


_TIMES = ("time", "period")
_CANNOT_BE = re.compile(
    r"\s?(?:不行|不可以|不方便|来不了|没空|不合适|去不了|唔得)(?!吗|么)|\s(?:doesn'?t work|won'?t work|does not work|can'?t work|is (?:no good|out|bad|off))\b"
)


def _cannot_be(message: Normalised, span: Span, last: int) -> bool:
    """Whether it is a time that is said not to do, and another is told behind it."""
    behind = message.text[message.position(span.end) :]
    return span.entity in _TIMES and span.start < last and _CANNOT_BE.match(behind) is not None


def _is_old(message: Normalised, span: Span) -> bool:
    start, end = message.position(span.start), message.position(span.end)
    if _FROM.search(message.text, 0, start):
        return _TO.match(message.text[end:]) is not None
    return _OLD_BEFORE.search(message.text, 0, start) is not None
