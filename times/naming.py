"""Times that are names or counts of something else: the 10 o'clock bug, “七点半”那家面包店."""

from __future__ import annotations

import re

from .parts import Part

_OPENS, _CLOSES = "\"'「『《“", "\"'」』》”"
_THE = re.compile(r"\b(?:the|that|this|your|our|its) $")
#: What an hour tells apart with us, and what may follow an hour that is none's name.
_OF_HOURS = (
    r"slots?|ones?|deliver\w*|runs?|rounds?|windows?|orders?|lunch\w*|dinner\w*|breakfast\w*|pick-?ups?|collections?|visit\w*|guests?|meetings?"
    r"|appointments?|bookings?|reservations?|tours?|calls?|interviews?|sessions?|shifts?|trains?|bus|shuttle|flights?|batch|talks?|workshops?|demos?|rooms?|flights?|taxi|cabs?|cars?"
    r"|on|at|in|of|today|tomorrow|tonight|please|pls|works?|would|will|is|are|was|and|or|to|for|next|this|with|from|until|till|by|before|after|if|instead|sharp|not|but"
    r"|cut-?off|deadline|mark|every|each|daily|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|[ap]m|o'clock|coffee\w*|tea|thanks|then|half|quarter|mornings?|afternoons?|evenings?"
)
_NAMES = re.compile(rf" (?!(?:{_OF_HOURS})\b)[a-z]{{3,}}")
#: A direction, as on the face of a clock.
_DIRECTION = re.compile(r"钟?(?:方向|方位)|,? ?(?:position|direction)\b")
_RATIO = re.compile(
    r"(?:\b(?:ratio|scale|score|version)(?: is| of|:)?|比例尺?[为是:]?|比分[为是:]?|版本号?)\s?$"
)
_FACTORS = re.compile(r"的?(?:屏|比例|画幅|的?比)")


def is_name(part: Part, text: str) -> bool:
    """Whether an hour is what something is called, or a place on a dial, or a ratio."""
    if part.kind != "clock":
        return False
    before = text[max(0, part.start - 16) : part.start]
    quoted = before[-1:] in tuple(_OPENS) and text[part.end : part.end + 1] in tuple(_CLOSES)
    named = _THE.search(before) is not None and _NAMES.match(text, part.end) is not None
    elsewhere = _DIRECTION.match(text, part.end) or _FACTORS.match(text, part.end)
    return quoted or named or elsewhere is not None or _RATIO.search(before) is not None
