"""Conversations worked on at once, filtered by a label, and filters kept as views."""

import pytest
from sqlalchemy import select

from models.labels import Label, SavedView
from services.labels import labels
from tests.desk.driver import Browser, Desk
from tests.desk.inbox import talks as inbox


async def make(desk: Desk, name: str = "Rush") -> int:
    async with desk.demo.sessions.begin() as session:
        row = Label(park_id=desk.demo.id, name_zh=name, name_en=name)
        session.add(row)
    return row.id


async def do(browser: Browser, ids: list[int], action: str, **values: int) -> tuple[int, str]:
    sent = [*(("ids", str(id_)) for id_ in ids), ("action", action)]
    sent += [(name, str(value)) for name, value in values.items()]
    answer = await browser.htmx("/inbox/several", sent)  # type: ignore[arg-type]
    return answer.status, answer.headers.get("HX-Trigger", "")


async def test_several_are_taken_labelled_and_resolved_but_for_a_colleagues(desk: Desk) -> None:
    mine, theirs = await inbox.talk(desk), await inbox.talk(desk)
    await inbox.queue(desk, mine)
    await inbox.take(desk, theirs, await desk.hire("agent"))
    ids, label = [mine.id, theirs.id], await make(desk)
    async with desk.signed_in("agent") as browser:
        for action in ("take", "resolve"):
            status, said = await do(browser, ids, action)
            assert status == 204
            assert "1 changed" in said
            assert "Not possible for 1" in said
            found, _ = await inbox.read(desk, mine)
            assert found.owner == ("staff" if action == "take" else "bot")
        assert (await inbox.read(desk, theirs))[0].owner == "staff"
        assert (await do(browser, ids, "label", label=label))[0] == 204
        assert await inbox.rows(browser, f"tab=open&label={label}") == [theirs.id]
        assert await inbox.rows(browser, "tab=open&label=999") == []
        assert (await do(browser, [theirs.id], "unlabel", label=label))[0] == 204
        assert await inbox.rows(browser, f"tab=open&label={label}") == []


async def test_one_with_twenty_labels_gets_no_more(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    made = [await make(desk, f"label {n}") for n in range(21)]
    async with desk.demo.sessions.begin() as session:
        await labels.put(session, desk.demo.id, "conversation", conversation.id, made[:20])
    async with desk.signed_in("agent") as browser:
        _, said = await do(browser, [conversation.id], "label", label=made[20])
        assert "Not possible for 1" in said


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        ("take", {"agent"}),
        ("resolve", {"agent"}),
        ("assign", {"agent", "dispatcher"}),
        ("label", {"agent", "dispatcher", "manager"}),
    ],
)
async def test_each_action_is_for_its_roles(desk: Desk, action: str, roles: set[str]) -> None:
    colleague, label = await desk.hire("agent"), await make(desk)
    given = {"assign": {"staff": colleague.id}, "label": {"label": label}}.get(action, {})
    for role in ("agent", "dispatcher", "manager", "engineer"):
        conversation = await inbox.talk(desk)
        async with desk.signed_in(role) as browser:
            status, _ = await do(browser, [conversation.id], action, **given)
        assert (status == 204) is (role in roles), role


@pytest.mark.parametrize("body", [{"ids": []}, {"ids": list(range(1, 102))}, {"action": "explode"}])
async def test_what_cannot_be_is_refused(desk: Desk, body: dict[str, object]) -> None:
    async with desk.signed_in("agent") as browser:
        answer = await browser.json("/inbox/several", {"ids": [1], "action": "take"} | body)
        assert answer.status == 422


async def test_filters_are_kept_as_a_view_and_shared_or_not(desk: Desk) -> None:
    label = await make(desk)
    async with desk.signed_in("agent") as browser:
        kept = {"name": "Rush ones", "tab": "open", "label": str(label), "shared": "true"}
        assert (await browser.htmx("/inbox/views", kept)).status == 200
        assert (await browser.htmx("/inbox/views", {"name": "Mine", "tab": "mine"})).status == 200
        assert (await browser.htmx("/inbox/views", {"name": " "})).status == 422
        page = await browser.page("/inbox")
    assert f'href="/desk/inbox?tab=open&amp;label={label}"' in page
    async with desk.demo.sessions() as session:
        ids = {row.name: row.id for row in await session.scalars(select(SavedView))}
    async with desk.signed_in("dispatcher") as colleague:
        page = await colleague.page("/inbox")
        assert "Rush ones" in page
        assert "keep-inbox-view" in page
        assert page.count('class="kept-view"') == 1
        gone = await colleague.htmx(f"/inbox/views/{ids['Rush ones']}/remove")
        assert gone.status == 404
