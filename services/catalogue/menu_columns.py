"""The columns of a menu's workbook, with headings and words in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.catalogue.park_file import OptionEntry
from services.texts import say

ITEMS, OPTIONS = "菜单 Menu", "选项 Options"
NONE = "-"
LABELS = {"meals": "meal", "allergens": "allergen"}
"""Fields whose codes have words, by the beginning of the texts' keys."""
CODES: Mapping[str, Sequence[str]] = {
    "meal": ("breakfast", "lunch", "dinner", "all_day"),
    "allergen": (
        *("gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts"),
        *("celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"),
    ),
}

COLUMNS: Mapping[str, tuple[str, str, int]] = {
    "code": ("编码", "Code", 18),
    "outlet": ("门店编码", "Outlet", 16),
    "name_zh": ("中文名称", "Name in Chinese", 20),
    "name_en": ("英文名称", "Name in English", 24),
    "aliases": ("别名", "Also called", 24),
    "category_zh": ("中文分类", "Category in Chinese", 12),
    "category_en": ("英文分类", "Category in English", 14),
    "price": ("价格", "Price", 10),
    "meals": ("餐段", "Meals", 18),
    "unit_zh": ("中文单位", "Unit in Chinese", 10),
    "unit_en": ("英文单位", "Unit in English", 10),
    "min_quantity": ("最少购买", "At least", 10),
    "max_quantity": ("最多购买", "At most", 10),
    "active": ("在售", "On sale", 8),
    "stock": ("新品库存", "Stock of a new item", 10),
    "description_zh": ("中文介绍", "Description in Chinese", 30),
    "description_en": ("英文介绍", "Description in English", 30),
    "allergens": ("过敏原", "Allergens", 24),
    "allergen_note_zh": ("过敏原说明", "Allergen note in Chinese", 20),
    "allergen_note_en": ("过敏原说明（英文）", "Allergen note in English", 20),
    "diet": ("饮食", "Diet", 12),
    "spice": ("辣度", "How hot", 8),
    "calories": ("热量千卡", "Calories (kcal)", 10),
}
OPTION_COLUMNS: Mapping[str, tuple[str, str, int]] = {
    "item": ("商品编码", "Item", 18),
    "code": ("选项编码", "Code", 18),
    "group": ("分组", "Group", 12),
    "name_zh": ("中文名称", "Name in Chinese", 18),
    "name_en": ("英文名称", "Name in English", 20),
    "aliases": ("别名", "Also called", 20),
    "price_delta": ("加价", "Surcharge", 10),
}
SHOWN = (*(name for name in COLUMNS if name != "code"), "options")
"""Fields of an item, in the order of the sheet."""


def word_of(language: str, kind: str, code: str) -> str:
    """Without what its text explains in brackets, which may hold a separator."""
    return say(language, f"{kind}-{code}").partition("（")[0].partition(" (")[0]


def shown(value: Any) -> str:
    """A field of an item as a page shows it, before or after a change."""
    match value:
        case None:
            return NONE
        case bool():
            return "✓" if value else "✗"
        case list():
            words = [one.name_zh if isinstance(one, OptionEntry) else str(one) for one in value]
            return "、".join(words) or NONE
    return str(value) or NONE


def heading(name: str, language: str) -> str:
    if name == "options":
        return OPTIONS.split()[0 if language == "zh" else 1]
    chinese, english, _ = COLUMNS[name]
    return chinese if language == "zh" else english
