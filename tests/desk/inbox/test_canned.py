"""Canned replies on the desk: used by agents in the tenant's language, kept by operators."""

import pytest

from models.handoffs import CannedReply
from services.handoffs import canned
from services.kit.audit import By
from tests.desk.driver import Desk
from tests.desk.inbox import talks as inbox

ENTERED = {"code": "fine", "text_zh": "没问题", "text_en": "Fine, {name}"}


async def codes(desk: Desk) -> list[str]:
    async with desk.demo.sessions() as session:
        return [one.code for one in await canned.all_of(session, desk.demo.id)]


async def first(desk: Desk) -> CannedReply:
    async with desk.demo.sessions() as session:
        return (await canned.all_of(session, desk.demo.id))[0]


@pytest.mark.parametrize(("language", "text"), [("zh", "没问题"), ("en", "Fine, Mei")])
async def test_agents_get_them_filled_in_the_tenants_language(
    desk: Desk, language: str, text: str
) -> None:
    async with desk.demo.sessions.begin() as session:
        await canned.add(session, By(desk.demo.id, None, desk.clock()), **ENTERED)
    said = "你好" if language == "zh" else "hello there"
    conversation = await inbox.talk(desk, said, name="Mei")
    async with desk.signed_in("agent") as browser:
        answer = await browser.get(f"/inbox/{conversation.id}/replies")
        found = {one["code"]: one for one in await answer.json()}
    assert found["fine"] == {"code": "fine", "text": text, "open": []}
    assert found["onway"]["open"] == ["minutes"]


async def test_an_operator_adds_edits_and_removes_them(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        answer = await browser.post("/inbox/canned", ENTERED)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/inbox/canned")
        page = await browser.page("/inbox/canned")
        assert "/fine" in page
        assert "Fine, {name}" in page
        one = await first(desk)
        changed = {"code": one.code, "text_zh": "<b>新</b>", "text_en": "new"}
        await browser.post(f"/inbox/canned/{one.id}", changed)
        page = await browser.page("/inbox/canned")
        assert "&lt;b&gt;新&lt;/b&gt;" in page
        await browser.post(f"/inbox/canned/{one.id}/remove")
    assert one.code not in await codes(desk)
    assert "fine" in await codes(desk)


async def test_a_code_that_is_taken_is_told_in_passing(desk: Desk) -> None:
    one = await first(desk)
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx("/inbox/canned", ENTERED | {"code": one.code})
        assert answer.status == 409
        assert "Another canned reply has this code" in await answer.text()


async def test_agents_read_them_but_do_not_change_them(desk: Desk) -> None:
    one, before = await first(desk), await codes(desk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page("/inbox/canned")
        assert f"/{one.code}" in page
        assert f'action="/desk/inbox/canned/{one.id}"' not in page
        for path in ("/inbox/canned", f"/inbox/canned/{one.id}", f"/inbox/canned/{one.id}/remove"):
            assert (await browser.post(path, ENTERED)).status == 403
    assert await codes(desk) == before


async def test_what_is_changed_stands_in_the_audit_log_and_the_settings_lead_there(
    desk: Desk,
) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.post("/inbox/canned", ENTERED)
        log = await browser.page("/audit?kind=canned")
        assert "/fine" in log
        assert "Fine, {name}" in log
        assert 'href="/desk/operate/canned"' in await browser.page("/operate/faq")
        answer = await browser.get("/operate/canned")
        assert answer.headers["Location"] == "/desk/inbox/canned"


async def test_an_agent_keeps_their_own_and_is_offered_those_first(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "你好")
    one = await first(desk)
    async with desk.signed_in("agent") as browser, desk.signed_in("agent") as other:
        own = {"code": one.code, "text_zh": "马上到", "text_en": "On my way"}
        for entered in (own, {**own, "code": "/马上"}):
            assert (await browser.post("/inbox/own-replies", entered)).status == 303
        offers = {
            each: {
                reply["code"]: reply["text"]
                for reply in await (await who.get(f"/inbox/{conversation.id}/replies")).json()
            }
            for each, who in (("mine", browser), ("theirs", other))
        }
        assert offers["mine"][one.code] == offers["mine"]["马上"] == "马上到"
        assert offers["theirs"][one.code] != "马上到"
        assert "马上" not in offers["theirs"]
        assert "马上到" not in await other.page("/inbox/canned")
        async with desk.demo.sessions() as session:
            [kept, *_] = await canned.own(session, browser.staff)
        path = f"/inbox/own-replies/{kept.id}"
        assert (await other.post(path, own)).status == 404
        assert (await other.post(f"{path}/remove")).status == 404
        await browser.post(f"{path}/remove")
        async with desk.demo.sessions() as session:
            assert len(await canned.own(session, browser.staff)) == 1
