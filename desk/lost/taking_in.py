"""Somebody hands in a thing at the counter, or says at the counter what they have lost."""

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame import forms
from desk.frame.call import Call
from desk.frame.forms import InvalidForm, posted
from desk.frame.routing import Area
from desk.lost import words
from desk.lost.acting import BODY_LIMIT, clean, note
from models.lost import LostItem
from services.kit.errors import Invalid
from services.lost import lost, photos
from services.lost.facts import Facts
from services.park import places
from services.park.places import BuildingUnknown, FloorUnknown

area = Area("lost")

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
_FIELDS = {"category", "colour", "description", "building", "at"}


class HandedIn(BaseModel):
    """`at` is a clock time of the park, as a browser's field gives it: 2026-12-02T09:30."""

    category: Literal[
        "phone", "computer", "wallet", "card", "documents", "keys", "jewellery", "bag",
        "umbrella", "clothing", "glasses", "earphones", "charger", "bottle", "book", "other",
    ]  # fmt: skip
    colour: Short | None = None
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
    at: datetime
    building: Short | None = None
    room: Short | None = None
    place: Short | None = None
    finder: Short | None = None
    phone: Short | None = None
    shelf: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None


@area.get("/lost/new", allows="lost.work")
async def form(call: Call) -> web.Response:
    now = call.now.astimezone(ZoneInfo(call.park.timezone))
    return await _form(call, {"at": f"{now:%Y-%m-%dT%H:%M}"}, {})


@area.post("/lost/new", allows="lost.work", body_limit=BODY_LIMIT)
async def create(call: Call) -> web.Response:
    sent = await posted(call.request)
    entered = {name: str(value) for name, value in sent.items() if isinstance(value, str)}
    try:
        said = forms.parse(HandedIn, forms.plain(HandedIn, sent), call.language)
        cleaned = await clean(call, sent.getall("photo", ()))
        item = await _take_in(call, said)
    except InvalidForm as wrong:
        return await _form(call, entered, wrong.fields, status=422)
    except (BuildingUnknown, FloorUnknown):
        return await _form(
            call, entered, {"building": call.text("shell-invalid-choice")}, status=422
        )
    except Invalid as wrong:
        field = str(wrong.details.get("field"))
        told = call.text("lost-invalid-at" if field == "period" else "shell-invalid-other")
        where = field if field in _FIELDS else "at"
        return await _form(call, entered, {where: told}, status=422)
    for one in cleaned:
        await photos.add(call.session, item, call.staff, one, now=call.now)
    note(call, "add", item)
    call.toast("lost-taken-in", number=item.item_no)
    return call.redirect(f"/lost/{item.id}")


async def _take_in(call: Call, said: HandedIn) -> LostItem:
    """Raises Invalid, BuildingUnknown."""
    place = {"building": said.building, "room": said.room, "place": said.place}
    await places.check(call.session, call.park.id, building=said.building, floor=None)
    at = said.at.replace(tzinfo=ZoneInfo(call.park.timezone))
    return await lost.take_in(
        call.session,
        call.park.id,
        Facts(
            kind="found",
            category=said.category,
            colour=said.colour,
            description=said.description,
            from_at=at,
            until_at=at,
            phone=said.phone,
            place=place,
        ),
        staff_id=call.staff.id,
        shelf=said.shelf,
        finder=said.finder,
        now=call.now,
    )


async def _form(
    call: Call, entered: dict[str, Any], errors: dict[str, str], *, status: int = 200
) -> web.Response:
    name = "lost/_new.html" if call.is_htmx else "lost/new.html"
    return call.render(name, status=status, entered=entered, errors=errors, **await words.of(call))
