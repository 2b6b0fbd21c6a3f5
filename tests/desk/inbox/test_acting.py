"""What staff do in a conversation: take, answer, note, assign, end; and two who do it at once."""

import asyncio

import pytest
from sqlalchemy import select

from desk.inbox.codes import CATEGORIES, commands, intents
from models.conversations import Conversation
from models.knowledge import TrainingSentence
from models.tickets import Ticket
from parkline.bot import bot
from services.conversations import conversations
from services.handoffs import handoffs
from tests.desk.driver import Desk
from tests.desk.inbox import talks as inbox
from tests.desk.inbox.talks import words

BODIES = {
    "take": {},
    "assign": {"staff": 1},
    "reply": {"text": "您好", "key": "some-key-1"},
    "note": {"text": "备注"},
    "back": {},
    "resolve": {},
    "ticket": {"kind": "question", "description": "?"},
    "teach": {"seq": 1, "intent": "ask_faq"},
}
REPLIERS = {"agent"}
MAY = {
    "take": REPLIERS,
    "assign": {"agent", "dispatcher"},
    "reply": REPLIERS,
    "note": {"agent", "dispatcher", "manager"},
    "back": REPLIERS,
    "resolve": REPLIERS,
    "ticket": {"agent", "dispatcher"},
    "teach": REPLIERS,
}


@pytest.mark.parametrize("role", ["agent", "dispatcher", "manager", "engineer", "operator"])
async def test_each_action_is_for_its_roles(desk: Desk, role: str) -> None:
    conversation = await inbox.talk(desk)
    colleague = await desk.hire("agent")
    async with desk.signed_in(role) as browser:
        done = {}
        for action, body in BODIES.items():
            sent = {"staff": colleague.id} if action == "assign" else body
            answer = await browser.json(f"/inbox/{conversation.id}/{action}", sent)
            done[action] = answer.status
            if action == "assign":  # The next actions are not the colleague's.
                await inbox.end(desk, conversation, by="handed_back")
    assert {action for action, status in done.items() if status in {200, 204}} == {
        action for action, roles in MAY.items() if role in roles
    }
    assert set(done.values()) <= {200, 204, 403}


@pytest.mark.parametrize("action", BODIES)
async def test_no_action_without_the_pages_token(desk: Desk, action: str) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        browser.csrf = "f" * 64
        answer = await browser.json(f"/inbox/{conversation.id}/{action}", BODIES[action])
        assert (answer.status, (await answer.json())["code"]) == (403, "bad_token")
    found, log = await inbox.read(desk, conversation)
    assert (found.owner, len(log)) == ("bot", 2)


