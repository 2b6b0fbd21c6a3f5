"""A tenant of the demo park who uses everything, for looking at the app's screens."""

from typing import Any

from sqlalchemy import select

from models.catalogue import Item
from models.conversations import Conversation
from models.lost import LostMatch
from models.ordering import Order
from models.park import Park
from models.people import Person
from models.tickets import Ticket
from parkline.demo.seed_pictures import seed_pictures
from services.booking import presence, states
from services.kit import actors
from services.lost import claims
from services.ordering import orders
from services.tickets import tickets
from tests.api.booking.examples import BOOKING, SERIES
from tests.api.driver import Api, Tenant
from tests.api.examples import REPAIR, VISIT, charged, employ, photo_form
from tests.api.lost.examples import LOST
from tests.e2e.browser import photo
from tests.given.lost import by, compare, taken_in
from tests.given.visiting import engineer, given_to, promised, window

FIND = {
    "kind": "found",
    "category": "keys",
    "description": "三把钥匙，挂着一只小熊",
    "from_at": "2026-12-01T18:00:00+08:00",
    "location": {"building": "A", "floor": 1, "place": "大堂"},
}
COURSE = ("accept", "preparing", "ready", "complete")


async def newest(api: Api) -> Tenant:
    """Whoever opened the app last, with a token."""
    async with api.demo.sessions() as session:
        conversation = await session.scalar(
            select(Conversation).order_by(Conversation.id.desc()).limit(1)
        )
        assert conversation is not None
        person = await session.get_one(Person, (api.demo.id, conversation.person_id))
    return await api.signed_in(person, conversation)


async def fill(api: Api, li: Tenant) -> dict[str, str]:
    """Orders, repairs, visits and approvals in many states; the numbers of some."""
    async with api.demo.sessions.begin() as session:
        park = await session.get_one(Park, api.demo.id)
        await seed_pictures(session, park, now=api.clock())
        for code, stock in (("braised_pork_rice", 3), ("mapo_tofu_rice", 0)):
            item = await session.get_one(Item, (api.demo.id, api.demo.items[code]))
            item.stock = stock
    await li.patch("/me", {"name": "李晓明", "phone": "13800001111"})
    colleague = await api.tenant(name="韩梅梅")
    await employ(li, colleague, limit=3_000)
    placed = [
        await li.order(code, 2) for code in ("beef_noodles", "latte", "kung_pao_chicken_rice")
    ]
    for steps, order in zip((2, 4, 0), placed, strict=True):
        for action in COURSE[:steps]:
            await advance(api, order["order_no"], action)
    await li.post(f"/orders/{placed[2]['order_no']}/cancel")
    asked = {"cart": await charged(colleague), "ask_manager": True}
    await colleague.post("/orders", asked, headers={"Idempotency-Key": "ask"}, status=201)
    repairs = await _repairs(api, li)
    visits = [
        await li.post("/visits", visit, status=201)
        for visit in (
            VISIT | {"names": ["王强", "李娜"]},
            VISIT | {"names": ["Alexandra Papadopoulos-Winterbottom"]},
        )
    ]
    await li.post(f"/visits/{visits[1]['visit_no']}/cancel")
    await li.cart("americano", 2)
    await li.cart("braised_pork_rice")
    lost = [await _lost(api, li, one) for one in ("suggested", "agreed")]
    find = await li.post("/lost", FIND, status=201)
    return {
        **await _rooms(api, li),
        "lost": lost[0],
        "mine": lost[1],
        "find": find["item_no"],
        "order": placed[0]["order_no"],
        "eaten": placed[1]["order_no"],
        "repair": repairs[0],
        "resolved": repairs[1],
        "visit": visits[0]["visit_no"],
    }


