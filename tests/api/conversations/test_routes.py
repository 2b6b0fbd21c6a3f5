"""The conversation through the API, and what is told live."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, FormData

from models.conversations import Conversation
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.handoffs import attention, handoffs
from services.ordering import orders
from tests.api.driver import Api, Tenant, open_api
from tests.api.examples import photo_form
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.kit.waiting import PATIENCE
from tests.services.kit.test_file_checking import PDF, WEBM


@dataclass(slots=True)
class Heard:
    event: str
    id: str | None
    data: Any


@dataclass(slots=True)
class Listener:
    response: ClientResponse

    async def hear(self, event: str | None = None) -> Heard:
        """The next event, of this name if one is given."""
        async with asyncio.timeout(PATIENCE):
            while True:
                fields = await self._fields()
                heard = Heard(fields["event"], fields.get("id"), json.loads(fields["data"]))
                if event in (None, heard.event):
                    return heard

    async def _fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        while True:
            line = (await self.response.content.readuntil(b"\n")).decode().rstrip("\n")
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                return fields

    async def ends(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.response.content.read(1024):
                pass


@asynccontextmanager
async def listening(tenant: Tenant, path: str, last: str | None = None) -> AsyncIterator[Listener]:
    headers = {"Last-Event-ID": last} if last else {}
    response = await tenant.ask("GET", path, headers=headers)
    assert (response.status, response.content_type) == (200, "text/event-stream")
    yield Listener(response)
    response.close()


def words(text: str) -> dict[str, str]:
    return {"id": str(uuid4()), "text": text}


async def test_what_is_said_is_answered_live(api: Api) -> None:
    li = await api.tenant()
    async with listening(li, "/conversation/live") as live:
        said = await li.post("/conversation/messages", words("你好"), status=201)
        mine, answer = await live.hear("message"), await live.hear("message")
    assert (mine.data["text"], mine.data["id"], mine.id) == ("你好", said["id"], "1")
    assert (answer.data["text"], answer.data["author"], answer.id) == ("echo: 你好", "bot", "2")


async def test_who_comes_back_hears_what_was_missed_and_nothing_twice(api: Api) -> None:
    li = await api.tenant()
    for text in ("一", "二", "三"):
        await li.post("/conversation/messages", words(text), status=201)
    async with listening(li, "/conversation/live") as live:
        seen = [await live.hear("message") for _ in range(6)]
    async with listening(li, "/conversation/live", last=seen[3].id) as live:
        assert [(await live.hear("message")).id for _ in range(2)] == ["5", "6"]


async def test_a_repeated_message_is_stored_once(api: Api) -> None:
    li = await api.tenant()
    message = words("一份牛肉面")
    answers = [await li.post("/conversation/messages", message, status=201) for _ in range(3)]
    assert {one["seq"] for one in answers} == {1}


async def test_a_button_is_pressed_and_its_command_stays_here(api: Api) -> None:
    li = await api.tenant()
    async with api.demo.sessions.begin() as session:
        found = await session.get_one(Conversation, (api.demo.id, li.conversation.id))
        button = {"title": "菜单", "payload": "/browse_menu"}
        await conversations.speak(
            session, found, [Reply("要看菜单吗？", [button])], author="bot", now=api.clock()
        )
    shown = (await li.get("/conversation/messages"))["items"][0]
    assert shown["buttons"] == [{"index": 0, "title": "菜单"}]
    assert "browse_menu" not in json.dumps(shown)
    press = {"id": str(uuid4()), "press": {"seq": 1, "index": 0}}
    assert (await li.post("/conversation/messages", press, status=201))["text"] == "菜单"
    wrong = {"id": str(uuid4()), "press": {"seq": 1, "index": 5}}
    await li.post("/conversation/messages", wrong, status=400)


async def test_a_message_is_words_or_a_button(api: Api) -> None:
    li = await api.tenant()
    for body in ({}, {"text": "x", "press": {"seq": 1, "index": 0}}, {"text": "  \n"}):
        await li.post("/conversation/messages", {"id": str(uuid4()), **body}, status=400)
    long = await li.post("/conversation/messages", words("面" * 2001), status=400)
    [field] = long["details"]["fields"]
    assert (field["field"], field["code"], field["limits"]) == ("text", "too_long", {"most": 2000})


async def test_photos_are_said_with_words(api: Api) -> None:
    li = await api.tenant()
    said = {"id": str(uuid4()), "caption": "这里漏水" * 400}
    answers = [
        await li.ask("POST", "/conversation/photos", data=photo_form(**said)) for _ in range(2)
    ]
    first, again = [await answer.json() for answer in answers]
    assert [answer.status for answer in answers] == [201, 201]
    assert (first["text"], len(first["photos"])) == (said["caption"], 1)
    assert again["seq"] == first["seq"]
    nameless = await li.ask("POST", "/conversation/photos", data=photo_form())
    [field] = (await nameless.json())["details"]["fields"]
    assert (field["field"], field["code"]) == ("id", "missing")


async def test_the_history_comes_by_pages(api: Api) -> None:
    li = await api.tenant()
    api.turns.pause()
    for number in range(5):
        await li.post("/conversation/messages", words(str(number)), status=201)
    first = await li.get("/conversation/messages?limit=3")
    rest = await li.get(f"/conversation/messages?limit=3&cursor={first['next']}")
    assert [one["text"] for one in first["items"] + rest["items"]] == list("43210")
    assert (await li.get("/conversation"))["answering"] is True


async def test_an_order_is_followed_live(api: Api) -> None:
    li = await api.tenant(language="en")
    order = await li.order()
    path = f"/orders/{order['order_no']}/live"
    async with listening(li, path) as live:
        assert (await live.hear()).data["event"] == "order.placed"
        await advance(api, order["order_no"], "accept")
        told = await live.hear()
        assert (told.event, told.id, told.data["status"]) == ("order", "2", "accepted")
    await advance(api, order["order_no"], "preparing")
    async with listening(li, path, last="2") as live:
        told = await live.hear()
        assert (told.id, told.data["status_text"]) == ("3", "being prepared")


async def advance(api: Api, order_no: str, action: str) -> None:
    async with api.demo.sessions.begin() as session:
        order = await orders.find_by_number(session, api.demo.id, order_no)
        assert order is not None
        await orders.advance(session, api.demo.id, order.id, action, now=api.clock())


async def test_a_stream_ends_with_its_token_and_with_its_session(api: Api) -> None:
    li = await api.tenant()
    async with listening(li, "/conversation/live") as live:
        api.later(minutes=15)
        await live.ends()
    li = await api.signed_in(li.person, li.conversation)
    phone = await api.signed_in(li.person, li.conversation)
    async with listening(li, "/conversation/live") as live:
        await phone.post("/logout/everywhere", status=204)
        await live.ends()


async def test_somebody_has_so_many_streams_and_no_more(demo: DemoPark) -> None:
    from api.frame.limits import Limits
    from edge.rates import Seats

    async with open_api(demo, limits=Limits(streams=Seats(1))) as api:
        li = await api.tenant()
        async with listening(li, "/conversation/live"):
            refused = await li.ask("GET", "/conversation/live")
            assert (refused.status, refused.headers["Retry-After"]) == (429, "11")


async def test_notices_are_found_again(api: Api) -> None:
    li = await api.tenant()
    async with api.demo.sessions.begin() as session:
        found = await session.get_one(Conversation, (api.demo.id, li.conversation.id))
        reply = Reply("您的订单已接单", data={"order_no": "O-000001"})
        await conversations.speak(session, found, [reply], author="system", now=api.clock())
    await li.post("/conversation/messages", words("谢谢"), status=201)
    told = (await li.get("/notices"))["items"]
    assert (await li.get("/park"))["notices"] == told
    assert told == [
        {
            "text": "您的订单已接单",
            "data": {"order_no": "O-000001"},
            "at": "2026-12-02T09:30:00+08:00",
        }
    ]


async def test_who_has_the_chat_who_types_and_what_was_read_is_told_live(api: Api) -> None:
    li = await api.tenant()
    await li.post("/conversation/messages", words("找人工"), status=201)
    async with listening(li, "/conversation/live") as live:
        assert (await live.hear("attention")).data["owner"] == "bot"
        async with api.demo.sessions.begin() as session:
            lin = await factories.make_staff(session, api.demo.id, name="林晓")
            await handoffs.take(session, api.demo.id, li.conversation.id, lin, now=api.clock())
            found = await conversations.find(session, api.demo.id, li.conversation.id)
            await attention.read(session, found, 1)
        await api.feed.attend(api.demo.id, li.conversation.id)
        told = (await live.hear("attention")).data
        await api.feed.attend(api.demo.id, li.conversation.id, "林晓")
        while not (typing := (await live.hear("typing")).data)["name"]:
            pass
    who = {"name": "林晓", "presence": "here"}
    assert told == {"owner": "staff", "staff": who, "read_seq": 1}
    assert typing == {"on": True, "name": "林晓"}
    shown = await li.get("/conversation")
    assert (shown["staff"], shown["read_seq"]) == (who, 1)


async def test_a_document_and_a_voice_message_are_sent_and_shown(api: Api) -> None:
    li = await api.tenant()
    for body, seconds in ((PDF, None), (WEBM, "2.5")):
        form = FormData({"id": str(uuid4())} | ({"seconds": seconds} if seconds else {}))
        form.add_field("file", body, filename="lease.pdf")
        sent = await li.ask("POST", "/conversation/files", data=form)
        assert sent.status == 201
    items = (await li.get("/conversation/messages"))["items"]
    shown = [file for one in reversed(items) for file in one["files"]]
    assert [(one["kind"], one["name"], one["seconds"]) for one in shown] == [
        ("document", "lease.pdf", None),
        ("voice", "", 3),
    ]
    assert shown[0]["url"].startswith(f"/chat/files/{shown[0]['id']}/")
    assert "files" not in items[-1]["data"]
    form = FormData({"id": str(uuid4())})
    form.add_field("file", b"<html>", filename="lease.pdf")
    refused = await li.ask("POST", "/conversation/files", data=form)
    assert (refused.status, (await refused.json())["code"]) == (415, "file_type")
