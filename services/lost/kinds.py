"""What kinds of things and which colours there are, and the words that name them.

The words are a dictionary of the language, not of sentences: they are looked up as they stand.
"""

from collections.abc import Mapping
from functools import cache

CATEGORIES: Mapping[str, str] = {
    "phone": "手机 苹果手机 华为手机 phone smartphone iphone mobile cellphone handset",
    "computer": "电脑 笔记本电脑 平板 平板电脑 laptop notebook-computer macbook ipad tablet kindle",
    "wallet": "钱包 卡包 钱夹 皮夹 零钱包 现金 wallet purse cardholder cash",
    "card": "工牌 门禁卡 门卡 饭卡 工卡 员工卡 胸牌 交通卡 公交卡 badge access-card key-card "
    "lanyard staff-card transit-card",
    "documents": "身份证 护照 驾照 驾驶证 证件 银行卡 信用卡 社保卡 户口本 passport id-card id "
    "driving-licence driver's-license bank-card credit-card documents",
    "keys": "钥匙 车钥匙 钥匙串 key keys keyring car-key",
    "jewellery": "戒指 项链 手表 手链 耳环 耳钉 手镯 首饰 watch ring necklace bracelet earring "
    "jewellery jewelry",
    "bag": "包 背包 书包 双肩包 手提包 公文包 行李箱 箱子 袋子 电脑包 bag backpack rucksack "
    "handbag briefcase suitcase tote",
    "umbrella": "伞 雨伞 遮阳伞 折叠伞 太阳伞 umbrella parasol brolly",
    "clothing": "衣服 外套 大衣 帽子 围巾 手套 夹克 毛衣 羽绒服 鞋子 jacket coat hat cap scarf "
    "glove sweater hoodie shoe cardigan",
    "glasses": "眼镜 墨镜 太阳镜 眼镜盒 glasses sunglasses spectacles",
    "earphones": "耳机 蓝牙耳机 耳机盒 earphone headphone earbud airpods headset",
    "charger": "充电宝 充电器 充电线 数据线 移动电源 charger power-bank powerbank cable adapter",
    "bottle": "水杯 杯子 保温杯 水壶 饭盒 bottle thermos flask cup mug tumbler lunchbox",
    "book": "书 笔记本 本子 文件 文件夹 合同 图纸 book notebook folder notepad",
    "other": "",
}
"""By code, as it is stored. An English word of two parts has a hyphen here."""

VALUABLE = frozenset({"phone", "computer", "wallet", "card", "documents", "keys", "jewellery"})
"""What staff have to say yes to, however well it matches: it is worth much, or opens a door."""

COLOURS: Mapping[str, str] = {
    "black": "黑 黑色 black",
    "white": "白 白色 米白 米色 white cream beige",
    "grey": "灰 灰色 grey gray",
    "silver": "银 银色 silver",
    "red": "红 红色 酒红 大红 red burgundy",
    "pink": "粉 粉色 粉红 粉红色 pink",
    "orange": "橙 橙色 橘色 橘黄 orange",
    "yellow": "黄 黄色 yellow",
    "gold": "金 金色 gold golden",
    "green": "绿 绿色 墨绿 军绿 green khaki",
    "blue": "蓝 蓝色 深蓝 天蓝 藏青 blue navy",
    "purple": "紫 紫色 purple violet",
    "brown": "棕 棕色 咖啡色 褐色 brown",
    "colourful": "彩色 花 花色 colourful colorful multicoloured",
}
ALIKE = (
    frozenset({"grey", "silver", "white"}),
    frozenset({"black", "grey"}),
    frozenset({"yellow", "gold", "orange"}),
    frozenset({"red", "pink"}),
    frozenset({"blue", "purple"}),
    frozenset({"brown", "orange"}),
)
"""Colours that two people call the same thing by."""

_SAYS_NOTHING = (
    "手机号 手机号码 电话号码 phone-number mobile-number 表格 书面 红绿灯 面包 包括 包间 打包"
)
"""Longer words that hold one of the others and are no thing that anybody loses."""
_COLOUR_OF = "色的"


def category_of(text: str) -> str | None:
    """The kind of thing that a text names first; None if it names none."""
    return _first(text, _things())


def colour_of(text: str) -> str | None:
    """The colour that a text names first; a single character counts before 色, 的 or a thing."""
    return _first(text, _colours()) or _short_colour(text)


def _first(text: str, words: Mapping[str, str]) -> str | None:
    """What the first word of a text stands for; of two at one place the longer counts."""
    at, plain = 0, _plain(text)
    while at < len(plain):
        word = _word_at(plain, at, words)
        if word is not None and words[word]:
            return words[word]
        at += len(word or " ")
    return None


def _plain(text: str) -> str:
    """Case folded, and with hyphens for spaces: an English word of two parts is one."""
    return text.casefold().replace(" ", "-")


def _word_at(plain: str, at: int, words: Mapping[str, str]) -> str | None:
    """The longest word that begins there; an English one has no letter beside it."""
    for length in range(min(_longest(words), len(plain) - at), 0, -1):
        word = plain[at : at + length]
        if word in words and not (word.isascii() and _is_inside(plain, at, at + length)):
            return word
    return None


def _longest(words: Mapping[str, str]) -> int:
    return max(map(len, words))


def _is_inside(plain: str, start: int, end: int) -> bool:
    beside = plain[start - 1 : start] + plain[end : end + 1]
    return any(sign.isascii() and sign.isalpha() for sign in beside)


@cache
def _things() -> Mapping[str, str]:
    found = dict.fromkeys(_SAYS_NOTHING.split(), "")
    for code, words in CATEGORIES.items():
        for word in words.split():
            found |= dict.fromkeys(_forms(word), code)
    return found


@cache
def _colours() -> Mapping[str, str]:
    """Words of more than one sign; single signs are read with what follows (_short_colour)."""
    return {word: code for code, all_ in COLOURS.items() for word in all_.split() if len(word) > 1}


@cache
def _signs() -> Mapping[str, str]:
    return {word: code for code, all_ in COLOURS.items() for word in all_.split() if len(word) == 1}


def _forms(word: str) -> tuple[str, ...]:
    """English words stand for one thing or for several."""
    return (word, f"{word}s") if word.isascii() and not word.endswith("s") else (word,)


def _short_colour(text: str) -> str | None:
    """黑伞, 红的: a sign of a colour right before a thing, or before 色 or 的."""
    plain = _plain(text)
    for at, sign in enumerate(plain[:-1]):
        if sign in _signs():
            thing = _word_at(plain, at + 1, _things())
            if plain[at + 1] in _COLOUR_OF or (thing is not None and _things()[thing]):
                return _signs()[sign]
    return None
