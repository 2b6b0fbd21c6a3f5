"""A menu as a workbook (XLSX): what outlets sell, a row for each dish, and its options on a second
sheet. Headings and words are in both languages; what is read is the name of the field in brackets.

An empty cell says nothing, so that the dish keeps what it has; a dash says that there is none. An
item whose options stand on the second sheet has those and no others.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from services.catalogue.menu_columns import (
    CODES,
    COLUMNS,
    ITEMS,
    LABELS,
    NONE,
    OPTION_COLUMNS,
    OPTIONS,
    word_of,
)
from services.catalogue.park_file import ItemEntry, OptionEntry
from services.kit.errors import Invalid
from services.kit.park_file import Entry
from services.texts import LANGUAGES, say

LARGEST = 5 * 1024 * 1024
"""Bytes of a workbook; and of what it unpacks to, UNPACKED of them for each."""
UNPACKED = 20
MOST_ROWS = 5000
LISTS = frozenset({"meals", "aliases", "allergens"})
SEPARATORS = str.maketrans("、，;；\n", ",,,,,")
YES, NO = (
    frozenset({"是", "yes", "true", "1", "在售"}),
    frozenset({"否", "no", "false", "0", "停售"}),
)


Columns = Mapping[str, tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `cell` is such as "菜单 Menu!H12", `why` a key of the words
    menu-sheet-… with `said`, what stands there."""

    cell: str
    field: str
    why: str
    said: str = ""

    def words(self, language: str) -> str:
        told = say(language, f"menu-sheet-{self.why}", said=self.said)
        return f"{self.cell} ({self.field}): {told}" if self.field else f"{self.cell}: {told}"


class SheetRefused(Invalid):
    """The workbook is not what it should be; `faults` are all that were found, up to 50."""

    code = "menu_sheet"

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults[:50]
        super().__init__("\n".join(fault.words("en") for fault in self.faults))


@dataclass(slots=True)
class _Row:
    number: int
    said: dict[str, Any]
    columns: Mapping[str, str]
    """Letters, by field."""

    def cell(self, sheet: str, name: str) -> str:
        return f"{sheet}!{self.columns.get(name, '')}{self.number}"


@dataclass(slots=True)
class Menu:
    """What a workbook says: items as a park's file has them, and where each stands."""

    items: list[ItemEntry] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def place(self, number: int) -> str:
        return f"{ITEMS}!A{self.rows[number]}"


def read(raw: bytes) -> Menu:
    """Raises SheetRefused with every fault. For a thread: it unpacks and parses."""
    faults = list[Fault]()
    book = _opened(raw)
    try:
        names = book.sheetnames
        items = _rows(book[ITEMS if ITEMS in names else names[0]], COLUMNS, faults)
        options = _rows(book[OPTIONS], OPTION_COLUMNS, faults) if OPTIONS in names else []
    finally:
        book.close()
    of_item = _options(options, {row.said.get("code") for row in items}, faults)
    menu, seen = Menu(), dict[str, int]()
    for row in items:
        code = str(row.said.get("code", ""))
        if code in seen:
            faults.append(Fault(row.cell(ITEMS, "code"), "code", "twice", code))
        seen[code] = row.number
        said = row.said | ({"options": of_item[code]} if code in of_item else {})
        entry = _entry(ItemEntry, said, row, ITEMS, faults)
        if entry is not None:
            menu.items.append(entry)
            menu.rows.append(row.number)
    if not items and not faults:
        faults.append(Fault(ITEMS, "", "empty"))
    if faults:
        raise SheetRefused(*faults)
    return menu


def _opened(raw: bytes) -> Any:
    """Raises SheetRefused for what is no workbook, or unpacks to too much."""
    if len(raw) > LARGEST:
        raise SheetRefused(Fault(ITEMS, "", "too-big"))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST * UNPACKED:
                raise SheetRefused(Fault(ITEMS, "", "too-big"))
        return load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    except SheetRefused:
        raise
    except Exception as problem:
        raise SheetRefused(Fault(ITEMS, "", "no-workbook")) from problem


