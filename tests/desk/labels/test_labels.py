"""Labels: named by operators, put by staff, looked for in the list."""

from models.labels import Label
from services.kit.snapshots import snapshot, version
from services.labels import labels
from tests.desk.driver import Desk
from tests.desk.inbox.talks import talk
from tests.desk.tickets.test_reading import descriptions
from tests.desk.tickets.ticket_desk import report


async def make(desk: Desk, zh: str = "空调大修", en: str = "HVAC overhaul") -> Label:
    async with desk.demo.sessions.begin() as session:
        row = Label(park_id=desk.demo.id, name_zh=zh, name_en=en, tone="info")
        session.add(row)
    return row


async def test_an_operator_names_a_label_once_and_takes_it_out_of_the_offer(desk: Desk) -> None:
    row = await make(desk)
    async with desk.signed_in("operator") as browser:
        again = {"name_zh": "空调大修", "name_en": "Other", "tone": "good"}
        assert (await browser.htmx("/operate/labels", again)).status == 409
        unnamed = {"name_zh": " ", "name_en": "Other", "tone": "good"}
        assert (await browser.htmx("/operate/labels", unnamed)).status == 422
        edited = {"name_zh": "空调大修", "name_en": "HVAC overhaul", "tone": "bad"}
        seen = version(snapshot(row, labels.COLUMNS))
        answer = await browser.htmx(f"/operate/labels/{row.id}", edited | {"version": seen})
        assert answer.status == 200
    async with desk.demo.sessions() as session:
        assert await labels.listing(session, desk.demo.id) == []
        [kept] = await labels.listing(session, desk.demo.id, inactive=True)
    assert (kept.tone, kept.active) == ("bad", False)


async def test_a_ticket_gets_exactly_the_labels_chosen_and_the_list_finds_them(desk: Desk) -> None:
    one, other = await make(desk), await make(desk, "保洁", "Cleaning crew")
    ticket = await report(desk, "labelled")
    await report(desk, "plain")
    async with desk.signed_in("agent") as browser:
        path = f"/tickets/{ticket}/labels"
        answer = await browser.htmx(path, [("labels", str(one.id)), ("labels", str(other.id))])
        assert answer.status == 200
        assert "Cleaning crew" in await answer.text()
        assert (await browser.htmx(path, {"labels": str(one.id)})).status == 200
        page = await browser.page(f"/tickets?view=list&label={one.id}")
        assert descriptions(page) == ["labelled"]
        assert "HVAC overhaul" in await browser.page(f"/tickets/{ticket}")
        assert descriptions(await browser.page(f"/tickets?view=list&label={other.id}")) == []
        assert (await browser.htmx(path, {"labels": "999"})).status == 422


async def test_a_conversation_shows_its_labels_in_the_list(desk: Desk) -> None:
    row = await make(desk)
    conversation = await talk(desk, "在吗")
    async with desk.signed_in("agent") as browser:
        answer = await browser.htmx(f"/inbox/{conversation.id}/labels", {"labels": str(row.id)})
        assert answer.status == 200
        assert "HVAC overhaul" in await browser.page("/inbox/list?tab=bot")
        assert "HVAC overhaul" in await browser.page(f"/inbox/{conversation.id}")


async def test_whoever_only_reads_tickets_puts_no_labels(desk: Desk) -> None:
    row, ticket = await make(desk), await report(desk)
    async with desk.signed_in("manager") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/labels", {"labels": str(row.id)})
        assert answer.status == 403
        assert "data-labels" in await browser.page(f"/tickets/{ticket}")
        assert "label-choices" not in await browser.page(f"/tickets/{ticket}")
