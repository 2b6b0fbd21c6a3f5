"""What somebody takes back: a time that another one replaces, and one that is told of and not wished."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .moments import Moment

_HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
HOUR = rf"(?:\d{{1,2}}|{_HOUR_WORDS})"
_MARK = (
    r"(?:不对|不不|不是|错了|[说写打搞记看]错了?|更正(?:一下)?|纠正(?:一下)?|口误|笔误|我(?:是说|的?意思是)|应该是|[准确]切?(?:地|的)?说|算了|(?<=[,。.!])\s?还是|(?<=[,。.!])\s?[哦啊噢额诶]?不(?=[,，.。\s])"
    r"|\b(?:(?:oh |no,? )?no,? wait|wait|oh no|no|oops|whoops|my bad|my mistake|sorry|pardon|apologies|scratch that|strike that|ignore that|correction|i mean|i meant|or rather|rather|actually|make (?:that|it)|hang on|hold on|on second thoughts?|let's say)\b)"
)
_LEADS = r"(?:[\s,，.。…!！:：\"~–—-]|\b(?:it'?s|it is|let's (?:do|say|make it)|make it|make that|at|on|for|to|the|around|about|maybe|better|that's)\b|是|应该是|改[成到为]?|换[成到]|那就|就|还是|了)*"
#: A correction, and what may lead over to the time that counts.
_CORRECTS = re.compile(rf"{_MARK}{_LEADS}$")
_CORRECTED_HOUR = re.compile(
    rf"{_MARK}{_LEADS}(?P<hour>{HOUR})(?![\w:/-]|\.\d)(?!\s?(?:[a-z]+s\b|people|portions|[份杯个碗位人瓶盒]))"
)
#: "Tomorrow, say 5."
_SUPPOSED_HOUR = re.compile(
    rf"(?<!\bfor )\b(?:say|maybe|perhaps|probably|like|about|around|ideally),? (?:at |around |about )?(?P<hour>{HOUR})(?=\s*(?:$|[,.!?;。]|please|pls|thanks|or so|if\b|for\b))"
)
_MOVES = re.compile(
    r"改|推|调|挪|换|移|提前|延|变|\b(?:chang|mov|push|shift|mak|resched|postpon|bring|swap|switch)\w*",
    re.ASCII,
)
"""Before which 到四点 is when it begins, not when it ends."""
#: "Move it from 4 to 5", "change the 3pm tour to 4pm".
_MOVED_FROM = re.compile(
    r"\b(?:chang|mov|push|shift|resched|postpon|bring|swap|switch)\w*\b(?:(?! to )[^.;!?]){0,40}$",
    re.ASCII,
)
_MOVED_TO = re.compile(r"(?:\s[\w'-]+){0,3}\s(?:to|until|for|with)\s(?:around |about )?", re.ASCII)
_OTHER_SUBJECT = re.compile(
    r"另外|还有|顺便|此外|\b(?:also|besides|another|separate\w*|by the way|btw)\b", re.ASCII
)
_SENTENCE_ENDS = re.compile(r"[。;!?\n]")

_NOT = re.compile(
    r"(?:(?<!是)不是|不要|并非|别|不在|\b(?:not|isn't|instead of|rather than|except|since|can'?t (?:do|make)|cannot (?:do|make))(?: on| at| for| about| around)?)\s?$"
)
_NO_GOOD = re.compile(
    r"\s?,?(?:不行|不方便|不合适|没空|没时间|来不了|不可以|不成|就?算了|来不及|赶不[上及]|[有也]?[点些]?太[早晚赶]了?|(?: is|'s| would be)? (?:a bit |far |way )?too (?:early|late|soon|tight)\b|\b(?:doesn'?t|does not|won'?t|isn'?t|is not|is no) )",
    re.ASCII,
)
_AWAY = re.compile(
    r"\b(?:off|closed?|shut|away|out|busy|booked(?: up| out)?|full|unavailable|(?:not|no one(?: is|'s)?|nobody(?: is|'s)?) (?:in|here|there|available|around))(?: all)?(?: on| for)?\s$|过完?了?$"
)
_AWAY_AFTER = re.compile(
    r"\s?(?:我们?|公司|办公室|大家|他|她)?(?:都|全|全部|又)?(?:放假|休息|没人|不在|关门|不上班|不开门|请假|出差|有事|很忙|太忙|满了|约满)"
    r"|,? (?:is|are|'s|will be|i'm|we're) (?:all )?(?:a (?:public )?holiday|off|closed|shut|full|booked|out|away|busy)\b"
)


def moves(text: str) -> bool:
    """Whether a message changes what stands."""
    return _MOVES.search(text) is not None


def moved_before(text: str, end: int) -> bool:
    return _MOVES.search(text, 0, end) is not None


def changes_subject(text: str, start: int, end: int) -> bool:
    return _OTHER_SUBJECT.search(text, start, end) is not None


def ends_sentence(text: str, start: int, end: int) -> bool:
    return _SENTENCE_ENDS.search(text, start, end) is not None


def corrected_hours(text: str) -> Iterator[tuple[int, int, str]]:
    """Bare numbers that are hours only if they correct one, or stand behind a day: where, and as they are said."""
    for pattern in (_CORRECTED_HOUR, _SUPPOSED_HOUR):
        for m in pattern.finditer(text):
            yield m.start("hour"), m.end("hour"), m["hour"]


def is_corrected(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, between two times, takes the first one back."""
    return _CORRECTS.search(text, start, end) is not None


