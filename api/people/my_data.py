"""My data: all of it, and forgetting it."""

from functools import partial

from api.frame import archives
from api.frame.call import Call
from api.frame.routing import Area, Download
from api.people.shapes import Erase, MyData
from services.privacy import erasure, export
from services.privacy.erasure import UnderWay
from services.privacy.holdings import holdings

area = Area("my data")


@area.get("/me/data")
async def export_my_data(call: Call) -> MyData:
    """Everything that is held of me."""
    with archives.one_at_a_time(call):
        sections = await export.export(call.session, call.me)
        return MyData(made_at=call.local(call.now), sections=sections)


@area.get("/me/data.zip", media="application/zip")
async def export_my_data_with_photos(call: Call) -> Download:
    """The same as `data.json` in an archive, with my photos, the newest 200 of them.

    One at a time: while it is sent, another is refused with `too_many_requests`.
    """
    held = await holdings(call.session, call.me)
    parts = archives.archive(call.deps, held, call.local(call.now))
    return Download(parts, "application/zip", "my-data.zip")


@area.post("/me/erasure", errors=[UnderWay])
async def forget_me(call: Call, body: Erase) -> None:  # noqa: ARG001 - that it was said is enough
    """Forget me: my name, number and words, photos, visitors and accounts; at once, everywhere.

    Orders stay with their sums, but nobody's. Refused while an order is on its way or a repair is
    worked on. Whoever signs in again is somebody new.
    """
    held = await erasure.erase(call.session, call.me, now=call.now)
    call.later += [partial(call.deps.show, call.park.id, talk) for talk in held.conversations]
