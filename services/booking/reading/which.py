"""Which of several a message means, how many and how large; and what it leaves as it is, or to us."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re

from services.booking.reading.wanting import LONGEST
from services.kit.folding import legible
from times.numerals import ENGLISH, HAN, number

_ALL = re.compile(
    r"全部|所有|整个|整套|全都|一律|每一?次|每回|都(?=取消|退|改|挪|不要|不用|往|推|提|延)|\b(?:all|whole|entire|each|every (?:time|date|one of)|series|every one)\b",
    re.ASCII,
)

_REST = re.compile(
    r"剩下|余下|剩余|后面(?:的|几)|之后|以后|往后的|起都?|接下来|\b(?:rest|remaining|onwards?|following|from .{1,24} on)\b",
    re.ASCII,
)

_BUT = re.compile(r"除了|\b(?:except|but not|apart from)\b", re.ASCII)

_NEXT_ONE = re.compile(r"下(?:一)?次|最近[那的一]|\b(?:next one|next time|the next)\b", re.ASCII)

_LARGER = re.compile(r"大(?:一?点|些)?的|更大|大一?间|\b(?:bigger|larger)\b", re.ASCII)

_SMALLER = re.compile(r"小(?:一?点|些)?的|更小|\bsmaller\b", re.ASCII)

_ANY = re.compile(
    r"随便|随意|都(?:行|可以|成|中|好|ok)|哪[间个一](?:间|个)?都|任(?:意|一)|[你您](?:看着)?(?:办|定|挑|选)|看着办|无所谓|[挑选]一[间个]|就行|\b(?:any(?: of (?:them|those))?(?: one)?(?: is| will|'s)? ?(?:fine|do|ok|good|works?)?|which ?ever|what ?ever(?:'s)?|either|don'?t mind|up to you|doesn'?t matter|no preference|you (?:pick|choose|decide)|the (?:first|nearest|closest) (?:one)?)\b",
    re.ASCII,
)

_BUILDING = re.compile(
    r"^(?:不是?,?|no,? |sorry,? |i meant? |要|是|我[要说]的?是?|换?到)?(?:the (?:one|room) in )?([a-z])(?:座|栋|楼|幢)?(?:那边|那间|那个|那儿|边)(?:的|吧|那间|那个|哦|呀)*[,.!。]?$"
    r"|\bthe (?:one|room) in (?:building |tower |block )?([a-z])(?=$|[,.!?;])|^(?:no,? |sorry,? )?(?:i meant? )?building ([a-z])[.!]?$",
    re.ASCII,
)


def building_of(text: str) -> str | None:
    """The letter of the building in which the one is that is meant: "B那边的", "the one in B"."""
    found = _BUILDING.search(legible(text[:LONGEST]))
    return next(one for one in found.groups() if one).upper() if found else None


_THEIRS = re.compile(
    r"(?:我|我们|咱们?)(?:之前|已经|昨天|刚才?)?[订定](?:好|了)?的|那[个场]会(?!议?室)|\b(?:room|one|slot) (?:that )?(?:i|we)(?:'ve| have)? (?:just |already )?(?:booked|reserved|got)\b|\b(?:my|our) (?:booking|reservation)\b",
    re.ASCII,
)


def means_theirs(text: str) -> bool:
    """Whether it speaks of what they have booked: "在我订的那个房间", "the room we booked"."""
    return _THEIRS.search(legible(text[:LONGEST])) is not None


_FROM_OUTSIDE = re.compile(
    r"客人|访客|来宾|嘉宾|来客|贵宾|客户|接待|外面|外来|\b(?:guests?|visitors?|clients?|customers?|outside|externals?)\b",
    re.ASCII,
)


def speaks_of_guests(text: str) -> bool:
    """Whether it speaks of people from outside in so many words."""
    return _FROM_OUTSIDE.search(legible(text[:LONGEST])) is not None


_REJECTS = re.compile(
    r"(?:有点|也)?太[大小远吵贵]|(?:不合适|不要|不行)|\b(?:is|'s|was)? ?(?:way |a bit )?too (?:big|large|small|far|noisy|expensive)\b",
    re.ASCII,
)


def wanted_apart(words: str) -> str:
    """The clauses that do not reject what they name: "换到B302吧,A301太小了"."""
    parts = re.split(r"[,，。.;；!！?？\n]+", words)
    return ", ".join(one for one in parts if not _REJECTS.search(one))


def rejects(text: str) -> bool:
    """Whether what it names is not wanted: "Cloud View is too big"."""
    return _REJECTS.search(legible(text[:LONGEST])) is not None


_THERE = re.compile(
    r"[改换移搬挪]到|[改换移搬挪](?:过去|成)|\b(?:move|switch|swap|change) (?:it|us|me)\b", re.ASCII
)


def moves_there(text: str) -> bool:
    """Whether it wants something moved in so many words."""
    return _THERE.search(legible(text[:LONGEST])) is not None


_CANNOT = re.compile(r"\b(?:can'?t|cannot|can not|won'?t) (?:do|make)(?: it(?: on)?)?\b", re.ASCII)


def without_cannot(text: str) -> str:
    """As the parsers of times want it, so that the day on which somebody cannot come is one that is
    named: it tells which is to be given up."""
    return _CANNOT.sub(" ", legible(text[:LONGEST]))


_BARE_NUMBER = re.compile(
    r"(?:make (?:it|that)|actually|改成?|要|来|就)\s?(\d{1,3})\b(?! ?(?:[ap]\.?m|点|:|min|h\b|hours?))|^\s?(\d{1,3})\s?(?:吧|please|pls|then)?[.!。]?$",
    re.ASCII,
)


def bare_number_in(text: str) -> int | None:
    """A number by itself: "make it 11", "12 then"."""
    found = _BARE_NUMBER.search(legible(text[:LONGEST]))
    return int(found[1] or found[2]) if found else None


_AS_WELL = re.compile(
    r"也(?:行|可以|成|中|ok|能接受|凑合)[^,。]{0,4}(?:如果|要是|万一|if|的话)|(?:如果|要是|万一|if)[^,。]{1,16}(?:没了|没有|不行|被占|gone|taken)[^,。]{0,12}也?(?:行|可以|成|ok)"
    r"|\b(?:is|would be|'s) (?:fine|ok(?:ay)?|good) (?:too|as well)\b|也行 if\b|\balso can\b",
    re.ASCII,
)


def accepts_as_well(text: str) -> bool:
    """Whether something else would do, should this not be had: nothing is to be changed."""
    return _AS_WELL.search(legible(text[:LONGEST])) is not None


_ENOUGH = re.compile(
    r"(?:一|1)(?:块|片|个|间|场)?[^,。]{0,4}(?:就|也)?(?:够|行了|好了)|\bone (?:court|room|is|will|of them)?[^.]{0,8}\b(?:enough|do)\b",
    re.ASCII,
)

_ANOTHER = re.compile(
    r"(?:两|2|二)(?:块|片|个|间)[^,。]{0,10}都|再(?:要|来|加|订|占)一?(?:块|片|间|个)|\bboth\b|\b(?:another|a second|one more|two) (?:court|room)s?\b",
    re.ASCII,
)

_OTHER_ROOM = re.compile(
    r"换(?:成|到|个|去)?(?:另|别的?)?(?:一?[间个屋]|房间?|会议室|地方|场地)|搬(?:到|去)|(?:别的|其他|另外?一?间?)(?:room|房间?|会议室)|坐不下|(?:不够|太小)(?:坐|了)|\bswap (?:me|us)\b|\b(?:another|a different|other|bigger|larger|smaller) (?:room|one)\b|\btoo small\b",
    re.ASCII,
)

_THIS = re.compile(
    r"就[^,。]{0,2}(?:这|那)[个间]?(?:吧|了|好|行)?|\b(?:this|that) (?:one|room)(?:'s| is| will)? ?(?:fine|ok|do|good|works)\b",
    re.ASCII,
)

_NO_SMALLER = re.compile(
    r"(?:一样|差不多|同样|同等)(?:的)?大|不比[^,。]{0,6}小|不小于|\b(?:same size|as (?:big|large) as|no smaller|not smaller)\b",
    re.ASCII,
)

_HOW_OFTEN = re.compile(r"[几多]少?[次场回]|\bhow (?:many|often)\b", re.ASCII)

_REPLACES = re.compile(
    r"代替|替[他她我换]|换成|改成|不来了|来不了|取消|\binstead\b|\bin (?:his|her|their|\S{1,20}'s) (?:place|stead)\b|\bnot coming\b|\bcan't (?:come|make it)\b|\breplac",
    re.ASCII,
)

_ALSO = re.compile(
    r"再[订定约来要加借]|另外?|也[要订定约]|还要|\b(?:another|also|as well|too|besides|additionally)\b",
    re.ASCII,
)

_GUESTS = re.compile(
    rf"(\d{{1,2}}|{HAN})\s?(?:位|个|名)(?:[^,，。、]{{0,4}})(?:客人|访客|来宾|嘉宾|客户|来客|人(?:过来|来访))"
    rf"|\b(\d{{1,2}}|{ENGLISH}|an?|a couple of)\s?(?:more |other |external |outside )?(?:guests?|visitors?|clients?)\b",
    re.ASCII,
)

_SMALLEST = re.compile(
    r"小的|最小|小(?:一点|点)?那|小间|\b(?:little|small(?:er|est)?|tiny) (?:one|room)\b", re.ASCII
)

_LARGEST = re.compile(
    r"大的|最大|大(?:一点|点)?那|大间|\b(?:big|bigger|biggest|larger?|largest) (?:one|room)\b",
    re.ASCII,
)


def which_size(text: str) -> int:
    """1: the largest of several. -1: the smallest. 0: not said."""
    said = legible(text[:LONGEST])
    if _LARGEST.search(said):
        return 1
    return -1 if _SMALLEST.search(said) else 0


def wants_other_room(text: str) -> bool:
    """Whether it is to be in another room, and does not say in which."""
    return _OTHER_ROOM.search(legible(text[:LONGEST])) is not None


def takes_this(text: str) -> bool:
    """Whether it is content with what was just said: "就换这个吧"."""
    return _THIS.search(legible(text[:LONGEST])) is not None


def is_no_smaller(text: str) -> bool:
    """Whether the other room is to hold as many as the one that they have."""
    return _NO_SMALLER.search(legible(text[:LONGEST])) is not None


def is_besides(text: str) -> bool:
    """Whether it wants something beside what was spoken of, and does not change that."""
    return _ALSO.search(legible(text[:LONGEST])) is not None


def asks_how_often(text: str) -> bool:
    """Whether it asks how many dates there are."""
    return _HOW_OFTEN.search(legible(text[:LONGEST])) is not None


def replaces_somebody(text: str) -> bool:
    """Whether somebody comes, or takes part, in the place of somebody or of coming."""
    return _REPLACES.search(legible(text[:LONGEST])) is not None


def one_is_enough(text: str) -> bool:
    return _ENOUGH.search(legible(text[:LONGEST])) is not None


def wants_another(text: str) -> bool:
    """Whether one more of the kind is wanted beside what they have: "两块都要", "a second room"."""
    return _ANOTHER.search(legible(text[:LONGEST])) is not None


def scope(text: str) -> str | None:
    """all: of a series. rest: from a date on, or what is left. next: the next one."""
    said = legible(text[:LONGEST])
    if _REST.search(said):
        return "rest"
    if _ALL.search(said):
        return "all"
    return "next" if _NEXT_ONE.search(said) else None


def spares(text: str) -> bool:
    """Whether the dates that it names are left as they are: "all but the one on the 16th"."""
    return _BUT.search(legible(text[:LONGEST])) is not None


def size(text: str) -> int:
    """1: a larger one. -1: a smaller one. 0: not said."""
    said = legible(text[:LONGEST])
    if _LARGER.search(said):
        return 1
    return -1 if _SMALLER.search(said) else 0


def any_does(text: str) -> bool:
    """Whether any of what was offered will do: "随便哪间", "whichever"."""
    return _ANY.search(legible(text[:LONGEST])) is not None


def guests_counted(text: str) -> int:
    """How many guests are said to come; 0 where that is not said."""
    found = _GUESTS.search(legible(text[:LONGEST]))
    return (number(found[1] or found[2]) or 0) if found else 0


_SAME_ROOM = re.compile(
    r"(?:(?:还|就)?(?:是|要|订)?(?:上次|上回|之前|刚才|原来)的?(?:那|同)一?间|(?:跟|和|与)?(?P<zh>[^,。]{0,10}?)(?:同|一样的?)一?间)(?!换|的?时间)"
    r"|\bsame (?:room|one|place|court)\b(?! (?:every|each|throughout|for all)\b)(?: as (?P<en>(?:my |the |our )?[\w' ]{1,24}))?",
    re.ASCII,
)


def same_room(text: str) -> str | None:
    """The words that tell which room is wanted again: "as my Thursday one". Empty where it says
    only that it is to be the same; None where it does not."""
    found = _SAME_ROOM.search(legible(text[:LONGEST]))
    if found is None or re.search("每|都", found["zh"] or ""):
        return None
    return found["zh"] or found["en"] or ""
