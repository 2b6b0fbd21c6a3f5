"""What words say about a repair: what kind it is and how much it burns."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Sequence

from .figures import is_real
from .normalise import Normalised, normalise
from .spans import Span

_BROKEN = re.compile(
    r"坏|不亮|不制[冷热]|不[凉冷热动转响灵]|不出[水风]|不工作|没反应|没声|没画面|漏|渗|滴水|堵(?!车|在路)|断[了电网水]|跳闸|短路|停[电水]|没[电水网风]|[打推拉]不开|[关锁合]不[上严紧]|[连上刷进开插]不[上去了到进开]|掉线|信号[差弱不]|没信号|卡[住死]|[很太]卡|网.?[慢卡]"
    r"|异响|怪响|噪音|嗡嗡|吱吱|响个不停|一直响|[很太好]吵|臭|异味|怪味|味道|霉|[很太好]脏|脏得?|没人?打扫|没[人倒清]|垃圾|裂|松[了动]|掉[了下]|脱落|倒了|断了|碎|破|闪|故障|失灵|失效|停了|停运|出故障|识别不|没纸|溢|积水|返水|反水|报修|维修|修[一理下]|来修|要修|换[一个新灯]|过期|缺|[太好很][热冷闷]|闷热|枯|死了|老鼠|蟑螂|蚂蚁|蚊|虫|马蜂|白蚁|不[好能]用|用不了|不了|抬不起|升不|不抬|不起[来杆]|冒|爆|进不|锁在|被锁|全黑"
    r"|\b(?:broken|broke|brok|not (?:working|cooling|heating|cold|closing|opening|flushing|turning)|does(?:n't| not|nt) (?:work|open|close|flush|cool|heat|turn|lock|respond)|is(?:n't|nt| not) (?:working|cooling|cold|heating)"
    r"|stopped|won'?t|leak\w*|drip\w*|clog\w*|block\w*|overflow\w*|flood\w*|burst|stuck|trapped|no (?:power|water|internet|wifi|wi-fi|signal|hot water|electricity|connection|light|network)|(?:without|lost|losing) (?:any |all )?(?:power|electricity|internet|wi-?fi|network|connection|signal|hot water)(?! (?:bank|strip|adapter))|down|dead|flicker\w*|smell\w*|stink\w*|nois[ey]\w*|faulty|out of order"
    r"|trip(?:ped|ping|s)|crack\w*|jam\w*|fell|falling|loose|can'?t|cannot|keeps?|fix|repair\w*|too (?:hot|cold|warm|noisy)|freezing|boiling|stuffy|dirty|filthy|mess|trash|garbage|cockroach\w*|roach\w*|rats?|mice|ants?|bugs?|mosquito\w*|wasps?|malfunction\w*|squeak\w*"
    r"|disconnect\w*|dropping|drops|slow|spill\w*|wobbl\w*|expired|beeping|ringing|went out|gone out|goes off|outage|sparks?|sparking|power .{0,12}(?:out|off|cut)|locked (?:out|in)|unable to|busted|acting up|overgrown|dying)\b", re.ASCII,
)  # fmt: skip
_ASKED = re.compile(
    r"密码|几点|怎么(?:连|用|开|办理|申请)|在哪|哪里|多少钱|收费|\bpassword\b|what time|how (?:do|can) i (?:connect|use|get|apply)|\bwhere (?:is|are|can)\b",
    re.ASCII,
)

#: Objects of each category; where two are named, the one earlier in this table is what the engineer must know.
_OBJECTS = [
    ("pest", r"老鼠|耗子|蟑螂|小强|蚂蚁|白蚁|蚊子|飞虫|虫子|马蜂|黄蜂|蜜蜂|蜂窝|跳蚤|飞蛾|有蛇|一条蛇|\b(?:cockroach\w*|roach\w*|rats?|mice|ants?|termites?|mosquito\w*|wasps?|bugs?|pests?|insects?|rodents?|flies|moths?|bees?|hornets?|fleas?|snakes?|droppings)\b"),
    ("fire_safety", r"灭火器|消防|消火栓|防火门|手报|烟感|喷淋|烟雾报警|火警|应急灯|应急照明|疏散|安全出口|\b(?:fire (?:alarm|extinguisher|door|exit|hydrant|sprinkler)|smoke (?:detector|alarm)|sprinklers?|emergency (?:light|exit)s?|extinguishers?|hydrants?|exit signs?|fire panel)\b"),
    ("elevator", r"电梯|䢂|升降机|直梯|扶梯|货梯|客梯|观光梯|轿厢|\d号梯|(?<!won't )(?<!n't )(?<!not )(?<!to )(?<!cannot )\b(?:elevators?|lifts?|escalators?)\b"),
    ("parking", r"道闸|闸杆|车位|地锁|停车|车库|充电桩|抬杆|车牌识别|泊位|挪车|减速带|充电枪|\b(?:parking|parked|ev charger|number plate|barrier|car park|garage|boom gate|ev charg\w+|charging (?:pile|station|point))\b"),
    ("access_control", r"门禁|刷卡|刷脸|人脸识别|闸机|指纹|门卡|读卡器|电子锁|三辊闸|门锁|锁坏|锁不上|钥匙|对讲|进不去|\b(?:access (?:card|control|reader|gate)|card reader|badge|turnstiles?|door lock|locks?|locked|intercom|face recognition|keycard|key card|swipe|fingerprint)\b"),
    ("security", r"监控|摄像头|保安|小偷|偷|失窃|撬|陌生人|可疑|尾随|打架|醉汉|安防|\b(?:cctv|cameras?|security|stolen|steal\w*|theft|thief|burglar\w*|break-?in|intruder|suspicious|drunk|guards?|surveillance)\b"),
    ("hvac", r"空调|冷气|暖气|暖风|新风|风口|温控|风机|冷风|通风|排风|换气|制冷|制热|中央空调|不凉|[太好很][热冷闷]|闷热|\b(?:a/?c|aircon\w*|air[ -]?con\w*|airco|heating|heater|radiator|thermostat|airflow|fan coil|ventilation|vents?|hvac|too (?:hot|cold|warm)|freezing|boiling|stuffy)\b"),
    ("network", r"网络|无线|wi-?fi|网口|网线|路由|宽带|断网|没网|上不了网|上不去网|上网|网[慢卡]|网(?:也|又|全|都|突然|就)?(?:连不上|上不去|断了|不通|没了|挂了)|交换机|信号|局域网|内网|外网|专线|丢包|掉线|座机|电话线|\b(?:wi-?fi|internet|network|ethernet|router|lan|broadband|vpn|access point|landline|lan port)\b"),
    ("plumbing", r"水管|水龙头|龙头|马桶|小便池|便池|小便斗|坑位|蹲坑|水箱|角阀|净水|热水|下水|上水|地漏|洗手池|水池|洗脸盆|水槽|管道|漏水|渗水|滴水|停水|没水|堵(?!车|在路)|热水器|饮水机|直饮|返水|反水|爆管|水压|天花板漏|阀|冲水|溢水|积水|喷水|\b(?:pipes?|taps?|faucets?|toilets?|sinks?|basins?|puddle|drains?|plumb\w*|leak\w*|drip\w*|urinals?|flush\w*|water (?:heater|pressure|dispenser|cooler)|no (?:hot )?water|clog\w*|flood\w*|overflow\w*)\b"),
    ("electrical", r"跳闸|停电|没电|断电|插座|插排|插线板|插孔|地插|照明|市电|ups|开关|灯|电闸|空开|配电|短路|漏电|电路|电线|电箱|火花|\b(?:lights?|lamps?|bulbs?|sockets?|outlets?|plugs?|power|electric\w*|breaker|fuse|switch|circuit|wiring|trip(?:ped|ping|s)|outage|sparks?|sparking|blackout)\b"),
    ("furniture", r"桌|椅|柜|沙发|凳|抽屉|扶手|卷帘|门把|把手|门合页|合页|铰链|窗|百叶|白板|隔断|工位|玻璃|门|家具|架子|地板|瓷砖|墙|天花板|吊顶|\b(?:desks?|chairs?|tables?|cabinets?|cupboards?|stools?|armrests?|drawe?rs?|sofas?|couch|windows?|blinds?|whiteboards?|doors?|handles?|hinges?|shelf|shelves|partition|furniture|floor tiles?|ceiling)\b"),
    ("cleaning", r"打扫|保洁|擦|拖地|纸巾|垃圾|脏|清洁|臭|异味|怪味|污渍|呕吐|卫生|厕纸|没纸|洗手液|地毯|霉|洒|泼了|打翻|撒了|倒了一地|碎玻璃|\b(?:clean\w*|dirty|filthy|trash|garbage|rubbish|bins?|smell\w*|stink\w*|spill\w*|stains?|sticky|dusty|wip(?:e|ed|ing)|recycling|toilet paper|soap|mess|mold|mould|vomit)\b"),
    ("landscaping", r"树|草坪|草地|草皮|花园|花盆|喷泉|落叶|修剪|绿化|花坛|灌木|绿植|喷灌|枯|植物|盆栽|\b(?:trees?|lawn|grass|plants?|garden|bush\w*|hedges?|irrigation|landscap\w*|branch\w*|potted|leaves|fountain|trim\w*)\b"),
]  # fmt: skip
_CATEGORIES = [(code, re.compile(pattern, re.ASCII)) for code, pattern in _OBJECTS]
#: What decides against the order of the table: the symptom says more than the object.
_DECIDED = [
    ("plumbing", re.compile(r"(?:厕所|卫生间|洗手间|toilet|restroom|bathroom).{0,6}(?:堵|漏|冲|溢|clog|block|overflow|leak|flush)|天花板.{0,4}(?:漏|滴|渗)|水管|爆管|(?:ceiling|roof|pipe)\w* .{0,12}(?:leak|drip|burst)|burst pipe")),
    ("electrical", re.compile(r"跳闸|停电|漏电|(?:breaker|fuse)|power (?:is )?(?:out|cut|outage)|no power|(?:电梯[间厅口]|车库|停车场|走廊|楼道|厕所|卫生间|洗手间|会议室|toilet|restroom|washroom|pantry|lobby|corridor).{0,4}灯|(?:garage|parking|corridor|toilet|hallway|car park|stairwell) .{0,8}lights?")),
    ("furniture", re.compile(r"(?:抽屉|柜子?|柜门).{0,6}(?:锁|钥匙)|\b(?:draw(?:e?r)s?|cabinets?|cupboards?|pedestals?|lockers?)\b.{0,8} locks?\b|\block (?:of|on) (?:my|the|our) (?:\w+ )?(?:drawer|cabinet|cupboard|desk)")),
    ("hvac", re.compile(r"空调|air[ -]?con|\ba/?c\b|aircon")),
]  # fmt: skip

# A distribution box that smokes is the electrician's; what burns is everybody's.
_SMOKE = re.compile(r"冒烟|[浓有]烟|焦|糊|smok|smell")
_WIRED = re.compile(
    r"配电|电[箱柜闸线池]|插[座排孔头]|插线板|空开|开关|灯|\b(?:sockets?|breakers?|fuse ?box|switch(?:board)?|distribution (?:box|board)|power strip|plugs?|lamps?|lights?|wiring)\b",
    re.ASCII,
)
# 䢂 is what 𨋢 (a lift in Cantonese) becomes in simplified characters.
_ELEVATOR = re.compile(r"梯|䢂|升降机|\blifts?\b|elevator")
_HYPOTHETICAL = re.compile(
    r"如果|万一|假如|要是|演练|演习|培训|怎么办|知识|规定|\b(?:if there(?:'s| is)|in case of|what if|(?<!not a )(?<!no )drill|training|policy|procedure|should there)\b"
)
_CRITICAL = re.compile(
    r"(?<!没)(?<!没有)着火|著火|(?<!没)(?<!没有)起火|失火|冒火(?!花)|火灾|冒烟|浓烟|有烟(?!感)|焦味|烧焦|糊味|焦糊|煤气味|燃气味|煤气泄漏|燃气泄漏|天然气味|漏煤气|煤气漏|燃气漏|漏气|瓦斯|爆炸|触电|火花|困在.{0,4}[电货客直扶]?梯|[关卡]在.{0,3}[电货直]?梯里|[电货直]梯.{0,10}(?:困|出不[来去]|有人被)|有人被困|被困|水漫|水淹|淹了|发大水|洪水"
    r"|烧起来|火苗|点着了|(?:电池|充电宝|电瓶|插排|插线板).{0,3}(?:炸|在烧)|(?:全是|都是|好多|满是|大量|很多)烟(?![味头灰蒂草])|gas ?味|(?:煤气|燃气|gas).{0,6}leak|[电货客直扶]梯.{0,4}stuck.{0,8}有人|(?:车库|地下室|机房|配电[间室房]|电梯井).{0,4}进水|水.{0,2}[到没]过?(?:脚|膝|小腿)|\bfire ?!"
    r"|\b(?:on fire|caught fire|there(?:'s| is) (?:a )?fire|fire!|fire in|fire at|fire on|flames?|burning smell|smell(?:s|ing)? (?:of )?(?:something )?(?:burning|gas|smoke)|smells? like (?:gas|smoke|burning)|gas (?:leak\w*|smell)|(?:lots? of|see|there(?:'s| is)|thick|black|white) smoke|smoke (?:coming|in|from|everywhere|pouring|rising)"
    r"|(?:is|are|it's|started|starts?) smoking|sparks|sparking|electrocuted|explosion|(?:stuck|trapped|locked) (?:in|inside) (?:the |an? |your |this |of the )?(?:\w+ )?(?:lift|elevator)|(?:lift|elevator) .{0,20}(?:trapped|people inside|someone inside)|trapped|flood(?:ing|ed)?|(?:\d+|knee|ankle)[ -]?(?:cm|inch\w*|deep)? (?:of|in) water|filled? with smoke|smoke filling)\b|^\W?(?:fire|smoke|flood)\W*$", re.ASCII,
)  # fmt: skip
_URGENT = re.compile(
    r"爆管|水管爆|爆裂|喷水|漏得[很太]|漏水严重|大量漏水|哗哗|停电|断电|(?<!插座)(?<!插孔)(?<!插头)(?<!port)没电了?(?!池)|全黑|整层.{0,6}(?:没电|没网|停)|整个?[楼栋幢座].{0,8}(?:没电|没网|断网|停[电水网])|停水|进不[去来]|门打不开|打不开门|锁在|被锁|门禁.{0,6}(?:坏|刷不|打不开|失灵|没反应)|(?<!不)紧急|(?<!不)(?<!着)(?<!不太)(?:很|好|特别|非常|十万火|挺|真|比较|超)急|急急|急用|加急"
    r"|\b(?:burst|power (?:is |went |has gone )?(?:out|off|down|cut)|(?:no|without|lost|losing) (?:any |all )?(?:mains )?(?:power|electricity)(?! (?:bank|strip|adapter))|(?:whole|entire)(?: of the)? (?:\w+ ){0,2}?(?:floor|building|tower|block|level|storey)\b[^.;!?]{0,50}?\b(?:(?:no|without|lost) (?:any |all )?(?:internet|network|wi-?fi|water)|in (?:the |total )?dark(?:ness)?)|power (?:outage|failure|cut)|outage|blackout|locked (?:out|in)|(?:can'?t|cannot|unable to) (?:get in\w*|enter|get into|open the door)|door (?:won'?t|doesn'?t|will not) open|(?<!not )(?<!n't )urgent(?:ly)?|emergency(?! (?:light|exit))|gushing|spraying)\b", re.ASCII,
)  # fmt: skip
_LOW = re.compile(
    r"不[太是]?(?:很|那么|特别)?(?:着急|急|紧急)|不赶时间|随便(?:哪天|什么时候)|改天|有空|方便的?时候|抽空|\b(?:no (?:rush|hurry)|not urgent|isn't urgent|not in a hurry|whenever (?:you|it|someone|possible|convenient|free)|when (?:you|someone) (?:have|has|get)s? (?:time|a chance)|low priority|take your time)\b",
    re.ASCII,
)


def find_repair(text: str | Normalised, *, figures: bool = False) -> list[Span]:
    """Entities `repair_category` and `urgency` (critical | urgent | low; normal is never said), at most one of each.

    Hints by lexicon: nothing is claimed for a text in which nothing is broken, and `other` is never claimed.
    With `figures`, words of danger count that report none, too.
    """
    message = normalise(text)
    urgency = find_urgency(message, figures=figures)
    critical = urgency is not None and urgency.value == "critical"
    if not critical and not _about_something_broken(message.text):
        return []
    named = find_danger(message, figures=figures) or find_named(message)[:1]
    return [*named, *([urgency] if urgency and (named or critical) else [])]


def find_fault(text: str | Normalised) -> list[Span]:
    """`fault`, at most one: words that say that something the park maintains is broken. Its value is the category."""
    message = normalise(text)
    named = find_repair(message)
    category = next((one.value for one in named if one.entity == "repair_category"), None)
    broken = _BROKEN.search(message.text)
    if category is None or broken is None:
        return []
    return [message.span("fault", *broken.span(), category)]


_ONLY_ASKS = re.compile(
    r"我们?|你们?|您|想要?|需要|要|请|麻烦|帮忙?|一下|个|报一?个?修|报?维修|保修|申请|登记|提交|东西|设备"
    r"|坏[了掉]|出问题|有|问题|派人|来人|找人|师傅|人|来|修[理修]?|下|了|好|你好|您好|这里|这边|的|在"
    r"|\b(?:i|we|my|our|you|the|a|an|some|want|need|would|like|'?d|to|can|could|please|hi|hello|help"
    r"|report|repairs?|maintenance|request|issue|problem|faults?|breakdown|something|thing|is|'?s|has|broken|broke|fix"
    r"|fixed|file|submit|make|have|get|send|someone|somebody|come|there|here|it|in|at|on|for|with|me|us)\b",
    re.ASCII,
)
#: 来两份 orders, 来个人 asks for somebody.
_COMES = re.compile(
    r"(?<![本原后未以从])来(?![\d一二两三四五六七八九十几半]*\s?(?:[份杯碗瓶盒把张套包些]|[个点位](?!人|师傅)))|上门|过去|(?<!装)修|处理(?!器)|安排|搞[掂定好]|弄[好妥了]|必须|务必|方便(?!面)|\b(?:com(?:e|ing)|fix|repair|check|attend|sorted|need (?:it|this|that|them)|send|visit|available|free|after|by)\b",
    re.ASCII,
)

_BROKEN_ITSELF = re.compile(
    r"坏|打不开|关不上|卡住|漏|\b(?:broken|stuck|jammed|leak\w*|not work\w*|(?:won|doesn|isn)'?t)\b",
    re.ASCII,
)


def find_broken(text: str | Normalised) -> list[Span]:
    """`broken`, at most one: that something is, whatever it is; the park maintains no lockers."""
    message = normalise(text)
    match = _BROKEN_ITSELF.search(message.text)
    return [message.span("broken", *match.span(), True)] if match is not None else []


def find_coming(text: str | Normalised) -> list[Span]:
    """`comes`, at most one: words that say of a time that somebody is to come then, and not that it broke then."""
    message = normalise(text)
    match = _COMES.search(message.text)
    return [message.span("comes", *match.span(), True)] if match is not None else []


def find_request(text: str, beside: Sequence[Span]) -> list[Span]:
    """`only_asks`, over all of the text: besides places and times it says only that there is something to repair."""
    rest = list(text)
    for span in beside:
        if span.entity in ("location", "time", "period"):
            rest[span.start : span.end] = " " * (span.end - span.start)
    left = _ONLY_ASKS.sub(" ", normalise("".join(rest)).text)
    if not text.strip() or sum(char.isalnum() for char in left) > 1:
        return []
    return [Span("only_asks", 0, len(text), text, value=True)]


def find_urgency(text: str | Normalised, *, figures: bool = False) -> Span | None:
    """`urgency` (critical | low | urgent), broken or not. Critical is never said of what is only imagined."""
    message = normalise(text)
    for level, found in (
        ("critical", _critical(message.text, figures=figures)),
        ("low", _LOW.search(message.text)),
        ("urgent", _URGENT.search(message.text)),
    ):
        if found:
            return message.span("urgency", found.start(), found.end(), level)
    return None


def find_danger(text: str | Normalised, *, figures: bool = False) -> list[Span]:
    """`repair_category` of a critical message: what the danger is of, whatever else is named."""
    message = normalise(text)
    found = _critical(message.text, figures=figures)
    code = _danger(found.group(), message.text) if found else None
    if not found or code is None:
        return []
    return [message.span("repair_category", found.start(), found.end(), code)]


def find_named(text: str | Normalised) -> list[Span]:
    """`repair_category` for each category of which the text names a thing, broken or not; the likeliest first."""
    message = normalise(text)
    words = _DENIED.sub(lambda found: " " * len(found[0]), message.text)
    spans: dict[str, Span] = {}
    for code, pattern in (*_DECIDED, *_CATEGORIES):
        found = pattern.search(words)
        if found and found[0] == _SIGNAL and _SHOWS.search(message.text):
            continue
        if found and code not in spans:
            spans[code] = message.span("repair_category", found.start(), found.end(), code)
    return list(spans.values())


_DENIED = re.compile(
    r"\b(?:no|not (?:really )?an?|isn'?t an?|there'?s no) (?:\w+ )?leaks?\b|不是(?:真的?)?(?:漏水|渗水|水管)|没有?(?:漏水|渗水)",
    re.ASCII,
)
"""What a thing turns out not to be."""
_SIGNAL = "信号"
_SHOWS = re.compile(r"投影|电视|大屏|显示器|hdmi|projector|\btv\b|\bscreen\b", re.ASCII)
"""What shows pictures, and has no signal without a fault of the network."""


def _about_something_broken(words: str) -> bool:
    asked = _ASKED.search(words) and not _URGENT.search(words)
    return _BROKEN.search(words) is not None and not asked


def _critical(words: str, *, figures: bool = False) -> re.Match[str] | None:
    if _HYPOTHETICAL.search(words):
        return None
    found = _CRITICAL.finditer(words)
    return next((m for m in found if figures or is_real(words, m.start(), m.end())), None)


def _danger(danger: str, text: str) -> str | None:
    trapped = re.search(r"困|trapped|[关卡]在|stuck|locked", danger) is not None
    if _ELEVATOR.search(text if trapped else danger):
        return "elevator"
    if trapped:
        return None
    if re.search(r"水|淹|洪|flood|water", danger):
        return "plumbing"
    if re.search(r"触电|火花|spark|electrocut", danger):
        return "electrical"
    return "electrical" if _SMOKE.search(danger) and _WIRED.search(text) else "fire_safety"
