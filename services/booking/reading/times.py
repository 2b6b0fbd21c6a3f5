"""What a message says of times that parsers do not: which hour is the end, and whether a length is all
of it, or more, or less.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from datetime import datetime

from services.booking.reading.wanting import LONGEST
from services.kit.folding import legible
from times import plain_hours
from times.stretches import stretches

_TOWARDS = re.compile(
    r"(?:改|换|挪|推|提前|调整?|延后|顺延)(?:到|成|为|去|至)?|\b(?:push|move|shift|bump|swap|switch|change|reschedule) ?(?:到|成|去|至)|(?<!\d\s)\bto\b(?! (?:the|our|my) (?:room|meeting))|\b(?:back|forward)\b(?: by)?",
    re.ASCII,
)

_EARLIER = re.compile(
    r"提前|提早|往前|(?<![今明当后昨])早(?:个)?(?=半|一|两|\d)|\b(?:forward|earlier|prepone)\b",
    re.ASCII,
)

_LATER = re.compile(
    r"[推挪错移调]|往后|延后|顺延|(?<![今明当后昨])晚(?:个)?(?=半|一|两|\d)|\b(?:later|back|postpone|push|move|shift|bump|delay)\b",
    re.ASCII,
)

_GROWS = re.compile(
    r"再|延长|续|多(?:用|开|待|坐|聊|留|加|要|给|订|来)|加(?:半|一|两|个|\d)|[久长]一?[点些]|\b(?:longer|extend|extra|another|more|add)\b",
    re.ASCII,
)

_SHRINKS = re.compile(
    r"缩短(?!到|成|为)|少(?:用|开|订|要|个|半|一|两|\d)|短一?[点些]|\b(?:less|shorter(?! ?to)|fewer|cut)\b",
    re.ASCII,
)

_ENOUGH_TIME = re.compile(
    r"(?:小时|钟头?|分钟?|半|刻|\dh|\d ?(?:hours?|hrs?|mins?))[^,。]{0,3}(?:就|也)?(?:够|行|好|可以|成|中)|(?:只|就)(?:要|用|需要|开)|\b(?:enough|only (?:need|for)|just (?:need|for)|will do|in total|max)\b",
    re.ASCII,
)

_POSSESSIVE = re.compile(
    r"\b(today|tonight|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'?s\b",
    re.ASCII,
)

_ONE_AFTER = re.compile(
    r"(?:它|那个?|这个?)?(?:后面|下面|之后|再下)(?:那|的)?一?[个次场]|\bthe (?:one|next one) after\b|\bthe following one\b",
    re.ASCII,
)

_AS_LONG = re.compile(
    r"能(?:延|用|待|续|开|坐)?多久(?:就)?(?:延|用|待|续|开|坐)?多?久?|能用到几点|尽量(?:延|长|久)|\bas (?:long|late) as (?:possible|(?:we|i|you) can|it'?s free)\b|\bfor as long as\b",
    re.ASCII,
)

_FROM_ALREADY = re.compile(
    r"\bfrom\b[^,.?]{1,24}\b(?:already|instead)\b|\b(?:earlier|already)\b[^.?]{0,30}\b(?:set up|lay out|prepare)|\bend(?:ing)?(?: time)? (?:stays|remains|is) (?:the )?same\b|\bsame end\b|结束(?:的?时间)?(?:不变|照旧|一样)|提前[^,。]{0,8}(?:进|布置|准备)|早[^,。]{0,8}(?:布置|准备|进场?)",
    re.ASCII,
)

_ANY_TIME = re.compile(
    r"(?:几点|什么时候|哪个?(?:时间|钟点|时段)|时间)(?:都|随便|任意|不限|随意|无所谓)|随便(?:几点|什么时候|哪个时[间段])|(?:你|您)(?:们)?(?:定|看着?办|安排|挑)|\b(?:any ?time|whenever|(?:what|which)ever (?:time|hour|slot)|any (?:hour|slot)|you (?:pick|choose|decide))\b",
    re.ASCII,
)

_WHICH = re.compile(r"\s?(?:的?[那这]?[个场次]|的[那这会]|(?:one|meeting|booking)\b)", re.ASCII)

_HOW_EARLY = re.compile(
    r"多久|几天|几号|哪天|什么时候|提前|太早|最早|现在.{0,4}订|能订了?[吗么]|\bwhen\b|\bearly\b|\bahead\b|\balready\b|\bfrom what\b|\bopen for\b|\btoo (?:early|soon)\b",
    re.ASCII,
)

_LESS = re.compile(
    r"后面的?|最后|少[了掉]?|前面的?|提前.{0,3}(?:结束|散)|\b(?:less|last|second half|shorter by|early)\b",
    re.ASCII,
)

_TELLS_END = re.compile(
    r"(?:延长?|拖|开|用|续|留|聊|讲|坐|打|玩|去|做|搞)到|[得要须就](?:散|走|撤|结束|完)|结束|散会|\b(?:until|till|til)\b",
    re.ASCII,
)


def tells_the_end(text: str) -> bool:
    """Whether the hour that it names is that of the end: "延到五点", "make it till noon"."""
    return _TELLS_END.search(legible(text[:LONGEST])) is not None


_MOVED = re.compile(
    r"挪|\b(?:move[ds]?|push|pushed|shift(?:ed)?|bump(?:ed)?|resched\w+|postpone[ds]?|prepone[ds]?)\b",
    re.ASCII,
)


def is_moved(text: str) -> bool:
    """Whether it moves something in so many words, and tells no end: an hour behind "to" is the one
    at which it begins then."""
    said = legible(text[:LONGEST])
    return _MOVED.search(said) is not None and _TELLS_END.search(said) is None


def is_a_span(text: str) -> bool:
    """Whether its only word for moving is the one between two hours: "15.30 to 16.30 is better"."""
    said = legible(text[:LONGEST])
    return [one.group() for one in _TOWARDS.finditer(said)] == ["to"]


_TOTAL = re.compile(
    r"改成|变成|缩成|缩短?到|缩短成|一共|总共|(?<![再多续加少])(?:打|用|开|坐|订|玩)(?:[一两俩三四五六七八半]|\d)[^,。]{0,3}(?:小时|钟头|钟)"
    r"|\bmake it\b|\binstead\b",
    re.ASCII,
)

_HALF_NAMED = re.compile(
    r"上午|早|凌晨|中午|下午|晚|傍晚|\b(?:morning|noon|afternoon|arvo|evening|night)\b|\d ?[ap]\.?m\b|\b0\d:|\b(?:1[3-9]|2[0-3])[:点]",
    re.ASCII,
)


def names_half(text: str) -> bool:
    """Whether it says of which half of the day its hours are."""
    return _HALF_NAMED.search(legible(text[:LONGEST])) is not None


_CLOCK_ALONE = re.compile(r"[\d.: ]+(?:[ap]\.?m)?", re.ASCII)
"""Words of a day that are but an hour of the day that stands before it."""
_BUSY = re.compile(
    r"忙到|开会到|有会到|(?:到|点)[^,。]{0,4}(?:之?后|以后|才(?:有空|结束|能))|\b(?:busy|tied up|in (?:a|an|another) (?:call|meeting|class)|not free|out|away|after that)\b",
    re.ASCII,
)


def is_busy(text: str) -> bool:
    """Whether the hour until which something lasts is when they are free at the earliest."""
    return _BUSY.search(legible(text[:LONGEST])) is not None


_BEGINS = re.compile(r"开始|[改换移推]到|\b(?:start|begin|from)\w*\b", re.ASCII)
_ARRIVES = re.compile(
    r"(?:[他她]们?|客人|访客)[^,。]{0,8}(?:点|\d)[^,。]{0,6}(?:到|来)(?:的?(?:哦|吧|啊|哈|了)?)(?=$|[,。.!?~ ])|\b(?:he|she|they)(?:'s|'ll|'re| is| are| will)? (?:be |only )?(?:there|here|arriv\w+|com\w+|get there)\b",
    re.ASCII,
)


def begins_then(text: str) -> bool:
    """Whether an hour that it names is that of the beginning."""
    return _BEGINS.search(legible(text[:LONGEST])) is not None


def tells_arrival(text: str) -> bool:
    """Whether it says when somebody comes, and not when the meeting is to be: "她大概9:45到"."""
    return _ARRIVES.search(legible(text[:LONGEST])) is not None


_SAME_HOUR = re.compile(
    r"(?:同样|一样|同一)的?(?:时间|钟点|点)|时间(?:不变|照旧|一样)|\bsame (?:time|hours?|start)\b",
    re.ASCII,
)


def keeps_its_hour(text: str) -> bool:
    """Whether it is to begin at the hour that was told before."""
    return _SAME_HOUR.search(legible(text[:LONGEST])) is not None


_SAME_LENGTH = re.compile(
    r"(?:时长|长度|多长)(?:不变|一样|照旧|还是)|(?:还是)?(?:一样|同样)(?:长|久|的?时长)|\b(?:same|no change (?:to|in)(?: the)?) (?:length|duration)\b|\b(?:just )?as long as (?:before|planned)\b",
    re.ASCII,
)


def keeps_its_length(text: str) -> bool:
    """Whether it is to last as long as it did, whatever lengths it names beside."""
    return _SAME_LENGTH.search(legible(text[:LONGEST])) is not None


_BARE_HOUR = re.compile(r"\bat (1[0-2]|[1-9])\b(?![:.]\d| ?[ap]\.?m)", re.ASCII)


def bare_hour_in(text: str) -> int | None:
    """The hour behind "at", of a day on which nobody books for the night."""
    found = _BARE_HOUR.search(text)
    hour = int(found[1]) if found else None
    return hour + 12 if hour is not None and hour < 8 else hour  # noqa: PLR2004


def is_total(text: str) -> bool:
    """Whether a length is how long it is to be in all: "make it two hours"."""
    return _TOTAL.search(legible(text[:LONGEST])) is not None


def asks_how_early(text: str) -> bool:
    """Whether it asks from when something can be booked."""
    return _HOW_EARLY.search(legible(text[:LONGEST])) is not None


def is_less(text: str) -> bool:
    """Whether a length is what is left out, and not how long it is to be."""
    return _LESS.search(legible(text[:LONGEST])) is not None


def hours_in(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """From when until when, by bare hours ("12 till 1", "15.30 to 16.30"), on the day that the text
    names, else today. `now` on the park's clock, `text` as the parsers of times want it."""
    days = stretches(text, now)
    day = datetime.combine(days[0].first, datetime.min.time(), now.tzinfo) if days else now
    assert now.tzinfo is not None
    named = [one for one in days if not _CLOCK_ALONE.fullmatch(text[one.start : one.end])]
    for one in sorted(named, key=lambda one: -one.start):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return plain_hours.span_in(text, day, now.tzinfo)


