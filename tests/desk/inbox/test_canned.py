"""Canned replies on the desk: used by agents in the tenant's language, kept by operators."""

import pytest

from models.handoffs import CannedReply
from services.handoffs import canned
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
        await canned.add(session, desk.demo.id, **ENTERED)
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
        assert "<textarea" not in page
        for path in ("/inbox/canned", f"/inbox/canned/{one.id}", f"/inbox/canned/{one.id}/remove"):
            assert (await browser.post(path, ENTERED)).status == 403
    assert await codes(desk) == before
