"""Appeals against strikes, and pictures of rooms, through the API."""

from services.booking import alarms, appeals, pictures
from services.catalogue.pictures import clean
from tests.api.booking.examples import BOOKING
from tests.api.driver import Api
from tests.given.booking import at, by, thing
from tests.given.photo_files import encoded, picture


async def test_who_is_struck_says_why_and_reads_the_answer(api: Api) -> None:
    li = await api.tenant()
    made = await li.post("/bookings", BOOKING, status=201)
    async with api.demo.sessions.begin() as session:
        await alarms.ring(session, now=at(20, day=3))
    path = f"/bookings/{made['booking_no']}"
    shown = await li.get(path)
    assert (shown["can"], shown["strike"]["counts"]) == (["appeal"], True)
    shown = await li.post(f"{path}/appeal", {"reason": "我们到了"})
    assert shown["strike"]["appeal"] == "我们到了"
    refused = await li.post(f"{path}/appeal", {"reason": " "}, status=400)
    assert refused["code"] == "invalid"
    async with api.demo.sessions.begin() as session:
        [booking] = await appeals.waiting(session, api.demo.id)
        await appeals.refuse(session, by(api.demo), booking.id, "门禁没有记录")
    shown = await li.get(path)
    assert (shown["can"], shown["strike"]["answer"]) == ([], "门禁没有记录")
    refused = await li.post(f"{path}/appeal", {"reason": "再看看"}, status=409)
    assert refused["code"] == "booking_appeal_over"
    other = await api.tenant()
    await other.post(f"{path}/appeal", {"reason": "不是我的"}, status=404)


async def test_a_room_shows_its_picture_to_everybody(api: Api) -> None:
    li = await api.tenant()
    async with api.demo.sessions.begin() as session:
        room = await thing(session, api.demo, "a_301")
        await pictures.put(
            session, by(api.demo), room.resource, clean(encoded(picture((800, 600)))),
            alt_zh="长桌和投影幕", alt_en="A long table and a screen",
        )  # fmt: skip
    [meeting] = [one for one in (await li.get("/bookables"))["pools"] if one["code"] == "meeting"]
    shown = {one["code"]: one["picture"] for one in meeting["things"]}
    assert shown["a_302"] is None
    assert (shown["a_301"]["alt"], shown["a_301"]["width"]) == ("长桌和投影幕", 800)
    async with api.http.get(
        f"{str(api.url).rstrip('/')}{shown['a_301']['thumbnail_url']}"
    ) as answer:
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
