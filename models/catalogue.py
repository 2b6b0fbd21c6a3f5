"""Who sells what, where and when. An operator edits these rows while everything runs."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ParkScoped, belongs_to

SERVICE = "service"
"""Kind of an outlet that sells work by quote (models.quotes) and has neither menu nor shelf."""
FACILITY = "facility"
"""Kind of an outlet that sells hours of rooms and courts (models.hire), with what is booked."""
OFF_MENU = (SERVICE, FACILITY)
"""What they sell is in no menu and goes into no cart."""


class Outlet(ParkScoped):
    """A counter of a vendor with a menu of its own: a canteen, a coffee bar, a shop."""

    __tablename__ = "outlet"
    __table_args__ = (belongs_to("vendor", "vendor_id"), UniqueConstraint("park_id", "code"))

    vendor_id: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str]
    kind: Mapped[str]
    """catering, shopping, service or facility."""
    name_zh: Mapped[str]
    name_en: Mapped[str]
    place_zh: Mapped[str]
    place_en: Mapped[str]
    fulfilments: Mapped[list[str]]
    """Of pickup, delivery (catering), locker, desk, counter (shopping), on_site (service,
    facility)."""


class ServiceWindow(ParkScoped):
    """When an outlet serves a meal, and until when one may order it. Clock times of the park."""

    __tablename__ = "service_window"
    __table_args__ = (
        belongs_to("outlet", "outlet_id"),
        CheckConstraint("starts < ends", name="starts_before_ends"),
        CheckConstraint("slot_minutes > 0", name="slot_minutes_positive"),
    )

    outlet_id: Mapped[int] = mapped_column(BigInteger)
    meal: Mapped[str]
    """breakfast, lunch, dinner or all_day."""
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    """ISO weekdays, 1 is Monday. A make-up workday counts as a Monday."""
    on_holidays: Mapped[bool] = mapped_column(default=False)
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    """The last slot starts before this."""
    cutoff: Mapped[time | None] = mapped_column(Time)
    """Orders for the day's window close here; without one, `lead_minutes` before each slot."""
    lead_minutes: Mapped[int] = mapped_column(default=0)
    slot_minutes: Mapped[int] = mapped_column(default=15)
    capacity: Mapped[int | None]
    """Orders a slot can take; unlimited without one."""


class SlotLoad(Base):
    """How many orders a slot holds; the guard of its capacity."""

    __tablename__ = "slot_load"
    __table_args__ = (
        belongs_to("outlet", "outlet_id"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    outlet_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    slot_start: Mapped[datetime] = mapped_column(primary_key=True)
    taken: Mapped[int]


ALLERGENS = (
    *("gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts"),
    *("celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"),
)
"""The fourteen of Regulation (EU) No 1169/2011, Annex II, in its order. `gluten` is of cereals."""
DIETS = ("vegan", "vegetarian", "neither")
"""Who may eat it: nothing of an animal; no meat and no fish; anybody else."""
HOTTEST = 3


class Item(ParkScoped):
    """A dish or a product, with its price in minor units."""

    __tablename__ = "item"
    __table_args__ = (
        belongs_to("outlet", "outlet_id"),
        UniqueConstraint("park_id", "code"),
        CheckConstraint("price >= 0", name="price_not_negative"),
        CheckConstraint("stock is null or stock >= 0", name="stock_not_negative"),
        CheckConstraint("min_quantity >= 1 and max_quantity >= min_quantity", name="quantities"),
        CheckConstraint(
            "allergens is null or allergens <@"
            f" array[{', '.join(repr(code) for code in ALLERGENS)}]",
            name="allergens_known",
        ),
        CheckConstraint(
            f"diet is null or diet in ({', '.join(repr(code) for code in DIETS)})",
            name="diet_known",
        ),
        CheckConstraint(f"spice is null or spice between 0 and {HOTTEST}", name="spice_level"),
        CheckConstraint("calories is null or calories >= 0", name="calories_not_negative"),
    )

    outlet_id: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    category_zh: Mapped[str] = mapped_column(server_default="")
    category_en: Mapped[str] = mapped_column(server_default="")
    unit_zh: Mapped[str] = mapped_column(server_default="份")
    unit_en: Mapped[str] = mapped_column(server_default="")
    """Empty where English needs none: two beef noodles."""
    price: Mapped[int] = mapped_column(BigInteger)
    meals: Mapped[list[str]]
    stock: Mapped[int | None]
    """Pieces left; unlimited without one."""
    sold_out_at: Mapped[datetime | None]
    """Since when it cannot be bought, until item.back_in_stock says that it can. A trigger sets
    it, because stock taken with plain SQL counts too."""
    min_quantity: Mapped[int] = mapped_column(server_default="1")
    max_quantity: Mapped[int] = mapped_column(server_default="20")
    active: Mapped[bool] = mapped_column(server_default="true")
    sort: Mapped[int] = mapped_column(server_default="0")
    description_zh: Mapped[str] = mapped_column(server_default="")
    description_en: Mapped[str] = mapped_column(server_default="")
    """What it is and what is in it, in a sentence."""
    allergens: Mapped[list[str] | None]
    """Codes of ALLERGENS that it contains without options; None where nobody has said, empty where
    it contains none."""
    allergen_note_zh: Mapped[str] = mapped_column(server_default="")
    allergen_note_en: Mapped[str] = mapped_column(server_default="")
    """Anything else about allergens: traces, a shared wok, an option that changes them."""
    diet: Mapped[str | None]
    """Of DIETS; None where nobody has said."""
    spice: Mapped[int | None]
    """How hot it is without options: 0 not at all to HOTTEST; None where nobody has said."""
    calories: Mapped[int | None]
    """Kilocalories of one unit without options; None where nobody has counted."""


class ItemOption(ParkScoped):
    """A choice that an item offers. Options of one `group` exclude each other."""

    __tablename__ = "item_option"
    __table_args__ = (
        belongs_to("item", "item_id"),
        UniqueConstraint("park_id", "item_id", "code"),
    )

    item_id: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str]
    group: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    price_delta: Mapped[int] = mapped_column(BigInteger, server_default="0")


class ItemPicture(Base):
    """The one picture of an item, cleaned as a photo is, in two sizes."""

    __tablename__ = "item_picture"
    __table_args__ = (belongs_to("item", "item_id"),)

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    digest: Mapped[str]
    """Of the image: a part of its address, so that another picture has another address."""
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class StockWatch(Base):
    """Somebody who wants to know when an item is there again; gone once they are told."""

    __tablename__ = "stock_watch"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("item", "item_id"),
        belongs_to("event", "event_id"),
        Index("ix_stock_watch_item", "park_id", "item_id"),
    )

    park_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("park.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    """The item.back_in_stock by which they are being told."""
    created_at: Mapped[datetime]


def option_snapshot(option: ItemOption) -> dict[str, Any]:
    """An option as an order line keeps it: the names and price of the time of ordering."""
    return {
        "code": option.code,
        "group": option.group,
        "name_zh": option.name_zh,
        "name_en": option.name_en,
        "price_delta": option.price_delta,
    }
