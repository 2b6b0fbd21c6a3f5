"""What a message about bookings wants, by its words: moving, staying longer, guests, gaps …

It does not say which booking is meant, and nothing of it is learned: whoever asks knows already that
the message is about bookings, or that there is one that it can be about.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from enum import StrEnum

from services.booking import features
from services.kit.folding import legible
from times.numerals import ENGLISH, HAN, number

LONGEST = 400
"""Characters of a message that are looked at."""


class Wants(StrEnum):
    """In the order in which they are looked for: the first that is found counts."""

    INTRUDER = "intruder"
    """Somebody else is in the room."""
    FILL = "fill"
    GUESTS = "guests"
    EXTEND = "extend"
    RELEASE = "release"
    STRIKES = "strikes"
    WAITS = "waits"
    HOURS = "hours"
    MOVE = "move"
    CANCEL = "cancel"


_ROOM = r"(?:会议室|房间?|屋子?|场地?|球场|报告厅|室)"
_OTHERS = r"(?:有人|别人|人家|其他人|外人|别的(?:公司|团队|部门|组|人)|另一?(?:个|拨|家|群)[^,。]{0,4}|里面的人|前(?:面|一场)的人?|上一场的?人?)"
_PATTERNS = {
    Wants.INTRUDER: rf"{_OTHERS}[^,。]{{0,14}}(?:占|在用|用着|用紧|在开会|开着会|没走|不走|没出来|没结束|坐着|还在)|(?:被|俾|给)(?:别?人|其他|别的)[^,。]{{0,6}}(?:占|用)|{_ROOM}(?:里面?|里头|内)?(?:还|现在)?有(?:别的?)?人(?!来|要|会)|里面还?有人"
    r"|\b(?:some(?:one|body)(?: else)?|people|others|strangers|(?:another|a different|the other) (?:team|company|group|meeting))\b[^.]{0,30}\b(?:in(?:side)?|using|occupying|sitting)\b|\b(?:room|it)(?:'s| is) (?:still )?(?:occupied|in use|being used|taken)\b|\b(?:haven't|won't|didn't|not) (?:left|leave|come out|leaving)\b",
    Wants.FILL: r"补(?:上|齐|订|一下|进)|填(?:上|补)|空(?:出来|了|档)[^,。]{0,8}(?:补|订|book)|没订上的?|\bfill(?:ing)?(?: in)?\b|\bmissing (?:dates|weeks|ones)\b|\bas soon as (?:they|it)(?:'re| are|'s| is) free\b|\b(?:didn't|couldn't) get\b|\bskip(?:ped)?\b[^.]{0,16}(?:空了|free)",
    Wants.GUESTS: r"客人|访客|来宾|嘉宾|来客|贵宾|\b(?:guests?|visitors?)\b|(?:也|还)[要会]?(?:来|过来|参加)|\b(?:joins?|joining|come to|comes to|attend(?:s|ing)?)\b[^.]{0,12}\b(?:us|meeting|as well)\b",
    Wants.EXTEND: r"延长|延到|续(?:订|一|半|租|到|个|时)|再(?:用|续|开|给[^,。]{0,3}[房用])[^,。]{0,8}(?:小时|分钟|钟|刻)|再(?:用|续|开)一会|多用|用到|还没开完|没开完|\bextend\b|\b(?:bit|little|while|hour|minutes) (?:longer|more)\b|\blonger\b|\bkeep (?:the|our|it|this)\b[^.]{0,24}\b(?:until|till|for)\b|\bstay (?:another|until|till|for)\b",
    Wants.RELEASE: rf"(?:开完|结束|用完|散会|走|离开)了?[^,。]{{0,4}}[,，。 ]?[^,。]{{0,8}}(?:放|让|给别人|释放)|提前(?:结束|走|开完|散)|(?:会|{_ROOM})[^,。]{{0,4}}(?:开完|用完|散)|已经?(?:离开|走)|\b(?:finished|ended|done) early\b|\b(?:we're|we are|i'm|i am) (?:done|finished|out of)\b|\brelease\b|\bfree up\b|\blet (?:the|our|my)\b[^.]{{0,16}}\bgo\b|\bmeeting(?:'s| has| is)? (?:ended|over|done|finished)\b",
    Wants.STRIKES: r"爽约|订了没[去来]|没(?:去|来|到)(?:的记录|几次)?|\bno.?shows?\b|\bstrikes?\b(?! (?:him|her|it|them|that|this|out|off|the|my|from)\b)|\bmissed\b[^.]{0,10}\b(?:bookings?|rooms?)\b|\bnot showing up\b",
    Wants.WAITS: r"候补|排(?:队|了|着|哪)|在(?:等|排)|\bwaiting\b|\bwait ?list\b",
    Wants.HOURS: r"(?:免费|时长|额度|小时|hours?)[^,。]{0,12}(?:剩|还有|left)|(?:剩|left|remaining)[^,。]{0,12}(?:时长|小时|hours?|免费|额度)|\ballowance\b|要钱|收费|多少钱|\bfree hours\b|\bhow much\b",
    Wants.MOVE: r"改(?:到|成|为|去|在|期|一下|时间)|换(?:到|成|去|个|一|间|大|小)|挪|推(?:迟|后|到)|往[后前](?:推|挪|移)?|提前|提早|延后|顺延|调(?:到|整|成)|\b(?:move|moved|push|pushed|shift|reschedule|postpone|switch|swap|change)\b|\bbring\b[^.]{0,24}\bforward\b|\b(?:bigger|larger|smaller|another|different) room\b|\b(?:earlier|later)\b",
    Wants.CANCEL: r"取消|退(?:掉|了|订|吧)|不(?:要|用|订|开)|撤|\bcancel\b|\bdrop\b|\bskip\b|\bcall off\b|\bdon't need\b|\bno longer\b",
}  # fmt: skip
_COMPILED = {wants: re.compile(pattern) for wants, pattern in _PATTERNS.items()}
_OF_BOOKINGS = re.compile(
    r"会议|预[订定约]|订的|房间|例会|周会|系列|每[周天月]|候补|报告厅|球场|场地|开会|间房|爽约"
    r"|\b(?:meetings?|rooms?|bookings?|reservations?|series|weekly|court|hall|standup|stand-up)\b"
)
_ALL = re.compile(
    r"全部|所有|整个|整套|全都|一律|都(?=取消|退|改|挪|不要|不用|往|推|提|延)|\b(?:all|whole|entire|each|series|every one)\b"
)
_REST = re.compile(
    r"剩下|余下|剩余|后面(?:的|几)|之后|以后|往后的|起都?|接下来|\b(?:rest|remaining|onwards?|following|from .{1,24} on)\b"
)
_BUT = re.compile(r"除了|\b(?:except|but not|apart from)\b")
_NEXT_ONE = re.compile(r"下(?:一)?次|最近[那的一]|\b(?:next one|next time|the next)\b")
_LARGER = re.compile(r"大(?:一?点|些)?的|更大|大一?间|\b(?:bigger|larger)\b")
_SMALLER = re.compile(r"小(?:一?点|些)?的|更小|\bsmaller\b")
_TOWARDS = re.compile(
    r"(?:改|换|挪|推|提前|调整?|延后|顺延)(?:到|成|为|去|至)?|\bto\b(?! (?:the|our|my) (?:room|meeting))|\b(?:back|forward)\b(?: by)?",
)
_EARLIER = re.compile(r"提前|提早|往前|\b(?:forward|earlier)\b")
_IN_SO_MANY_WORDS = re.compile(
    rf"(?:喂|你好|您好|[,，!！ ])*(?:我们?|咱们?)?(?:订|预订|预约|定)?的?(?:那?[个间])?{_ROOM}(?:里面?|里头)?(?:现在|还|一直)?(?:有人|有别人|被(?:别人|人|别的公司|其他人)?(?:占|用))(?:了|着|在用|占着|在里面|在开会|坐着|没走)?(?:怎么办|咋办|呢|啊|呀)?[,，。.!！?？ ]*(?:(?:到点了|时间到了)?(?:还)?不?[走让]?)?[。.!！?？ ]*"
    r"|(?:hi|hello|hey|excuse me)?[, ]*(?:(?:there(?:'s| is| are) )?(?:some(?:one|body)(?: else)?|people|(?:another|a different) (?:team|company|group))(?: is| are|'s)?(?: still)? (?:in|inside|using|occupying|sitting in)|(?:there are|there's) people in) (?:our|my|the)(?: (?:meeting|conference))? room(?: (?:that )?(?:we|i)(?:'ve| have)? (?:booked|reserved))?(?: (?:right )?now)?[.!? ]*"
)
_PLAINLY = re.compile(r"取消|退(?:掉|了|订)|撤|\bcancel\b|\bcall(?:ed)? off\b|\bdrop\b")
_GUESTS = re.compile(
    rf"(\d{{1,2}}|{HAN})\s?(?:位|个|名)(?:[^,，。、]{{0,4}})(?:客人|访客|来宾|嘉宾|客户|来客|人(?:过来|来访))"
    rf"|\b(\d{{1,2}}|{ENGLISH}|an?|a couple of)\s?(?:more |other |external |outside )?(?:guests?|visitors?|clients?)\b"
)
_BOOKS = re.compile(r"订|预约|约[一个间]|占一|\b(?:book|reserve|need|want|grab|get)\b")
_OF_A_ROOM = re.compile(
    r"会议|房间|屋里|室|空调|灯|桌|椅|插座|网|麦|音响|话筒|遥控|白板|门|这[里边儿]|\b(?:room|here|lights?|air con\w*|aircon|ac|heating|table|chairs?|sockets?|wi-?fi|network|mic|speakers?|remote|whiteboard|door|cable|hdmi|adapter)\b"
)


def wants(text: str) -> Wants | None:
    """The first thing that it wants."""
    said = legible(text[:LONGEST])
    return next((one for one, pattern in _COMPILED.items() if pattern.search(said)), None)


def wants_to(one: Wants, text: str) -> bool:
    return _COMPILED[one].search(legible(text[:LONGEST])) is not None


def speaks_of_bookings(text: str) -> bool:
    return _OF_BOOKINGS.search(legible(text[:LONGEST])) is not None


def somebody_is_in_there(text: str) -> bool:
    """Whether it says so, and nothing else: what says more may be a danger."""
    return len(text) <= LONGEST and _IN_SO_MANY_WORDS.fullmatch(legible(text.strip())) is not None


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


def halves(text: str) -> tuple[str, str]:
    """What is to be moved, and where to: the words before and behind the last word for it; each as
    the parsers of times want it."""
    said = legible(text[:LONGEST])
    found = list(_TOWARDS.finditer(said))
    if not found:
        return said, said
    return said[: found[-1].start()], said[found[-1].start() :]


def is_earlier(text: str) -> bool:
    return _EARLIER.search(legible(text[:LONGEST])) is not None


def guests_counted(text: str) -> int:
    """How many guests are said to come; 0 where that is not said."""
    found = _GUESTS.search(legible(text[:LONGEST]))
    return (number(found[1] or found[2]) or 0) if found else 0


def asks_for_a_room(text: str) -> bool:
    """Whether a message that names a room wants to have it."""
    return _BOOKS.search(legible(text[:LONGEST])) is not None


def gives_up_plainly(text: str) -> bool:
    """Whether it calls something off in so many words; "不用了" may say so of anything."""
    return _PLAINLY.search(legible(text[:LONGEST])) is not None


def is_of_a_room(text: str) -> bool:
    """Whether it speaks of a room, or of what may be in one."""
    said = legible(text[:LONGEST])
    return bool(features.named_in(said)) or _OF_A_ROOM.search(said) is not None
