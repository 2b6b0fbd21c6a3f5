"""What stands for a command in so many words, and is read before the bot listens for danger: only
where nothing else is said.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re

from services.booking.reading import LONGEST, ROOM
from services.kit.folding import legible

_IN_SO_MANY_WORDS = re.compile(
    rf"(?:喂|你好|您好|[,，!！ ])*(?:我们?|咱们?)?(?:订|预订|预约|定)?的?(?:那?[个间])?{ROOM}(?:里面?|里头)?(?:现在|还|一直)?(?:有人|有别人|被(?:别人|人|别的公司|其他人)?(?:占|用))(?:了|着|在用|占着|在里面|在开会|坐着|没走)?(?:怎么办|咋办|呢|啊|呀)?[,，。.!！?？ ]*(?:(?:到点了|时间到了)?(?:还)?不?[走让]?)?[。.!！?？ ]*"
    r"|(?:hi|hello|hey|excuse me)?[, ]*(?:(?:there(?:'s| is| are) )?(?:some(?:one|body)(?: else)?|people|(?:another|a different) (?:team|company|group))(?: is| are|'s)?(?: still)? (?:in|inside|using|occupying|sitting in)|(?:there(?:'?s| are) )?(?:some )?(?:people|ppl|folks|guys) (?:are )?(?:still )?in) (?:(?:our|my|the)(?: (?:meeting|conference))? room|(?:room )?[a-z]-?\d{3})(?: (?:that )?(?:we|i)(?:'ve| have)? (?:booked|reserved))?(?: (?:right )?now)?(?:[, ]+(?:and |but )?(?:it'?s (?:our turn|our slot|ours)|we have it|we(?:'ve)? booked it)(?:,? (?:from|since|at) (?:\d{1,2}(?::\d\d)?|now))?)?[.!? ]*",
    re.ASCII,
)
_PLEASE_TELL = re.compile(
    r"盯|喊我|叫我|告诉我|通知我|跟我说|和我说|同我讲|提醒我|说一声|吱一声|留意|候补|排队|等(?:着|它|这间)"
    r"|\b(?:let|tell|ping|text|notify|remind|message) (?:me|us)\b|\bwait(?:ing)? ?list\b|\bput (?:me|us) on\b|\b(?:i|we)(?:'ll| will| can)? wait\b",
    re.ASCII,
)
_TELL_IN_SO_MANY_WORDS = re.compile(
    r"(?:那|就|先|hmm|cancel|ping|call|cue|@|戳|滴滴|敲|排着队?|排个队|你|您|请|麻烦|帮|给|我们?|谁|有人|要是|如果|一旦|有空|空了?|出来|退了?|取消|释放|人家|不用|不要|被占?|占|的话|话|了|再|也|盯着?|喊|叫|告诉|通知|[跟和]我说|说|提醒|一声|一下|留意|候补|排队|等着?|它|这[间个]|好|吧|啊|呗|哈|哦|嗯|谢谢|到?时候?|[,.。!?~;、 ])++"
    r"|(?:\b(?:as soon as|available|thank you|waitlist|somebody|cancels?|message|becomes|waiting|someone|anybody|notify|remind|opens?|frees?|please|thanks|anyone|comes|again|we'll|tell|ping|text|know|when|once|that|this|room|slot|gets|it's|goes|free|okay|then|wait|list|i'll|will|just|let|the|one|pls|put|can|for|and|me|us|if|it|is|up|ok|on|we|i)\b[,.!?; ]*+)++",
    re.ASCII,
)
_STARES = re.compile(r"盯着?我", re.ASCII)
_LONGEST_WISH = 80
_ALARMING = re.compile(
    r"打[人架我他她]|动手|火|烟|血|救|死|伤|晕|昏|刀|枪|毒|漏|炸|疼|痛|困在|自杀|跳楼|威胁|害怕|哭"
    r"|\b(?:help|fire|smoke|gas|blood|bleed|hurt|fight|knife|gun|attack|threat|faint|trapped|scared|kill|suicide)",
    re.ASCII,
)
_IT = re.compile(
    r"(?:(?:ok(?:ay)?|yes|yep|yeah|sure|fine|great|perfect|go|go ahead|do it|that one|this one|that|take it|i'?ll take it|please|pls|thanks?"
    r"|好的?|行|可以|嗯|对|那就?|就|要|订|换|这个|那个|这间|那间|它|吧|了|谢谢)[,.!。，! ]*)+",
    re.ASCII,
)
_TAKES = re.compile(
    r"ok|yes|yep|yeah|sure|fine|great|perfect|go|do it|that|this|take|[好行就要订换]|可以|[这那][个间]",
    re.ASCII,
)


def asks_to_be_told(text: str) -> bool:
    """Whether somebody wants to be told when it is free, and says nothing that may be a danger."""
    said = legible(text[:LONGEST])
    return _PLEASE_TELL.search(said) is not None and _ALARMING.search(said) is None


def only_asks_to_be_told(text: str) -> bool:
    """Whether it says so in so many words: what says more may be a danger, and the bot hears it
    first. "有人盯着我" is none."""
    said = legible(text.strip())
    short = len(text) <= _LONGEST_WISH and _STARES.search(said) is None
    return short and asks_to_be_told(text) and _TELL_IN_SO_MANY_WORDS.fullmatch(said) is not None


def takes_it(text: str) -> bool:
    """Whether it takes what was offered, and says nothing else: "ok that one. go"."""
    said = legible(text.strip())
    return len(text) <= LONGEST and bool(_IT.fullmatch(said) and _TAKES.search(said))


def somebody_is_in_there(text: str) -> bool:
    """Whether it says so, and nothing else: what says more may be a danger."""
    return len(text) <= LONGEST and _IN_SO_MANY_WORDS.fullmatch(legible(text.strip())) is not None
