"""What nobody should carry to a desk, though somebody has found it: it is danger, no lost property.

The bot hears danger before anything else (bot/components/danger); this is the net below, and the
only one of the API.
"""

import re

_THING = re.compile(
    r"煤气罐|煤气瓶|液化气|氧气瓶|气瓶|钢瓶|烟花|鞭炮|爆竹|炸药|炸弹|雷管|手雷|子弹|弹药|手枪|枪支"
    r"|不明液体|不明粉末|针头|注射器|硫酸|盐酸|农药|毒品"
    r"|\b(?:gas bottle|gas cylinder|gas canister|propane|butane|explosives?|bombs?|grenades?"
    r"|ammunition|bullets?|guns?|pistols?|fireworks?|firecrackers?|syringes?|hypodermic needles?"
    r"|unknown (?:powder|liquid)|acid|pesticides?)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"无人看管|无人认领|没人要|没人管|没人认|无主|可疑|来历不明"
    r"|\b(?:unattended|suspicious|abandoned|nobody'?s|ticking)\b",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"包|箱|包裹|盒子|袋子|行李"
    r"|\b(?:bags?|backpacks?|suitcases?|packages?|parcels?|box(?:es)?|luggage|holdalls?)\b",
    re.IGNORECASE,
)


def is_hazard(text: str) -> bool:
    """Whether a text names a thing that is dangerous by itself, or a bag that nobody minds."""
    left_alone = _LEFT.search(text) is not None and _HOLDER.search(text) is not None
    return left_alone or _THING.search(text) is not None
