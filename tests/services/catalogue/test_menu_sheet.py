"""A menu as a workbook: what is written is read again, and faults name their cell."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from services.catalogue import menu_sheet, menu_writing
from services.catalogue.menu_columns import COLUMNS, ITEMS, OPTION_COLUMNS, OPTIONS
from services.catalogue.menu_sheet import SheetRefused
from services.catalogue.park_file import ItemEntry, OptionEntry

SOUP = ItemEntry(
    code="fish_soup", outlet="blue", name_zh="鲜鱼汤", name_en="fish soup", price=Decimal("22.50"),
    meals=["lunch", "all_day"], aliases=["鱼汤", "soup of fish"],
    allergens=["fish", "crustaceans", "molluscs"],
    diet="neither", spice=0, calories=180, category_zh="汤", category_en="Soups",
    description_zh="=1+1", options=[
        OptionEntry(code="no_coriander", group="herbs", name_zh="不要香菜", name_en="no coriander"),
        OptionEntry(code="large", group="size", name_zh="大份", name_en="large",
                    price_delta=Decimal("3.5")),
    ],
)  # fmt: skip
TEA = ItemEntry(
    code="tea", outlet="blue", name_zh="茶", name_en="tea", price=Decimal(5), meals=["all_day"],
    allergens=[], active=False,
)  # fmt: skip
ROW = {
    "code": "tea", "outlet": "blue", "name_zh": "茶", "name_en": "tea", "price": 5,
    "meals": "all_day",
}  # fmt: skip


def book(*rows: dict[str, Any], options: tuple[dict[str, Any], ...] = ()) -> bytes:
    """Headings as somebody types them: the names of fields."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = ITEMS
    for page, lines in ((sheet, rows), (made.create_sheet(OPTIONS), options)):
        names = list(dict.fromkeys(name for line in lines for name in line))
        page.append(names)
        for line in lines:
            page.append([line.get(name) for name in names])
    if not options:
        del made[OPTIONS]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def faults(raw: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(SheetRefused) as told:
        menu_sheet.read(raw)
    return [(one.cell, one.field, one.why) for one in told.value.faults]


def test_what_is_written_is_read_again() -> None:
    menu = menu_sheet.read(menu_writing.written([SOUP, TEA]))
    assert [one.model_dump() for one in menu.items] == [SOUP.model_dump(), TEA.model_dump()]
    assert menu.rows == [2, 3]


def test_headings_and_words_are_in_both_languages() -> None:
    sheet = load_workbook(io.BytesIO(menu_writing.written([SOUP])))[ITEMS]
    heads = [str(cell.value) for cell in sheet[1]]
    assert heads[0] == "编码 Code (code)"
    values = [cell.value for cell in sheet[2]]
    row = dict(zip([head.rpartition("(")[2][:-1] for head in heads], values, strict=True))
    assert (row["meals"], row["active"]) == ("午餐 lunch、全天 all_day", "是 yes")


def test_words_that_look_like_a_formula_stay_words() -> None:
    sheet = load_workbook(io.BytesIO(menu_writing.written([SOUP])))[ITEMS]
    [cell] = [cell for cell in sheet[2] if cell.value == "=1+1"]
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    ("said", "meals"),
    [
        ("午餐", ["lunch"]),
        ("lunch, dinner", ["lunch", "dinner"]),
        ("午餐 lunch、晚餐", ["lunch", "dinner"]),
        ("全天\n早餐", ["all_day", "breakfast"]),
    ],
)
def test_meals_are_read_by_code_or_word(said: str, meals: list[str]) -> None:
    [item] = menu_sheet.read(book(ROW | {"meals": said})).items
    assert item.meals == meals


def test_an_empty_cell_says_nothing_and_a_dash_says_none() -> None:
    row = ROW | {
        "price": 5.5, "stock": "-", "description_en": "-", "allergens": "无", "calories": None,
    }  # fmt: skip
    [item] = menu_sheet.read(book(row)).items
    assert item.price == Decimal("5.5")
    assert (item.stock, item.description_en, item.allergens) == (None, "", [])
    assert {"stock", "description_en", "allergens"} <= item.model_fields_set
    assert not {"calories", "options"} & item.model_fields_set


def test_each_fault_names_its_cell() -> None:
    raw = book(
        ROW,
        ROW | {"price": "cheap"},
        ROW | {"code": "cola", "name_en": None, "meals": "brunch"},
        options=({"item": "cake", "code": "x", "group": "g", "name_zh": "甲", "name_en": "a"},),
    )
    assert faults(raw) == [
        (f"{OPTIONS}!A2", "item", "unknown-item"),
        (f"{ITEMS}!A3", "code", "twice"),
        (f"{ITEMS}!E3", "price", "unfit"),
        (f"{ITEMS}!D4", "name_en", "missing"),
        (f"{ITEMS}!F4", "meals", "unfit"),
    ]


def test_a_column_that_nobody_knows_is_told_and_one_that_is_needed_missed() -> None:
    unknown = (f"{ITEMS}!G1", "", "unknown-column")
    assert faults(book(ROW | {"colour": "green"})) == [unknown]
    assert faults(book({"name_zh": "茶"})) == [(f"{ITEMS}!1", "code", "no-column")]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 and no more", b"code,outlet\ntea,blue\n"])
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    assert faults(raw) == [(ITEMS, "", "no-workbook")]


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (menu_sheet.LARGEST * 20 + 1))
    assert len(out.getvalue()) < menu_sheet.LARGEST
    assert faults(out.getvalue()) == [(ITEMS, "", "too-big")]


def test_an_empty_menu_is_refused() -> None:
    assert faults(menu_writing.written([])) == [(ITEMS, "", "empty")]


def test_every_field_of_an_item_has_a_column() -> None:
    assert set(COLUMNS) == set(ItemEntry.model_fields) - {"options"}
    assert set(OPTION_COLUMNS) == {"item", *OptionEntry.model_fields}
