"""What a message about bookings wants, by its words: moving, staying longer, guests, gaps …

It does not say which booking is meant, and nothing of it is learned: whoever asks knows already that
the message is about bookings, or that there is one that it can be about.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from enum import StrEnum

from services.booking import features
from services.kit.folding import legible

LONGEST = 400


class Wants(StrEnum):
    """In the order in which they are looked for: the first that is found counts."""

    ELSEWHERE = "elsewhere"
    """Another room, for the rest of the time."""
    INTRUDER = "intruder"
    """Somebody else is in the room."""
    HERE = "here"
    """They are in their room."""
    STANDS = "stands"
    """Whether something is booked still, or how often."""
    FILL = "fill"
    GUESTS = "guests"
    COFFEE = "coffee"
    EXTEND = "extend"
    RELEASE = "release"
    STRIKES = "strikes"
    WAITS = "waits"
    HOURS = "hours"
    MOVE = "move"
    CANCEL = "cancel"
    SHORTER = "shorter"
    """Another end, or less of it. This and those below are learned alone, and no words are told."""
    KEEP = "keep"
    NOT_NOW = "not_now"
    PRICE = "price"
    RULES = "rules"


# Patterns are ASCII, so that an English word between Chinese ones is a word: 周四那个meeting帮我cancel掉.
ROOM = r"(?:会议室|房间?|屋子?|场地?|球场|报告厅|室)"

_OTHERS = r"(?:有人|别人|人家|其他人|外人|别的(?:公司|团队|部门|组|人)|另一?(?:个|拨|家|群)[^,。]{0,4}|里面的人|前(?:面|一场)的人?|上一场的?人?)"

_PATTERNS = {
    Wants.ELSEWHERE: rf"(?:别的|其他|其它|另外的?)(?:空)?(?:{ROOM}|地方)(?:[^,。不别]{{0,8}}(?:吗|么|没|空|有))|(?:还有|有没有|哪里有|去哪)[^,。]{{0,4}}(?:别的|其他|其它)?(?:{ROOM}|地方)(?:吗|么|空)?|\b(?:any|some)where else\b|\banything else (?:free|for|now|available)\b|\b(?:another|different|other) (?:free )?room (?:free|now|instead)\b",
    Wants.INTRUDER: rf"{_OTHERS}[^,。]{{0,14}}(?:占|在用|用着|用紧|在开会|开着会|没走|不走|没出来|没结束|坐着|还在)|(?:被|俾|给)(?:别?人|其他|别的)[^,。]{{0,6}}(?:占|用)|{ROOM}(?:里面?|里头|内)?(?:还|现在)?有(?:别的?)?人(?!来|要|会)|里面还?有人|[一满](?:屋子?|房间?)(?:都是)?人(?!都?在?[干白]?等)|坐满了?人|(?:他们|人家|里面)[^,。]{{0,6}}还没(?:开完|散|结束|用完)|不肯(?:走|出来)|不让(?:我们|咱们?)进"
    r"|\b(?:ppl|folks|guys|a bunch of \w+)\b[^.]{0,24}\b(?:in(?:side)?|using|occupying|sitting)\b|\b(?:refuse|refusing) to (?:go|leave)\b|\b(?:won'?t|wont|not) go\b|\b(?:some(?:one|body)(?: else)?|people|others|strangers|(?:another|a different|the other) (?:team|company|group|meeting))\b[^.]{0,30}\b(?:in(?:side)?|using|occupying|sitting)\b|\b(?:room|it)(?:'s| is) (?:still )?(?:occupied|in use|being used|taken)\b|\b(?:haven't|won't|didn't|not) (?:left|leave|come out|leaving)\b",
    Wants.HERE: r"^(?:好[的了]?|ok|嗯|那)?[,， ]*(?:我们?|咱们?|人)?(?:都|已经|刚)?(?:进来|进去|坐下|到房间|到会议室|在里面|在房间里)了|算(?:签)?到|签[个了]?[一下]*到|\b(?:we're|we are|i'm|i am) (?:now )?(?:in|inside)(?: (?:the|our) room)?(?: now)?[.! ]*$|\b(?:just )?got in(?:to (?:the|our) room)?\b|\bcheck (?:us|me) in\b",
    Wants.STANDS: r"(?:每[次回][^,。]{0,4}|都(?:是|在|要)?)同一[间个]|\bsame (?:room|one) (?:every|each) (?:time|week)\b|(?<!人)还(?:在|有效|作数|算数)(?:吧|吗|么|不在)[^,。]{0,3}$|还(?:剩|有)(?:下)?(?:几|多少)[次回场]|[几多]少?[次回]来着|(?:定|订)(?:下来|好|上)了(?:吗|么|吧)|算(?:定|订)(?:下来|好)?了|\bstill (?:on|booked|standing|ours|mine|confirmed)\b[^.]*\?|\bhow many (?:are|times|dates|of them|sessions)\b[^.]{0,16}\b(?:left|remain)|\b(?:is|are) (?:it|that|this|they) (?:fixed|final|definite|confirmed|booked)\b",
    Wants.COFFEE: r"咖啡|茶歇|茶水|茶点|点心|\bcoffees?\b|\brefreshments?\b|\btea(?:s| and coffee)?\b(?! time)",
    Wants.FILL: r"补(?:上|齐|订|一下|进)|填(?:上|补)|空(?:出来|了|档)[^,。]{0,8}(?:补|订|book)|没订上的?|\bfill(?:ing)?(?: in)?\b|\bmissing (?:dates|weeks|ones)\b|\bas soon as (?:they|it)(?:'re| are|'s| is) free\b|\b(?:didn't|couldn't) get\b|\bskip(?:ped)?\b[^.]{0,16}(?:空了|free)",
    Wants.GUESTS: r"客人|访客|来宾|嘉宾|来客|贵宾|接待|外面来|外来的?|\b(?:guests?|visitors?)\b|\bfrom outside\b|\bexternals?\b|\breceiv(?:e|ing)\b|(?:也|还)[要会]?(?:来|过来|参加)|\b(?:joins?|joining|come to|comes to|attend(?:s|ing)?)\b[^.]{0,12}\b(?:us|meeting|as well)\b",
    Wants.EXTEND: r"延长|延到|能?(?:延|续)多久|续(?:订|一|半|租|到|个|时)|再(?:用|续|开|给[^,。]{0,3}[房用])[^,。]{0,8}(?:小时|分钟|钟|刻)|再(?:用|续|开)一会|多(?:用|打|开|坐|聊|订|要|给)|用到|还没开完|没开完|\bextend\b|\b(?:bit|little|while|hour|minutes) (?:longer|more)\b|\banother (?:half |hour|(?:an? )?\d+ ?min)|\blonger\b|(?:开|用|留|讲|聊)到|要到|[久长]一?(?:点|些)(?:儿)?(?!再|来|到|去|走)|\bkeep (?:the|our|it|this)\b[^.]{0,24}\b(?:until|till?|for)\b|\b(?:go|last|run|stay|need (?:it|the room)) (?:until|till?)\b|\bstay (?:another|until|till|for)\b",
    Wants.RELEASE: rf"(?:开完|结束|用完|散会|走|离开)了?[^,。]{{0,4}}[,，。 ]?[^,。]{{0,8}}(?:放|让|给别人|释放)|提前(?:结束|走|开完|散)|(?:会|{ROOM})[^,。]{{0,4}}(?:开完|用完|散)|已经?(?:离开|走)|\b(?:finished|ended|done) early\b|\b(?:we're|we are|i'm|i am) (?:done|finished|out of)\b|\brelease\b|\bfree up\b|\blet (?:the|our|my)\b[^.]{{0,28}}\bgo\b|\bmeeting(?:'s| has| is)? (?:ended|over|done|finished)\b",
    Wants.STRIKES: r"爽约|订了没[去来]|没(?:去|来|到)(?:的记录|几次)?|\bno.?shows?\b|\bstrikes?\b(?! (?:him|her|it|them|that|this|out|off|the|my|from)\b)|\bmissed\b[^.]{0,10}\b(?:bookings?|rooms?)\b|\bnot showing up\b",
    Wants.WAITS: r"候补|排(?:队|了|着|哪)|在(?:等|排)|\bwaiting\b|\bwait ?list\b",
    Wants.HOURS: r"(?:免费|时长|额度|小时|hours?)[^,。]{0,12}(?:剩|还有|left)|(?:剩|left|remaining)[^,。]{0,12}(?:时长|小时|hours?|免费|额度)|\ballowance\b|\bhours back\b|\bhow many\b[^.?]{0,24}\b(?:hours|hrs)\b|(?:时长|小时|额度)[^,。]{0,6}(?:退|还给|返)|(?:退|返)还?[^,。]{0,4}(?:时长|小时|额度)|要钱|收费|多少钱|\bfree hours\b|\bhow much\b",
    Wants.MOVE: r"改(?:到|成|为|去|在|期|一下|时间|\d|[一二两三四五六七八九十早晚上下中明后周])|(?<!来)(?<!不用)(?<!别)换(?:到|成|去|个|一|间|大|小)|挪|推(?:迟|后|到)|往?[前后]?错(?:后|开|半|一)|(?<![今明当后昨早])晚(?:个)?(?:半|一|两|几|\d|十)[^,。]{0,3}(?:小时|分|钟|刻)|早(?:个)?(?:半|一|两)[^,。]{0,2}(?:小时|钟头?|刻)|往[后前](?:推|挪|移)?|提前|提早|延后|顺延|调(?:到|整|成)|\b(?:move|moved|push|pushed|shift|bump|reschedule|postpone|prepone|switch|swap|change|shorten)\b|缩短|缩到|\bmake (?:it|that|this)\b|\bbring\b[^.]{0,24}\bforward\b|\b(?:bigger|larger|smaller|another|different) room\b|\b(?:earlier|later)\b",
    Wants.CANCEL: r"取消|退(?:掉|了|订|吧)|不(?:要|用|订|开|去|打|来)(?!到|下|那么|这么|动|改|换|变|等|急|找|[^,。]{0,4}(?:小时|钟头|分钟))了?|去不了|用不着|撤|还给|\bgive (?:it |that |this )?(?:back|up)\b|\bis off\b|\bcall (?:it|that|this) off\b|\bcancel\b|\bdrop\b|\bskip\b|\bcall off\b|\bdon't need\b|\bno longer\b|\b(?:kill|axe|scrap|bin)\b|\b(?:isn'?t|is not|aren'?t|not) happening\b|\bleave (?:it|that|this|the)\b[^.]{0,12}\bout\b|\bleave out\b|\btake (?:it|that|this|the)\b[^.]{0,16}\bout\b|[跳略]过|不开了",
}  # fmt: skip

_COMPILED = {wants: re.compile(words, re.ASCII) for wants, words in _PATTERNS.items()}

_OF_BOOKINGS = re.compile(
    r"会议|[那这]场|打球|羽毛球|预[订定约]|订的|房间|例会|周会|系列|每[周天月]|候补|报告厅|球场|场地|开会|间房|爽约"
    r"|\b(?:meetings?|rooms?|bookings?|reservations?|series|weekly|court|hall|badminton|standup|stand-up)\b",
    re.ASCII,
)

_KEEPS = re.compile(
    r"别(?:给我|帮我|把[^,。]{0,6})?(?:动|改|取消|撤|删|退)|不(?:动|变|改|换|取消|用(?:动|改|换|取消))|(?<!是)不是(?!说|订|要)[^,。]{1,6}那?[个场]|\b(?:no,? )?(?:wait,? )?not (?:the|my) [\w ]{1,16} ?one\b|照旧|照常|保持|留着|保留|还要的|还要用的?|\b(?:(?:keep(?:s|ing)?|stays?)(?![^,.]{0,24}\b(?:until|till?|for|longer|another)\b)|untouched|don'?t (?:touch|cancel|move|change)|leave (?:[\w' ]{1,24}) (?:alone|as)\b|still (?:need|want|on))\b",
    re.ASCII,
)

_CLAUSE = re.compile(
    r"[,，.。;；!！?？\n、]+|\s+(?:but|and|然后|但是?|不过)\s+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
)

_FOR_AROOM = re.compile(
    r"开[个一]?[^,。]{0,4}会|会议|面试|会谈|谈[事话合]|约谈|房间?|地方|碰头|碰一下|过一?下|培训|汇报|评审"
    r"|\b(?:rooms?|meet(?:ing)?s?|interviews?|calls?|somewhere|workshop|training|session|catch[- ]?up|stand-?up|sync|review|space)\b",
    re.ASCII,
)

_ASKS_RULES = re.compile(
    r"怎么(?:预?[订定约]|租|借|收费|算钱)|如何预?[订约租借]|多少钱|收费|价[格钱位]|要钱|要不要钱|付费|费用|(?:坐|容纳|装|站)(?:得?下)?(?:多少|几)个?人|最大的|提前多久|(?:能不能|可不可以|可以|能)(?:取消|租|打|玩)|有什么(?:设备|功能)|有(?:投影|白板|视频|音响|舞台)[^,。]{0,4}[吗么]|几点开|开放时间|(?:预订|使用)?规[则定]"
    r"|\bhow (?:do|can|would) (?:i|we) (?:book|reserve|rent|get)\b|\bhow (?:much|far ahead|early)\b|\bhow many people\b|\bprices?\b|\bcosts?\b|\bfees?\b|\bcharged?\b|\bpay\b|\ballowed\b|\b(?:can|may) (?:i|we) (?:play|cancel|rent|hire)\b|\brules\b|\bbiggest\b|\bhave (?:an? )?(?:projector|screen|whiteboard|video)",
    re.ASCII,
)

_PLAINLY = re.compile(
    r"取消|退(?:掉|了|订|吧)|撤|\b(?:kill|axe|scrap)\b|\bleave (?:it|that|this|the)\b[^.]{0,12}\bout\b|\bcancel\b|\bcall(?:ed)? off\b|\bdrop\b",
    re.ASCII,
)

_BOOKS = re.compile(
    r"[订定](?!好了|了|下来|上了|好?的)|预[约定]|约[一个间]|占[一个住着]|借|留[一个间]|来[一个]|[弄要]个|要一间|(?:我|我们|直接|那就|就)要(?![求是不怎去来走])|\b(?:borrow|lend|book|reserve|need|want|grab|get|would like|'d like|require|block|arrange|put (?:me|us) down|set up)\b",
    re.ASCII,
)

_OF_AROOM = re.compile(
    r"会议|房间|屋里|室|空调|灯|桌|椅|插座|网|麦|音响|话筒|遥控|白板|门|这[里边儿]|\b(?:room|here|lights?|air con\w*|aircon|ac|heating|table|chairs?|sockets?|wi-?fi|network|mic|speakers?|remote|whiteboard|door|cable|hdmi|adapter)\b",
    re.ASCII,
)

_PLAYS = re.compile(
    r"球|打(?!个?电话|个?视频|扰|印)|场|台|借|\b(?:play(?:ed|ing)?|court|game|match|borrow|lend|hall)\b",
    re.ASCII,
)


def is_for_play(text: str) -> bool:
    """Whether it may be about a court, a hall or something borrowed, though it names none."""
    return _PLAYS.search(legible(text[:LONGEST])) is not None


_PRICE = re.compile(
    r"[几多]少?钱|[几多]钱|收费|要钱|\bhow much (?:is|does|would|do)\b|\bwhat (?:does|would) (?:it|that) cost\b",
    re.ASCII,
)


def asks_the_price(text: str) -> bool:
    """Whether it asks in so many words what something costs."""
    return _PRICE.search(legible(text[:LONGEST])) is not None


def wants(text: str) -> Wants | None:
    """The first thing that it wants."""
    said = legible(text[:LONGEST])
    return next((one for one, pattern in _COMPILED.items() if pattern.search(said)), None)


def wants_to(one: Wants, text: str) -> bool:
    return _COMPILED[one].search(legible(text[:LONGEST])) is not None


def speaks_of_bookings(text: str) -> bool:
    return _OF_BOOKINGS.search(legible(text[:LONGEST])) is not None


def is_for_a_room(text: str) -> bool:
    """Whether it speaks of what people have a room for, or of a place."""
    return _FOR_AROOM.search(legible(text[:LONGEST])) is not None


_BORROWS = re.compile(r"借|带走|便携|能搬|搬得?走|\b(?:borrow|lend|loan|portable)\b", re.ASCII)


def borrows(text: str) -> bool:
    """Whether it wants something to take along, in so many words."""
    return _BORROWS.search(legible(text[:LONGEST])) is not None


_A_ROOM = re.compile(rf"{ROOM}|(?<![时期中之])间|\b(?:room|court|hall)\b", re.ASCII)


def names_a_room(text: str) -> bool:
    """Whether it speaks of a room in so many words, "my room" and "in there" aside."""
    return _A_ROOM.search(legible(text[:LONGEST])) is not None


def is_question(text: str) -> bool:
    """Whether it ends as a question does; "可以改到四点吗" does, too."""
    return re.search(r"[?？]\s*$|[吗么呢]$", text.strip("。.!！ ")) is not None


def asks_for_rules(text: str) -> bool:
    """Whether it asks how something is had, what it costs, how large it is, or until when."""
    return _ASKS_RULES.search(legible(text[:LONGEST])) is not None


def apart(words: str) -> tuple[str, str]:
    """The clauses that want something, and those by which something stays as it is: "keep today's,
    tomorrow's is the one to kill". All of it, and nothing, where no clause is left."""
    clauses = [one for one in _CLAUSE.split(words) if one.strip()]
    kept = [one for one in clauses if _KEEPS.search(one)]
    others = [one for one in clauses if one not in kept]
    return (", ".join(others), ", ".join(kept)) if kept and others else (words, "")


