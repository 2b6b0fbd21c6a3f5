"""Stars, as people write them: "5分", "四星，有点慢", "4 stars, a bit slow", "差评，来得太晚"."""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.conversations import Message

COMMENT_LIMIT = 500
RATED_WITHIN = timedelta(hours=24)
"""How long after we asked for one, words such as "4分，有点慢" are a rating."""

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_ENGLISH = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_WORDS = (
    (1, r"非常不满意|很不满意|十分不满意|太差了?|很差|极差|差评"),
    (1, r"terrible|awful|horrible|very bad"),
    (2, r"不太满意|不满意|不怎么样|不好|有点差"),
    (2, r"unsatisfied|dissatisfied|not (?:happy|good|satisfied)|bad|poor"),
    (3, r"一般般?|中评|还行|还可以|凑合|马马虎虎"),
    (3, r"average|so-so|okay|not bad|fair"),
    (5, r"非常满意|很满意|十分满意|特别满意|满分|好评|很好|非常好|太好了|很棒"),
    (5, r"excellent|perfect|great|very good|very (?:happy|satisfied)|amazing|awesome"),
    (4, r"比较满意|满意|不错|挺好的?"),
    (4, r"good(?! (?:morning|afternoon|evening|day|night))|satisfied|pretty good"),
)
_SIGNS = {"👍": 5, "👎": 1}

_LEAD = (
    r"(?:(?:我|就|给|打|评|个|你们|师傅|那|of course|i(?:'d| would)?|give|it(?:'s| was)?|a|rate|"
    r"rating|评分|打分)[\s:：]*){0,8}"
)
_NUMBER = (
    r"(?P<n>[1-5一二两三四五]|one|two|three|four|five)\s*"
    r"(?P<unit>分|颗?星星?|stars?|points?|/\s*5|out of (?:5|five))?"
)
_END = r"(?:\s*(?:吧|了|的|哦|啊|评价|please))?(?=$|[\s,，.。!！;；:：、~～])"
_COUNTED = re.compile(rf"{_LEAD}{_NUMBER}{_END}", re.IGNORECASE)
_WORDED = [
    (stars, re.compile(rf"{_LEAD}(?:{words}){_END}", re.IGNORECASE)) for stars, words in _WORDS
]
_STARS = re.compile(r"[⭐★🌟]\ufe0f?")
_DRAWN = re.compile(rf"(?:{_STARS.pattern})+")
_BETWEEN = " \t\n,，.。!！;；:：、~～-"


@dataclass(frozen=True, slots=True)
class Rating:
    """1 to 5, and what was said besides."""

    stars: int
    comment: str | None = None


def parse(text: str) -> Rating | None:
    """The rating that a text begins with; None if it is something else.

    A bare number counts only where it stands alone: "5份牛肉面" and "3楼" are no ratings.
    """
    said = text.strip()
    found = _drawn(said) or _counted(said) or _worded(said)
    if found is None:
        return None
    stars, end = found
    comment = said[end:].strip(_BETWEEN)[:COMMENT_LIMIT]
    return Rating(stars, comment or None)


def command(text: str, about: str) -> str | None:
    """The command of the star's button that a text stands for; `about` is kind:id."""
    rating = parse(text)
    if rating is None:
        return None
    said: dict[str, int | str] = {"rating": rating.stars, "about": about}
    if rating.comment:
        said["comment"] = rating.comment
    return "/rate" + json.dumps(said, ensure_ascii=False)


def _drawn(said: str) -> tuple[int, int] | None:
    """⭐⭐⭐⭐, 👍."""
    for sign, stars in _SIGNS.items():
        if said.startswith(sign):
            return stars, len(sign)
    drawn = _DRAWN.match(said)
    count = len(_STARS.findall(drawn.group())) if drawn else 0
    return (count, drawn.end()) if drawn and 1 <= count <= 5 else None  # noqa: PLR2004


def _counted(said: str) -> tuple[int, int] | None:
    found = _COUNTED.match(said)
    if found is None:
        return None
    follows = said[found.end() :].lstrip()
    if found["unit"] is None and follows and follows[0].isalnum():
        return None  # "5 beef noodles"
    number = found["n"].lower()
    return int(_DIGITS.get(number) or _ENGLISH.get(number) or number), found.end()


def _worded(said: str) -> tuple[int, int] | None:
    for stars, words in _WORDED:
        if (found := words.match(said)) is not None:
            return stars, found.end()
    return None


def answer(text: str, asked: Message, now: datetime) -> str | None:
    """The command that a text stands for as an answer to our asking for stars."""
    about = asked.data.get("about")
    if not isinstance(about, str) or now - asked.created_at > RATED_WITHIN:
        return None
    return command(text, about)
