"""Operators keep the standing answers; tenants are answered with them at once."""

from typing import Any

from aiohttp import ClientResponse
from sqlalchemy import select

from models.knowledge import Faq
from models.staff import AuditEntry
from services.knowledge.live import knowledge
from tests.actions.driver import Bot
from tests.desk.driver import Browser, Desk
from tests.desk.operating import hidden, refused

TAXI = {
    "questions_zh": "哪里打车\n网约车停哪里",
    "questions_en": "Where do taxis wait?",
    "answer_zh": "东门外有网约车上客点。",
    "answer_en": "Taxis wait outside the east gate.",
    "active": "true",
}


async def entry(desk: Desk, slug: str) -> Faq:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(Faq).where(Faq.slug == slug))


async def edited(browser: Browser, row: Faq, **values: str) -> ClientResponse:
    """The entry's form, sent with some fields changed."""
    path = f"/operate/faq/{row.id}"
    seen = hidden(await browser.page(path), "version")
    given = {
        "questions_en": "\n".join(row.questions),
        "answer_zh": row.answer_zh,
        "answer_en": row.answer_en,
        "active": "true",
        "version": seen,
    }
    return await browser.htmx(path, given | values)


async def answer_of_the_bot(desk: Desk, slug: str) -> str:
    bot = await Bot.new(desk.demo)
    bot.hear("…", "ask_faq", faq={"id": f"faq/{slug}", "score": 0.9, "nearest": []})
    return (await bot.run("action_faq")).text


async def test_an_edited_answer_is_the_next_one_given(desk: Desk) -> None:
    row = await entry(desk, "wifi")
    assert await answer_of_the_bot(desk, "wifi") == row.answer_zh
    async with desk.signed_in("operator") as browser:
        answer = await edited(browser, row, answer_zh="请连 Daybreak-5G。")
    assert answer.headers["HX-Redirect"] == f"/desk/operate/faq/{row.id}"
    assert await answer_of_the_bot(desk, "wifi") == "请连 Daybreak-5G。"


async def test_a_new_entry_is_understood_at_once(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.page("/operate/faq/new")
        assert (await browser.htmx("/operate/faq", TAXI)).status == 200
    async with desk.demo.sessions() as session:
        known = await knowledge(session, desk.demo.id)
    questions = ["哪里打车", "网约车停哪里", "Where do taxis wait?"]
    assert {"id": "faq/where_do_taxis_wait", "questions": questions} in known["faqs"]


async def test_an_entry_that_is_switched_off_is_no_longer_known(desk: Desk) -> None:
    row = await entry(desk, "wifi")
    async with desk.signed_in("operator") as browser:
        await edited(browser, row, active="")
    async with desk.demo.sessions() as session:
        known = await knowledge(session, desk.demo.id)
    assert "faq/wifi" not in {one["id"] for one in known["faqs"]}


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.page("/operate/faq/new")
        without: dict[str, Any] = TAXI | {"questions_zh": "", "questions_en": "", "answer_en": ""}
        told = refused(await browser.htmx("/operate/faq", without), 422)
        assert told["fields"] == {"answer_en": "Please fill this in"}
        told = refused(await browser.htmx("/operate/faq", without | {"answer_en": "Yes."}), 422)
        assert "At least one phrasing is needed" in told["fields"]["questions"]
        taken = TAXI | {"questions_en": "what is the wi-fi PASSWORD?"}
        told = refused(await browser.htmx("/operate/faq", taken), 409)
        assert "“what is the wi-fi PASSWORD?”" in told["words"]
    assert await entry(desk, "where_do_taxis_wait") is None


async def test_a_change_by_a_colleague_meanwhile_is_not_overwritten(desk: Desk) -> None:
    row = await entry(desk, "wifi")
    async with (
        desk.signed_in("operator", name="郑凯") as first,
        desk.signed_in("operator", name="Wu Lan") as second,
    ):
        path = f"/operate/faq/{row.id}"
        seen = hidden(await second.page(path), "version")
        await edited(first, row, answer_en="By the first.")
        values = {"questions_zh": "无线", "answer_zh": "二", "answer_en": "By the second."}
        told = refused(await second.htmx(path, values | {"version": seen}), 409)
    assert told["reload"] is True
    assert told["words"].startswith("郑凯 has just changed this.")
    assert (await entry(desk, "wifi")).answer_en == "By the first."


async def test_the_audit_trail_tells_what_changed_and_no_more(desk: Desk) -> None:
    row = await entry(desk, "wifi")
    async with desk.signed_in("operator") as browser:
        await edited(browser, row, answer_en="Ask at the desk.")
        await edited(browser, await entry(desk, "wifi"))
        member = browser.staff
    async with desk.demo.sessions() as session:
        [noted] = await session.scalars(select(AuditEntry))
    assert (noted.staff_id, noted.action, noted.subject) == (member.id, "faq.edit", f"faq:{row.id}")
    assert noted.before == {"answer_en": row.answer_en}
    assert noted.after == {"answer_en": "Ask at the desk."}
    assert noted.at == desk.clock()


async def test_the_search_finds_by_question_and_by_answer(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        by_answer = await (await browser.htmx("/operate/faq?q=daybreak-guest", method="GET")).text()
        nothing = await browser.page("/operate/faq?q=xyzzy")
    assert by_answer.count("data-row") == 1
    assert "What is the Wi-Fi password?" in by_answer
    assert "Nothing found" in nothing


async def test_without_scripts_a_form_still_saves(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.page("/operate/faq/new")
        answer = await browser.post("/operate/faq", TAXI)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/operate/faq")
        assert "Where do taxis wait?" in await browser.page("/operate/faq")


async def test_two_entries_about_one_thing_are_saved_only_by_somebody_who_is_sure(
    desk: Desk,
) -> None:
    contradicting = {
        "questions_en": "How much is parking?",
        "answer_zh": "停车每小时 10 元。",
        "answer_en": "Parking is ¥10 an hour.",
        "active": "true",
    }
    async with desk.signed_in("operator") as browser:
        await browser.page("/operate/faq/new")
        answer = await browser.htmx("/operate/faq", contradicting)
        detail = refused(answer, 409)
        assert "停车月卡怎么办" in detail["words"]
        assert detail["anyway"] is True
        answer = await browser.htmx("/operate/faq", contradicting | {"anyway": "true"})
        assert answer.headers["HX-Redirect"] == "/desk/operate/faq"
        retired = contradicting | {"questions_en": "Parking fee?"}
        del retired["active"]
        answer = await browser.htmx("/operate/faq", retired)
        assert answer.headers["HX-Redirect"] == "/desk/operate/faq"
