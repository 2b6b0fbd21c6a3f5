"""Words that say of a name beside them that it is not wanted any more, or that it stays."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import Normalised
from .numbers import to_int
from .spans import Span

_LEAD = (
    r"(?:那一?[份个杯瓶碗根条包盒样]|这一?[份个杯瓶碗根条包盒样])?"
    r"(?:我们?|咱们?|就|也|都|先|还|暂时|可以|帮我|给我|请|麻烦){0,4}"
)
_GOES_BEHIND = r"(?:不要|不用|不想要|不需要|用不[上着]|不买|不点|不订|不吃|不喝|不必)[了啦]|不需要|(?:免|算|删|退|撤)了"
_GOES = r"不要|别要|(?:去|删|退|拿|撤|划|取消|砍)掉[了吧]?|取消[了吧]?|删除|划去"
_STAYS_BEHIND = (
    r"照[旧要常样]要?|继续要|不[变动]|别[动删退]|仍然?要|依[旧然]要?|得要|要[的留]"
    r"|还要的?(?![一二两俩三四五六七八九十几\d多点再来换改加不])"
)
_STAYS = r"保留|留[着下]?(?!言|意|神|名|电)|还是(?:要|留)着?的?(?![一二两俩三四五六七八九十几\d多点再来换改加不])"
_MANY = r"(?:(?P<many>[一二两俩三四五六七八九十]|\d{1,3})[份个杯瓶碗根条包盒]|(?![一二两俩三四五六七八九十几半\d]))"
_PATTERN = re.compile(
    rf"{_LEAD}(?:(?P<goes_behind>{_GOES_BEHIND})|(?P<goes>(?:{_GOES}){_MANY})|(?P<stays>{_STAYS})|(?P<stays_behind>{_STAYS_BEHIND}))"
)


def find_goes_or_stays(message: Normalised) -> Iterator[Span]:
    """Entity `relation`, its value `goes` or `stays`; `before`: the name may also follow; `many`: so many of
    it."""
    for match in _PATTERN.finditer(message.text):
        goes = match["goes"] or match["goes_behind"]
        extra: dict[str, object] = {"before": not (match["goes_behind"] or match["stays_behind"])}
        if match["many"]:
            extra |= {"many": to_int(match["many"])}
        yield message.span("relation", *match.span(), "goes" if goes else "stays", extra=extra)
