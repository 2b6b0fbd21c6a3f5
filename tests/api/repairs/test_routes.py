"""Repairs through the API."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from yarl import URL

from models.booking_shelf import BookingResource
from models.tickets import TicketChange
from services.conversations import conversations
from services.danger import hearing
from services.danger.passages import Passage
from services.kit.actors import ITSELF
from services.tickets import thread, tickets
from tests.api.driver import Api, Tenant
from tests.api.examples import REPAIR, photo_form
from tests.given.demo_park import jobs
from tests.given.factories import make_staff
from tests.given.photo_files import encoded, picture

PHOTO = encoded(picture((400, 300)))


async def done(api: Api, ticket_no: str, *actions: str) -> None:
    """What staff do."""
    async with api.demo.sessions.begin() as session:
        ticket = await tickets.find_by_number(session, api.demo.id, ticket_no)
        assert ticket is not None
        for action in actions or ("resolve",):
            await tickets.advance(
                session, api.demo.id, ticket.id, action, by=ITSELF, now=api.clock()
            )


async def uploaded(tenant: Tenant, *photos: bytes) -> list[int]:
    answer = await tenant.ask("POST", "/photos", data=photo_form(*photos))
    assert answer.status == 201, await answer.text()
    return [one["id"] for one in (await answer.json())["photos"]]


async def test_a_report_with_a_photo_is_followed_to_its_rating(api: Api) -> None:
    li = await api.tenant(language="en", phone="13800001111")
    photo = (await uploaded(li))[0]
    ticket = await li.post("/repairs", {**REPAIR, "photos": [photo]}, status=201)
    number = ticket["ticket_no"]
    assert (ticket["status"], ticket["joined"], ticket["mine"]) == ("reported", False, True)
    assert ticket["where"]["text"] == "Building A, floor 3, room 301"
    assert ticket["category_text"] == "air conditioning"
    assert ticket["can"] == ["urge", "write", "cancel", "photo"]
    async with api.http.get(api.url.join(URL(ticket["photos"][0]["url"]))) as shown:
        assert (shown.status, shown.content_type) == (200, "image/jpeg")

    assert (await li.post(f"/repairs/{number}/urge"))["counted"] is True
    assert (await li.post(f"/repairs/{number}/urge"))["counted"] is False
    await done(api, number)
    rated = await li.post(f"/repairs/{number}/rating", {"rating": 5, "comment": "quick"})
    assert (rated["status"], rated["rating"]) == ("confirmed", 5)
    assert [one["action"] for one in rated["history"]] == ["report", "resolve", "confirm"]
    again = await li.post(f"/repairs/{number}/rating", {"rating": 1}, status=409)
    assert again["code"] == "already_rated"


async def test_it_comes_back_within_a_week_and_no_later(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await done(api, number, "resolve", "close")
    assert (await li.get(f"/repairs/{number}"))["can"] == ["reopen", "rate"]
    reopened = await li.post(f"/repairs/{number}/reopen", {"reason": "还是不冷"})
    assert reopened["status"] == "reopened"
    await done(api, number, "resolve", "close")
    api.clock.moment = api.clock() + timedelta(days=8)
    li = await api.signed_in(li.person, li.conversation)
    late = await li.post(f"/repairs/{number}/reopen", {}, status=422)
    assert late["code"] == "too_late"


async def test_who_reports_the_same_follows_and_sees_no_more_than_that(api: Api) -> None:
    li, han = await api.tenant(), await api.tenant()
    first = await li.post("/repairs", {**REPAIR, "phone": "13800001111"}, status=201)
    same = await han.post("/repairs", {**REPAIR, "description": "太热了"}, status=201)
    assert (same["ticket_no"], same["joined"], same["mine"]) == (first["ticket_no"], True, False)
    assert (same["description"], same["photos"], same["can"]) == (None, [], ["urge", "write"])
    refused = await han.post(f"/repairs/{first['ticket_no']}/cancel", status=422)
    assert refused["code"] == "only_reporter"


async def test_a_danger_is_not_called_off_and_it_is_said_who_closes_it(api: Api) -> None:
    li, ann = await api.tenant(), await api.tenant(language="en")
    told = (li, "fire_safety", "工作人员会到现场查看"), (ann, "elevator", "staff go and look")
    for tenant, category, said in told:
        danger = {**REPAIR, "category": category, "urgency": "critical"}
        number = (await tenant.post("/repairs", danger, status=201))["ticket_no"]
        assert "cancel" not in (await tenant.get(f"/repairs/{number}"))["can"]
        refused = await tenant.post(f"/repairs/{number}/cancel", status=422)
        assert refused["code"] == "danger_stays"
        assert said in refused["detail"]
        assert (await tenant.get(f"/repairs/{number}"))["status"] == "reported"


async def test_photos_and_words_of_who_reports_the_same_are_not_the_reporters(api: Api) -> None:
    li, han = await api.tenant(), await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    theirs = await uploaded(han, PHOTO, PHOTO, PHOTO, PHOTO, PHOTO, PHOTO)
    said = {**REPAIR, "description": "隔壁的秘密", "urgency": "urgent", "photos": theirs}
    joined = await han.post("/repairs", said, status=201)
    assert [one["id"] for one in joined["photos"]] == theirs
    assert (joined["ticket_no"], joined["urgency"]) == (number, "normal")

    shown = await li.ask("GET", f"/repairs/{number}")
    assert "秘密" not in await shown.text()
    assert ((await shown.json())["photos"], (await shown.json())["urgency"]) == ([], "normal")
    own = await li.ask("POST", f"/repairs/{number}/photos", data=photo_form(*[PHOTO] * 6))
    assert own.status == 201
    assert len((await own.json())["photos"]) == 6


async def test_what_staff_note_is_not_shown(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    async with api.demo.sessions.begin() as session:
        ticket = await tickets.find_by_number(session, api.demo.id, number)
        assert ticket is not None
        await tickets.note(
            session, api.demo.id, ticket.id, "难缠的客户", by=ITSELF, now=api.clock()
        )
    answer = await li.ask("GET", f"/repairs/{number}")
    assert "难缠" not in await answer.text()


async def test_a_place_that_nobody_finds_is_asked_for(api: Api) -> None:
    li = await api.tenant()
    for place in ({}, {"floor": 3}, {"place": "角落"}):
        refused = await li.post("/repairs", {**REPAIR, "location": place}, status=422)
        assert refused["code"] == "place_needed"
    await li.post("/repairs", {**REPAIR, "location": {"place": "大堂"}}, status=201)
    wrong = await li.post("/repairs", {**REPAIR, "location": {"building": "Z"}}, status=400)
    assert wrong["code"] == "building_unknown"


async def test_danger_queues_the_conversation_for_staff(api: Api) -> None:
    li = await api.tenant()
    await li.post("/repairs", {**REPAIR, "urgency": "critical"}, status=201)
    assert (await li.get("/conversation"))["owner"] == "queued"


async def test_a_photo_is_its_owners_to_give(api: Api) -> None:
    li, han = await api.tenant(), await api.tenant()
    theirs = (await uploaded(han))[0]
    refused = await li.post("/repairs", {**REPAIR, "photos": [theirs]}, status=404)
    assert refused["code"] == "not_found"
    assert (await li.get("/repairs"))["items"] == []


async def test_more_photos_are_added_and_have_an_end(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    statuses: list[Any] = []
    for _ in range(7):
        answer = await li.ask("POST", f"/repairs/{number}/photos", data=photo_form())
        statuses.append(answer.status)
    assert statuses == [201] * 6 + [422]
    assert len((await li.get(f"/repairs/{number}"))["photos"]) == 6


async def test_mine_come_by_pages_open_ones_or_not(api: Api) -> None:
    li = await api.tenant()
    numbers = []
    for room in ("301", "302", "303"):
        place = {"building": "A", "floor": 3, "room": room}
        got = await li.post("/repairs", {**REPAIR, "location": place}, status=201)
        numbers.append(got["ticket_no"])
    await done(api, numbers[0])
    first = await li.get("/repairs?limit=2")
    rest = await li.get(f"/repairs?limit=2&cursor={first['next']}")
    assert [one["ticket_no"] for one in first["items"] + rest["items"]] == numbers[::-1]
    opened = (await li.get("/repairs?open=true"))["items"]
    assert [one["ticket_no"] for one in opened] == numbers[:0:-1]


async def test_a_guest_reports_six_things_an_hour_and_is_told_how_long_to_wait(api: Api) -> None:
    guest = await api.tenant(language="en")
    place = {"building": "A", "floor": 3}
    for room in range(301, 307):
        where = {"location": {**place, "room": str(room)}}
        await guest.post("/repairs", {**REPAIR, **where}, status=201)
    one_more = {**REPAIR, "location": {**place, "room": "390"}}
    answer = await guest.ask("POST", "/repairs", json=one_more)
    told = await answer.json()
    assert (answer.status, told["code"]) == (429, "guest_limit")
    assert answer.headers["Retry-After"] == str(told["details"]["retry_after"])
    assert told["detail"].startswith("That is as much as somebody who has not said who they are")
    danger = {**one_more, "urgency": "critical", "category": "fire_safety"}
    for _ in range(12):
        shown = await guest.post("/repairs", danger, status=201)
    assert shown["urgency"] == "critical"
    found = await guest.get("/repairs")
    assert len(found["items"]) == 7


async def heard_later(api: Api) -> list[Any]:
    """What the bot is asked of once the request is over: (words, conversation)."""
    async with api.demo.sessions() as session:
        return [
            (
                (await session.get_one(TicketChange, (api.demo.id, job.args["source_id"]))).text,
                job.args["conversation_id"],
            )
            for job in await jobs(session, hearing.QUEUE)
        ]


async def test_every_word_that_reaches_a_ticket_is_heard_by_the_bot_afterwards(api: Api) -> None:
    li, han = await api.tenant(), await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await han.post("/repairs", {**REPAIR, "description": "闻着有焦味"}, status=201)
    await li.post(f"/repairs/{number}/urge")
    await done(api, number)
    api.later(minutes=1)
    await li.post(f"/repairs/{number}/reopen", {"reason": "又冒火花了"})
    await done(api, number)
    api.later(minutes=1)
    await li.post(f"/repairs/{number}/rating", {"rating": 1, "comment": "地上都是水，插座泡着"})
    assert await heard_later(api) == [
        (REPAIR["description"], li.conversation.id),
        ("闻着有焦味", han.conversation.id),
        ("又冒火花了", li.conversation.id),
        ("地上都是水，插座泡着", li.conversation.id),
    ]


async def test_what_has_no_words_and_what_is_refused_is_not_heard(api: Api) -> None:
    li = await api.tenant()
    nowhere = {"building": None, "floor": None, "room": None, "place": None}
    await li.post("/repairs", {**REPAIR, "location": nowhere}, status=422)
    assert await heard_later(api) == []
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await done(api, number)
    api.later(minutes=1)
    await li.post(f"/repairs/{number}/rating", {"rating": 5})
    assert len(await heard_later(api)) == 1


async def test_a_request_that_is_sent_twice_is_heard_once(api: Api) -> None:
    li = await api.tenant()
    for _ in range(2):
        answer = await li.ask(
            "POST", "/repairs", json=REPAIR, headers={"Idempotency-Key": "one-report"}
        )
        assert answer.status == 201
    assert len(await heard_later(api)) == 1


async def hears(api: Api, tenant: Tenant, number: str, zone: str, kind: str) -> None:
    """What the worker does once the bot has answered."""
    async with api.demo.sessions.begin() as session:
        *_, job = await jobs(session, hearing.QUEUE)
        parsed = {"danger": {"zone": zone, "kind": kind, "p": 0.6}}
        await hearing.take_in(session, Passage(**job.args), parsed, now=api.clock())


async def test_the_ticket_asks_whether_it_is_happening_and_a_yes_calls_staff(api: Api) -> None:
    li = await api.tenant(language="en")
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    assert (await li.get(f"/repairs/{number}"))["danger"] is None
    await hears(api, li, number, "ask", "smoke")
    asked = (await li.get(f"/repairs/{number}"))["danger"]
    assert asked == {
        "text": "Is there smoke right now?",
        "phones": ["119", "8110"],
        "asked_until": "2026-12-02T09:31:00+08:00",
        "yes": "Yes, send somebody",
        "no": "I was only asking",
    }
    done = await li.post(f"/repairs/{number}/danger", {"happening": True})
    assert (done["urgency"], done["category"]) == ("critical", "fire_safety")
    assert "119" in done["danger"]["text"]
    assert done["danger"]["asked_until"] is None
    again = await li.post(f"/repairs/{number}/danger", {"happening": True}, status=409)
    assert again["code"] == "nothing_asked"


async def test_a_no_calls_nobody_and_the_ticket_goes_on(api: Api) -> None:
    li, han = await api.tenant(), await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await hears(api, li, number, "ask", "smoke")
    await han.post(f"/repairs/{number}/danger", {"happening": False}, status=404)
    done = await li.post(f"/repairs/{number}/danger", {"happening": False})
    assert (done["urgency"], done["danger"]) == ("normal", None)
    async with api.demo.sessions() as session:
        said = await conversations.latest(session, li.conversation)
    assert [one.author for one in said] == ["tenant", "system", "system"]


async def test_an_alarm_shows_what_to_do_at_once_with_the_ticket(api: Api) -> None:
    li = await api.tenant(language="en")
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await hears(api, li, number, "alarm", "gas")
    shown = await li.get(f"/repairs/{number}")
    assert shown["urgency"] == "critical"
    assert shown["danger"]["text"].startswith("Touch no switch")
    api.later(minutes=31)
    li = await api.signed_in(li.person, li.conversation)
    assert (await li.get(f"/repairs/{number}"))["danger"] is None


async def test_who_follows_a_ticket_answers_no_question_of_the_reporter(api: Api) -> None:
    li, han = await api.tenant(), await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await hears(api, li, number, "ask", "smoke")
    await han.post("/repairs", {**REPAIR, "description": "太热了"}, status=201)
    assert (await han.get(f"/repairs/{number}"))["danger"] is None
    refused = await han.post(f"/repairs/{number}/danger", {"happening": False}, status=409)
    assert refused["code"] == "nothing_asked"


async def test_a_thread_with_staff_is_read_and_written_with_photos(api: Api) -> None:
    li, wang = await api.tenant(language="en"), await api.tenant(language="en")
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await wang.post("/repairs", REPAIR, status=201)
    await written(api, number, "We come at three")
    (line,) = (await li.get(f"/repairs/{number}/messages"))["messages"]
    assert (line["author"], line["name"], line["text"]) == ("staff", "王强", "We come at three")
    photos = await uploaded(li, PHOTO)
    said = {"text": "It is worse than before", "photos": photos}
    thread = await li.post(f"/repairs/{number}/messages", said, status=201)
    mine = thread["messages"][-1]
    assert (mine["author"], mine["name"], mine["text"]) == ("tenant", None, said["text"])
    assert [one["id"] for one in mine["photos"]] == photos
    assert (await wang.get(f"/repairs/{number}/messages"))["messages"] == []
    stranger = await api.tenant()
    await stranger.get(f"/repairs/{number}/messages", status=404)
    await stranger.post(f"/repairs/{number}/messages", {"text": "在吗"}, status=404)


async def test_a_message_says_something_and_not_once_it_is_over(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    await li.post(f"/repairs/{number}/messages", {"text": " "}, status=400)
    await done(api, number, "cancel")
    refused = await li.post(f"/repairs/{number}/messages", {"text": "还在滴水"}, status=409)
    assert refused["code"] == "thread_over"


async def test_danger_in_a_message_is_heard_and_what_staff_write_is_not(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    api.clock.moment += timedelta(minutes=1)
    await written(api, number, "小心冒烟")
    await li.post(f"/repairs/{number}/messages", {"text": "插座在冒烟"}, status=201)
    async with api.demo.sessions() as session:
        *_, job = await jobs(session, hearing.QUEUE)
        change = await session.get_one(TicketChange, (api.demo.id, job.args["source_id"]))
    assert change.text == "插座在冒烟"


async def written(api: Api, ticket_no: str, text: str) -> None:
    """By an engineer, to who reported it."""
    async with api.demo.sessions.begin() as session:
        ticket = await tickets.find_by_number(session, api.demo.id, ticket_no)
        assert ticket is not None
        assert ticket.person_id is not None
        engineer = await make_staff(session, api.demo.id, name="王强", roles=["engineer"])
        await thread.write(session, ticket, engineer, ticket.person_id, text, now=api.clock())


async def test_what_would_be_promised_is_what_the_ticket_says(api: Api) -> None:
    api.later(days=2, hours=12)  # Friday night.
    li = await api.tenant(language="en")
    promised = {one["urgency"]: one for one in (await li.get("/repairs/promises"))["promises"]}
    assert promised["critical"]["text"] == "Someone will respond within 5 minutes."
    assert promised["urgent"]["text"].startswith("We're outside service hours")
    ticket = await li.post("/repairs", {**REPAIR, "urgency": "urgent"}, status=201)
    assert ticket["respond_text"] == promised["urgent"]["text"]
    assert ticket["respond_by"] == promised["urgent"]["respond_by"]
    await done(api, ticket["ticket_no"])
    assert (await li.get(f"/repairs/{ticket['ticket_no']}"))["respond_text"] is None


async def test_a_room_of_another_floor_is_refused_unless_the_park_has_it_there(api: Api) -> None:
    li = await api.tenant(language="en")
    odd = {"building": "A", "floor": 1, "room": "301"}
    refused = await li.post("/repairs", {**REPAIR, "location": odd}, status=400)
    assert (refused["code"], refused["details"]) == (
        "room_elsewhere", {"room": "301", "floor": 1, "usual": 3},
    )  # fmt: skip
    assert refused["detail"].startswith("By its number, room 301 is on floor 3.")
    for there in (
        {"building": "A", "floor": 3, "room": "301"},
        {"building": "A", "floor": 1, "room": "Q301"},
        {"building": "A", "floor": 1, "room": "12"},
        {"building": "A", "floor": 1, "room": "9901"},
    ):
        await li.post("/repairs", {**REPAIR, "location": there}, status=201)
    async with api.demo.sessions.begin() as session:
        room = await session.scalar(
            select(BookingResource).where(
                BookingResource.park_id == api.demo.id, BookingResource.code == "a_301"
            )
        )
        assert room is not None
        room.floor = 1
    await li.post("/repairs", {**REPAIR, "location": odd}, status=201)