def is_supposed(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is an hour that somebody supposes."""
    return any(m.span("hour") == (start, end) for m in _SUPPOSED_HOUR.finditer(text))


def is_move(text: str, first: int, end: int, start: int) -> bool:
    """Whether what begins at `first` and ends at `end` is moved to what begins at `start`."""
    return (
        _MOVED_TO.fullmatch(text, end, start) is not None
        and _MOVED_FROM.search(text, 0, first) is not None
    )


def is_denied(text: str, moment: Moment) -> bool:
    """Not Monday; Monday does not suit."""
    if moment.bound == "after":
        return False
    before = text[max(0, moment.start - 16) : moment.start]
    return bool(_NOT.search(before) or _NO_GOOD.match(text, moment.end))


def is_told_of(text: str, moment: Moment) -> bool:
    """We are closed on Monday; after this week."""
    before = text[max(0, moment.start - 32) : moment.start]
    return bool(_AWAY.search(before) or _AWAY_AFTER.match(text, moment.end))


def without_replaced(text: str, moments: list[Moment]) -> list[Moment]:
    """ "Friday at 3, move it to Saturday": the first day is over, its hour stays."""
    kept: list[Moment] = []
    for moment in moments:
        old = kept[-1] if kept else None
        if old and _replaces(text, old, moment):
            kept.pop()
            moment = _with_the_rest(moment, old)  # noqa: PLW2901
        kept.append(moment)
    return kept


#: Before what stood until now.
_ORIGINAL = re.compile(
    r"(?:原定|原来|原本|本来|之前[约定]|先前|原计划|原约)的?(?:时间)?(?:是|在|为)?\s?$|\b(?:originally|previously|initially)(?: (?:booked|planned|set|scheduled|due))?(?: at| for| on)?\s$|\bwas (?:booked|planned|set|scheduled|due)(?: at| for| on)\s$"
)


def _replaces(text: str, old: Moment, moment: Moment) -> bool:
    days = old.days is not None and moment.days is not None
    hours = old.has_hour and moment.has_hour
    if not (days or hours):
        return False
    gap = old.end, moment.start
    original = _ORIGINAL.search(text, 0, old.start) is not None
    if original or is_corrected(text, *gap) or is_move(text, old.start, *gap):
        return True
    if changes_subject(text, *gap) or ends_sentence(text, *gap):
        return days and _MOVES.search(text, *gap) is not None
    return _MOVES.search(text, *gap) is not None


def _with_the_rest(moment: Moment, old: Moment) -> Moment:
    """What the second does not say stays as the first said it."""
    if not moment.has_hour:
        return replace(moment, days=moment.days, clock=old.clock, part=old.part)
    part = moment.part
    if part is None and moment.clock is not None and not moment.clock.fixed:
        part = old.part
    return replace(moment, days=moment.days or old.days, part=part)
