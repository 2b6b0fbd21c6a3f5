"""Pictures on the platform: fetched, uploaded and sent."""

from datetime import timedelta
from typing import Any

from aiohttp import FormData

from tests.parkline.simulate.bot import SEND, Bot, official, platform

JPEG = b"\xff\xd8\xff\xe0" + b"picture"


async def test_a_picture_can_be_fetched_for_three_days() -> None:
    app, bot = official(), Bot()
    async with platform(bot, app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.picture(JPEG)
        media_id = bot.heard[0].fields["MediaId"]
        query = {"access_token": token, "media_id": media_id}
        async with made.http.get(made.url + "/cgi-bin/media/get", params=query) as file:
            assert (file.content_type, await file.read()) == ("image/jpeg", JPEG)
        async with made.http.get(bot.heard[0].fields["PicUrl"]) as file:
            assert await file.read() == JPEG
        made.simulator.world.clock.advance(timedelta(days=3))
        query["access_token"] = await made.token(app)
        assert (await made.call("/cgi-bin/media/get", **query))["errcode"] == 40007


async def test_an_uploaded_picture_can_be_sent() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("a picture?")

        async def upload(data: bytes, kind: str = "image") -> dict[str, Any]:
            form = FormData()
            form.add_field("media", data, filename="p.jpg", content_type="image/jpeg")
            query = {"access_token": token, "type": kind}
            url = made.url + "/cgi-bin/media/upload"
            async with made.http.post(url, params=query, data=form) as response:
                answer: dict[str, Any] = await response.json()
                return answer

        uploaded = await upload(JPEG)
        image = {"media_id": uploaded["media_id"]}
        body = {"touser": alice.contact.openid, "msgtype": "image", "image": image}
        sent = await made.call(SEND, body, access_token=token)
        assert sent["errcode"] == 0
        assert (await upload(b"text"))["errcode"] == 40005
        assert (await upload(JPEG, "hologram"))["errcode"] == 40004
    assert alice.contact.bubbles[-1].data == {"url": f"/mmbiz/{uploaded['media_id']}"}
