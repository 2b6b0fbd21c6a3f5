"""What somebody asks of food, in their own words: what is in it, who may eat it, what it costs. Pure."""

# ruff: noqa: E501 - word lists read better on one line

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.catalogue import ALLERGENS
from services.kit.folding import sign
from times.numerals import number

_ALLERGENS = {
    "gluten": "gluten wheat barley rye celiac coeliac 麸 小麦 大麦 面筋",
    "crustaceans": "crustacean crab shrimp prawn lobster crayfish shellfish seafood 甲壳 虾 蟹 海鲜 水产",
    "eggs": "egg 鸡蛋 蛋类 蛋白 含蛋 有蛋 放蛋 蛋过敏",
    "fish": "fish anchovy seafood 鱼 海鲜 水产",
    "peanuts": "peanut groundnut nut 花生 坚果",
    "soybeans": "soy soya soybean tofu 大豆 黄豆 豆制品",
    "milk": "milk dairy lactose cheese butter cream 牛奶 奶类 奶制品 乳制品 乳糖 含奶 有奶 芝士 黄油",
    "nuts": "nut almond hazelnut walnut cashew pistachio pecan 坚果 腰果 核桃 杏仁 榛 开心果",
    "celery": "celery 芹菜",
    "mustard": "mustard 芥末 芥菜",
    "sesame": "sesame tahini 芝麻 麻酱",
    "sulphites": "sulphite sulfite 亚硫酸",
    "lupin": "lupin lupine 羽扇豆",
    "molluscs": "mollusc mollusk oyster squid clam mussel octopus shellfish seafood 软体 贝 牡蛎 生蚝 鱿鱼 蛤 海鲜 水产",
}
"""What each of ALLERGENS is called. Who says nuts is told of peanuts too, who says seafood of all of it."""
_DIETS = {
    "vegan": "vegan 纯素 全素 不含蛋奶",
    "vegetarian": "vegetarian veggie meatless 素食 素菜 素的 素餐 吃素 蛋奶素 不含肉 没有肉 不吃肉 无肉",
}
_WITHOUT = "without no free avoid allergic allergy allergies intolerant intolerance celiac coeliac 不含 不放 没放 没有 不带 过敏 忌 免 无 不吃 不能吃 除了"
_ANYWAY = ("有没有", "过敏原", "过敏源")
"""They hold a "without", and are none."""
_ALL_ALLERGENS = "allergen allergens 过敏原 过敏源 致敏"
_CONTENTS = "ingredient ingredients 成分 配料 原料 食材 用料"
_CALORIES = "calorie calories kcal kilocalorie kilojoule kj 卡路里 大卡 千卡 热量 多少卡"
_MILD = "mild 不辣 清淡 不放辣 不要辣 没有辣"
_HOT = "spicy chilli chili 辣"
_NOT = "not no non isn't without nothing"
_CHEAP = "cheap cheapest cheaper inexpensive 便宜 实惠 划算"
_ADVICE = "recommend recommendation recommended suggest suggestion popular bestseller favourite favorite 推荐 招牌 人气 好吃 热门 销量"
_GENERAL = "any anything something what which what's dish dishes option menu everything 什么 哪些 哪样 哪个菜 有没有 有啥 菜单 可以吃 能吃"
_DRINKS = "drink coffee tea juice beverage 喝 饮料 饮品 咖啡 茶 果汁"
_MORE_THAN = "over above more 以上 超过"
_SUM = re.compile(
    r"(?P<most>(?<![a-z])(?:under|below|up to|less than|cheaper than|no more than)\s|不超过|低于)?(?P<sign>[¥￥]\s?)?(?P<sum>\d{1,4}(?:\.\d{1,2})?(?![\d.])|[零一二两三四五六七八九十百]{1,5})"
    r"(?!\s?(?:min|hour|分|小时|点))\s?(?P<unit>以内|以下|之内|块钱|块|元|yuan\b|rmb\b|cny\b|kuai\b|bucks?\b)?"
)
_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What words ask of food. A menu is narrowed by all of it."""

    allergens: tuple[str, ...] = ()
    """Codes that are named, in the order of ALLERGENS."""
    without: bool = False
    """They are to be avoided; else they are only asked about."""
    diet: str | None = None
    """vegan or vegetarian."""
    mild: bool = False
    hot: bool = False
    most: Decimal | None = None
    """In the park's currency: what it may cost."""
    cheap: bool = False
    calories: bool = False
    all_allergens: bool = False
    """Which of them there are."""
    contents: bool = False
    """What it is made of."""
    advice: bool = False
    """Wants something recommended."""
    drinks: bool = False
    """Wants something to drink; else to eat."""
    general: bool = False
    """Speaks of dishes that are not named: what there is, which ones, any."""

    @property
    def narrows(self) -> bool:
        """Whether it asks for a part of the menu."""
        wants = self.diet or self.mild or self.hot or self.most is not None or self.cheap
        return bool(wants or (self.without and self.allergens))


def asked(words: str, names: Iterable[str] = ()) -> Asked:
    """Of a whole message, in either language or both. `names` of dishes in it ask nothing: who asks
    of a mapo tofu asks nothing of tofu."""
    text = _compared(words)
    for name in sorted(map(_compared, names), key=len, reverse=True):
        text = text.replace(name, " ")
    apart = text
    for none in _ANYWAY:
        apart = apart.replace(none, "")
    mild = _holds(text, _MILD) or (_holds(text, _HOT) and _holds(text, _NOT))
    return Asked(
        allergens=tuple(code for code in ALLERGENS if _holds(text, _ALLERGENS[code])),
        without=_holds(apart, _WITHOUT),
        diet=next((diet for diet, called in _DIETS.items() if _holds(text, called)), None),
        mild=mild,
        hot=not mild and _holds(text, _HOT),
        most=None if _holds(text, _MORE_THAN) else _sum(text),
        cheap=_holds(text, _CHEAP),
        calories=_holds(text, _CALORIES),
        all_allergens=_holds(text, _ALL_ALLERGENS),
        contents=_holds(text, _CONTENTS),
        advice=_holds(text, _ADVICE),
        drinks=_holds(text, _DRINKS),
        general=_holds(text, _GENERAL),
    )


def names_in(words: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the words."""
    text = _compared(words)
    return any(_compared(name) in text for name in names if name)


def _compared(words: str) -> str:
    return "".join(sign(one) if one.isalnum() else one for one in words)


def _holds(text: str, called: str) -> bool:
    """Whether it holds one of the names: a Chinese one anywhere, an English one as a word, in the
    plural too ("peanuts")."""
    said = set(_WORD.findall(text))
    said |= {word.removesuffix("s") for word in said}
    return any(name in said if name.isascii() else name in text for name in called.split())


def _sum(text: str) -> Decimal | None:
    """The amount that is named with its currency or as the most: "20块", "￥20", "under 20"."""
    for found in _SUM.finditer(text):
        if not (found["sign"] or found["unit"] or found["most"]):
            continue
        said = found["sum"]
        if said[0].isdigit():
            return Decimal(said)
        if (counted := number(said)) is not None:
            return Decimal(counted)
    return None
