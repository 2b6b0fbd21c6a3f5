"""Who has what of an order: "Tom a latte, Grace a mocha", 小刘要热干面; and that somebody has nothing."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.components.name_words import SURNAMES

from .spans import Span

MYSELF = "我"
"""Whose what the writer orders for themselves is."""
_IDLE_EN = "i|let|lets|forget|drop|remove|scrap|cancel|sorry|take|swap|change|skip|also|and|then|plus|please|pls|ok|okay|yes|no|just|the|an?|one|two|three|four|five|six|some|another|more|with|without|order|add|get|give|make|can|could|hi|hello|hey|lunch|dinner|breakfast|drinks?|food|team|for|to|of|on|we|us|you|it|this|that|there|have|like|want|instead|not|but|actually|so|now|both|all|everyone|everybody|each|large|small|iced|hot|cold|regular|today|tomorrow|morning|afternoon|same|he|she|they|him|them|thanks|need|someone|who|what|which|half|rest|others?"
_EN = rf"(?!(?i:{_IDLE_EN})\b)[A-Za-z][A-Za-z'-]{{1,15}}"
_TITLE = r"(?:姐|哥|总|工|老师|师傅|经理|叔|姨|主管|主任|博士|同学)"
_WHO_ZH = (
    rf"[小老阿大][\u4e00-\u9fff]|[{''.join(sorted(SURNAMES))}]{_TITLE}|[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,2}}{_TITLE}"
    r"|老板|领导|前台|经理|主管|主任|组长|老师|师傅|客户|保安|实习生|司机|秘书|会计|女朋友|男朋友"
)
_WANTS_ZH = r"(?:那边|这边|自己|本人|的)?(?:说|也|就|都|则|还是|那[份杯碗]|这[份杯碗]|[:：])*\s*(?:想要|想|要|点|来|吃|喝|订|加|换成|换|改成|改|是|用|选|拿|给)*了?\s*(?:-|—|=|→)?\s*"
_WANTS_EN = r"(?:'s|'ll|'d)?(?: (?:also|would|will|is|wants?|like|have|having|has|get|gets|takes?|taking|need|needs|asked for|said|fancies|goes for|going for|after))*\s*[:：=-]?\s*(?:(?:an?|one|the|some|his|her|my|their)(?: |$))*"
_BEFORE = re.compile(
    rf"^(?:和|还有|然后|再给|给|帮|替|另外|and |for |plus |&)*\s*(?:(?P<zh>{_WHO_ZH}){_WANTS_ZH}|(?P<en>{_EN}){_WANTS_EN}"
    rf"|(?P<me>我自己|我|俺|(?i:\b(?:i|me|mine)\b)){_WANTS_ZH}(?:{_WANTS_EN})?)$",
)
_BEHIND = re.compile(
    rf"^[^\S\n]*(?:(?:for|is for|goes to) (?P<en>{_EN})|(?:是|给|归)?(?:给|是)(?P<zh>{_WHO_ZH})的?)(?=$|[\s,，。.;；、!])"
)
_CUT = re.compile(r"[,，。;；、!！\n]|\band\b|\bwhile\b|\bplus\b")
_OF_A_LINE = frozenset({"item", "option", "note", "quantity"})
_NONE = re.compile(
    r"(?:不|没|别|唔|冇)(?:想|打算|跟|和|一起|在这儿?)*(?:(?:吃|喝|参加|饮|食)(?:饭|东西|这个|那[份杯碗])?(?:了|啦|咯|喇)?|(?:要|点|来|用)(?:了|啦|咯|喇))|(?:吃|喝|来)不(?:了|成|上)|带(?:了)?(?:饭|便当)|有约|请(?:了)?假|出差|走了|先走|退出|减肥|不算|别算"
    r"|划掉|划去|去掉|删[掉了去]|取消|撤掉|拿掉|减掉|免了|算了"
    r"|\b(?:isn'?t|is not|not|won'?t be|wasn'?t|no longer|never) (?:eating|having|drinking|hungry|thirsty|joining|staying|coming|ordering|wanting)\b|'s not (?:eating|having|drinking|hungry|joining|staying|coming)\b"
    r"|\b(?:doesn'?t|does not|don'?t|do not|didn'?t|won'?t) (?:want|need|fancy|feel like|eat|drink|have)\b|\bskip(?:s|ping|ped)?\b|\b(?:has|had|have) (?:left|gone)\b|\bdrop(?:s|ped|ping)? out\b|\bbail(?:s|ed|ing)?\b|\bpass(?:es|ing)?\b|\bout (?:sick|of the office)\b|\bis out\b|'s out\b|\bchanged (?:his|her|their) mind\b|\bbrought (?:his|her|their) own\b"
    r"|\b(?:take|cross|strike|scratch|knock) [^,.;!?]{1,24} off\b|\b(?:remove|cancel|drop|scrap|delete|lose|scratch|forget|bin|ditch) ",
    re.IGNORECASE,
)


def find_owners(text: str, spans: Sequence[Span]) -> list[Span]:
    """Entity `owner`: a name before an item, or behind it, its value the name (`MYSELF` of the
    writer), with extra {"of": the item, "many", "options"}. Entity `has_none`: that somebody does
    not have what they had. `mine`: that it is the writer's own."""
    items = [one for one in spans if one.entity == "item" and one.value is not None]
    owned = [found for one in items if (found := _owner(text, one, spans)) is not None]
    return [*owned, *_nothing(text)]


_MINE = re.compile(
    r"我的|我那[份杯碗个]|我自己的|\bmine\b|\bmy (?:one|order|portion)\b", re.IGNORECASE
)


def _nothing(text: str) -> Iterator[Span]:
    for match in _NONE.finditer(text):
        yield Span("has_none", match.start(), match.end(), match[0], True)
    for match in _MINE.finditer(text):
        yield Span("mine", match.start(), match.end(), match[0], True)


def _owner(text: str, item: Span, spans: Sequence[Span]) -> Span | None:
    told = [one for one in spans if one.entity in _OF_A_LINE]
    before = max(
        (one.end for one in told if one.end <= item.start and one.group != item.group), default=0
    )
    lead = list(text[before : item.start])
    for one in told:
        if one.group == item.group and before <= one.start and one.end <= item.start:
            lead[one.start - before : one.end - before] = " " * (one.end - one.start)
    found = _BEFORE.match(_clause("".join(lead)))
    if found is None:
        ends = max(
            (one.end for one in told if one.group == item.group and item.group), default=item.end
        )
        found = _BEHIND.match(text[ends:])
    name = found and next((value for value in found.groups() if value), None)
    if found is None or not name:
        return None
    value = MYSELF if found.groupdict().get("me") else name.removesuffix("'s").casefold()
    return Span("owner", item.start, item.end, item.text, value, extra=_of(item, spans))


def _clause(lead: str) -> str:
    """The last of its clauses; what is announced is one: "drinks: Tom a latte"."""
    cut = max((match.end() for match in _CUT.finditer(lead)), default=0)
    last = re.sub(r"\s+", " ", lead[cut:]).strip()
    before, _, behind = last.rpartition(": ") if ": " in last else last.rpartition("：")
    return behind.strip() if behind.strip() and before else last


def _of(item: Span, spans: Sequence[Span]) -> dict[str, object]:
    own = [one for one in spans if item.group is not None and one.group == item.group]
    many = next((one.value for one in own if one.entity == "quantity"), 1)
    options = [one.value for one in own if one.entity == "option"]
    return {"of": item.value, "many": many or 1, "options": options}
