"""A park as a file: out of the database and into it."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from models.catalogue import Item, ItemOption, Outlet, ServiceWindow
from models.knowledge import KnowledgeVersion
from models.vendors import Vendor
from parkline.operating.park import reading
from parkline.operating.park.reading import FileRefused
from tests.parkline.cli.commands import Parkline, read

MENU = """\
vendors:
  - {code: blue, name_zh: 蓝湾餐饮, name_en: Blue Bay Catering}
outlets:
  - code: blue_canteen
    vendor: blue
    name_zh: 蓝湾食堂
    name_en: Blue Bay Canteen
    place_zh: A座1楼
    place_en: Building A, 1F
    fulfilments: [pickup]
    windows:
      - {meal: dinner, weekdays: [1, 2, 3], starts: "17:00", ends: "19:00", cutoff: "16:30"}
      - {meal: lunch, weekdays: [1, 2, 3], starts: "11:30", ends: "13:30", capacity: 40}
items:
  - code: fish_soup
    outlet: blue_canteen
    name_zh: 鲜鱼汤
    name_en: fish soup
    price: 22.50
    stock: 30
    meals: [lunch]
    options:
      - {code: extra_hot, group: spice, name_zh: 特别辣, name_en: extra hot}
      - {code: a_bit_hot, group: spice, name_zh: 一点辣, name_en: a bit hot}
      - {code: with_tofu, group: more, name_zh: 加豆腐, name_en: with tofu, price_delta: 3}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "menu.yaml"
    path.write_text(MENU, "utf-8")
    return path


def test_what_was_exported_changes_nothing_and_leaves_out_secrets(
    operate: Parkline, tmp_path: Path
) -> None:
    whole = tmp_path / "park.yaml"
    staff = ("staff", "add", "lin", "--name", "林晓", "--roles", "agent")
    operate(*staff, typed="correct horse battery\n" * 2)
    assert operate("export", str(whole)).exit_code == 0
    text = whole.read_text("utf-8")
    assert "code: beef_noodles" in text
    assert "login: lin" in text
    assert "argon2" not in text
    result = operate("import", str(whole))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("daybreak: 0 changed, ")
    again = tmp_path / "again.yaml"
    operate("export", str(again))
    assert again.read_text("utf-8") == text


def test_a_menu_leaves_as_a_workbook_and_comes_back_changed(
    operate: Parkline, demo_url: str, tmp_path: Path
) -> None:
    sheet = tmp_path / "menu.xlsx"
    assert operate("export", str(sheet)).exit_code == 0
    same = operate("import", str(sheet), "--dry-run")
    assert (same.exit_code, "0 to change" in same.output) == (0, True)
    book = load_workbook(sheet)
    page = book.worksheets[0]
    heads = [str(cell.value) for cell in page[1]]
    price = next(at for at, head in enumerate(heads, start=1) if head.endswith("(price)"))
    code = page.cell(2, 1).value
    page.cell(2, price).value = 99
    book.save(sheet)
    done = operate("import", str(sheet))
    assert done.exit_code == 0
    assert f"~ items {code}: price: " in done.output
    page.cell(2, price).value = "cheap"
    book.save(sheet)
    refused = operate("import", str(sheet))
    assert refused.exit_code != 0
    assert "(price)" in refused.output


