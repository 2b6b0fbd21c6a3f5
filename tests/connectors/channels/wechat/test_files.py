"""Documents of staff, which WeChat takes none of, so that an address for a day is sent, and their
voice messages, which it plays."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from connectors.channels.file_links import GOOD_FOR, FileLinks, routes
from services.handoffs import files
from tests.connectors.channels.wechat.driver import Line
from tests.contract.installation import Installation
from tests.given.chat_files import PDF, WEBM, of_staff, recorded

KEY, OLD_KEY = b"k" * 32, b"o" * 32
NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)


def linked(line: Line) -> None:
    sender = line.channel._sender
    line.channel._sender = replace(sender, links=FileLinks("https://park.test", [KEY], lambda: NOW))


@pytest.mark.parametrize(
    ("body", "seconds", "said"),
    [
        (PDF, None, "文件：合同 2026.pdf（1 KB）"),
        (WEBM, 7.4, "语音消息（8 秒），点开收听"),
    ],
)
async def test_a_file_is_sent_as_an_address(
    line: Line, body: bytes, seconds: float | None, said: str
) -> None:
    linked(line)
    await line.phone().say("在吗")
    openid = line.phone().contact.openid
    data = await of_staff(line.installation, line.channel.name, openid, body, seconds=seconds)
    await line.speak("li", "请看", author="staff", **data)
    assert line.phone().texts[-2] == "请看"
    head, url, until = line.phone().texts[-1].split("\n")
    assert (head, until) == (said, "24 小时内有效")
    assert re.fullmatch(r"https://park\.test/files/\d+/\d+/[\w-]{22}", url)


async def test_a_voice_message_is_sent_as_the_platform_plays_it(line: Line) -> None:
    """Without a public address, too."""
    await line.phone().say("在吗")
    openid = line.phone().contact.openid
    data = await of_staff(line.installation, line.channel.name, openid, recorded("webm"), seconds=3)
    await line.speak("li", "", author="staff", **data)
    assert (await line.said())[-1][1] == "sent"
    shown = list(line.phone().contact.bubbles)[-1]
    assert shown.kind == "voice"
    media = line.simulator.world.media[shown.data["url"].removeprefix("/mmbiz/")]
    assert (media.content_type, media.data[:6]) == ("audio/amr", b"#!AMR\n")


async def test_a_mini_programs_customer_service_has_no_voice_messages(line: Line) -> None:
    linked(line)
    line.channel._sender = replace(line.channel._sender, subscribe=True)
    await line.phone().say("在吗")
    openid = line.phone().contact.openid
    data = await of_staff(line.installation, line.channel.name, openid, recorded("webm"), seconds=3)
    await line.speak("li", "", author="staff", **data)
    assert line.phone().texts[-1].startswith("语音消息（3 秒），点开收听\nhttps://park.test/files/")


async def test_without_a_public_address_the_desk_is_told(line: Line) -> None:
    await line.phone().say("在吗")
    openid = line.phone().contact.openid
    data = await of_staff(line.installation, line.channel.name, openid)
    await line.speak("li", "", author="staff", **data)
    assert (await line.said())[-1] == ("", "undelivered", "no_address")


async def test_an_address_opens_one_file_for_a_day_by_any_accepted_key(
    installation: Installation,
) -> None:
    data = await of_staff(installation, "webchat", "visitor-1")
    file_id, park = data["files"][0]["id"], installation.door.park_id
    moment = [NOW]
    links = FileLinks("", [KEY, OLD_KEY], lambda: moment[0])
    old = FileLinks("", [OLD_KEY], lambda: NOW)
    app = web.Application()
    app.router.add_routes(routes(links, park, installation.sessions))
    async with TestClient(TestServer(app)) as client:
        address = links.to(park, file_id)
        answer = await client.get(address)
        assert (answer.status, await answer.read()) == (200, PDF)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert (await client.get(old.to(park, file_id))).status == 200
        forged = FileLinks("", [b"x" * 32], lambda: NOW).to(park, file_id)
        other = links.to(park + 1, file_id)
        _, _, id_, until, mac = address.split("/")
        later = f"/files/{id_}/{int(until) + 60}/{mac}"
        elsewhere = f"/files/{int(id_) + 1}/{until}/{mac}"
        for wrong in (forged, other, later, elsewhere):
            assert (await client.get(wrong)).status == 404
        moment[0] = NOW + GOOD_FOR
        over = await client.get(address)
        assert (over.status, "过期" in await over.text()) == (410, True)
    async with installation.sessions() as session:
        assert (await files.load_linked(session, park, file_id)).name == "合同 2026.pdf"
