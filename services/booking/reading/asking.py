"""What is asked about bookings: which of what a pool's rules say, whether and when staff decide."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from collections.abc import Mapping

from services.booking.reading.wanting import LONGEST
from services.kit.folding import legible

_ASPECTS: Mapping[str, re.Pattern[str]] = {
    "prices": re.compile(
        r"钱|收费|费用|免费|付费|价[格钱位]|额度|(?:超|用完)(?:了|出|过)|算在|占(?:用)?[^,。]{0,4}(?:额度|时长|小时)|\bsame hours\b|\bcomes? off\b|\bcounts? (?:against|towards|as)\b|\b(?:how much|costs?|prices?|fees?|free|charged?|pay(?:ing)?|allowance|beyond)\b",
        re.ASCII,
    ),
    "hours": re.compile(
        r"几点|开放|开门|关门|多[早晚]|周[六日末]|节假日|放假|\b(?:open(?:s|ing)?|closed?s?|closing|(?:what|which|business) hours|weekends?|saturdays?|sundays?|holidays?|late|nights?)\b",
        re.ASCII,
    ),
    "rules": re.compile(
        r"提前|取消|退|最[长短多少]|多久|多长|几个?小时|规[则定]|[审要]批|谁能|外人|\b(?:cancel\w*|ahead|in advance|how long|longest|shortest|minimum|maximum|rules?|approv\w+|allowed|limit)\b",
        re.ASCII,
    ),
    "things": re.compile(
        r"哪些|有什么|几间|最大|最小|[坐容装站]|投影|屏|白板|设备|音响|话筒|多少人|几个人|\b(?:what rooms|which|biggest|largest|smallest|how many (?:people|rooms)|seats?|fits?|equipment|projector|screen|whiteboard|have)\b",
        re.ASCII,
    ),
}
_DECIDED = re.compile(
    r"(?<![这那一])批(?![评发次量])|审核|答复|回[复音]|有结果|\b(?:approv(?:al|ed?)|hear back|decision)\b",
    re.ASCII,
)


def aspects(text: str) -> frozenset[str]:
    """What of a pool a question asks about: prices, hours, rules, things. Empty where it names none."""
    said = legible(text[:LONGEST])
    return frozenset(name for name, pattern in _ASPECTS.items() if pattern.search(said))


def asks_of_decision(text: str) -> bool:
    """Whether it is about staff's yes or no: "多久能批", "when will I hear back"."""
    return _DECIDED.search(legible(text[:LONGEST])) is not None
