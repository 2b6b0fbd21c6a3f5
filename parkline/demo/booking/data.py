"""The demo's rooms, courts and halls: read and checked."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from parkline.demo.entries import Code, Entry, Label, Minor, Named
from services.booking.features import FEATURES


def _feature(code: str) -> str:
    if code not in FEATURES:
        raise ValueError(f"{code} is no feature")
    return code


class HoursEntry(Entry):
    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    on_holidays: bool = False
    starts: time
    ends: time


class AllowanceEntry(Entry):
    scope: Literal["company", "person"]
    period: Literal["day", "week", "month"]
    minutes: int
    beyond: Literal["refuse", "charge", "ask"]


class ThingEntry(Named):
    code: Code
    aliases: list[Label] = Field(default_factory=list)
    building: str | None = None
    floor: int | None = None
    room: str | None = None
    capacity: int | None = None
    features: list[Annotated[Code, AfterValidator(_feature)]] = Field(default_factory=list)
    parts: list[Code] = Field(default_factory=list)
    """Codes of the things that make it up; they stand before it."""


class PriceEntry(Entry):
    """Of an hour beyond the free ones, and which facility is paid."""

    outlet: Code
    hour: Minor


class FacilityEntry(Named):
    """The property as a vendor, with one outlet of the same code that sells hours."""

    code: Code
    place_zh: Label
    place_en: Label


class PoolEntry(Named):
    code: Code
    kind: Literal["room", "court", "hall", "equipment"]
    aliases: list[Label] = Field(default_factory=list)
    rules: dict[str, int | bool | str] = Field(default_factory=dict)
    hours: list[HoursEntry]
    allowances: list[AllowanceEntry] = Field(default_factory=list)
    price: PriceEntry | None = None
    things: list[ThingEntry]


class BookingData(Entry):
    facilities: list[FacilityEntry]
    pools: list[PoolEntry]
