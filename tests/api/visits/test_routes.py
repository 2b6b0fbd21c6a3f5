"""Visitors through the API."""

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from models.people import Company, Person
from models.visits import Visit
from services.danger import hearing
from services.visits import pass_tokens, visits
from tests.api.driver import Api, Tenant
from tests.api.examples import VISIT
from tests.given.demo_park import WEDNESDAY_MORNING, jobs
from tests.given.factories import make_staff
from tests.given.hosts import closed, vouch


async def test_a_visitor_is_invited_and_gets_a_pass_that_a_gate_verifies(api: Api) -> None:
    li = await api.tenant()
    visit = await li.post("/visits", VISIT, status=201)
    assert (visit["status"], visit["names"], visit["has_pass"]) == ("approved", ["王小明"], True)
    assert visit["ends_at"] == "2026-12-02T17:00:00+08:00"
    assert visit["can"] == ["cancel", "reschedule"]
    shown = await li.get(f"/visits/{visit['visit_no']}/pass")
    claims = pass_tokens.verify(
        shown["token"],
        [api.deps.passes_key.public_key()],
        park="daybreak",
        now=WEDNESDAY_MORNING.replace(hour=15),
    )
    assert (claims.visit_no, claims.max_entries) == (visit["visit_no"], shown["entries_left"])
    assert shown["url"].endswith(shown["token"])


