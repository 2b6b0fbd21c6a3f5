"""A message is marked in the inbox, and reviewed in the settings."""

from sqlalchemy import select

from models.knowledge import Misread
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
