"""How what is said is meant: of each, separately, of several things, of those who leave, left as it is after all."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .numbers import to_int
from .spans import Span

_MANNERS = {
    "leaves": re.compile(
        r"走了|[来嚟]不(?:了|成)|(?<!会)不[能会]?来|没来|唔[来嚟]|退出|请了?假|撤了|溜了|先走|回去了|回家"
        r"|\b(?:bail(?:s|ed|ing)?|drop(?:s|ped|ping)? out|pull(?:s|ed)? out|(?:has|have|had) (?:to )?(?:left|leave|gone)|not coming|(?:can'?t|cannot|won'?t|(?:not|un)(?: be(?:ing)?)? ?able to) (?:make|come|be coming|attend)|(?:is|are)n'?t coming|neither\b[^.;!?]{0,60}?\b(?:can|will|is|are)(?: \w+)? (?:make|com(?:e|ing))|call(?:s|ed)? in sick|out sick)\b",
        re.ASCII,
    ),
    "has_left": re.compile(
        r"走了|溜了|先走|回去了|回家|\b(?:has|have|had) (?:to )?(?:left|leave|gone)\b",
        re.ASCII,
    ),
    "by_car": re.compile(
        r"停车|车[位牌]|开车|[的辆]车(?=不|取消)"
        r"|\b(?:parking|plates?|(?:by|with|in)(?: (?:a|the|his|her|their))? car|cars? (?:is|isn'?t|won'?t|can'?t))\b",
        re.ASCII,
    ),
    "still_comes": re.compile(
        r"照常|照来|照旧|照样|(?:还是?|仍然?|依然)(?:会|要|按时|正常)?[来嚟]|保留|留着|不受影响|按(?:原)?计划|没有?变|不[变动]|如常"
        r"|\b(?:still|keep|keeps|stays?|remains?|stands?|unaffected|unchanged|(?:is|are) (?:on|coming)|goes ahead|as (?:planned|before|arranged|scheduled|agreed))\b",
        re.ASCII,
    ),
    "the_other": re.compile(
        r"另外?(?:那|的)?一?[个位](?:人|访客|客人)?|\b(?:the )?other (?:one|guest|visitor|visit|person)(?:'s)?\b|\bthe other(?:'s)?(?=\s*(?:[,.;!?]|$|is\b|can|still|stays?))",
        re.ASCII,
    ),
    "separately": re.compile(
        r"\b(?:separate|individual) (?:visits?|registrations?|passes)\b|\b(?:register|book) (?:them|each) separately\b"
        r"|(?:分开|分别|各自|单独)地?(?:登记|预约|报|办)|(?:各|一人)登记一[个条张次]",
        re.ASCII,
    ),
    "several": re.compile(
        r"\b(?:two|three|2|3|a couple of) (?:separate |different )?(?:things|issues|problems|faults|repairs)\b|[两二俩三23][件个](?:事情?|问题|毛病|故障)",
        re.ASCII,
    ),
    "well": re.compile(
        r"虚惊一场|(?:是|属于)?误报(?!警)|没事(?:儿)?了|(?:又|已经|已|自己|突然|现在|刚刚?|就|都|全)(?:就|又|都|给)?(?:好了|恢复了?|正常了?|亮了|通了|能用了|可以用了|转了|来电了|连上了|冲下去了)|(?<![没不])恢复(?:正常)?了"
        r"|[电網网水][又都]?(?:来|來|通|有|恢复)了|信号(?:又)?(?:来|有)了|(?:修|弄|搞|整|处理|疏通)(?:好|定|完)了(?![吗没么嗎])|(?:转|亮|动|通)起来了|好翻(?:咗|晒)|搞掂咗|冇事(?:喇|啦|了)"
        r"|(?:不用|不必|别|甭|唔使|唔好|無需|无需)(?:再|麻烦|劳烦)?(?:师傅|人|你们|您|工程师|師傅)?(?:再)?(?:来|來|嚟|修|整|派|跑|过来|上来|处理|管)(?:一?[趟下]|人|师傅|修)*[了啦吧喇]"
        r"|\b(?:ok|okay|fine|sorted)\b[^.;!?]{0,24}\b(?:drop|forget|scrap|cancel) (?:it|that|this)\b"
        r"|\b(?:false alarm|panic over|(?:works?|working|running|up and running|fine|ok|okay|good|normal|on|online|alive) (?:again|now)|(?:it'?s|is|are|was|come|came|gone) back(?: (?:on|up|online|to normal))?|(?:has|have|it'?s)? ?come good|(?:sorted|fixed|righted|cleared|resolved|solved) (?:itself|themselves|it ourselves|it myself|by itself)|(?:we|i|he|she|they|somebody|someone|colleague) (?:just |have |has |already )?(?:fixed|sorted|solved|cleared|unblocked) (?:it|that)"
        r"|no (?:need|reason) (?:to (?:send|come|bother)|for (?:an? |the |any)?(?:engineer|technician|plumber|electrician|visit|repair|one|body))|(?:don'?t|do not|needn'?t|no longer need to) (?:bother|send|come)|(?:never mind|forget) (?:about )?(?:the|that|my) (?:report|ticket|repair|toilet|light|lamp|wifi|network|printer|aircon|ac|door|lift|leak|tap|socket))\b",
        re.ASCII,
    ),
    "where_were_we": re.compile(
        r"(?:说|讲|聊|点|弄)到(?:哪儿?|哪里)(?:了|啦|来着)|刚才?(?:说|讲|点)到哪"
        r"|\bwhere were we\b|\bwhere was i\b|\bwhat (?:was|were) (?:i|we) (?:doing|saying|ordering)\b",
        re.ASCII,
    ),
    "its_week": re.compile(
        r"(?:同一?|那|当)[一个]?(?:周|星期|礼拜)(?!末)|\b(?:the )?same week\b|\bthat (?:same )?week\b", re.ASCII
    ),
    "stays_out": re.compile(
        r"(?<=[a-z\u4e00-\u9fff])\s?(?:\b(?:can'?t|cannot|don'?t|won'?t|shouldn'?t)\b(?! (?:wait|be))|\bstays? (?:out|off|away)\b|就?(?:不用|不必|免)了?|就算了)",
        re.ASCII,
    ),
    "after_all": re.compile(
        r"(?:\bno|\bwait|\bactually|不对|算了|不不|等等|等下)[\s,.…—-]*(?:(?:just )?(?:leave|keep) (?:the |those |my )?|(?:还是)?(?:留着?|保留)|把|那|还是)",
        re.ASCII,
    ),
    "rather": re.compile(
        r"不对(?:不对)?|不是不是|[啊哦噢呃额]不(?!是)|(?:[说讲打写搞]|口)(?:错|误)了?"
        r"|\b(?:no|wait|oops|er+|um+|uh|sorry|hang on)\b[\s,.…—-]*(?:no|wait|sorry|i meant?|make that|scratch that|actually)\b(?:[\s,.…—-]*(?:sorry|wait|i meant?|make that))?"
        r"|\b(?:scratch|strike) that\b|\bi meant?\b|\bor rather\b",
        re.ASCII,
    ),
    "into_it": re.compile(
        r"[加放添并算补][到进在入](?:刚才|刚刚|之前|上面|前面|原来|同|那|这|上)?(?:的|那|这)?一?[个张]?(?:订?单|去)|(?:刚才|刚刚|之前|原来|上)的?那?一?[个张]?订?单[里上中]?(?:再|也|还要)?[加添]|同一[个张]?订?单|加(?:到|在)?一[起块]|一[起块](?:送|下|算|加)|^加[上进]?吧?$"
        r"|\b(?:(?:in|on)?to|with|in|on) (?:my|the|that|this|our) (?:same |existing |current |last |previous |earlier |first )?order\b|\b(?:to|onto|into) (?:the )?(?:same|existing|previous|earlier|last) (?:order|one)\b|\badd (?:it|them|that|those) (?:to (?:it|that)|in|on)\b|\bsame order\b|^(?:yes,? )?(?:just )?add (?:it|them|that)(?: please)?[.!]?$|\bput (?:it|them) together\b|^together(?: please)?[.!]?$",
        re.ASCII,
    ),
    "a_new_one": re.compile(
        r"(?:另外?|单独|重新|再)(?:再)?[下开订点起来][一个]?个?(?:新的?)?(?:单|订单)|(?:另|再)[开下]?一[单张]|新[的]?(?:一?[个张]?)?(?:订?单)|(?:分开|单独)(?:下|算|点|来)|新的(?:一单|吧|就好|就行)?$|第二单"
        r"|\b(?:an?other|a new|new|a separate|separate|a second|second|a different) (?:order|one)\b|\b(?:order|as|make) (?:it |this |that |them )?(?:separately|separate)\b|^(?:a )?(?:new|separate)(?: one)?(?:,? please)?[.!]?$",
        re.ASCII,
    ),
    "as_counted": re.compile(
        r"\b(?:at|to) (?:the|their|its) (?:original|old|previous|former|first) (?:number|amount|quantity|count)s?\b"
        r"|(?:按|照|回到?|恢复|改回|保持)(?:成|到)?(?:原来|之前|原先|最初|一开始)的?(?:数量?|份数|个数)",
        re.ASCII,
    ),
}  # fmt: skip
_EATER = re.compile(
    r"([一二两俩三四五六\d]{1,2})?[个位名人]?(?:是|本来|原来|要|打算|想)?[吃喝食飲饮]([\u4e00-\u9fff]{1,6}?)的(?![东早午晚])"
    r"|\b(one|two|three|four|five|\d{1,2}) (?:(?:was|were|is|are) )?(?:having|eating|drinking|on) (?:the )?([a-z]+(?: [a-z]+){0,2}?)(?=\s*(?:[,.;!?]|and\b|had\b|has\b|won|can|$))",
    re.ASCII,
)
_PAIR = 2


def find_manners(text: str | Normalised) -> list[Span]:
    """Words that say how the rest is meant.

    | entity | value |
    |---|---|
    | `manner` | "leaves": somebody who was to eat, or to come, does not; "has_left": that they were here and are gone; "by_car": it is a car of which it tells, its plate or its place; "still_comes": somebody comes all the same; "the_other": of two the other one; "separately": a visit for each; "several": more than one thing is told of; "where_were_we": how far we are; "its_week": the week of what stands; "stays_out": what is named before it does not come back; "after_all": what is named behind it is left as it is; "as_counted": as many as before; "rather": what was just said is said anew; "well": what was reported broken is well again, or nobody has to come; "into_it", "a_new_one": the order that is placed, or another one |
    | `eater` | {"many", "of"}: so many people, and what they eat |
    """
    message = normalise(text)
    manners = [
        message.span("manner", *m.span(), manner)
        for manner, pattern in _MANNERS.items()
        for m in pattern.finditer(message.text)
    ]
    return [*manners, *(_eater(message, m) for m in _EATER.finditer(message.text))]


def _eater(message: Normalised, match: re.Match[str]) -> Span:
    many, of = match.groups()[:_PAIR] if match[2] else match.groups()[_PAIR:]
    number = (_PAIR if many == "俩" else to_int(many)) if many else 1
    return message.span("eater", *match.span(), {"many": number or 1, "of": of})