def clauses(one: Wants, words: str) -> str:
    """The clauses that want it, where others stand beside them: "start in January, the December one
    is off"; all of it where each does, or none."""
    those = [part for part in _CLAUSE.split(words) if part.strip()]
    wanting = [part for part in those if _COMPILED[one].search(part)]
    return ", ".join(wanting) if wanting and len(wanting) < len(those) else words


def besides(one: Wants, words: str) -> str:
    """The clauses that do not want it."""
    return ", ".join(part for part in _CLAUSE.split(words) if not _COMPILED[one].search(part))


_GIVES = re.compile(r"给我|换成|\b(?:give|put|move) (?:me|us|it)\b|\binstead\b", re.ASCII)


def gives_me(text: str) -> bool:
    """Whether it asks for something in the place of something."""
    return _GIVES.search(legible(text[:LONGEST])) is not None


def keeps(text: str) -> bool:
    """Whether it wants that something stays as it is, and nothing else."""
    said = legible(text[:LONGEST])
    kept = _KEEPS.search(said) is not None
    return kept and wants(_KEEPS.sub(" ", said)) in {None, Wants.STANDS}


_NOT_YET = re.compile(
    r"先(?:别|不要?)(?:给我|帮我)?[订定约]|[订定]先?(?:等等|不急)|\b(?:don'?t|do not) (?:book|reserve|take)\b|\bnot yet\b|\bhold off\b",
    re.ASCII,
)


def not_yet(text: str) -> bool:
    """Whether it says in so many words that nothing is to be booked yet."""
    return _NOT_YET.search(legible(text[:LONGEST])) is not None


def asks_for_a_room(text: str) -> bool:
    """Whether a message that names a room wants to have it."""
    return _BOOKS.search(legible(text[:LONGEST])) is not None


def gives_up_plainly(text: str) -> bool:
    """Whether it calls something off in so many words; "不用了" may say so of anything."""
    return _PLAINLY.search(legible(text[:LONGEST])) is not None


def is_of_a_room(text: str) -> bool:
    """Whether it speaks of a room, or of what may be in one."""
    said = legible(text[:LONGEST])
    return bool(features.named_in(said)) or _OF_AROOM.search(said) is not None