async def _rooms(api: Api, li: Tenant) -> dict[str, str]:
    """Bookings in many states: soon, asked for, missed, given up, waited for, recurring."""
    other = await api.tenant(name="陈静")
    for day in ("2026-12-03", "2026-12-14"):
        for room, first, last in (("a_301", 10, 12), ("a_302", 13, 15), ("b_201", 10, 18)):
            await other.post("/bookings", _use(room, day, first, last), status=201)
    today = await li.post(
        "/bookings", {**BOOKING, **_use("a_301", "2026-12-02", 10, 11)}, status=201
    )
    for what in (_use("hall_west", "2026-12-08", 9, 18), _use("court_1", "2026-12-05", 19, 21)):
        await li.post("/bookings", what, status=201)
    given_up = await li.post("/bookings", _use("c_501", "2026-12-04", 9, 10), status=201)
    await li.post(f"/bookings/{given_up['booking_no']}/cancel", {})
    missed = await li.post("/bookings", _use("c_501", "2026-12-03", 9, 10), status=201)
    async with api.demo.sessions.begin() as session:
        row = await states.find_by_number(session, api.demo.id, missed["booking_no"])
        assert row is not None
        await presence.miss(session, row, now=api.clock())
    wait = _use("b_201", "2026-12-03", 14, 15)
    await li.post("/booking-waits", wait, status=201)
    await li.post("/booking-waits", {**wait, "any_of_its_kind": True}, status=201)
    series = await li.post("/booking-series", SERIES, status=201)
    await li.post("/booking-feeds", {"scope": "person"}, status=201)
    return {"booking": today["booking_no"], "series": str(series["id"])}


def _use(room: str, day: str, first: int, last: int) -> dict[str, str]:
    """Between two hours of a day."""
    begins, ends = (f"{day}T{hour:02}:00:00+08:00" for hour in (first, last))
    return {"resource": room, "from_at": begins, "until_at": ends}


async def _lost(api: Api, li: Tenant, state: str) -> str:
    """The number of something lost that may have been found (suggested) or is theirs (agreed)."""
    category = {"suggested": "wallet", "agreed": "umbrella"}[state]
    what = {} if state == "suggested" else {"description": "棕色长柄伞，木头手柄"}
    asked = {**LOST, "category": category, **what}
    number: str = (await li.post("/lost", asked, status=201))["item_no"]
    found = await taken_in(api.demo, category=category, colour="brown")
    async with api.demo.sessions.begin() as session:
        await compare(session, found)
    async with api.demo.sessions.begin() as session:
        match = await session.scalar(
            select(LostMatch).where(LostMatch.found_id == found.id).limit(1)
        )
        assert match is not None
        if state == "agreed":
            await claims.agree(session, by(api.demo), match.id)
    return number


async def _repairs(api: Api, li: Tenant) -> list[str]:
    photos = await li.ask(
        "POST",
        "/photos",
        data=photo_form(photo("steelblue")["buffer"], photo("darkslategrey")["buffer"]),
    )
    ids = [one["id"] for one in (await photos.json())["photos"]]
    reports: tuple[dict[str, Any], ...] = (
        {"photos": ids},
        {"category": "plumbing", "description": "茶水间水管一直滴水，地上湿滑，走路要小心"},
        {"category": "network", "urgency": "urgent", "description": "No network on this floor"},
    )
    made = [await li.post("/repairs", {**REPAIR, **one}, status=201) for one in reports]
    number = made[1]["ticket_no"]
    async with api.demo.sessions.begin() as session:
        ticket = await session.scalar(select(Ticket).where(Ticket.ticket_no == number))
        assert ticket is not None
        member = await engineer(session, api.demo.id)
        done = await given_to(session, ticket, member)
        for action in ("accept", "start", "resolve"):
            by = actors.staff(member)
            await tickets.advance(session, api.demo.id, done.id, action, by=by, now=api.clock())
        coming = await session.scalar(
            select(Ticket).where(Ticket.ticket_no == made[0]["ticket_no"])
        )
        assert coming is not None
        await promised(session, coming, member, window(3, 9, 11), now=api.clock())
    return [one["ticket_no"] for one in made]


async def advance(api: Api, order_no: str, action: str) -> None:
    async with api.demo.sessions.begin() as session:
        order = await session.scalar(select(Order).where(Order.order_no == order_no))
        assert order is not None
        await orders.advance(session, api.demo.id, order.id, action, now=api.clock())