async def test_a_reply_reaches_the_tenant_and_takes_what_nobody_has(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    await inbox.queue(desk, conversation)
    async with desk.signed_in("agent", name="林晓") as browser:
        answer = await browser.json(f"/inbox/{conversation.id}/reply", words("您好！", seen=2))
        assert await answer.json() == {"seq": 3}
    found, log = await inbox.read(desk, conversation)
    assert (found.owner, found.assignee_id) == ("staff", browser.staff.id)
    assert (log[2].text, log[2].author, log[2].direction) == ("您好！", "staff", "out")
    assert log[2].data["staff"] == {"name": "林晓"}
    assert conversation.id in desk.woken


async def test_a_reply_that_is_sent_again_is_one_message(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        body, here = words("您好"), f"/inbox/{conversation.id}/reply"
        answers = await asyncio.gather(*(browser.json(here, body) for _ in range(3)))
        await inbox.end(desk, conversation, by="handed_back")
        answers.append(await browser.json(here, body))
        assert [await answer.json() for answer in answers] == [{"seq": 3}] * 4
    found, log = await inbox.read(desk, conversation)
    assert [message.text for message in log if message.author == "staff"] == ["您好"]
    assert found.owner == "bot"


@pytest.mark.parametrize(
    "body",
    [
        {"text": " ", "key": "some-key-1"},
        {"text": "啊" * 2_001, "key": "some-key-1"},
        {"text": "hi"},
        {"text": "hi", "key": "short"},
        {"text": "hi", "key": "some-key-1", "seen": -1},
    ],
)
async def test_a_reply_that_cannot_be_is_refused(desk: Desk, body: dict[str, object]) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        answer = await browser.json(f"/inbox/{conversation.id}/reply", body)
        assert (answer.status, (await answer.json())["code"]) == (422, "invalid_form")
    _, log = await inbox.read(desk, conversation)
    assert len(log) == 2


async def test_of_two_who_answer_at_once_one_is_told_who_has_it(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    await inbox.queue(desk, conversation)
    async with (
        desk.signed_in("agent", name="林晓") as one,
        desk.signed_in("agent", name="Anna") as two,
    ):
        here = f"/inbox/{conversation.id}/reply"
        answers = await asyncio.gather(*(b.json(here, words("hi", seen=2)) for b in (one, two)))
        statuses = [answer.status for answer in answers]
        assert sorted(statuses) == [200, 409]
        winner = (one, two)[statuses.index(200)].staff
        problem = await answers[statuses.index(409)].json()
    assert problem["code"] == "owned_by_other"
    assert problem["details"] == {"assignee_id": winner.id, "name": winner.name}
    _, log = await inbox.read(desk, conversation)
    assert [message.staff_id for message in log[2:]] == [winner.id]


async def test_who_has_not_seen_a_colleagues_answer_is_asked_before_sending(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as one, desk.signed_in("agent") as two:
        here = f"/inbox/{conversation.id}"
        await one.json(f"{here}/reply", words("已经修好了", seen=2))
        await one.json(f"{here}/assign", {"staff": two.staff.id})
        body = words("我去看看", seen=2)
        answer = await two.json(f"{here}/reply", body)
        problem = await answer.json()
        assert (answer.status, problem["code"]) == (409, "answered_meanwhile")
        seq = problem["details"]["seq"]
        news = await (await two.htmx(f"{here}/news?after=2", method="GET")).text()
        assert f'data-seq="{seq}"' in news
        assert "已经修好了" in news
        body.pop("seen")
        assert (await two.json(f"{here}/reply", body)).status == 200
    _, log = await inbox.read(desk, conversation)
    assert [message.text for message in log[2:]] == ["已经修好了", "我去看看"]


async def test_of_two_who_take_at_once_one_gets_it(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    await inbox.queue(desk, conversation)
    async with desk.signed_in("agent") as one, desk.signed_in("agent") as two:
        here = f"/inbox/{conversation.id}/take"
        answers = await asyncio.gather(*(b.json(here, {}) for b in (one, two)))
    assert sorted(answer.status for answer in answers) == [204, 409]


async def test_a_dispatcher_assigns_and_open_desks_hear_of_it(desk: Desk) -> None:
    conversation, agent = await inbox.talk(desk), await desk.hire("agent", name="林晓")
    async with desk.signed_in("dispatcher") as browser, browser.stream() as stream:
        await browser.json(f"/inbox/{conversation.id}/assign", {"staff": agent.id})
        heard = [await stream.next(), await stream.next()]
    assigned = next(one for one in heard if one.event == "conversation")
    assert assigned.data["type"] == "conversation.assigned"
    assert (assigned.data["id"], assigned.data["staff_id"]) == (conversation.id, agent.id)
    found, _ = await inbox.read(desk, conversation)
    assert found.assignee_id == agent.id


async def test_nobody_of_another_park_or_gone_is_assigned(desk: Desk) -> None:
    from services.staff import staff

    conversation, gone = await inbox.talk(desk), await desk.hire("agent")
    async with desk.demo.sessions.begin() as session:
        await staff.deactivate(session, await staff.find(session, desk.demo.id, gone.id))
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}/assign"
        assert (await browser.json(here, {"staff": gone.id})).status == 422
        assert (await browser.json(here, {"staff": 10**9})).status == 404


async def test_a_note_is_heard_of_by_colleagues_at_once(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with (
        desk.signed_in("agent") as one,
        desk.signed_in("manager") as two,
        two.stream() as stream,
    ):
        await one.json(f"/inbox/{conversation.id}/note", {"text": "注意"})
        heard = await stream.next()
    assert (heard.event, heard.data) == ("said", {"conversation": conversation.id})


async def test_two_who_look_see_each_other_also_in_the_list(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with (
        desk.signed_in("agent", name="林晓") as one,
        desk.signed_in("agent", name="Anna") as two,
    ):
        for browser, state in ((one, "looking"), (two, "typing")):
            body = {"conversation": conversation.id, "state": state}
            assert (await browser.json("/presence", body)).status == 200
        page = await (await one.htmx("/inbox/list?tab=bot", method="GET")).text()
        assert 'data-name="Anna" data-state="typing"' in page
        assert "林晓" not in page
        assert 'data-name="林晓" data-state="looking"' in await two.page("/inbox?tab=bot")


async def test_a_tenant_is_shown_what_was_read_by_who_may_answer_and_that_its_owner_types(
    desk: Desk,
) -> None:
    conversation = await inbox.talk(desk)
    await inbox.queue(desk, conversation)
    looks = {"conversation": conversation.id, "state": "looking", "seen": 2}
    types = {**looks, "state": "typing"}
    async with (
        desk.signed_in("agent", name="林晓") as owner,
        desk.signed_in("agent", name="Anna") as colleague,
        desk.signed_in("manager") as manager,
        desk.feed.subscribe(conversation.park_id, conversation.id) as wakeups,
    ):
        await manager.json("/presence", looks)
        assert await inbox.read_up_to(desk, conversation) == 0
        await colleague.json("/presence", looks)
        assert await inbox.read_up_to(desk, conversation) == 2
        await inbox.take(desk, conversation, owner.staff)
        await anext(wakeups)
        await colleague.json("/presence", types)
        await owner.json("/presence", types)
        assert [news.typist for news in await anext(wakeups)] == ["林晓"]


async def test_resolving_asks_for_a_rating_once_and_handing_back_does_not(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    here = f"/inbox/{conversation.id}"
    async with desk.signed_in("agent") as browser:
        await browser.json(f"{here}/reply", words("修好了"))
        for _ in range(2):
            assert (await browser.json(f"{here}/resolve", {})).status == 204
        await browser.json(f"{here}/take", {})
        await browser.json(f"{here}/back", {})
    found, log = await inbox.read(desk, conversation)
    assert found.owner == "bot"
    assert [len(message.buttons) for message in log if message.author == "system"] == [5, 0]


@pytest.mark.parametrize("kind", ["question", "repair", "complaint"])
async def test_a_ticket_comes_out_of_a_conversation(desk: Desk, kind: str) -> None:
    conversation = await inbox.talk(desk, phone="13800138000")
    entered = {
        "kind": kind,
        "description": " 空调滴水 ",
        "category": "hvac",
        "urgency": "urgent",
        "place": "A座5楼502",
    }
    async with desk.signed_in("agent") as browser:
        answer = await browser.json(f"/inbox/{conversation.id}/ticket", entered)
        made = await answer.json()
    async with desk.demo.sessions() as session:
        ticket = await session.get_one(Ticket, (desk.demo.id, made["id"]))
    assert (ticket.ticket_no, ticket.kind) == (made["ticket_no"], kind)
    assert (ticket.description, ticket.urgency, ticket.phone) == (
        "空调滴水",
        "urgent",
        "13800138000",
    )
    assert (ticket.person_id, ticket.conversation_id) == (conversation.person_id, conversation.id)
    is_repair = kind == "repair"
    assert ticket.category == ("hvac" if is_repair else "other")
    assert ticket.place == ("A座5楼502" if is_repair else None)


@pytest.mark.parametrize(
    "wrong", [{"description": " "}, {"kind": "order_not_accepted"}, {"category": "magic"}]
)
async def test_a_ticket_that_cannot_be_is_refused(desk: Desk, wrong: dict[str, str]) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser:
        entered = {"kind": "repair", "description": "x", "category": "hvac"} | wrong
        answer = await browser.json(f"/inbox/{conversation.id}/ticket", entered)
        assert answer.status == 422
        assert list((await answer.json())["details"]["fields"]) == list(wrong)


async def test_what_a_tenant_said_is_kept_for_the_next_training(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "502那台又漏了")
    async with desk.signed_in("agent") as browser:
        here = f"/inbox/{conversation.id}/teach"
        assert (await browser.json(here, {"seq": 1, "intent": "report_repair"})).status == 204
        bots = await browser.json(here, {"seq": 2, "intent": "report_repair"})
        unknown = await browser.json(here, {"seq": 1, "intent": "no_such_intent"})
    assert (bots.status, unknown.status) == (404, 422)
    async with desk.demo.sessions() as session:
        kept = (await session.scalars(select(TrainingSentence))).one()
    assert (kept.text, kept.intent) == ("502那台又漏了", "report_repair")
    assert kept.conversation_id == conversation.id


def test_the_choices_are_those_of_the_domain() -> None:
    assert sorted(intents() + commands()) == sorted(bot.domain()["intents"])
    assert len(CATEGORIES) == len(set(CATEGORIES)) == 14


async def test_the_queue_tells_open_desks_of_a_new_conversation(desk: Desk) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        async with desk.demo.sessions.begin() as session:
            found = await session.get_one(Conversation, (desk.demo.id, conversation.id))
            await handoffs.hand_off(session, found, "critical", now=desk.clock())
        heard = await stream.next()
    assert heard.data["type"] == "conversation.handed_off"
    assert heard.data["reason"] == "critical"


@pytest.mark.parametrize("ending", ["back", "resolve"])
async def test_nobody_ends_a_colleagues_conversation_without_knowing_it(
    desk: Desk, ending: str
) -> None:
    conversation = await inbox.talk(desk)
    async with desk.signed_in("agent", name="林晓") as owner:
        assert (await owner.json(f"/inbox/{conversation.id}/take", {})).status == 204
    async with desk.signed_in("agent", name="赵敏") as other:
        page = await other.page(f"/inbox/{conversation.id}")
        assert page.count(f'data-colleague="{owner.staff.id}"') == 2
        assert "林晓 has this conversation" in page
        refused = await other.json(f"/inbox/{conversation.id}/{ending}", {})
        assert (refused.status, (await refused.json())["details"]["name"]) == (409, "林晓")
        wrong = await other.json(f"/inbox/{conversation.id}/{ending}", {"colleague": 10**6})
        assert wrong.status == 409
        sure = {"colleague": owner.staff.id}
        assert (await other.json(f"/inbox/{conversation.id}/{ending}", sure)).status == 204


async def test_to_a_colleagues_conversation_one_writes_notes_or_takes_it_over(desk: Desk) -> None:
    colleague = await desk.hire("agent", name="周岚")
    conversation = await inbox.talk(desk)
    async with desk.demo.sessions.begin() as session:
        await handoffs.take(session, desk.demo.id, conversation.id, colleague, now=desk.clock())
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/inbox/{conversation.id}")
        assert 'data-mode="note"' in page
        assert 'data-colleague="周岚"' in page
        answer = await browser.htmx(f"/inbox/{conversation.id}/take-over")
        assert answer.status == 204
        page = await browser.page(f"/inbox/{conversation.id}")
        assert 'data-mode="reply"' in page
        mine = browser.staff.id
    async with desk.demo.sessions() as session:
        found = await conversations.find(session, desk.demo.id, conversation.id)
    assert found.assignee_id == mine
