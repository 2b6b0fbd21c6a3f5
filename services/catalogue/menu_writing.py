"""Writing a menu as a workbook (XLSX), which services.catalogue.menu_sheet reads."""

import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from services.catalogue.menu_columns import (
    COLUMNS,
    ITEMS,
    LABELS,
    OPTION_COLUMNS,
    OPTIONS,
    word_of,
)
from services.catalogue.park_file import ItemEntry, OptionEntry


def written(items: Sequence[ItemEntry]) -> bytes:
    """The workbook of these items. Takes a while for thousands: for a thread."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = ITEMS
    _fill(sheet, COLUMNS, ({**_plain(one), "outlet": one.outlet} for one in items))
    options = book.create_sheet(OPTIONS)
    _fill(
        options,
        OPTION_COLUMNS,
        ({**_plain(option), "item": one.code} for one in items for option in one.options),
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(entry: ItemEntry | OptionEntry) -> dict[str, Any]:
    """Its fields as cells hold them."""
    plain: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name == "options":
            continue
        if name in LABELS and value is not None:
            value = [f"{word_of('zh', LABELS[name], one)} {one}" for one in value]
        match value:
            case bool():
                plain[name] = "是 yes" if value else "否 no"
            case list() if name == "allergens" and not value:
                plain[name] = "无"
            case list():
                plain[name] = "、".join(value) or None
            case Decimal():
                plain[name] = float(value)
            case _:
                plain[name] = value
    return plain


def _fill(
    sheet: Any, columns: Mapping[str, tuple[str, str, int]], rows: Iterator[Mapping[str, Any]]
) -> None:
    sheet.freeze_panes = "A2"
    for index, (name, (zh, en, width)) in enumerate(columns.items(), start=1):
        head = sheet.cell(1, index, f"{zh} {en} ({name})")
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8EEF4")
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows, start=2):
        for index, name in enumerate(columns, start=1):
            value = row.get(name)
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("", value)
            if value is None or value == "":
                continue
            cell = sheet.cell(number, index)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # What looks like a formula is words.
