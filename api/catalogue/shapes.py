"""Outlets, and what they sell."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.shapes import Asked, Id, Meal, Money, Out, PictureShown, SlotShown

Kind = Literal["catering", "shopping"]
Allergen = Literal[
    "gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts",
    "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
]  # fmt: skip
"""The fourteen of Regulation (EU) No 1169/2011."""


class Rating(Out):
    """The mean of all stars of the last 180 days, where there are three or more."""

    stars: Annotated[float, Field(ge=1, le=5)]
    """To one decimal."""
    count: int


class OutletShown(Out):
    code: str
    name: str
    kind: Kind
    place: str
    fulfilments: list[str]
    open: bool
    """Whether it takes orders now, for whichever slot."""
    next_slot: SlotShown | None
    rating: Rating | None
    """Of whole orders."""


class Outlets(Out):
    outlets: list[OutletShown]


class OptionShown(Out):
    code: str
    group: str
    """Options of one group exclude each other."""
    name: str
    price: Money
    """On top of the item's."""


class ItemShown(Out):
    id: Id
    code: str
    outlet: str
    """Code of the outlet."""
    kind: Kind
    name: str
    category: str
    unit: str
    price: Money
    meals: list[Meal]
    stock: int | None
    """Pieces left; null where nobody counts them."""
    min_quantity: int
    max_quantity: int
    options: list[OptionShown]
    picture: PictureShown | None
    description: str
    """Empty where there is none."""
    allergens: list[Allergen] | None
    """What it contains, without options; null where nobody has said."""
    allergen_note: str
    """What else is to be known of allergens, such as traces."""
    diet: Literal["vegan", "vegetarian", "neither"] | None
    """null where nobody has said."""
    spice: Annotated[int, Field(ge=0, le=3)] | None
    """How hot it is, without options; null where nobody has said."""
    calories: int | None
    """Kilocalories of one unit, without options; null where nobody has counted."""
    rating: Rating | None
    """Of those who had it."""
    bestseller: bool
    """One of the three of its outlet that stood in the most orders of the last 30 days."""


class Category(Out):
    name: str
    items: list[ItemShown]


class Menu(Out):
    outlet: OutletShown
    categories: list[Category]


class Menus(Out):
    meal: Meal | None
    """The one that was asked for, else the next that can be ordered."""
    menus: list[Menu]


class WhichMenu(Asked):
    meal: Meal | None = None
    """The next one that can be ordered, if left out."""
    outlet: Annotated[str, StringConstraints(max_length=60)] | None = None


class Items(Out):
    items: list[ItemShown]
    next: str | None


class WhichItems(Asked):
    kind: Kind | None = None
    outlet: Annotated[str, StringConstraints(max_length=60)] | None = None
    category: Annotated[str, StringConstraints(max_length=60)] | None = None
    """Its name, in either language."""
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None = None
    """Part of a name, an alias or a category, in either language."""
    cursor: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}\.[0-9]{1,15}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class OneItem(Asked):
    id: Id