def keeps_its_end(text: str) -> bool:
    """Whether they want in earlier, and stay as long as they were to."""
    return _FROM_ALREADY.search(legible(text[:LONGEST])) is not None


def any_time_does(text: str) -> bool:
    """Whether whoever asks leaves the hour to us."""
    return _ANY_TIME.search(legible(text[:LONGEST])) is not None


def tells_which(behind: str) -> bool:
    """Whether the words behind an hour have it tell which booking: "三点那个", "3 pm one"."""
    return _WHICH.match(behind) is not None


def says_morning(text: str) -> bool:
    return (
        re.search(r"上午|早|凌晨|\bmorning\b|\d ?a\.?m\b|\b0\d:", legible(text[:LONGEST]))
        is not None
    )


def halves(text: str) -> tuple[str, str]:
    """What is to be moved, and where to: the words before and behind the last word for it; each as
    the parsers of times want it."""
    said = legible(text[:LONGEST])
    found = list(_TOWARDS.finditer(said))
    if not found or _FROM_ALREADY.search(said):
        return said, said
    return said[: found[-1].start()], said[found[-1].start() :]


def moves_by(text: str) -> int:
    """Which way a length moves what stands: 1 later, -1 earlier, 0 where it does not."""
    said = legible(text[:LONGEST])
    if _EARLIER.search(said):
        return -1
    return 1 if _LATER.search(said) else 0


