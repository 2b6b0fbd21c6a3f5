"""What somebody looks for in a shop, in their own words. Pure."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: SIM905 - word lists read better unquoted

import re
from typing import Protocol

_ASIDE = re.compile(
    r"有没有|有没得|有木有|卖不卖|能不能买|买得到|多少钱|什么价|怎么卖|几块钱|哪些|哪种|哪几种|什么|啥|几种|有卖|还有货|有货|还剩|库存|"
    r"你们|我们|咱们|店里|商店|小店|小卖部|便利店|超市|货架|可以|能|想要|想买|想看看|想看|看看|看一下|看|逛逛|逛|买点|买|卖|有|吗|呢|吧|呀|啊|么|嘛|的|了|还|都|些|在|里|请问|一下|给我|帮我|搜一下|搜索|搜|找一下|找",
)
_ASIDE_EN = frozenset(
    "a an the any some of in on at for to with what which whats how much many is are do does did you u guys your have has got get sell sold carry"
    " there i we me can could would like want need buy looking look find search show see please pls your shop store goods products product items"
    " price prices cost stock left available kind kinds sort sorts or and today still list hi hello hey".split()
)
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*|[\u4e00-\u9fff]+")


class Named(Protocol):
    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def searched(text: str) -> list[str]:
    """The words that are left when those of asking are gone: "有没有HDMI转接头" → hdmi, 转接头."""
    kept = _ASIDE.sub(" ", text.lower())
    return [_stem(word) for word in _WORD.findall(kept) if word not in _ASIDE_EN]


def names(text: str, shelf: Named) -> bool:
    """Whether a text calls a shelf by its name, or by a part that says enough: 零食, snacks."""
    said = text.lower()
    pairs = {shelf.name_zh[at : at + 2] for at in range(len(shelf.name_zh) - 1)}
    english = {_stem(word) for word in _WORD.findall(shelf.name_en.lower())} - {"and"}
    return any(pair in said for pair in pairs) or bool(
        english & {_stem(word) for word in _WORD.findall(said)}
    )


def _stem(word: str) -> str:
    return word.removesuffix("s") if word.isascii() else word