def test_a_vendor_with_all_it_sells_comes_in_with_one_file(
    operate: Parkline, demo_url: str, file: Path
) -> None:
    [known] = read(demo_url, select(KnowledgeVersion.version))
    result = operate("import", str(file))
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "+ vendors blue",
        "+ outlets blue_canteen",
        "+ items fish_soup",
        "daybreak: 3 changed, 0 as they were",
    ]
    [outlet] = read(demo_url, select(Outlet).where(Outlet.code == "blue_canteen"))
    [vendor] = read(demo_url, select(Vendor).where(Vendor.code == "blue"))
    assert (outlet.vendor_id, outlet.kind, outlet.fulfilments) == (
        vendor.id,
        "catering",
        ["pickup"],
    )
    windows = read(
        demo_url,
        select(ServiceWindow)
        .where(ServiceWindow.outlet_id == outlet.id)
        .order_by(ServiceWindow.starts),
    )
    assert [(one.meal, one.capacity, one.cutoff and one.cutoff.hour) for one in windows] == [
        ("lunch", 40, None),
        ("dinner", None, 16),
    ]
    [item] = read(demo_url, select(Item).where(Item.code == "fish_soup"))
    assert (item.price, item.stock, item.unit_zh) == (2250, 30, "份")
    options = read(
        demo_url,
        select(ItemOption)
        .where(ItemOption.item_id == item.id)
        .order_by(ItemOption.group, ItemOption.id),
    )
    assert [(one.code, one.price_delta) for one in options] == [
        ("with_tofu", 300),
        ("extra_hot", 0),
        ("a_bit_hot", 0),
    ]
    [now] = read(demo_url, select(KnowledgeVersion.version))
    assert now > known


def test_a_dry_run_tells_each_change_and_makes_none(
    operate: Parkline, demo_url: str, file: Path
) -> None:
    operate("import", str(file))
    text = MENU.replace("price: 22.50", "price: 24").replace('ends: "13:30"', 'ends: "14:00"')
    file.write_text(text.replace("price_delta: 3", "price_delta: 4"), "utf-8")
    told = [
        "~ outlets blue_canteen: windows: - meal=lunch weekdays=1, 2, 3 starts=11:30 ends=13:30"
        " capacity=40",
        "~ outlets blue_canteen: windows: + meal=lunch weekdays=1, 2, 3 starts=11:30 ends=14:00"
        " capacity=40",
        "~ items fish_soup: price: 22.50 → 24",
        "~ items fish_soup: options: - name_zh=加豆腐 name_en=with tofu code=with_tofu group=more"
        " price_delta=3.00",
        "~ items fish_soup: options: + name_zh=加豆腐 name_en=with tofu code=with_tofu group=more"
        " price_delta=4",
    ]
    planned = operate("import", str(file), "--dry-run")
    assert planned.stdout.splitlines() == [*told, "daybreak: 2 to change, 1 as they were"]
    prices = select(Item.price).where(Item.code == "fish_soup")
    assert read(demo_url, prices) == [2250]
    assert operate("import", str(file)).stdout.splitlines()[:-1] == told
    assert read(demo_url, prices) == [2400]
    assert operate("import", str(file)).stdout == "daybreak: 0 changed, 3 as they were\n"


def test_what_was_sold_since_stays_sold(operate: Parkline, demo_url: str, file: Path) -> None:
    operate("import", str(file))
    file.write_text(MENU.replace("stock: 30", "stock: 99"), "utf-8")
    assert operate("import", str(file)).stdout == "daybreak: 0 changed, 3 as they were\n"
    assert read(demo_url, select(Item.stock).where(Item.code == "fish_soup")) == [30]


def test_no_allergens_and_no_word_about_them_are_two_things(
    operate: Parkline, demo_url: str, file: Path, tmp_path: Path
) -> None:
    allergens = select(Item.allergens).where(Item.code == "fish_soup")
    operate("import", str(file))
    assert read(demo_url, allergens) == [None]
    said = "    spice: 1\n    description_en: Perch and ginger\n    allergens: [milk, fish]\n"
    file.write_text(MENU + said, "utf-8")
    told = operate("import", str(file), "--dry-run").stdout.splitlines()
    assert "~ items fish_soup: allergens: none → fish, milk" in told
    operate("import", str(file))
    assert read(demo_url, allergens) == [["fish", "milk"]]
    operate("export", str(tmp_path / "park.yaml"))
    assert "allergens: [fish, milk]" in (tmp_path / "park.yaml").read_text("utf-8")
    assert operate("import", str(file)).stdout == "daybreak: 0 changed, 3 as they were\n"
    file.write_text(MENU, "utf-8")
    operate("import", str(file))
    assert read(demo_url, allergens) == [["fish", "milk"]]
    file.write_text(MENU + "    allergens: []\n", "utf-8")
    operate("import", str(file))
    assert read(demo_url, allergens) == [[]]
    file.write_text(MENU + "    allergens: null\n", "utf-8")
    told = operate("import", str(file)).stdout.splitlines()
    assert told[0] == "~ items fish_soup: allergens: empty → none"
    assert read(demo_url, allergens) == [None]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("allergens: [pollen]", "allergens"),
        ("spice: 4", "spice"),
        ("{diet: vegan, allergens: [milk]}", "vegan"),
    ],
)
def test_facts_that_cannot_be_are_refused_in_their_line(
    operate: Parkline, file: Path, said: str, field: str
) -> None:
    lines = said.strip("{}").split(", ", 1) if said.startswith("{") else [said]
    file.write_text(MENU + "".join(f"    {line}\n" for line in lines), "utf-8")
    result = operate("import", str(file))
    assert result.exit_code != 0
    assert field in result.output


