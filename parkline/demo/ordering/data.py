"""Banks of lockers that the demo's orders can be brought to."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from parkline.demo.entries import Code, Entry, Label, Named, refuse_repeated


class LockerEntry(Named):
    code: Code
    building: Label
    place_zh: Label
    place_en: Label
    boxes: Annotated[int, Field(ge=1)]


class LockerData(Entry):
    lockers: list[LockerEntry]

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        refuse_repeated("locker", (one.code for one in self.lockers))
        refuse_repeated("building with a locker", (one.building for one in self.lockers))
        return self
