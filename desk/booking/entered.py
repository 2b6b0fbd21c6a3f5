"""What operators enter of what there is by the hour."""

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from desk.frame.changes import Lines, Version
from desk.frame.forms import Id
from services.booking import admin
from services.booking.keeping import LONGEST_NAME

_SEPARATORS = re.compile(r"[\n,，、;；]")

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)
]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
Spot = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)]


def _between(rule: str) -> object:
    least, most = admin.LIMITS[rule]
    return Field(ge=least, le=most)


class EnteredPool(BaseModel):
    kind: Literal["room", "court", "hall", "equipment"]
    name_zh: Name
    name_en: Name
    aliases: Lines = ""
    audience: Literal["anybody", "companies"] = "anybody"
    step_min: Annotated[int, _between("step_min")] = 30
    shortest_min: Annotated[int, _between("shortest_min")] = 30
    longest_min: Annotated[int, _between("longest_min")] = 240
    lead_min: Annotated[int, _between("lead_min")] = 0
    horizon_days: Annotated[int, _between("horizon_days")] = 60
    before_min: Annotated[int, _between("before_min")] = 0
    after_min: Annotated[int, _between("after_min")] = 0
    grace_min: Annotated[int, _between("grace_min")] = 0
    free_cancel_min: Annotated[int, _between("free_cancel_min")] = 0
    most_open: Annotated[int, _between("most_open")] = 10
    needs_approval: bool = False
    open_data: bool = False
    decide_hours: Annotated[int, _between("decide_hours")] = 24
    names_company: bool = False
    active: bool = False
    version: Version = ""

    def values(self) -> dict[str, object]:
        plain = self.model_dump(exclude={"version", "code"})
        return plain | {"aliases": listed(self.aliases)}


class NewPool(EnteredPool):
    code: Code


class EnteredThing(BaseModel):
    name_zh: Name
    name_en: Name
    aliases: Lines = ""
    building: Spot | None = None
    floor: Annotated[int, Field(ge=-20, le=200)] | None = None
    room: Spot | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    features: list[str] = Field(default_factory=list, max_length=50)
    parts: list[Code] = Field(default_factory=list, max_length=50)
    active: bool = False
    version: Version = ""

    def values(self) -> dict[str, object]:
        plain = self.model_dump(exclude={"version", "code", "parts"})
        return plain | {"aliases": listed(self.aliases)}


class NewThing(EnteredThing):
    code: Code


class EnteredHours(BaseModel):
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default_factory=list)
    on_holidays: bool = False
    starts: time
    ends: time


class EnteredAllowance(BaseModel):
    scope: Literal["company", "person"]
    period: Literal["day", "week", "month"]
    hours: Annotated[float, Field(ge=0, le=1000)]
    beyond: Literal["refuse", "charge", "ask"]


class EnteredPrice(BaseModel):
    outlet: Id
    price: Annotated[str, Field(max_length=20)]


def listed(text: str) -> list[str]:
    """Names with commas or line breaks between, each once."""
    return list(dict.fromkeys(part.strip() for part in _SEPARATORS.split(text) if part.strip()))