def test_options_in_another_order_are_shown_in_it(
    operate: Parkline, demo_url: str, file: Path
) -> None:
    operate("import", str(file))
    lines = MENU.splitlines()
    lines[-2], lines[-3] = lines[-3], lines[-2]
    file.write_text("\n".join(lines), "utf-8")
    result = operate("import", str(file))
    assert "~ items fish_soup: options: in another order" in result.stdout
    codes = select(ItemOption.code).join(Item, Item.id == ItemOption.item_id)
    shown = codes.where(Item.code == "fish_soup").order_by(ItemOption.group, ItemOption.id)
    assert read(demo_url, shown) == ["with_tofu", "a_bit_hot", "extra_hot"]


@pytest.mark.parametrize(
    "fault",
    [
        ("vendor: blue\n", "vendor: red\n", "menu.yaml:5: outlets[1].vendor: there is no vendor"),
        ("outlet: blue_canteen", "outlet: moon", "menu.yaml:16: items[1].outlet: there is no outl"),
        ("meals: [lunch]", "meals: [breakfast]", "menu.yaml:21: items[1].meals: blue_canteen ser"),
    ],
)
def test_a_rule_that_refuses_an_entry_names_its_line_and_nothing_of_the_file_comes_in(
    operate: Parkline, demo_url: str, file: Path, fault: tuple[str, str, str]
) -> None:
    wrong, right, told = fault
    before = read(demo_url, select(func.count()).select_from(Vendor))
    file.write_text(MENU.replace(wrong, right), "utf-8")
    result = operate("import", str(file))
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"parkline: {told}")
    assert read(demo_url, select(func.count()).select_from(Vendor)) == before


