"""The demo park itself: its places, its calendar, what it announces."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from parkline.demo.entries import Code, Entry, Label, Minor, Named, refuse_repeated


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name} is no IANA time zone")
    return name


class ParkEntry(Named):
    slug: Code
    timezone: Annotated[str, AfterValidator(_known_zone)]
    language: Literal["zh", "en"] = "zh"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    emergency_phone: Label
    desk_phone: Label
    public_phone: Label
    fire_phone: Label = "119"
    ambulance_phone: Label = "120"
    police_phone: Label = "110"
    crisis_phone: Label = "12356"
    address_zh: Label
    address_en: Label
    map_url: Annotated[str, Field(pattern=r"^https://")]
    acceptance_minutes: Annotated[int, Field(gt=0)]
    anybody_hosts: bool = False
    """When the park is made; later it is the desk that decides."""


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


class AnnouncementEntry(Entry):
    """`days`: how long it holds."""

    title_zh: Label
    title_en: Label
    body_zh: Label
    body_en: Label
    level: Literal["ordinary", "important"]
    pinned: bool
    days: Annotated[int, Field(gt=0)]


class ParkData(Entry):
    """The files of the park itself."""

    park: PlacesFile
    calendar: CalendarFile
    announcements: list[AnnouncementEntry]

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        refuse_repeated("building", (one.code for one in self.park.buildings))
        refuse_repeated("company", (one.name_en for one in self.park.companies))
        return self
