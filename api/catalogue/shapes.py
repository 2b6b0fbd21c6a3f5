"""The park, its outlets, and what they sell."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.conversations.shapes import NoticeShown
from api.frame.shapes import Asked, Id, Moment, Money, Named, Out

Kind = Literal["catering", "shopping"]
Meal = Literal["breakfast", "lunch", "dinner", "all_day"]


class SlotShown(Out):
    start: Moment
    end: Moment
    meal: Meal
    closes: Moment
    """Until when it can be ordered."""
    text: str


class Slots(Out):
    slots: list[SlotShown]


class OutletShown(Out):
    code: str
    name: str
    kind: Kind
    place: str
    fulfilments: list[str]
    open: bool
    """Whether it takes orders now, for whichever slot."""
    next_slot: SlotShown | None


class Outlets(Out):
    outlets: list[OutletShown]


class OptionShown(Out):
    code: str
    group: str
    """Options of one group exclude each other."""
    name: str
    price: Money
    """On top of the item's."""


class PictureShown(Out):
    """Of an item. Its addresses need no token, and what stands at one never changes."""

    url: str
    """JPEG, at most 1,080 pixels a side."""
    thumbnail_url: str
    """JPEG, at most 320 pixels a side."""
    width: int
    height: int


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


class BuildingShown(Out):
    code: str
    name: str
    floors: int
    basements: int


class Buildings(Out):
    buildings: list[BuildingShown]


class Hours(Out):
    weekdays: list[int]
    """ISO: 1 is Monday."""
    starts: str
    """Clock time of the park: 09:00."""
    ends: str


class SpecialDay(Out):
    day: str
    kind: Literal["holiday", "workday"]
    """workday: a weekend day that is worked."""
    name: str


class Shortcut(Named):
    """Something to do from the first page."""

    open: int | None = None
    """How many of the person's are under way."""


class AnnouncementShown(Out):
    """What the operator tells everybody in the park."""

    id: Id
    title: str
    body: str
    """Plain text with line breaks."""
    level: Literal["ordinary", "important"]
    """important: let it stand out."""
    pinned: bool
    """Stands before all others."""
    since: Moment
    until: Moment | None
    """Null: until it is taken back."""
    edited_at: Moment
    """When its words were last changed: an app may show it as unread again."""


class Announcements(Out):
    announcements: list[AnnouncementShown]


class OneAnnouncement(Asked):
    id: Id


class Home(Out):
    park: str
    desk_phone: str
    emergency_phone: str
    timezone: str
    desk_open: bool
    desk_opens_at: Moment | None
    """Null while it is open, or if it never is."""
    hours: list[Hours]
    special_days: list[SpecialDay]
    """Of the coming two weeks."""
    meal: Meal | None
    """The next that can be ordered."""
    wechat_pay: bool
    """Whether orders can be paid by WeChat Pay, in the mini-program."""
    shortcuts: list[Shortcut]
    announcements: list[AnnouncementShown]
    """To everybody in the park, those that hold now."""
    notices: list[NoticeShown]
    """To me: the newest three; all of them: `GET /notices`."""
