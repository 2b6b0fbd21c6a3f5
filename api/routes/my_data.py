"""My data: all of it, and forgetting it."""

import asyncio
import json
import zipfile
from functools import partial
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import undefer

from api.call import Call
from api.routing import Area, Raw
from api.shapes.my_data import Erase, MyData
from models import Photo
from services import person_erasure, person_export
from services.holdings import holdings
from services.person_erasure import UnderWay

area = Area("my data")

PHOTOS_AT_ONCE = 200
"""In one archive, the newest; some 300 KB each."""


@area.get("/me/data")
async def export_my_data(call: Call) -> MyData:
    """Everything that is held of me."""
    sections = await person_export.export(call.session, call.me)
    return MyData(made_at=call.local(call.now), sections=sections)


@area.get("/me/data.zip", media="application/zip")
async def export_my_data_with_photos(call: Call) -> Raw:
    """The same as `data.json` in an archive, with my photos, the newest 200 of them."""
    told = await export_my_data(call)
    held = await holdings(call.session, call.me)
    photos = await call.session.scalars(
        select(Photo)
        .where(Photo.park_id == call.park.id, Photo.conversation_id.in_(held.conversations))
        .order_by(Photo.id.desc())
        .limit(PHOTOS_AT_ONCE)
        .options(undefer(Photo.image))
    )
    files = {f"photos/{photo.id}.jpg": photo.image for photo in photos}
    document = json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1)
    files["data.json"] = document.encode()
    return Raw(await asyncio.to_thread(_zipped, files), "application/zip", "my-data.zip")


@area.post("/me/erasure", errors=[UnderWay])
async def forget_me(call: Call, body: Erase) -> None:  # noqa: ARG001 - that it was said is enough
    """Forget me: my name, number and words, photos, visitors and accounts; at once, everywhere.

    Orders stay with their sums, but nobody's. Refused while an order is on its way or a repair is
    worked on. Whoever signs in again is somebody new.
    """
    held = await person_erasure.erase(call.session, call.me, now=call.now)
    call.later += [partial(call.deps.show, call.park.id, talk) for talk in held.conversations]


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
