"""The demo park's YAML, read and checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from parkline.demo.catalogue_data import (
    CategoryEntry,
    ItemEntry,
    MenuEntry,
    OptionEntry,
    OutletEntry,
    VendorEntry,
)
from parkline.demo.desk_data import DeskFile
from parkline.demo.entries import Entry, refuse_repeated
from parkline.demo.park_data import (
    AnnouncementEntry,
    CalendarFile,
    FaqEntry,
    LockerEntry,
    PlacesFile,
)
from services.kit.errors import Invalid

FOLDER = Path(__file__).parent


class Demo(Entry):
    """Everything that the demo park is seeded with."""

    places: PlacesFile
    calendar: CalendarFile
    vendors: list[VendorEntry]
    options: dict[str, list[OptionEntry]]
    dishes: list[MenuEntry]
    goods: list[MenuEntry]
    lockers: list[LockerEntry]
    faqs: list[FaqEntry]
    announcements: list[AnnouncementEntry]
    desk: DeskFile

    @property
    def menus(self) -> list[MenuEntry]:
        return [*self.dishes, *self.goods]

    def outlets(self) -> Iterator[tuple[VendorEntry, OutletEntry]]:
        for vendor in self.vendors:
            for outlet in vendor.outlets:
                yield vendor, outlet

    def items(self) -> Iterator[tuple[MenuEntry, CategoryEntry, ItemEntry]]:
        for menu in self.menus:
            for category in menu.categories:
                for item in category.items:
                    yield menu, category, item

    def options_of(self, category: CategoryEntry, item: ItemEntry) -> list[OptionEntry]:
        sets = category.told(item, "options") or []
        return [option for name in sets for option in self.options[name]]

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        refuse_repeated("building", (one.code for one in self.places.buildings))
        refuse_repeated("company", (one.name_en for one in self.places.companies))
        refuse_repeated("vendor", (one.code for one in self.vendors))
        refuse_repeated("outlet", (outlet.code for _, outlet in self.outlets()))
        refuse_repeated("item", (item.code for *_, item in self.items()))
        refuse_repeated("faq", (one.slug for one in self.faqs))
        refuse_repeated("locker", (one.code for one in self.lockers))
        refuse_repeated("building with a locker", (one.building for one in self.lockers))
        return self

    @model_validator(mode="after")
    def _lockers_stand_somewhere(self) -> Self:
        known = {building.code for building in self.places.buildings}
        for locker in self.lockers:
            if locker.building not in known:
                raise ValueError(f"{locker.code} is in unknown building {locker.building}")
        return self

    @model_validator(mode="after")
    def _items_can_be_ordered(self) -> Self:
        served = {outlet.code: {w.meal for w in outlet.windows} for _, outlet in self.outlets()}
        for menu, category, item in self.items():
            if menu.outlet not in served:
                raise ValueError(f"menu of unknown outlet {menu.outlet}")
            meals = set(category.told(item, "meals") or [])
            if not meals or not meals <= served[menu.outlet]:
                raise ValueError(f"{item.code}: no window at {menu.outlet} for {meals or 'it'}")
            self._check_options(category, item)
        return self

    def _check_options(self, category: CategoryEntry, item: ItemEntry) -> None:
        unknown = set(category.told(item, "options") or []) - self.options.keys()
        if unknown:
            raise ValueError(f"{item.code}: unknown option sets {sorted(unknown)}")
        options = self.options_of(category, item)
        refuse_repeated(f"option of {item.code}", (option.code for option in options))


FILES = {
    "places": "park.yaml",
    "calendar": "calendar.yaml",
    "vendors": "vendors.yaml",
    "options": "options.yaml",
    "dishes": "dishes.yaml",
    "goods": "goods.yaml",
    "lockers": "lockers.yaml",
    "faqs": "faqs.yaml",
    "announcements": "announcements.yaml",
    "desk": "desk.yaml",
}


def load_demo(folder: Path = FOLDER) -> Demo:
    """Read and check all files. Raises Invalid, naming the file, the place in it and the fault."""
    parts = {part: _read(folder / name) for part, name in FILES.items()}
    try:
        return Demo.model_validate(parts)
    except ValidationError as problem:
        raise Invalid("\n".join(_faults(problem))) from problem


def _read(path: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(path)
    except (OSError, YAMLError) as problem:
        raise Invalid(f"{path.name}: {problem}") from problem


def _faults(problem: ValidationError) -> Iterator[str]:
    for fault in problem.errors():
        part, *where = fault["loc"] or ("demo data",)
        place = ".".join(str(step) for step in where)
        yield f"{FILES.get(str(part), part)}: {place + ': ' if place else ''}{fault['msg']}"
