"""The demo park's YAML, read and checked."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from parkline.demo.desk_data import DeskFile
from parkline.demo.entries import Code, Entry, Label, Named, refuse_repeated
from services.errors import Invalid

FOLDER = Path(__file__).parent

Meal = Literal["breakfast", "lunch", "dinner", "all_day"]
Minor = Annotated[int, Field(ge=0)]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name} is no IANA time zone")
    return name


class ParkEntry(Named):
    slug: Code
    timezone: Annotated[str, AfterValidator(_known_zone)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    emergency_phone: Label
    desk_phone: Label
    acceptance_minutes: Annotated[int, Field(gt=0)]


class BuildingEntry(Named):
    code: Label
    aliases: list[Label]
    floors: Annotated[int, Field(gt=0)]
    basements: Annotated[int, Field(ge=0)]


class CompanyEntry(Named):
    monthly_limit: Minor | None = None
    """Of its account; without one it has none."""


class PlacesFile(Entry):
    park: ParkEntry
    buildings: list[BuildingEntry]
    companies: list[CompanyEntry]


class Holiday(Named):
    first: date = Field(alias="from")
    last: date = Field(alias="until")
    make_up_workdays: list[date] = Field(default_factory=list)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"{self.name_en} ends before it begins")
        return self

    def days(self) -> Iterator[tuple[date, Literal["holiday", "workday"]]]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset), "holiday"
        for day in self.make_up_workdays:
            yield day, "workday"


class Covers(Entry):
    first: date = Field(alias="from")
    last: date = Field(alias="until")


class CalendarFile(Entry):
    covers: Covers
    holidays: list[Holiday]

    @model_validator(mode="after")
    def _days_once(self) -> Self:
        refuse_repeated("day", (day for holiday in self.holidays for day, _ in holiday.days()))
        return self


class WindowEntry(Entry):
    meal: Meal
    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    on_holidays: bool = False
    starts: time
    ends: time
    cutoff: time | None = None
    lead_minutes: Annotated[int, Field(ge=0)] = 0
    slot_minutes: Annotated[int, Field(gt=0)] = 15
    capacity: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError(f"{self.meal} ends before it begins")
        return self


class OutletEntry(Named):
    code: Code
    kind: Literal["catering", "shopping"]
    place_zh: Label
    place_en: Label
    fulfilments: list[Literal["pickup", "delivery", "locker", "desk", "counter"]]
    windows: list[WindowEntry]

    @model_validator(mode="after")
    def _meals_once(self) -> Self:
        refuse_repeated("meal", (window.meal for window in self.windows))
        return self


class VendorEntry(Named):
    code: Code
    outlets: list[OutletEntry]


class OptionEntry(Named):
    code: Code
    group: Code
    aliases: list[Label] = Field(default_factory=list)
    price_delta: int = 0


class ItemDefaults(Entry):
    """What a category may say for all its items, and an item for itself."""

    meals: list[Meal] | None = None
    unit_zh: Label | None = None
    unit_en: str | None = None
    options: list[str] | None = None
    min_quantity: Annotated[int, Field(ge=1)] | None = None
    max_quantity: Annotated[int, Field(ge=1)] | None = None


class ItemEntry(Named, ItemDefaults):
    code: Code
    price: Minor
    aliases: list[Label] = Field(default_factory=list)
    stock: Annotated[int, Field(ge=0)] | None = None

    def called(self) -> list[str]:
        return [self.name_zh, self.name_en, *self.aliases]


class CategoryEntry(Named, ItemDefaults):
    items: list[ItemEntry]

    def told(self, item: ItemEntry, setting: str) -> Any:
        """A setting as the item says it, else as the category does, else None."""
        own = getattr(item, setting)
        return getattr(self, setting) if own is None else own


class MenuEntry(Entry):
    outlet: str
    categories: list[CategoryEntry]

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        items = [item for category in self.categories for item in category.items]
        names = (name.casefold() for item in items for name in item.called())
        refuse_repeated("name", names)
        return self


class LockerEntry(Named):
    code: Code
    building: Label
    place_zh: Label
    place_en: Label
    boxes: Annotated[int, Field(ge=1)]


class AnnouncementEntry(Entry):
    """`days`: how long it holds."""

    title_zh: Label
    title_en: Label
    body_zh: Label
    body_en: Label
    level: Literal["ordinary", "important"]
    pinned: bool
    days: Annotated[int, Field(gt=0)]


class FaqEntry(Entry):
    slug: Code
    answer_zh: Label
    answer_en: Label
    questions_zh: Annotated[list[Label], Field(min_length=1)]
    questions_en: Annotated[list[Label], Field(min_length=1)]


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