def _rows(sheet: Any, columns: Columns, faults: list[Fault]) -> list[_Row]:
    found, letters = list[_Row](), dict[str, str]()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS + 1:
            faults.append(Fault(f"{sheet.title}!A{number}", "", "too-many", str(MOST_ROWS)))
            break
        if number == 1:
            letters = _headings(sheet.title, cells, columns, faults)
            if missing := [
                one for one in ("item", "code") if one in columns and one not in letters
            ]:
                faults.append(Fault(f"{sheet.title}!1", missing[0], "no-column", missing[0]))
                break
            continue
        at = {letter: cells[index] for index, letter in _lettered(cells)}
        said = {name: at.get(letter) for name, letter in letters.items()}
        told = {k: _read(k, v) for k, v in said.items() if v is not None and str(v).strip() != ""}
        if told:
            found.append(_Row(number, told, letters))
    return found


def _lettered(cells: Sequence[Any]) -> Iterator[tuple[int, str]]:
    return ((index, get_column_letter(index + 1)) for index in range(len(cells)))


def _headings(
    sheet: str,
    cells: Sequence[Any],
    columns: Columns,
    faults: list[Fault],
) -> dict[str, str]:
    """Letters of columns, by field. A heading is the field's name, alone or in brackets, or one of
    its words."""
    known = {
        word.casefold(): name for name, (zh, en, _) in columns.items() for word in (name, zh, en)
    }
    letters = dict[str, str]()
    for index, letter in _lettered(cells):
        heading = str(cells[index] or "").strip()
        inner = heading.rpartition("(")[2].rstrip(")").strip()
        name = known.get(inner.casefold()) or known.get(heading.casefold())
        if name is not None:
            letters[name] = letter
        elif heading:
            faults.append(Fault(f"{sheet}!{letter}1", "", "unknown-column", heading))
    return letters


def _read(name: str, value: Any) -> Any:
    """A cell as a park's file says it."""
    if name == "active":
        word = str(value).strip().casefold()
        said = word.split()[-1]  # Of "是 yes".
        return True if said in YES else False if said in NO else word
    if isinstance(value, float):
        value = f"{Decimal(str(value)):f}"
        value = value.removesuffix(".0")
    text = str(value).strip()
    if name in LISTS:
        return _listed(name, text)
    if text == NONE:
        return None if name in {"stock", "diet", "spice", "calories"} else ""
    return text


def _listed(name: str, text: str) -> list[str] | None:
    """A dash is an empty list; of allergens, that nobody has said, and 无 or none that there are
    none."""
    if name == "allergens" and text == NONE:
        return None
    if text == NONE or (name == "allergens" and text.casefold() in {"无", "none"}):
        return []
    parts = [part.strip() for part in text.translate(SEPARATORS).split(",") if part.strip()]
    return [_code(LABELS[name], part) for part in parts] if name in LABELS else parts


def _code(kind: str, part: str) -> str:
    """Of "午餐 lunch", of either word, or of a label in one of the languages."""
    last = part.rsplit(maxsplit=1)[-1].strip("()（）")
    for code in CODES[kind]:
        if (
            part in {code, *(word_of(language, kind, code) for language in LANGUAGES)}
            or last == code
        ):
            return code
    return part


def _options(
    rows: Sequence[_Row], items: set[Any], faults: list[Fault]
) -> dict[str, list[OptionEntry]]:
    found = dict[str, list[OptionEntry]]()
    seen = set[tuple[str, str]]()
    for row in rows:
        item = str(row.said.pop("item", ""))
        if item not in items:
            faults.append(Fault(row.cell(OPTIONS, "item"), "item", "unknown-item", item))
            continue
        code = str(row.said.get("code", ""))
        if (item, code) in seen:
            faults.append(Fault(row.cell(OPTIONS, "code"), "code", "twice", code))
        seen.add((item, code))
        entry = _entry(OptionEntry, row.said, row, OPTIONS, faults)
        if entry is not None:
            found.setdefault(item, []).append(entry)
    return found


def _entry[E: Entry](
    kind: type[E], said: Mapping[str, Any], row: _Row, sheet: str, faults: list[Fault]
) -> E | None:
    try:
        return kind.model_validate(said)
    except ValidationError as wrong:
        for one in wrong.errors(include_url=False):
            name = str(one["loc"][0]) if one["loc"] else ""
            stands = "" if one["type"] == "missing" else str(one["input"])[:60]
            why = "missing" if one["type"] == "missing" else "unfit"
            faults.append(Fault(row.cell(sheet, name), name, why, stands if name else one["msg"]))
        return None
