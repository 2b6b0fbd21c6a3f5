"""How a number, a name or a wish follows from what stands: so many for each, more than of another, other than it was."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .goes_or_stays import find_goes_or_stays
from .normalise import Normalised, normalise
from .numbers import to_int
from .spans import Span

_NUM = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_NOT = re.compile(
    r"(?:不是|不要|唔系|唔要)\s*(?P<zh>[^\s，,。.！!？?;；、]{1,10}?)(?:那[个款种卷盒包支]|[嗰这][个只款种]|的|嘅)(?=[\s，,。.！!；;]|要|$)"
    r"|\bnot (?:the |that |an? )?(?P<en>[a-z][a-z -]{1,24}?)(?: (?:one|ones|kind|type))?(?=[,.;!]|$)"
)
_EACH_ZH = re.compile(
    r"(?:每|一)[份碗个杯本台盒套支只瓶根包把样](?P<base>[\u4e00-\u9fff]{0,8}?)(?:都|各|就|要|得|再|上)*(?:配|搭|带|附|加)"
)
_EACH_EN = re.compile(
    r"\b(?:for (?:each|every)|per|with (?:each|every)|to each|for all)\b(?: (?:of )?(?:the |one of the )?)?(?P<base>[^,.;!?]*?)(?= please\b|[,.;!?]|$)"
)
_THAN = re.compile(r"比|\bthan\b")
_MORE_OR_FEWER = re.compile(r"(?P<more>多|\bmore\b|\bextra\b)|少|\bfewer\b|\bless\b")
_SETS = re.compile(
    rf"(?P<a>{_NUM})(?:个|位|名|份|套|包)?(?:新?人|新员工|同事|同学|员工|客人|嘉宾|礼包|套装)?[^。]{{0,4}}?(?:每[人位份套包个]|一人|人手)"
    rf"|(?:礼包|套装)(?P<b>{_NUM})[份套个包]"
    r"|\b(?:packs?|kits?|sets?|bags?|lunch(?:es)?|snacks?|drinks?|coffees?)? ?for (?P<c>\d{1,3}|[a-z]+)(?: people| persons?| of us)?\b"
    r"|\b(?:we(?:'re| are|re)|there(?:'s|s| are| is)?|it'?s) (?:now )?(?P<e>\d{1,3}|[a-z]+)(?= of us\b| (?:people|now)\b|\s*(?:$|[,.;!]))"
    r"|(?:我们|咱们|一共|总共|这边)(?:现在)?(?:一共|总共)?(?:是|有)?(?P<f>" + _NUM + r")个?人"
    r"|(?:来|到|参加|入职|开会|与会|吃饭)的(?:人)?(?:一共|总共|现在)?(?:是|有)(?P<g>"
    + _NUM
    + r")[个位人]"
    r"|\b(?P<d>\d{1,3}|[a-z]+) (?:people|persons|packs|kits|sets|newcomers|guests|interns|new (?:hires|starters))\b"
)
_FLAGS = {
    "each_of": re.compile(r"\b(?:each|both|apiece)\b|各|每样|一样[一来要]|都[来要]"),
    "apiece": re.compile(
        r"\b(?:each|apiece|per (?:person|head|pack|kit)|for (?:everyone|everybody|all of us))\b|每[人位份套包个]|一人|人手"
    ),
    "all": re.compile(r"都|\b(?:all|both)\b"),
    "too_many": re.compile(
        r"(?:说|加|点|要|报|写)?[多错]了|只[要用]?加|不对|\b(?:just|only|no|that bump)\b"
    ),
    "by": re.compile(r"\b(?:by|more|bump|increase|raise|addition)\b|加"),
    "unchanged": re.compile(
        r"\bunchanged\b|\bas (?:is|it is|they are|before)\b|\bstays? (?:the same|as (?:is|it is|they are)|put)\b|(?:都|数量)?(?:不变|照旧|不动|原样|照样)"
    ),
    "rest_stays": re.compile(
        r"\b(?:everything else|all else|the (?:rest|others|other ones)) (?:(?:can |should |may |still )?(?:stands?|holds?|stays?|remains?)|(?:is|are) (?:fine|ok(?:ay)?|good|unchanged)|unchanged|as (?:is|it is|they are|before))\b"
        r"|(?:其[他它余]|别)的?(?:都|数量)?(?:不变|照旧|不动|原样|照样)"
    ),
    "that_one": re.compile(
        r"(?<=\S)\s?(?:的|嘅)?(?:那|这|嗰|呢)一?[份个杯碗瓶盘盒]|(?<=[a-z]) (?:one|ones|cup|bowl)\b"
    ),
    "stays_so": re.compile(
        r"还是|照样|仍然?|依旧|照旧|不变|\bstill\b|\bkeep (?:the|it|that)\b|\bas before\b"
    ),
    "least": re.compile(
        r"起订|最低|最少|至少要?的|\bminimum\b|\bthe (?:least|fewest|smallest)\b|\bat least\b"
    ),
    "most": re.compile(
        r"最多|上限|有多少[就]?[拿要来给]多少|\bmaximum\b|\bthe most\b|\bas many as (?:you|there|they)\b|\bwhatever (?:you have|you've got|is left|there is)\b"
    ),
    "wrong": re.compile(
        r"用不[上了]|不合适|装不[上进]|插不[上进]|(?:买|下|点|写|说|拿|选|报|打)错|不匹配|不是这[个种款]|不好用|唔啱"
        r"|\bwrong\b|\b(?:of )?no use\b|\buseless\b|\b(?:don'?t|doesn'?t|won'?t|didn'?t) (?:fit|work|match)\b|\bby mistake\b"
        r"|\b(?:instead of|rather than)\b|\bshould(?:'ve| have) been\b|\bi mean[t]?\b|\bmixed (?:them )?up\b|\b(?:sorry|oops)\b"
    ),
    "settles": re.compile(
        r"(?:\d{1,3}|[一两二三四五六七八九十俩仨]{1,3}|\b(?:two|three|four|five|six))\s?[份个杯碗瓶盒包支本把罐根卷张箱套只]?吧"
    ),
    "kind": re.compile(r"[那这嗰𠮶呢][种款只隻]|\b(?:ones?|kind|type)\b"),
    "alone": re.compile(r"(?:\bonly\b|\bjust\b|只有?|只来|就|仅)\s*"),
    "alone_behind": re.compile(r"一个人?来?|一人|\b(?:alone|only|by (?:him|her)self)\b"),
    "by_now": re.compile(r"(?:\balready|\bit'?s|\bnow|已经|都|现在)\s*(?=\d)"),
    "halves": re.compile(
        r"\bdown the middle\b|\bhalf\b(?! (?:a )?do?z)|\bfifty[ -]fifty\b|\bevenly\b|对半|一半|各半"
    ),
    "plain": re.compile(
        r"\b(?:plain|normal|regular|ordinary|standard|unmodified) (?:[a-z]+ ){0,3}?(?:ones?\b|(?=[a-z]))"
        r"|普通的?|正常的?|原味的?|没加料的?|什么都没[加改]的?|没(?:特别)?要求的?|唔加嘢嘅"
    ),
    "same_floor": re.compile(r"同一?个?(?:楼层|层|楼)|\bsame (?:floor|level|storey)\b"),
    "there_too": re.compile(
        r"^\W{0,4}(?:[哦噢啊呃]|eh|oh)?\W{0,4}(?:还有|另外|对了)|[也又](?=[不没打关开坏漏堵断停卡])|旁边|隔壁(?!\d)|这里|这边|里面|呢度"
        r"|\b(?:also|too|as well|either|in (?:there|here)|over here|next to (?:it|me)|above me|same (?:room|place|spot))\b"
    ),
    "again": re.compile(
        r"又(?:坏|停|不|没|漏|断|堵|灭|跳|卡|响|关)|\b(?:broken|stopped|off|down|out|leaking|dead|happening|gone) again\b"
    ),
}
_OTHER = re.compile(
    r"(?:另外?(?:那|的)?[一1]?[份个杯碗瓶盘盒]|\bother (?:one|cup|bowl)\b)(?P<plain>\s?(?:就|则)?(?:不用|不必|不要|不加|别加|照常|正常|原样|normal|plain|as (?:it )?is|not)(?=了?(?:[\s,，。.!！]|$)))?"
    r"|(?P<not>\bnot (?:for )?the other\b)"
)
_IN_ALL = re.compile(
    rf"(?:一共|总共|合计|共计|拢共|加起来)(?:是|就是|有|就)?(?P<zh>{_NUM})"
    r"|\b(?P<en>\d{1,3}|[a-z]+)(?: (?:people|persons|guests|visitors|pax|heads|of (?:them|us)))? (?:altogether|all together|in all|in total|total)\b"
)
_ONLY = re.compile(
    r"(?:\b(?:only|just)|只[要来留]?|就[要来留]?|仅)\s*(?=\d|[一两二三四五六七八九十]|[a-z])"
)
_LATER = re.compile(r"\b(?:later|earlier)\b|[以之]?后|早")
_AMOUNT = (
    r"(?:(?P<{0}half>半个?(?:小时|钟头|钟)|half an hour)"
    r"|(?P<{0}many>\d{{1,3}}|[一二两三四五]|an?|one|two|three)\s?(?P<{0}unit>个?(?:小时|钟头)|分钟|hours?|minutes?|mins?))"
)
_AFTER = re.compile(
    _AMOUNT.format("e")
    + r" (?P<edir>after|before) (?P<ewhose>the other(?: one)?|[a-z]+)\b"
    + r"|比(?P<zwhose>[^,，。;；\s]{1,8}?)的?(?P<zdir>晚|早|迟)(?:到|来|开始)?"
    + _AMOUNT.format("z")
)
_COLOUR = r"(?:dark |light )?(?:black|blue|red|green|white|yellow|pink|grey|gray|purple|orange|brown)(?: ink| ones?)?|mixed colou?rs|different colou?rs"
_WISH_FOR = re.compile(
    rf"(?:^|[,.;!] ?|\b(?:and|but|with|want|like|have|please|plus) )(?P<a>[a-z][a-z -]{{1,28}}?) (?:for|on) (?:the|my|those|all the) (?P<of_a>[a-z][a-z -]{{1,24}}?)(?=$|[,.;!]| (?:please|pls|thanks))"
    rf"|\b(?:the|my|those) (?P<of_b>[a-z][a-z -]{{1,24}}?) in (?P<b>{_COLOUR})\b"
)
_LEFT = re.compile(
    r"(?:只剩|就剩|还剩|剩下?|只有|\bleaves?\b|\bleaving\b|\bonly\b)\D{0,12}?(?P<room>\d{3,4})(?!\d)"
)
_OF_A_NAME = re.compile(r"名字|姓名|打错|写错|错字|一个字|\bname\b|spel")
_SIGN = re.compile(r"(?:是|为|系)?(?P<word>[\u4e00-\u9fff]{2,4})的(?P<sign>[\u4e00-\u9fff])")
_WHERE = {"第一": 0, "姓": 0, "第二": 1, "中间": 1, "二个": 1, "第三": 2, "最后": -1, "末尾": -1}
_PLATE_END = re.compile(
    r"(?:末|尾|后|最后)(?:号|数)?(?:的?(?:几|[一二三四五六两\d])[位个])?(?:数字|字母|数|字)?(?:应该)?(?:是|改成|改为|换成|变成|应为|为|:)?\s?(?P<zh>(?=[a-z]*\d)[a-z0-9]{1,5})(?![a-z0-9])"
    r"|\b(?:last|final) (?:(?:two|three|four|five|\d|few) )?(?:digits?|numbers?|characters?|letters?|ones?)?(?: ?(?:of|on) (?:the|his|her) plate)?\s?(?:is|are|should be|to|now|:)?\s?(?P<en>[a-z]*\d[a-z0-9]*)"
    r"|\b(?:ends?|ending) (?:in|with|on) (?P<ends>[a-z]*\d[a-z0-9]*)"
)


_OF_A_PLATE = re.compile(
    r"车牌|车号|尾号|末[位尾]|最后一?[位个]|\b(?:plate|licen[cs]e|digit|character|letter|registration)\b"
)
_SIGN_NOT_SIGN = re.compile(
    r"(?:应该|应)?[是为](?P<zh_new>[a-z\d])[,，]?\s?(?:而)?不是(?P<zh_old>[a-z\d])(?![a-z\d])"
    r"|不是(?P<zh_wrong>[a-z\d])[,，]?\s?(?:而|应该)?是(?P<zh_right>[a-z\d])(?![a-z\d])"
    r"|(?:把)?(?P<zh_from>[a-z\d])(?:要)?(?:改成|改为|换成|应该是|应为)(?P<zh_to>[a-z\d])(?![a-z\d])"
    r"|\b(?:is|be|it'?s|as|was) (?:an? )?(?P<new>[a-z\d])(?: ?,)? (?:and )?not (?:an? )?(?P<old>[a-z\d])\b"
    r"|\bthe (?P<from>[a-z\d]) (?:should(?: have)? (?:be|been)|is really|is actually|must be) (?:an? )?(?P<to>[a-z\d])\b"
    r"|\bnot (?:an? )?(?P<wrong>[a-z\d])(?: ?,)? (?:but )?(?:an? )?(?P<right>[a-z\d])\b"
)


def find_relations(text: str | Normalised) -> list[Span]:
    """Entity `relation`, its value the kind:

    | value | says |
    |---|---|
    | `not` | `words`: what something is not to be |
    | `each` | so many for each of `base`; empty: of what stands. `behind`: the name comes before it |
    | `than` | so many more (`more`) or fewer than of another |
    | `sets` | `many`: so many people, or sets, for which the rest is |
    | `each_of`, `apiece`, `all`, `halves` | of each, for each, of all, half and half |
    | `unchanged` | behind a name: that it stays as it is |
    | `rest_stays` | that all the others are as they were |
    | `that_one`, `other_one` | behind words for how it is done: the portion that is so; the other one |
    | `stays_so` | that something is as it was, whatever else changes |
    | `plain` | of portions: those to which nothing is done |
    | `same_floor`, `there_too` | that something is on the floor, or at the place, of what was told before |
    | `least`, `most` | the least, or the most, that can be had |
    | `in_all` | `many`: how many there are in all |
    | `too_many`, `by` | that the number before was too high; that a number is by how much |
    | `alone`, `alone_behind` | before a name, behind one: that nobody else comes |
    | `by_now` | before a number: that it is how late it is |
    | `settles` | a number in the end: 两盒吧 |
    | `kind` | that a name before it says which kind is meant |
    | `wrong` | that what stands is not what it should be |
    | `again` | that it is broken again |
    | `only` | before a number: that it is no more |
    | `later` | so much later, or earlier |
    | `after` | `minutes` after, or before (negative), what `whose` words name: "an hour after hers" |
    | `wish_for` | `wish`: how what `of` names is to be: "black ink for the pens" |
    | `left` | `room`: the one that is left of several |
    | `sign` | `sign`, `at`: which sign a name has, and where; -1 is the last |
    | `plate_end` | `tail`: how a plate ends |
    | `heading` | a word for a kind, with its number, that the things themselves follow (headings.py) |
    | `goes`, `stays` | of a name beside it: that it is not wanted any more, that it stays |
    | `plate_sign` | `new`, `old`: a sign of a plate, and what it was said to be |
    """
    return list(_relations(normalise(text)))


def _relations(message: Normalised) -> Iterator[Span]:
    words = message.text
    for m in _NOT.finditer(words):
        yield _span(message, m, "not", words=(m["zh"] or m["en"]).strip())
    if (each := _EACH_ZH.search(words)) is not None:
        yield _span(message, each, "each", base=each["base"].strip("的"), behind=False)
    elif (each := _EACH_EN.search(words)) is not None:
        yield _span(message, each, "each", base=each["base"].strip(), behind=True)
    than, more = _THAN.search(words), _MORE_OR_FEWER.search(words)
    if than is not None and more is not None:
        yield _span(message, than, "than", more=more["more"] is not None)
    yield from _sets(message)
    for kind, pattern in {**_FLAGS, "only": _ONLY, "later": _LATER}.items():
        for m in pattern.finditer(words):
            yield _span(message, m, kind)
    if (left := _LEFT.search(words)) is not None:
        yield _span(message, left, "left", room=left["room"])
    for m in _OTHER.finditer(words):
        yield _span(message, m, "other_one", plain=bool(m["plain"] or m["not"]))
    yield from _of_names(message)
    yield from _after(message)
    for m in _WISH_FOR.finditer(words):
        yield _span(message, m, "wish_for", wish=m["a"] or m["b"], of=m["of_a"] or m["of_b"])
    if (whole := _IN_ALL.search(words)) is not None:
        many = to_int(whole["zh"] or whole["en"])
        if many is not None:
            yield _span(message, whole, "in_all", many=many)
    yield from _of_plates(message)
    yield from find_goes_or_stays(message)


def _of_plates(message: Normalised) -> Iterator[Span]:
    words = message.text
    sign = _SIGN_NOT_SIGN.search(words) if _OF_A_PLATE.search(words) is not None else None
    if sign is not None:
        new, old = _new_and_old(sign)
        yield _span(message, sign, "plate_sign", new=new.upper(), old=old.upper())
    if (end := _PLATE_END.search(words)) is not None:
        yield _span(message, end, "plate_end", tail=(end["zh"] or end["en"] or end["ends"]).upper())


def _new_and_old(match: re.Match[str]) -> tuple[str, str]:
    told = match.groupdict()
    for new, old in (("zh_new", "zh_old"), ("zh_right", "zh_wrong"), ("zh_to", "zh_from")):
        if told[new]:
            return told[new], told[old]
    names = (("new", "old"), ("to", "from"), ("right", "wrong"))
    return next((told[new], told[old]) for new, old in names if told[new])


def _after(message: Normalised) -> Iterator[Span]:
    m = _AFTER.search(message.text)
    if m is None:
        return
    half, many, unit, way, whose = (
        m["e" + name] or m["z" + name] for name in ("half", "many", "unit", "dir", "whose")
    )
    number = 1 if many in ("a", "an") else to_int(many or "")
    each = 60 if unit and not unit.startswith(("分", "min")) else 1
    minutes = 30 if half else (number or 0) * each
    if minutes:
        signed = -minutes if way in ("before", "早") else minutes
        yield _span(message, m, "after", minutes=signed, whose=whose)


def _sets(message: Normalised) -> Iterator[Span]:
    for m in _SETS.finditer(message.text):
        told = next((value for value in m.groups() if value), "")
        if (many := to_int(told)) is not None and many > 1:
            yield _span(message, m, "sets", many=many)
            return


def _of_names(message: Normalised) -> Iterator[Span]:
    words = message.text
    if _OF_A_NAME.search(words) is None:
        return
    where = next((at for told, at in _WHERE.items() if told in words), -1)
    for m in _SIGN.finditer(words):
        if m["sign"] in m["word"]:
            yield _span(message, m, "sign", sign=m["sign"], at=where)
            return


def _span(message: Normalised, match: re.Match[str], kind: str, **more: object) -> Span:
    return message.span("relation", *match.span(), kind, extra=more)