async def test_the_pass_is_a_picture_too(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/visits", VISIT, status=201))["visit_no"]
    png = await li.ask("GET", f"/visits/{number}/pass.png")
    assert png.content_type == "image/png"
    assert Image.open(BytesIO(await png.read())).width > 200
    svg = await li.ask("GET", f"/visits/{number}/pass.svg")
    assert (svg.content_type, b"<svg" in await svg.read()) == ("image/svg+xml", True)
    await li.get(f"/visits/{number}/pass.gif", status=404)


async def test_a_cancelled_visit_has_no_pass(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/visits", VISIT, status=201))["visit_no"]
    assert (await li.post(f"/visits/{number}/cancel"))["status"] == "cancelled"
    await li.get(f"/visits/{number}/pass", status=404)


async def company_of(api: Api) -> tuple[Tenant, Tenant]:
    """A tenant, and the approver of their company."""
    li, boss = await api.tenant(name="李雷"), await api.tenant(name="韩梅梅")
    async with api.demo.sessions.begin() as session:
        company = (await session.scalars(select(Company))).first()
        assert company is not None
        company.visits_need_approval, company.approver_id = True, boss.person.id
        for tenant in (li, boss):
            person = await session.get_one(Person, (api.demo.id, tenant.person.id))
            person.company_id = company.id
    return li, boss


async def test_an_approver_says_yes_or_no(api: Api) -> None:
    li, boss = await company_of(api)
    numbers = [(await li.post("/visits", VISIT, status=201))["visit_no"] for _ in range(2)]
    waiting = (await boss.get("/visits?role=approver&open=true"))["items"]
    assert [(one["visit_no"], one["can"], one["phone"]) for one in waiting] == [
        (number, ["approve", "deny"], None) for number in numbers[::-1]
    ]
    assert (await boss.post(f"/visits/{numbers[0]}/approve"))["status"] == "approved"
    await boss.post(f"/visits/{numbers[1]}/deny", {"reason": "当天有审计"})
    statuses = {one["visit_no"]: one["status"] for one in (await li.get("/visits"))["items"]}
    assert statuses == {numbers[0]: "approved", numbers[1]: "denied"}


async def test_a_host_does_not_approve_their_own_and_an_approver_gets_no_pass(api: Api) -> None:
    li, boss = await company_of(api)
    number = (await li.post("/visits", VISIT, status=201))["visit_no"]
    await li.post(f"/visits/{number}/approve", status=404)
    await boss.post(f"/visits/{number}/approve")
    await boss.get(f"/visits/{number}/pass", status=404)
    late = await boss.post(f"/visits/{number}/deny", {}, status=409)
    assert late["code"] == "illegal_transition"


async def test_what_makes_no_sense_is_told(api: Api) -> None:
    li = await api.tenant(language="en")
    past = await li.post("/visits", {**VISIT, "starts_at": "2026-12-01T09:00:00+08:00"}, status=400)
    [field] = past["details"]["fields"]
    assert (field["field"], field["code"], field["rule"]) == ("period", "not_fitting", "past")
    await li.post("/visits", {**VISIT, "starts_at": "2026-12-02T15:00:00"}, status=400)
    await li.post("/visits", {**VISIT, "daily_from": "09:00"}, status=400)
    await li.post("/visits", {**VISIT, "names": []}, status=400)


async def test_a_stranger_waits_for_reception_and_the_app_is_told_so(api: Api) -> None:
    await closed(api.demo)
    li = await api.tenant(name="陈总")
    visit = await li.post("/visits", VISIT, status=201)
    assert (visit["status"], visit["waits_for"], visit["has_pass"]) == ("requested", "desk", False)
    assert visit["status_text"] == "等待前台确认"
    assert visit["can"] == ["cancel", "reschedule"]
    number = visit["visit_no"]
    for path in ("pass", "pass.png", "pass.svg"):
        await li.get(f"/visits/{number}/{path}", status=404)
    for move in ("approve", "deny"):
        body = {} if move == "deny" else None
        await li.post(f"/visits/{number}/{move}", body, status=404)
    async with api.demo.sessions.begin() as session:
        row = (await session.scalars(select(Visit))).one()
        staff = await make_staff(session, api.demo.id)
        how = {"now": WEDNESDAY_MORNING, "staff_id": staff.id}
        await visits.advance(session, api.demo.id, row.id, "approve", **how)
    shown = await li.get(f"/visits/{number}")
    assert (shown["status"], shown["waits_for"], shown["has_pass"]) == ("approved", None, True)


async def test_whom_the_desk_vouches_for_gets_a_pass_at_once(api: Api) -> None:
    await closed(api.demo)
    li = await api.tenant()
    async with api.demo.sessions.begin() as session:
        await vouch(session, api.demo, await session.get_one(Person, (api.demo.id, li.person.id)))
    assert (await li.post("/visits", VISIT, status=201))["has_pass"] is True


async def test_what_waits_for_the_company_says_so(api: Api) -> None:
    li, _boss = await company_of(api)
    assert (await li.post("/visits", VISIT, status=201))["waits_for"] == "approver"


async def test_an_approver_who_left_the_company_decides_nothing(api: Api) -> None:
    li, boss = await company_of(api)
    number = (await li.post("/visits", VISIT, status=201))["visit_no"]
    async with api.demo.sessions.begin() as session:
        (await session.get_one(Person, (api.demo.id, boss.person.id))).company_id = None
    assert (await boss.get("/visits?role=approver"))["items"][0]["can"] == []
    await boss.post(f"/visits/{number}/approve", status=404)
    await boss.post(f"/visits/{number}/deny", {}, status=404)


async def test_a_stranger_can_have_five_waiting_and_is_told_so(api: Api) -> None:
    await closed(api.demo)
    li = await api.tenant()
    for _ in range(5):
        await li.post("/visits", VISIT, status=201)
    refused = await li.post("/visits", VISIT, status=422)
    assert refused["code"] == "too_many_visits"


async def test_why_somebody_comes_is_heard_by_the_bot_afterwards(api: Api) -> None:
    li = await api.tenant()
    await li.post("/visits", VISIT, status=201)
    await li.post("/visits", {**VISIT, "reason": "他说要来闹事"}, status=201)
    async with api.demo.sessions() as session:
        [job] = await jobs(session, hearing.QUEUE)
    assert (job.args["source"], job.args["conversation_id"]) == ("visit", li.conversation.id)


async def test_a_weekly_cleaner_is_a_visit_for_each_week_and_in_the_book_of_guests(
    api: Api,
) -> None:
    li = await api.tenant()
    wanted = {**VISIT, "names": ["赵阿姨"], "phone": "13800138000", "weeks": 3}
    made = (await li.post("/visits/series", wanted, status=201))["visits"]
    assert [one["starts_at"][:16] for one in made] == [
        "2026-12-02T15:00", "2026-12-09T15:00", "2026-12-16T15:00",
    ]  # fmt: skip
    assert all(one["has_pass"] for one in made)
    await li.post(f"/visits/{made[1]['visit_no']}/cancel")
    statuses = [one["status"] for one in (await li.get("/visits"))["items"]]
    assert statuses == ["approved", "cancelled", "approved"]
    await li.post("/visits", {**VISIT, "names": ["王小明", "李四"]}, status=201)
    assert (await li.get("/visits/guests"))["guests"] == [
        {
            "name": "赵阿姨",
            "phone": "13800138000",
            "plate": "粤B12345",
            "plates": ["粤B12345"],
            "company": None,
            "reason": None,
        }
    ]
    assert (await (await api.tenant()).get("/visits/guests"))["guests"] == []


async def test_several_cars_are_of_one_visit_and_stay_when_it_moves(api: Api) -> None:
    li = await api.tenant()
    wanted = {**VISIT, "plates": ["粤B12345", "浙F9X233"]}
    visit = await li.post("/visits", wanted, status=201)
    assert (visit["plate"], visit["plates"]) == ("粤B12345", ["粤B12345", "浙F9X233"])
    later = {"starts_at": "2026-12-03T10:00:00+08:00"}
    moved = await li.post(f"/visits/{visit['visit_no']}/reschedule", later)
    assert moved["plates"] == ["粤B12345", "浙F9X233"]
    many = {**VISIT, "plates": [f"沪B3000{digit}" for digit in range(10)]}
    refused = await li.post("/visits", many, status=400)
    assert refused["details"]["fields"][0]["field"] == "plate"


async def test_of_weeks_of_which_one_cannot_be_had_none_is_registered(api: Api) -> None:
    li = await api.tenant()
    far = {**VISIT, "starts_at": "2027-01-20T15:00:00+08:00", "weeks": 12}
    refused = await li.post("/visits/series", far, status=400)
    assert refused["details"]["fields"][0]["rule"] == "too_far", refused["details"]
    assert (await li.get("/visits"))["items"] == []
    await li.post("/visits/series", {**VISIT, "weeks": 13}, status=400)


async def test_a_visit_comes_at_another_time_with_a_new_pass(api: Api) -> None:
    li = await api.tenant()
    visit = await li.post("/visits", VISIT, status=201)
    old = (await li.get(f"/visits/{visit['visit_no']}/pass"))["token"]
    later = {"starts_at": "2026-12-03T10:00:00+08:00"}
    moved = await li.post(f"/visits/{visit['visit_no']}/reschedule", later)
    assert (moved["visit_no"], moved["plate"]) == (visit["visit_no"], "粤B12345")
    assert moved["ends_at"] == "2026-12-03T12:00:00+08:00"
    assert (await li.get(f"/visits/{visit['visit_no']}/pass"))["token"] != old
    await (await api.tenant()).post(f"/visits/{visit['visit_no']}/reschedule", later, status=404)
    await li.post(f"/visits/{visit['visit_no']}/cancel")
    refused = await li.post(f"/visits/{visit['visit_no']}/reschedule", later, status=409)
    assert refused["code"] == "visit_settled"


async def test_a_company_that_said_yes_is_asked_again_about_another_time(api: Api) -> None:
    li, boss = await company_of(api)
    number = (await li.post("/visits", VISIT, status=201))["visit_no"]
    await boss.post(f"/visits/{number}/approve")
    later = {"starts_at": "2026-12-03T10:00:00+08:00"}
    moved = await li.post(f"/visits/{number}/reschedule", later)
    assert (moved["status"], moved["waits_for"], moved["has_pass"]) == (
        "requested", "approver", False,
    )  # fmt: skip
