"""How many people come: so many in all, or so many besides those that are known; and whether by car."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import Normalised, normalise
from .numbers import CHINESE, ENGLISH, to_int
from .spans import Span, keep_first

_PEOPLE_ZH = r"(?:位|名|个?人|口人|个?(?:同事|朋友|助理|助手|客人|客户|访客|同学|代表|孩子|伙伴|伴|司机|秘书|老师|工程师|徒弟|搭档|学生|实习生|领导|随员|同伴|工人|师傅|家属|翻译|译员|老板|上司|律师|经理|太太|摄影师|设计师|顾问|研究生|博士生))"
_PEOPLE_EN = r"(?:people|persons?|guests?|visitors?|colleagues?|coworkers?|co-workers?|friends?|assistants?|helpers?|interns?|trainees?|drivers?|apprentices?|others?|pax|heads?|engineers?|kids?|children|of (?:his|her|their|my) (?:team|colleagues?)|partners?|staff|technicians?|workers?|students?|companions?|juniors?|boss(?:es)?|managers?|lawyers?|translators?|interpreters?|photographers?|consultants?|advisors?|wife|husband|spouse|c[a-z]o)"
_WHO_ZH = r"(?:同事|朋友|助理|助手|同学|伙伴|司机|秘书|老师|工程师|徒弟|搭档|学生|实习生|领导|翻译|译员|老板|上司|律师|经理|太太|摄影师|设计师|顾问)"
_NUMBER_ZH = rf"(\d{{1,3}}|{CHINESE})"
_NUMBER_EN = rf"(\d{{1,3}}|{ENGLISH}|an?|another|his|her|their|a couple(?: of)?)"
_MORE_EN = r"(?:more|extra|additional|other|further)"
_COME_EN = r"(?:is|are|will|comes?|coming|join\w*|attend\w*|accompan\w*)"
_ALONG_ZH = r"(?:随员|随从|随行(?:人员|者)?|陪同(?:人员|者)?|同行(?:人员|者)?|助手|助理)"
_GROWS_ZH = r"(?:另外?|还|再|新)?(?:增加?|添加?|追加|补充|增补|加派|加)"
_PLUS = [
    re.compile(rf"(?:[带领][着了上来]?|再加|外加|另加|加上?|还有|再来|多[来加带]?|另有|还带|增加|添)(?:了|另外)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}"),
    re.compile(rf"(?:多|再多?|另外|还)(?:来|有|会?带|加)(?:了)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}"),
    re.compile(rf"{_ALONG_ZH}(?:共|有|另有)?{_GROWS_ZH}?了?{_NUMBER_ZH}\s?(?:位|名|个?人)(?!{_ALONG_ZH})"),
    re.compile(rf"{_GROWS_ZH}了?{_NUMBER_ZH}\s?(?:位|名|个?人?)的?(?:{_ALONG_ZH}|人|来宾|访客|客人)"),
    # One, without a number: 带埋个助手, his CTO is tagging along, bringing +1.
    re.compile(rf"[带领][埋上着了]?多?个?(?:人(?![情家员])|{_WHO_ZH})"),
    re.compile(rf"\b(?:his|her|their|the) {_PEOPLE_EN} (?:(?:is|are|will be|'s|will) )?(?:also )?(?:tagging|coming|joining|tag|come|join)(?: along| too| as well| with (?:him|her|them))\b", re.ASCII),
    re.compile(r"(?:^|(?<=带)|(?<=bringing )|(?<=with )|(?<=bring ))\+ ?(\d{1,2})(?=\s*(?:$|[,.;!?]))", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} {_PEOPLE_EN} with (?:him|her|them)\b", re.ASCII),
    # Where heads are counted anyway: 人数plus one, 林佳 + 1 来.
    re.compile(rf"(?:人数|人头|\b(?:head ?count|party|guests?|visitors?|pax)\b)[^,.;!?]{{0,12}}?plus {_NUMBER_EN}\b", re.ASCII),
    re.compile(r"(?<=[\u4e00-\u9fffa-z] )\+ ?(\d{1,2})(?=\s?(?:来|过来|到访|来访|拜访|参观|coming|visiting))", re.ASCII),
    re.compile(rf"(?<![\w.])\+ ?(\d{{1,2}}) ?(?:{_PEOPLE_ZH}|{_PEOPLE_EN}\b)", re.ASCII),
    re.compile(rf"\b(?:with|plus|bring(?:s|ing)?|brought|and|adding|add|accompanied by|along with)(?: along)? (?:also )?{_NUMBER_EN} (?:{_MORE_EN} |of )?(?:{_PEOPLE_EN}|more(?= {_COME_EN}\b|\s*(?:[,.;!?]|$)))(?! car)(?!-)\b", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} {_MORE_EN}(?: {_PEOPLE_EN})?(?= {_COME_EN}\b)", re.ASCII),
    re.compile(rf"\b(?:{_NUMBER_EN} {_MORE_EN}|another(?P<one> )(?:more )?) ?{_PEOPLE_EN}\b", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} {_PEOPLE_EN} (?:also|too|as well|besides|extra|more)\b", re.ASCII),
]  # fmt: skip
_OF_EACH = re.compile(r"\s(?:each|apiece|per visit)\b", re.ASCII)
_PLUS_NOW = re.compile(
    rf"\bmake (?:that|it) (?P<now_of>\d{{1,2}}|{ENGLISH}) (?:colleagues|friends|assistants|helpers|interns|co-?workers)\b|(?:\bplus |\+ ?){_NUMBER_EN}[^,.;!?]{{0,8}}?(?:变成?|改成?|换成|→|->|\bto\b|\bbecomes?\b|\bis now\b)\s?(?:\bplus |\+ ?)(?P<now>\d{{1,2}}|{ENGLISH})\b",
    re.ASCII,
)
"""Who comes with so many: "plus 1 becomes plus 4" are five."""
_MINUS = [
    re.compile(rf"减(?:少|去|掉)?{_NUMBER_ZH}员"),
    re.compile(rf"(?:少|减少?|去掉|少来)(?:了)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}|{_NUMBER_ZH}\s?{_PEOPLE_ZH}(?:来不了|不来|不能来|去不了)"),
    re.compile(rf"\b{_NUMBER_EN} (?:fewer|less) {_PEOPLE_EN}\b|\b(?:minus|without) {_NUMBER_EN} {_PEOPLE_EN}\b|\b{_NUMBER_EN} (?:of (?:them|the \w+) |{_PEOPLE_EN} )?(?:can'?t|cannot|won'?t|isn'?t|aren'?t) (?:come|make|be|coming)", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} (?:of (?:them|the \w+)|{_PEOPLE_EN}) (?:has |have |is |are |had to )?(?:dropped|dropping|drop|backed|pulled|pulling|bailed|out sick|not coming|fallen sick|cancell?ed)\b", re.ASCII),
]  # fmt: skip
#: Nothing changes by a number that stays: 人数三位照旧, two people as before.
_STAYS = r"(?!\s?(?:照旧|照原|不变|没变|未变|依旧|维持|不用改|不改|(?:is |are |stays? |remains? )?(?:unchanged|the same|as (?:before|is|it was))))"
_COMING = r"(?:(?:are|is|will be|'ll be|now) )?(?:now )?(?:coming|attending|visiting|joining|showing up|turning up)"
_WITH_WORDS = r"(?:大学|高中|前|老|外国|外地|公司|几家|供应商的?|[a-z][a-z-]* ){0,2}"
_TOGETHER = [
    re.compile(rf"(?:和|跟|同)(?:他|她|佢)?的?(?:{_WHO_ZH}){_NUMBER_ZH}\s?(?:位|名|个?人)"),
]
"""Who comes with their assistant, two of them in all: 周敏和她助理两个人."""
_EXACTLY = [
    re.compile(rf"(?<![带加再多少第]){_NUMBER_ZH}(?:位|名|个)\s?{_WITH_WORDS}(?:ex-?|former )?(?:{_WHO_ZH}|客人|客户|访客|{_PEOPLE_EN}\b)(?=[,，。\s]*(?:要?[来过到]|coming|visit|会来))", re.ASCII),
    re.compile(rf"(?:一共|总共|共计?|合计|改成|改为|变成?|就|一行|总人数|人数|应为|应是|实为|等|仅|只有?|剩下?)(?:共|是|来|有|他|她|改成|变成|改为|应为|应是|为)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}{_STAYS}(?!可|能)"),
    re.compile(rf"(?<![带加再多少第]){_NUMBER_ZH}\s?(?:位|名|个?人)(?!份|[的吃]){_STAYS}(?=[,。!?;\s]|来|到|一起|过来|访|吧|左右|$)"),
    re.compile(rf"{_NUMBER_ZH}\s?(?:位|名|个?人)?(?:变|改|改成|变成|改为)(?:作|做|成|为)?(?P<now>\d{{1,2}}|{CHINESE})\s?(?:位|名|个人?|人)(?!份)"),
    re.compile(rf"\b(?:total(?: of)?|party of|group of|make it|it'?s|there (?:will be|are)|we(?:'ll| will)? be|all together|altogether) {_NUMBER_EN}(?: (?:people|persons?|guests?|visitors?|pax|heads?|of (?:them|us)))\b{_STAYS}", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} (?:people|persons?|guests?|visitors?|pax|heads?)(?: (?:in total|total|altogether|will|in all|only))?\b{_STAYS}", re.ASCII),
    re.compile(rf"\b(?:only|just) {_NUMBER_EN}(?: of (?:them|us))? {_COMING}\b|\b{_NUMBER_EN} (?:only|of (?:them|us)) {_COMING}\b", re.ASCII),
    re.compile(rf"\bjust {_NUMBER_ZH}个人|\bonly {_NUMBER_ZH}个?人", re.ASCII),
    re.compile(r"\b(?:just|only)(?P<one> )(?:him|her|himself|herself|one person|the one)\b|就(?P<alone>)(?:他|她)(?:自己|一个|一人)?(?=[,。!;]|$)|\b(?:alone|by (?:him|her)self)(?P<self>)\b|(?:独自|单独)(?P<lone>)(?:一人)?(?:前来|来|到访|过来)", re.ASCII),
]  # fmt: skip
_PARKING = r"(?:车位|停车位?|泊车位?|车证|车牌)"
_RIDES_ZH = (
    r"地铁|高铁|公交|公车|巴士|火车|的士|出租车?|网约车|滴滴|动车|大巴|捷运|轻轨|班车|MRT|mrt"
)
_RIDES_EN = r"train|metro|subway|taxi|cab|bus|didi|grab|uber|mrt|lrt|tube|tram|public transport|foot|bike|bicycle"
_NO_CAR = re.compile(
    rf"(?:不|没|未|沒)(?:会|有|自己)?(?:开车|驾车|自驾)|(?<!有)没有?(?:开)?车(?!位|牌)|没车|(?:不|无|毋)(?:需|须|用|必)要?(?:登记|安排|预留|申请|留)?{_PARKING}|(?:不用|不必|无需|不需要?)停车|打车|(?:坐|乘|搭|搭乘|乘坐|骑)(?:{_RIDES_ZH}|共享单车|单车|自行车|电动车)|(?:走路|步行|走着)(?:来|过来|到|前来)?"
    rf"|\bno (?:car|vehicle|plate|need (?:for )?(?:a )?(?:car ?park|parking|parking lot|plate)|parking)\b(?! (?:yet|near))|\b(?:not|isn'?t|won'?t be|aren'?t|doesn'?t|don'?t) (?:driving|drive|need (?:a |any )?parking)\b|\bwithout a car\b"
    rf"|\b(?:by|tak(?:e|es|ing)(?: the| a)?|on|using|rid(?:e|es|ing)(?: the| a)?|come by) (?:{_RIDES_EN})\b|\bwalk(?:s|ing)? (?:in|over|here)\b",
    re.ASCII,
)


def find_companions(text: str | Normalised) -> list[Span]:
    """`headcount`, role `plus` or `minus` (of those that are known) or none (in all), its value a
    number; `no_car`."""
    message = normalise(text)
    found = [
        *_with_so_many(message),
        *_counts(message, _TOGETHER, None),
        *_counts(message, _MINUS, "minus"), *_counts(message, _PLUS, "plus"),
        *_counts(message, _EXACTLY, None),
    ]  # fmt: skip
    cars = [message.span("no_car", *m.span(), True) for m in _NO_CAR.finditer(message.text)]
    return [*keep_first(found), *cars]


def _with_so_many(message: Normalised) -> Iterator[Span]:
    for match in _PLUS_NOW.finditer(message.text):
        if (number := _number(match["now"] or match["now_of"])) is not None:
            yield message.span("headcount", *match.span(), number + 1)


def _counts(
    message: Normalised, patterns: list[re.Pattern[str]], role: str | None
) -> Iterator[Span]:
    for pattern in patterns:
        for match in pattern.finditer(message.text):
            said = match.groupdict().get("now") or next(
                (group for group in match.groups() if group and group.strip()), None
            )
            number = _number(said)
            if number is not None:
                of_each = _OF_EACH.match(message.text, match.end()) is not None
                extra = {"each": True} if of_each and role is None else {}
                yield message.span("headcount", *match.span(), number, role=role, extra=extra)


def _number(said: str | None) -> int | None:
    if said is None or said in ("a", "an", "another", "his", "her", "their"):
        return 1
    return 2 if said.startswith("a couple") else to_int(said)
