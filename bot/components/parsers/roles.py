"""What a message does to an order that exists: remove, replace, keep, bring back, set, add."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from itertools import pairwise

from .quantities import OWN
from .taken_off import is_taken_off
from .tokens import Token

_ENDS = r"\s?(?:$|[,.;!?。]|(?:can|please|pls|plz|la|lah|liao|already|thanks|thx|and)\b)"
"""Where a clause is over, but for pleasantries."""
_REMOVED_AFTER = re.compile(
    r"\s?(?:那[份个杯瓶碗样]|这[份个杯瓶碗样])?\s?(?:也|就|都|先|还是|暂时|帮我|给我|我|请|麻烦|可以|统统|通通|全部|全){0,6}\s?"
    r"(?:不要[了啦]|不用[了啦]|不用[上做送点拿]了|不点了|不订了|不买了|不吃了|不喝了|不需要了?|取消|去掉|删掉|删了|删除|删去|退了|退掉|撤了|撤掉|撤走|免了|算了|拿掉|拿走|划掉|划去|不必了|不订|略过|跳过|不要(?=\s?(?:$|[,。!?;]|[哈嘛吧呀哦]))|不要(?=\s[^,。]*(?:只|光|就)[要留]))"
    rf"|\s?(?:那[份个杯瓶碗样])?\s?(?:that one |also |just |please |pls |先|就先?|也){{0,3}}(?:cancel|remove|delete|drop|skip)(?=\s?(?:掉|了|吧)|{_ENDS})"
    r"|\s(?:off\b|cancelled|can go\b|(?:is|are) (?:off|out)\b|(?:is |are |isn'?t |aren'?t |was )?(?:also )?(?:no|not) (?:need(?:ed)?|wanted|required|necessary)\b|(?:isn'?t|aren'?t) (?:needed|wanted|required|necessary)\b|(?:i |we )?(?:don'?t|do not|no longer) (?:want|need)\b)"
    rf"|\sout(?={_ENDS}| of (?:my|the|this|our) (?:order|cart|basket|list))", re.ASCII,
)  # fmt: skip
_REMOVED_BEFORE = re.compile(
    r"(?:去掉|删掉|删除|删了|取消|撤掉|撤了|退掉|退了|减掉|移除|拿掉|拿走|去除|划掉|划去|删去|剔除|撤走|不要|别要|不用|不想要|不喝|别点)(?:那|这|我的)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:drop|remove|delete|cancel|take (?:off|out|away)|take|scrap|skip|lose|forget(?: about)?|scratch|leave out|no more|get rid of|chuck(?: out)?|throw (?:out|away)|strike (?:off|out)|cross (?:off|out)|kick(?: out)?|bin|(?:can |could )?do without|pass on|(?:don't|do not|dont|no longer) (?:want|need)|ditch|no|minus)"
    r"\s(?:(?:the|my|that|those|any|an?|all|of|both)\s)*$", re.ASCII,
)  # fmt: skip
_KEPT = re.compile(r"(?:要不要|是不是|能不能)\s?$|\bsaid no $")
_SWAP_BETWEEN = re.compile(
    r"\s?(?:那[份个杯瓶碗样])?\s?(?:不要了?|不用了?)?[,，]?\s?(?:里[面头边]?|当中|其中)?(?:的|有|拿|挑)?\s?(?:of (?:them|those|these) )?(?:都|全部|统统|也|帮我|给我|请|麻烦|还是|再|我要|我想|想要?|要|可以|可不可以|能不能){0,6}\s?(?:换成|换为|换做|换|改成|改为|改要|改点|改喝|改吃|改|替换成|替换为|变成|(?:swap|change|switch) ?(?:成|with|to|for|into)?)\s?(?:的|那个|成)?\s?"
    r"|[^,，。.;!?\d]{1,10}[,，]\s?(?:我|就|还是|帮我|给我|请|那就?){0,4}(?:换成?|改成|改为|改喝|改吃|改)\s?"
    r"|(?:不要了?|不用了?|不喝了?|不吃了?)[,，]?\s?(?:要|来|点|我要|换|改|给我|改喝|改吃)\s?"
    r"|\s(?:(?:of (?:them|those|these) )?(?:becomes?|should (?:be|become)|to be|is now))\s(?:(?:an?|the)\s)*|\s?(?:swap|change|switch) ?(?:成|to|for|into) ?"
)
_INSTEAD_BETWEEN = re.compile(
    r"\s(?:instead of|rather than|in place of|over|in exchange for)\s(?:(?:the|my|an?)\s)*|(?:代替|替换掉|替代|替换|换掉|取代)\s?"
)
_SWAP_EN = re.compile(
    r"\b(?:swap|change|replace|switch|exchange|sub|substitute|make|turn)\s(?:out )?(?:(?:the|my|that|those|this|one|an?|both|all|of)\s)*$",
    re.ASCII,
)
_SWAP_EN_BETWEEN = re.compile(
    r"\s(?:(?:for|to|with|into|by|out for)\s)?(?:(?:the|an?|some|one)\s)*", re.ASCII
)
_NOT_BUT_EN = re.compile(
    r"\s?(?:,|but|,? ?(?:make it|give me|rather|i want))\s(?:(?:the|an?)\s)*", re.ASCII
)
_NOT_BUT = re.compile(r"(?:了)?[,，]?\s?(?:要|来|换|换成|改成|改|点|给我|我要)\s?")
_REPLACEMENT_BEFORE = re.compile(
    r"(?:换成|改成|改为|替换成|换个|换一[份个杯瓶碗]|换)\s?$|\b(?:swap|change|switch) (?:it|that|them) (?:to|for|with|into) (?:(?:the|an?)\s)*$",
    re.ASCII,
)
_REPLACEMENT_AFTER = re.compile(r"\s(?:instead)\b(?! of)", re.ASCII)
_INSTEAD_BEFORE = re.compile(r"\b(?:instead of|rather than)\s(?:(?:the|my|an?)\s)*$", re.ASCII)

_SET_BEFORE = re.compile(
    r"(?:改回(?:到|成)?|改成|改为|改到|变成|换成|调成|调整为|改要|改|只要|就要|加到|加成|补到|减到|减成|降到|增加到|减少到)\s?$"
    r"|\b(?:make (?:it|that|them)|let (?:it|them|there) be|change (?:it|that|them) to|set (?:it )?to|back (?:down |up )?to|(?:keep|leave) (?:it|them|that) at|just|only|(?:should|shd|shld|must|needs? to) be|(?:change|make|set|update|increase|reduce|bump|raise|lower|cut|bring|take|trim)\b[^,.;]* to)\s$", re.ASCII,
)  # fmt: skip
_SET_WITH_ITEM = re.compile(r"\bmake (?:it|that|them)\s$", re.ASCII)
_SET_ITEM_BEFORE = re.compile(r"\b(?:make|change|set)\s(?:(?:the|my|that|those)\s)+$", re.ASCII)
_ADDED_BEFORE = re.compile(
    r"(?:再(?:给我|帮我)?(?:来|要|加|点|拿|上|订|添|买|多|补|整)?(?:来|加|要)?|多(?:来|要|加|点|给|订)?|还要|还来|追加|加多|添|(?<!不)加|另加|外加|又要)\s?$|\badd\s(?:(?:on|in)\s)?$|\banother\s$|\b(?:up|bump|raise|increase)\b[^,.;]* by\s$|\b(?:also|plus|throw in)\s(?:(?:get|add|have|me|us)\s)*$",
    re.ASCII,
)
_SUBTRACTED_BEFORE = re.compile(
    r"(?:减掉?|(?<!多)少(?:来|要|拿|点|个)?|减少|去掉|退掉?|撤掉?|砍掉?)\s?$|\b(?:less|remove|drop|minus)\s$|\b(?:down|reduce|cut|lower|drop|trim)\b[^,.;]* by\s$"
)
_MORE_BEHIND = re.compile(r"\s(?:more|additional)\b", re.ASCII)
_EXTRA = ("extra", "additional")
_ADDED_WORDS = re.compile(
    r"\b(?:more|another|extra)\b|\ba (?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th)\b"
)

_EXCEPT_BEFORE = re.compile(
    r"(?:除了|除去|除开|除掉|除)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:except|excluding|apart from|other than|besides|all but|everything but|anything but|nothing but)(?: for)?\s(?:(?:the|my|that|those)\s)?$", re.ASCII,
)  # fmt: skip
_KEEP_BEFORE = re.compile(
    r"(?:只留下?|只保留|只剩下?|就留下?|保留|留下|留着?)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:keep|leave)(?: (?:just|only|me))?\s(?:(?:with|the|my|that|those)\s)*$", re.ASCII,
)  # fmt: skip
_KEEP_AFTER = re.compile(r"\s?(?:留着?|留下|保留)(?:了|吧|就行)*(?=[,。!?;\s]|$)", re.ASCII)
_ONLY_BEFORE = re.compile(
    r"(?:只要|只点|只买|就要|单要|光要)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:just|only)(?: (?:want|need|have|take|get|do|order))?\s(?:(?:the|my|that|those)\s)*$", re.ASCII,
)  # fmt: skip
_ONLY_AFTER = re.compile(
    r"\s?(?:就够|就可以|就好|就行)(?:了|吧)*(?=[,。!?;\s]|$)|\s(?:only|alone)(?=\s?[,.;!]|$)",
    re.ASCII,
)
_RESTORE_BEFORE = re.compile(
    r"(?:恢复|还是要|还是来|还是加上?|找回|加回|补回|要回|把)(?:那|这|刚才的?)?(?:一?[份个杯瓶碗])?\s?$"
    r"|\b(?:restore|bring back|put back|add back|reinstate|put|bring|add|keep|want|have|take)\s(?:back\s)?(?:(?:the|my|that|those)\s)*$", re.ASCII,
)  # fmt: skip
_RESTORED_BEFORE = re.compile(
    r"(?:恢复|还是要|还是来|还是加上?|找回|加回|补回|要回)(?:那|这|刚才的?)?(?:一?[份个杯瓶碗])?\s?$|\b(?:restore|bring back|put back|add back|reinstate)\s(?:(?:the|my|that|those)\s)*$",
    re.ASCII,
)
_RESTORED_AFTER = re.compile(
    r"\s?(?:还是|又|仍然?|再)?(?:给我|帮我|也|都)?(?:[加拿要放找补]回[来去]?|恢复|还是要|还是留着?|还是来|别[删取去退]|不[删取退]了)|\s(?:back(?: in| on)?|after all)\b(?! (?:at|in \w+ )\w)",
    re.ASCII,
)
_AS_BEFORE = re.compile(
    r"[^.;。；]{0,30}(?:\b(?:at|to|with) (?:the|their|its) (?:original|old|previous|former|first|initial) (?:number|amount|quantity|count)s?\b|(?<!not )\bas many as (?:before|at first)\b"
    r"|(?:按|照|回到?|恢复|改回|保持|还是)(?:成|到)?(?:原来|之前|原先|最初|一开始)的?(?:数量?|份数|个数))",
    re.ASCII,
)
""" "Spare the eggs, those stay at the original number"."""

_TOTAL_BEFORE = re.compile(
    r"(?:凑[够满成到]?|加起来|合计|总数|总量|总共|一共|总计)(?:改?[到成为是要])?\s?$|\b(?:total|totall?ing)(?: of)?\s$|\b(?:fill\b[^,.;]* to|(?:round|top|make|bring|bump) (?:it|that|them|us|everything|the order) (?:all )?(?:up|out) to)\s$",
    re.ASCII,
)
_LESS_AFTER = re.compile(r"\s(?:less|fewer)\b|\s?(?:少|减少)\s?$", re.ASCII)
_TOTAL_AFTER = re.compile(
    r"\s(?:in total|in all|all told|altogether|total|all together)\b", re.ASCII
)
_NOT_BEFORE = re.compile(r"(?<!是)不是\s?$|(?:,\s?|^|\d )not $", re.ASCII)
_PART_BEFORE = re.compile(r"(?:其中|里[面头边]?|当中|中间)(?:的|有|拿|挑)?\s?$")
_PART_AFTER = re.compile(r"\s?of (?:the|them|those|these|my|which|it)\b", re.ASCII)
_SOME_SWAPPED = re.compile(r"(?:其中|里[面头边]?|当中)的?(?:有|拿|挑)?(?:换成?|改成?)\s?$")
_ENOUGH_AFTER = re.compile(
    r"\s?(?:就|也|便)?(?:够|行|好|可以)(?:了|吧|啦)|\s?就(?:行|好|够|可以)|\s(?:is |are |will be )?(?:enough|plenty)\b|\s(?:will do|is (?:fine|ok(?:ay)?))\b",
    re.ASCII,
)
_IS_ENOUGH = re.compile(
    r"\s?(?:就|也)?足?够了?|\s(?:is |are |will be )?(?:enough|plenty)\b", re.ASCII
)
_FEWER = re.compile(r"\b(?:fewer|less)\b", re.ASCII)


def set_roles(tokens: list[Token], text: str) -> None:
    """Mark items (remove, replaced, replacement) and quantities (set, add, subtract)."""
    items = [one for one in tokens if one.is_item]
    for first, second in pairwise(items):
        _mark_swap(first, second, tokens, text)
    for item in items:
        if item.role is None:
            item.role = _item_role(item, tokens, text)
    for first, second in pairwise(items):
        _mark_given_up_for(first, second, tokens, text)
    for first, second in pairwise(items):
        _share_role(first, second, tokens, text)
    for one in tokens:
        if one.counts_items:
            one.role = _count_role(one, tokens, text)
        elif one.span.entity == "option" and is_taken_off(one, text):
            one.role = "without"


def _mark_swap(first: Token, second: Token, tokens: list[Token], text: str) -> None:
    between = _without_counts(text, first.end, second.start, tokens)
    before = text[: _head(first, tokens, text)]
    after_swap = bool(_SWAP_EN.search(before)) and bool(_SWAP_EN_BETWEEN.fullmatch(between))
    if (
        _SWAP_BETWEEN.fullmatch(between)
        or after_swap
        or (re.search(r"不[要喝吃]$", before) and _NOT_BUT.fullmatch(between))
        or (re.search(r"\bnot (?:the |an? )?$", before) and _NOT_BUT_EN.fullmatch(between))
    ):
        first.role, second.role = "replaced", "replacement"
    elif _INSTEAD_BETWEEN.fullmatch(between):
        first.role, second.role = "replacement", "replaced"
    elif _INSTEAD_BEFORE.search(before):
        first.role, second.role = "replaced", "replacement"


def _mark_given_up_for(first: Token, second: Token, tokens: list[Token], text: str) -> None:
    """ "Scrap the cola, give me a Sprite instead", "the cola is too sweet, Sprite instead"."""
    if second.role != "replacement" or first.role not in (None, "remove"):
        return
    added = _ADDED_BEFORE.search(text, 0, _head(first, tokens, text))
    if added is None and not _AND.fullmatch(text, first.end, second.start):
        first.role = "replaced"


_AND = re.compile(
    r"\s?(?:和|跟|与|及|以及|、|&|\band\b|\bor\b|,)\s?(?:(?:the|my|that|那|这)\s?)*", re.ASCII
)
_BESIDE = re.compile(r"\s?(?:、|和|跟|加)?\s?")
_SHARED = {"remove", "keep", "only", "except", "restore"}


def _share_role(first: Token, second: Token, tokens: list[Token], text: str) -> None:
    """What is done to one of two that are named in one breath is done to the other."""
    between = _without_counts(text, first.end, second.start, tokens)
    if first.role == "replacement" and second.role is None and _BESIDE.fullmatch(between):
        second.role = first.role  # 换成一瓶雪碧一杯柠檬茶
    if not _AND.fullmatch(between):
        return
    if second.role is None and first.role in _SHARED and not between.strip().startswith(","):
        second.role = first.role
    elif first.role is None and second.role in _SHARED and _follows(second, tokens, text):
        first.role = second.role


def _follows(item: Token, tokens: list[Token], text: str) -> bool:
    """Whether its role is told behind it: "the cola and the rice off"."""
    after = _skip_counts(item.end, tokens, text)
    behind = (_REMOVED_AFTER, _KEEP_AFTER, _ONLY_AFTER, _RESTORED_AFTER)
    return any(pattern.match(text, after) for pattern in behind)


def _item_role(item: Token, tokens: list[Token], text: str) -> str | None:
    """The first role that the words before or behind it tell."""
    before = text[: _head(item, tokens, text)]
    after = _skip_counts(item.end, tokens, text)
    restored_after = _RESTORED_AFTER.match(text, after)
    roles = (
        ("replacement", _REPLACEMENT_BEFORE.search(before)),
        ("replacement", _REPLACEMENT_AFTER.match(text, after)),
        ("restore", _AS_BEFORE.match(text, after)),
        ("except", _EXCEPT_BEFORE.search(before)),
        ("restore", _RESTORED_BEFORE.search(before)),
        ("restore", restored_after and _RESTORE_BEFORE.search(before)),
        ("remove", _is_removed_after(after, tokens, text)),
        ("remove", _REMOVED_BEFORE.search(before) and not _KEPT.search(before)),
        ("restore", restored_after),
        ("keep", _KEEP_BEFORE.search(before) or _KEEP_AFTER.match(text, after)),
        ("only", _ONLY_BEFORE.search(before) or _ONLY_AFTER.match(text, item.end)),
    )
    return next((role for role, found in roles if found), None)


def _is_removed_after(at: int, tokens: list[Token], text: str) -> bool:
    """Whether the words behind an item take it out, and not an option of it: 拿铁去掉燕麦奶."""
    removed = _REMOVED_AFTER.match(text, at)
    if removed is None:
        return False
    options = (one.start for one in tokens if one.span.entity == "option")
    return not any(
        start >= removed.end() and not text[removed.end() : start].strip() for start in options
    )


def _count_role(count: Token, tokens: list[Token], text: str) -> str | None:
    if count.span.extra.get("times"):
        return "times"
    if _NOT_BEFORE.search(text, 0, count.start):
        return "old"
    if _TOTAL_BEFORE.search(text, 0, count.start) or _TOTAL_AFTER.match(text, count.end):
        return "total"
    item = _counted_before(count, tokens, text)
    if (
        item is not None
        and item.role == "replacement"
        and _SOME_SWAPPED.search(text, 0, count.start)
    ):
        return "part"
    if item is not None and item.role in ("replacement", "replaced", "remove"):
        return None
    return _changed_by(count, item, tokens, text) or ("part" if _is_part(count, text) else None)


def _changed_by(count: Token, item: Token | None, tokens: list[Token], text: str) -> str | None:
    """Whether so many are set, added or subtracted. `item`: what it counts, if that stands
    directly behind it."""
    if item is not None and _LESS_AFTER.match(text, item.end):
        return "subtract"
    if _is_set(count, item, tokens, text):
        return "set"
    extra = item is not None and text[count.end : item.start].strip() in _EXTRA
    if (
        extra
        or _ADDED_BEFORE.search(text, 0, count.start)
        or _ADDED_WORDS.search(text, count.start, count.end)
        or _MORE_BEHIND.match(text, count.end)
    ):
        return "add"
    subtracted = _SUBTRACTED_BEFORE.search(text, 0, count.start)
    return "subtract" if subtracted or _FEWER.search(text, count.start, count.end) else None


def _is_set(count: Token, item: Token | None, tokens: list[Token], text: str) -> bool:
    spoken_of = item is None or _SET_WITH_ITEM.search(text, 0, count.start)
    if spoken_of and _SET_BEFORE.search(text, 0, count.start):
        return True
    previous = _counted_behind(count, tokens, text)
    if previous is None:
        named = any(one.is_item and one.end <= count.start for one in tokens)
        return named and item is None and _IS_ENOUGH.match(text, count.end) is not None
    enough = previous.role is None and _ENOUGH_AFTER.match(text, count.end)
    return bool(enough or _SET_ITEM_BEFORE.search(text, 0, previous.start))


def _counted_before(count: Token, tokens: list[Token], text: str) -> Token | None:
    """The item that a count stands before: "two colas"."""
    behind = (one for one in tokens if one.is_item and one.start >= count.end)
    return next(
        (one for one in behind if text[count.end : one.start].strip() in ("", "的", *_EXTRA)), None
    )


def _counted_behind(count: Token, tokens: list[Token], text: str) -> Token | None:
    """The item that a count stands directly behind: "the colas two"."""
    before = (one for one in tokens if one.is_item and one.end <= count.start)
    return next((one for one in before if not text[one.end : count.start].strip()), None)


def _is_part(count: Token, text: str) -> bool:
    """One of those that are counted already: 其中一份, two of them, half of it."""
    if count.span.extra.get("share"):
        return not count.span.extra.get("evenly")
    before, after = _PART_BEFORE.search(text, 0, count.start), _PART_AFTER.match(text, count.end)
    own = any(match.start("own") == count.start for match in OWN.finditer(text))
    return own or before is not None or after is not None


_OF = re.compile(r"\s?(?:的|of (?:the|my|those|these|them)|of)?\s?", re.ASCII)


def _head(item: Token, tokens: list[Token], text: str) -> int:
    """Where an item begins together with the quantity directly before it."""
    for count in tokens:
        if (
            count.counts_items
            and item.span.entity == "item"
            and count.end <= item.start
            and _OF.fullmatch(text, count.end, item.start)
        ):
            return count.start
    return item.start


def _skip_counts(at: int, tokens: list[Token], text: str) -> int:
    following = next(
        (
            one
            for one in tokens
            if one.counts_items and one.start >= at and not text[at : one.start].strip()
        ),
        None,
    )
    return following.end if following else at


def _without_counts(text: str, start: int, end: int, tokens: list[Token]) -> str:
    for count in tokens:
        if count.counts_items and start <= count.start and count.end <= end:
            return text[start : count.start].rstrip() + text[count.end : end]
    return text[start:end]
