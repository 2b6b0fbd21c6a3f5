"""Goods whose names hold the name of another thing: an umbrella stand is no umbrella, a laptop charger no phone charger."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

#: What follows a name and makes it the name of something else. No packaging: "a tissue box" may hold tissues.
_HEADS_EN = (
    r"(?:stand|holder|rack|hook|dish|tray|pad|mat|eraser|rubber|cleaner|duster|dispenser|charger|cable|cord|wire|adapt[eo]r|plug|batter(?:y|ie)|ink|refill|cartridge|toner|lid|cover|sleeve|pouch|pocket|strap"
    r"|lanyard|remover|sharpener|cutter|shredder|punch(?:er)?|computer|laptop|keyboard|screen|protector|printer|scanner|warmer|cooler|heater|maker|grinder|filter|kettle|jug|mug|plate|bowl|spoon|straw|cake|milk"
    r"|powder|syrup|sauce|ice ?cream|muffin|easel|table|chair|desk|shelf|shelve|drawer|bin|basket|towel|cream|lotion|brush|sponge|bulb|label|sticker|hub|dock|reader|trap|gun|tape|glue|paint|spray)"
)
_BEHIND_EN = re.compile(rf"[ -]{_HEADS_EN}(?:e?s)?(?![a-z])", re.ASCII)
_HEADS_ZH = r"(?:收纳[盒袋架]|支架|架子?|套子?(?![餐装])|外?壳|保护[套壳膜]|贴?膜|数据线|充电[线器头]|连接线|线(?![上下])|垫子?|擦|座|夹|刷|钩子?|挂钩|绳|挂绳|柜|盒子?(?!饭|装)|电池|电脑|机(?!会)|蛋糕|牛奶|奶茶|冰淇淋|雪糕|味|笔(?!记)|刀|桶(?!装))"
_BEHIND_ZH = re.compile(
    rf"{_HEADS_ZH}(?=$|[\s,，。.!！?？;；、吧呢吗呀啊哦嘛和跟]|送|谢|有吗|有没)"
)
#: What precedes a name that is used for several things, of which the park has another.
_BEFORE_EN = re.compile(
    r"(?<![a-z0-9])(?:wired|laptop|notebook|hdmi|vga|ethernet|network|lan|aux|duct|masking|packing|packaging|electrical|insulating|insulation|washi|toilet|kitchen|wrapping|baking|sand|coin|button|car|watch|c|d|9v|fountain|felt[- ]tip|laser|plastic|glass|coffee|tea|wine|ceramic|travel|beach|patio|body|dish|laundry|garden|kitchen|hole|white|hot|vinyl|scotch whisky)[ -]$",
    re.ASCII,
)
_BEFORE_ZH = re.compile(
    r"(?:有线|电脑|笔记本|平板|手表|车载|汽车|电动车|电工|绝缘|封箱|美纹纸?|布基|纽扣|一号|1号|二号|2号|九伏|9v|电瓶车?|玻璃|陶瓷|保温|咖啡|红酒|高脚|塑料|厨房|包装|hdmi|vga|网络|音频|电源|园艺|厨用|沙滩|热|洗碗|洗衣)$"
)
#: One that is part of a word of its own: 有线鼠标 holds 线鼠标.
_OVERLAPS = 1
_ENOUGH = (3, 8)
"""Letters of a word up to which one is mistyped, up to which two are; of a longer word three."""


def stretch(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the name of another thing stands, of which the name at [start, end) of normalised text is a part; None where it is no part of one."""
    first, last = start, end
    latin = text[end - 1 : end].isascii()
    if behind := (_BEHIND_EN if latin else _BEHIND_ZH).match(text, end):
        last = behind.end()
    before = _BEFORE_EN if text[start : start + 1].isascii() else _BEFORE_ZH
    for overlap in range(_OVERLAPS + 1):
        if found := before.search(text[: start + overlap]):
            first = min(first, found.start())
            break
    return None if (first, last) == (start, end) else (first, last)


def same_words(said: str, name: str) -> bool:
    """Whether the English words of a name are said, each at most mistyped: an eraser is no marker, however alike the rest of the two names is."""
    ours, theirs = said.split(), name.split()
    if len(ours) != len(theirs):
        return True
    return all(_is_mistyped(one, other) for one, other in zip(ours, theirs, strict=True))


def _is_mistyped(one: str, other: str) -> bool:
    most = 1 + sum(len(other) > length for length in _ENOUGH)
    return OSA.distance(one, other, score_cutoff=most) <= most
