"""What the demo's vendors sell, where and when."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from models.catalogue import ALLERGENS, HOTTEST
from parkline.demo.entries import Code, Entry, Label, Minor, Named, refuse_repeated
from services.catalogue.food_facts import contradicting

Meal = Literal["breakfast", "lunch", "dinner", "all_day"]


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


def _in_order(codes: list[str]) -> list[str]:
    if unknown := set(codes) - set(ALLERGENS):
        raise ValueError(f"no allergens: {', '.join(sorted(unknown))}")
    return sorted(codes, key=ALLERGENS.index)


class FactsEntry(Entry):
    """What people ask of an item; None is what nobody has said."""

    zh: Label
    en: Label
    allergens: Annotated[list[str], AfterValidator(_in_order)] | None = None
    note_zh: str = ""
    note_en: str = ""
    diet: Literal["vegan", "vegetarian", "neither"] | None = None
    spice: Annotated[int, Field(ge=0, le=HOTTEST)] | None = None
    calories: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _diet(self) -> Self:
        if wrong := contradicting(self.diet, self.allergens or []):
            raise ValueError(f"what is {self.diet} contains no {', '.join(wrong)}")
        return self


class CatalogueData(Entry):
    """The files of vendors, of what they sell, and of what is known of it."""

    vendors: list[VendorEntry]
    options: dict[str, list[OptionEntry]]
    dishes: list[MenuEntry]
    goods: list[MenuEntry]
    facts: dict[str, FactsEntry]
    """By the items' codes."""

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
        refuse_repeated("vendor", (one.code for one in self.vendors))
        refuse_repeated("outlet", (outlet.code for _, outlet in self.outlets()))
        refuse_repeated("item", (item.code for *_, item in self.items()))
        return self

    @model_validator(mode="after")
    def _facts_of_items(self) -> Self:
        if unknown := self.facts.keys() - {item.code for *_, item in self.items()}:
            raise ValueError(f"facts of unknown items {sorted(unknown)}")
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