def test_a_file_of_another_park_is_refused(operate: Parkline, file: Path) -> None:
    park = (
        "park: {slug: riverside, name_zh: x, name_en: x, desk_phone: '119', emergency_phone: '119'}"
    )
    file.write_text(park, "utf-8")
    result = operate("import", str(file))
    assert result.exit_code == 1
    assert result.stderr == (
        "parkline: menu.yaml:1: is of the park 'riverside', PARKLINE_PARK is 'daybreak'\n"
    )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["f: a park's file has sections: park, buildings, "]),
        ("items: [", ["f:1: "]),
        ("- x", ["f: a park's file has sections: "]),
        ("bildings: []", ["f:1: bildings: there is no such section; perhaps buildings?"]),
        ("buildings: {code: A}", ["f:1: buildings: is a list: begin each entry with a dash"]),
        ("buildings:\n  - A", ["f:2: buildings[1]: is a mapping of name_zh, name_en, "]),
        (
            "buildings:\n  - code: A\n    name_zh: A座\n    floor: 3\n    basements: two\n",
            [
                "f:2: buildings[1].name_en: is missing",
                "f:2: buildings[1].floors: is missing",
                "f:5: buildings[1].basements: input should be a valid integer",
                "f:4: buildings[1].floor: there is no such field; perhaps floors?",
            ],
        ),
        (
            "companies:\n  - {name_zh: 甲, name_en: A}\n  - {name_zh: 乙, name_en: A}\n",
            ["f:3: companies[2]: A is there already: companies[1]"],
        ),
        ("companies: []\ncompanies: []\n", ["f:2: 'companies' stands here twice"]),
        (
            "sla:\n  - {kind: repair, urgency: high, respond_minutes: 1, resolve_minutes: 2}",
            ["f:2: sla[1].urgency: input should be 'critical', 'urgent', 'normal' or 'low'"],
        ),
        (
            "staff:\n  - {login: li, name: 李, roles: [emperor]}",
            ["f:2: staff[1].roles: emperor: there are agent, "],
        ),
        (
            "calendar:\n  - {day: 2027-10-03, until: 2027-10-01, name_zh: x, name_en: x}",
            ["f:2: calendar[1]: a span is 1 to 31 days"],
        ),
        (
            "outlets:\n- {code: a, vendor: b, name_zh: x, name_en: x, place_zh: x, place_en: x,"
            " fulfilments: [locker], windows: [{meal: lunch, hour: 3}]}",
            [
                "f:2: outlets[1].windows[1].weekdays: is missing",
                "f:2: outlets[1].windows[1].starts: is missing",
                "f:2: outlets[1].windows[1].ends: is missing",
                "f:2: outlets[1].windows[1].hour: there is no such field; there are meal, ",
            ],
        ),
    ],
)
def test_every_fault_names_its_line_and_what_would_be_right(text: str, faults: list[str]) -> None:
    with pytest.raises(FileRefused) as refused:
        reading.parse(text, "f")
    lines = str(refused.value).splitlines()
    assert [line[: len(fault)] for line, fault in zip(lines, faults, strict=True)] == faults


def test_a_number_is_the_text_that_stands_there() -> None:
    read_ = reading.parse(
        "park: {slug: a, name_zh: a, name_en: a, desk_phone: 0110, emergency_phone: 0119}", "f"
    )
    [park] = read_.entries["park"]
    assert park.model_dump()["desk_phone"] == "0110"


@pytest.mark.parametrize("phone", ["8", "call us", "+", "123456789012345678"])
def test_what_no_telephone_dials_is_refused(phone: str) -> None:
    text = f"park: {{slug: a, name_zh: a, name_en: a, desk_phone: '{phone}', emergency_phone: 119}}"
    with pytest.raises(FileRefused, match="a phone number is 3 to 15 digits"):
        reading.parse(text, "f")


ROOMS = """\
booking_pools:
  - code: studio
    kind: room
    name_zh: 录音棚
    name_en: studio
    step_min: 60
    shortest_min: 60
    longest_min: 180
    hours:
      - {weekdays: [1, 2, 3, 4, 5], starts: "08:00", ends: "18:00"}
    allowances:
      - {scope: person, period: day, minutes: 60, beyond: refuse}
booking_things:
  - {code: studio_left, pool: studio, name_zh: 左棚, name_en: Left, building: A, floor: 2}
  - {code: studio_right, pool: studio, name_zh: 右, name_en: Right, features: [quiet]}
  - {code: both, pool: studio, name_zh: 双, name_en: Both, parts: [studio_left, studio_right]}
"""


def test_rooms_of_ones_own_come_with_a_file_and_a_second_one_says_what_differs(
    operate: Parkline, tmp_path: Path
) -> None:
    path = tmp_path / "rooms.yaml"
    path.write_text(ROOMS, "utf-8")
    result = operate("import", str(path))
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "+ booking_pools studio"
    assert operate("import", str(path)).stdout.endswith("0 changed, 4 as they were\n")
    path.write_text(ROOMS.replace("longest_min: 180", "longest_min: 240"), "utf-8")
    changed = operate("import", str(path))
    assert "~ booking_pools studio: longest_min: 180 → 240" in changed.stdout
    path.write_text(ROOMS.replace("longest_min: 180", "longest_min: 90"), "utf-8")
    refused = operate("import", str(path))
    assert refused.exit_code != 0
    assert "rooms.yaml:8: booking_pools[1].longest_min" in refused.output