def grows(text: str) -> int:
    """Which way a length changes how long it lasts: 1 longer, -1 shorter, 0 where it does not."""
    said = legible(text[:LONGEST])
    if _SHRINKS.search(said):
        return -1
    return 1 if _GROWS.search(said) else 0


def is_enough(text: str) -> bool:
    """Whether a length is all that is wanted: "一个钟头就够", "we only need an hour"."""
    return _ENOUGH_TIME.search(legible(text[:LONGEST])) is not None


def behind_growing(words: str) -> str:
    """The words behind the last that makes it longer: "一个小时打不住 往后加半小时"."""
    found = list(_GROWS.finditer(words))
    return words[found[-1].start() :] if found else words


def as_long_as_can_be(text: str) -> bool:
    return _AS_LONG.search(legible(text[:LONGEST])) is not None


def means_the_one_after(text: str) -> bool:
    """Whether it speaks of what follows upon what was spoken of: "the one after"."""
    return _ONE_AFTER.search(legible(text[:LONGEST])) is not None


def told(text: str) -> str:
    """As parsers of times want it: "tomorrow's" and "tomorrows" are of tomorrow."""
    return _POSSESSIVE.sub(r"\1", legible(text[:LONGEST]))


_EXTENDS = re.compile(r"延长|\bextend(?:ed|ing)?\b", re.ASCII)


def extends_plainly(text: str) -> bool:
    """Whether it wants something for longer in so many words."""
    return _EXTENDS.search(legible(text[:LONGEST])) is not None


_BARE_WEEKDAY = re.compile(
    r"(?:on )?(?:(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.ASCII,
)


def is_bare_weekday(words: str) -> bool:
    """Whether the words of a day are a weekday by itself, and not that of next week."""
    return _BARE_WEEKDAY.fullmatch(words.strip()) is not None


_NOW = re.compile(
    r"现在(?=就|要|用|订|定|开|到|起|$|[,。!?~ ])|马上|立刻|即刻|\b(?:right )?now\b(?! (?:we|it|there|that))|\bimmediately\b|\bstraight away\b",
    re.ASCII,
)


def begins_now(text: str) -> bool:
    """Whether a room is wanted from now on."""
    return _NOW.search(legible(text[:LONGEST])) is not None
