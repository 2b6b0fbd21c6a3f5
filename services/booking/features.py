"""What a room may have, as codes, and how people call it."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "projector": r"投影|\b(?:projector|beamer|projection)\b",
        "screen": r"大屏|屏幕|显示屏|顯示屏|电视|電視|\b(?:screen|display|monitor|tv)\b",
        "whiteboard": r"白板(?![笔擦])|\bwhite ?board\b(?! (?:pens?|markers?))",
        "video": r"视频会议|視頻會議|视频|摄像头|连线|連線|远程|遠程|腾讯会议|\b(?:vc|video(?:[ -](?:call|meeting|con(?:f\w*)?))?|webcam|camera|zoom)\b",
        "phone": r"电话会议|電話會議|会议电话|\b(?:speakerphone|conference (?:phone|call))\b",
        "window": r"有窗|靠窗|带窗|采光|景观|风景|看得到外面|\b(?:windows?|daylight|views?)\b(?! of)",
        "quiet": r"安静|安靜|清静|隔音|\b(?:quiet|sound ?proof)\b",
        "step_free": r"无障碍|無障礙|轮椅|輪椅|[没沒无無](?:有)?(?:台阶|臺階|楼梯)|\b(?:wheel ?chair|step[ -]free|accessible|(?:no|without) (?:steps|stairs))\b|\bnothing with (?:steps|stairs)\b",
        "sound": r"音响|音響|话筒|麦克风|麥克風|\b(?:sound(?: system)?|microphones?|mics?|pa)\b",
        "stage": r"舞台|讲台|講台|台子|\b(?:stage|podium)\b",
    }
)
FEATURES = frozenset(WORDS)
SHOWS = "shows"
"""Somebody wants to show something: whatever does, a screen or a projector."""
_ANY_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {SHOWS: frozenset({"projector", "screen"})}
)
_SHOWS = re.compile(
    r"(?ai)ppt|投屏|投个?屏|share (?:my |our |the )?screen|幻灯|课件|放(?:片子|视频)|讲(?:片子|胶片)|\bslides?\b|\bpresent(?:ation)?s?\b|\bpower ?point\b|\bdemo\b"
)
_PATTERNS = {code: re.compile(words, re.IGNORECASE | re.ASCII) for code, words in WORDS.items()}
LONGEST = 400
"""Characters of a message that are looked at."""


def named_in(text: str) -> frozenset[str]:
    """Features that a message asks for."""
    said = text[:LONGEST]
    found = {code for code, pattern in _PATTERNS.items() if pattern.search(said)}
    either = _ANY_OF[SHOWS]
    if either <= found:  # "A big screen or a projector."
        return frozenset(found - either | {SHOWS})
    if _SHOWS.search(said) and not either & found:
        found.add(SHOWS)
    return frozenset(found)


def lacking(wanted: Iterable[str], has: Iterable[str]) -> frozenset[str]:
    """Which of what is wanted something has not."""
    there = frozenset(has)
    return frozenset(one for one in wanted if not _ANY_OF.get(one, frozenset({one})) & there)
