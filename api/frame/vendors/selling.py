"""What vendors ask of their menu, hours and statements and are answered, as the document of the
vendor API says it.

The functions describe operations and are never called: connectors/vendors/api.py serves them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from api.frame.shapes import Asked, Out
from services.catalogue.stock_admin import MOST_PIECES
from services.catalogue.window_admin import (
    LONGEST_LEAD,
    LONGEST_SLOT,
    MOST_ORDERS,
    MOST_WINDOWS,
    SHORTEST_SLOT,
)
from services.kit.money import LARGEST

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Meal = Literal["breakfast", "lunch", "dinner", "all_day"]


class WhichItem(Asked):
    item: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    """Its id or its code."""


class WhichOutlet(Asked):
    outlet: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    """Its id or its code."""


class WhichMonth(Asked):
    month: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """2026-12, by the park's clock."""


class SoldItem(Out):
    """What you sell. Sums in minor units of the park's currency."""

    id: int
    code: str
    outlet: str
    """Its code."""
    name_zh: str
    name_en: str
    price: int
    stock: int | None
    """Pieces left; null without a limit. Orders take from it."""
    active: bool
    """Whether it is on the menu."""
    meals: list[Meal]


class SoldItems(Out):
    items: list[SoldItem]


class ItemChanges(Asked):
    """What is to change; nothing else does."""

    price: Annotated[int, Field(ge=0, le=LARGEST)] | None = None
    """Of one piece. Orders that are placed keep theirs."""
    stock: Annotated[int, Field(ge=0, le=MOST_PIECES)] | None = None
    """Pieces left; null lifts the limit, 0 is sold out."""
    stock_change: Annotated[int, Field(ge=-MOST_PIECES, le=MOST_PIECES)] | None = None
    """So many more, or fewer, than are left now; not together with `stock`."""
    active: bool | None = None


class Window(Out):
    """When an outlet serves a meal, and until when one may order it. By the park's clock, 11:30."""

    meal: Meal
    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    """ISO weekdays, 1 is Monday."""
    on_holidays: bool = False
    starts: Clock
    ends: Clock
    """The last slot begins before this."""
    cutoff: Clock | None = None
    """Orders for the day close here; null: `lead_minutes` before each slot."""
    lead_minutes: Annotated[int, Field(ge=0, le=LONGEST_LEAD)] = 0
    slot_minutes: Annotated[int, Field(ge=SHORTEST_SLOT, le=LONGEST_SLOT)] = 15
    capacity: Annotated[int, Field(ge=1, le=MOST_ORDERS)] | None = None
    """Orders that a slot takes; null without a limit."""


class Windows(Asked):
    windows: Annotated[list[Window], Field(max_length=MOST_WINDOWS)]


class SoldAt(Out):
    """An outlet of yours, and when it serves."""

    id: int
    code: str
    kind: Literal["catering", "shopping", "service", "facility"]
    name_zh: str
    name_en: str
    windows: list[Window]


class SoldAtAll(Out):
    outlets: list[SoldAt]


class StatementLine(Out):
    at: AwareDatetime
    kind: Literal["payment", "refund"]
    order_no: str
    outlet: str
    method: Literal["on_pickup", "company_account", "wechat_pay"]
    amount: int
    """Below zero for a refund."""
    cause: Literal["cancelled", "rejected", "expired", "staff"] | None
    """Why it was given back."""


class MonthlyStatement(Out):
    """What was booked in a month, in minor units of `currency`."""

    month: str
    currency: str
    through_park: int
    """What the park owes you: what was paid through it, less what it gave back."""
    on_pickup: int
    """What you took yourself."""
    lines: list[StatementLine]


async def list_items() -> SoldItems:
    """Everything that you sell, by outlet and in menu order."""
    raise NotImplementedError


async def change_item(path: WhichItem, body: ItemChanges) -> SoldItem:
    """Change a price, what is left, or whether it is on the menu: all of it, or nothing. Who orders
    sees it the next second."""
    raise NotImplementedError


async def list_outlets() -> SoldAtAll:
    """Your outlets, and when they serve."""
    raise NotImplementedError


async def set_hours(path: WhichOutlet, body: Windows) -> SoldAt:
    """Let an outlet serve in these windows and in no others. Orders that are placed keep their
    slots; the same again changes nothing."""
    raise NotImplementedError


async def show_statement(path: WhichMonth) -> MonthlyStatement:
    """What was paid for your orders in a month, and what went back. A month that is over stays as
    it is. It names orders and no people."""
    raise NotImplementedError
