"""The demo's lost property: what the desk keeps, read and checked."""

from typing import Annotated

from pydantic import AfterValidator, Field

from parkline.demo.entries import Code, Entry, Label
from services.lost import kinds


def _category(code: str) -> str:
    if code not in kinds.CATEGORIES:
        raise ValueError(f"{code} is no category of lost property")
    return code


def _colour(code: str) -> str:
    if code not in kinds.COLOURS:
        raise ValueError(f"{code} is no colour")
    return code


class KeptEntry(Entry):
    """Found so many hours before the seeding."""

    category: Annotated[Code, AfterValidator(_category)]
    colour: Annotated[Code, AfterValidator(_colour)] | None = None
    description: Label
    building: str | None = None
    floor: int | None = None
    place: str | None = None
    shelf: Label
    hours_ago: Annotated[int, Field(ge=1, le=24 * 60)]


class LostData(Entry):
    items: list[KeptEntry]
