"""What a room may have, as codes, and how people call it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "projector": r"投影|投屏|\b(?:projector|beamer|projection)\b",
        "screen": r"大屏|屏幕|显示屏|顯示屏|电视|電視|\b(?:screen|display|monitor|tv)\b",
        "whiteboard": r"白板|\bwhite ?board\b",
        "video": r"视频会议|視頻會議|视频|摄像头|\b(?:video(?:[ -](?:call|meeting))?|webcam)\b",
        "phone": r"电话会议|電話會議|会议电话|\b(?:speakerphone|conference (?:phone|call))\b",
        "window": r"有窗|靠窗|带窗|采光|\b(?:window|daylight)\b",
        "quiet": r"安静|安靜|隔音|\b(?:quiet|sound ?proof)\b",
        "step_free": r"无障碍|無障礙|轮椅|輪椅|\b(?:wheelchair|step[ -]free|accessible)\b",
        "sound": r"音响|音響|话筒|麦克风|麥克風|\b(?:sound system|microphones?|mics?|pa)\b",
        "stage": r"舞台|讲台|講台|\b(?:stage|podium)\b",
    }
)
FEATURES = frozenset(WORDS)
_PATTERNS = {code: re.compile(words, re.IGNORECASE) for code, words in WORDS.items()}
LONGEST = 400
"""Characters of a message that are looked at."""


def named_in(text: str) -> frozenset[str]:
    """Features that a message asks for."""
    said = text[:LONGEST]
    return frozenset(code for code, pattern in _PATTERNS.items() if pattern.search(said))
