"""A message is marked in the inbox, and reviewed in the settings."""

from sqlalchemy import select

from models.knowledge import Misread
from services.knowledge import misread_effect
from tests.desk.driver import Desk
from tests.desk.inbox.talks import hear, talk


async def one(desk: Desk) -> Misread:
    async with desk.demo.sessions() as session:
        return (await session.scalars(select(Misread))).one()


async def test_an_agent_marks_what_an_operator_has_become_an_example(desk: Desk) -> None:
    conversation = await talk(desk, "在吗")
    message = await hear(desk, conversation, "那个给我整俩，电话13812345678")
    path = f"/inbox/{conversation.id}/misread/{message.seq}"
    async with desk.signed_in("agent") as browser:
        assert f'data-misread="/desk{path}"' in await browser.page(f"/inbox/{conversation.id}")
        form = await browser.page(path)
        assert "那个给我整俩" in form
        assert "13812345678" not in form
        nothing = await browser.htmx(path, {"comment": "?"})
        assert nothing.status == 422
        marked = [("acts", "edit:set"), ("words", "0:2:ref:set"), ("words", "5:6:quantity:set")]
        assert (await browser.htmx(path, marked)).status == 204
        assert (await browser.htmx(path, [("acts", "give"), ("words", "a:b:c")])).status == 422
    row = await one(desk)
    assert [span["text"] for span in row.spans] == ["那个", "俩"]
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/misread")
        assert "那个给我整俩" in page
        accepted = [("text", row.text), *marked]
        answer = await browser.htmx(f"/operate/misread/{row.id}/accept", accepted)
        assert answer.status == 200
        again = await browser.htmx(f"/operate/misread/{row.id}/reject")
        assert again.status == 409
        assert "Accepted" in await browser.page("/operate/misread")
    assert (await one(desk)).status == "accepted"


async def test_who_reviews_sees_what_learning_it_would_change(desk: Desk) -> None:
    conversation = await talk(desk, "在吗")
    message = await hear(desk, conversation, "那个给我整俩")
    async with desk.signed_in("agent") as browser:
        path = f"/inbox/{conversation.id}/misread/{message.seq}"
        assert (await browser.htmx(path, [("acts", "edit:set")])).status == 204
    async with desk.signed_in("operator") as browser:
        assert "parkline teach effect" in await browser.page("/operate/misread")
        row = await one(desk)
        before = {"acts": ["start:order", "edit:become"], "words": []}
        after = {"acts": ["edit:set"], "words": [[5, 6, "quantity", "set"]]}
        place = {"conversation": conversation.id, "seq": message.seq}
        told = {**place, "before": before, "after": after}
        counts = {"marks": 1, "messages": 40, "changed": 3, "sentences": 7, "sentences_changed": 0}
        async with desk.demo.sessions.begin() as session:
            await misread_effect.keep(
                session, row.park_id, [row.id], {**counts, "told": [told]}, now=row.marked_at
            )
        page = await browser.page("/operate/misread")
    assert "3 / 40" in page
    assert "Starts an order" in page
    assert "Sets a number" in page
    assert "俩" in page
