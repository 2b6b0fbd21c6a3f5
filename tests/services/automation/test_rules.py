"""Rules that operators write: when something happens and this holds of it, do that."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.automation import AutomationRule, AutomationRun
from models.conversations import Message
from models.labels import Label
from models.staff import AuditEntry, Staff
from models.tickets import Ticket
from services.automation import kinds, rules, running, trying
from services.automation.rules import NameTaken, NotTried, Written
from services.conversations import receiving
from services.handoffs import handoffs
from services.kit.actors import ITSELF
from services.kit.audit import By
from services.kit.errors import Invalid
from services.kit.snapshots import ChangedMeanwhile
from services.labels import labels
from services.tickets import tickets
from tests.given.alerts import NOW, Alerted, one_of_each, report
from tests.given.demo_park import DemoPark

URGE = {"do": "urge", "urgency": "urgent"}
NOTE = {"do": "note", "text": "先打电话"}
REPLY = {"do": "reply", "text_zh": "收到，马上有人来。", "text_en": "Somebody is coming."}
OF_HVAC = {"field": "category", "op": "is", "value": ["hvac", "plumbing"]}


@pytest.fixture
async def park(demo: DemoPark) -> Alerted:
    return await one_of_each(demo)


def by(park: Alerted) -> By:
    return By(park.demo.id, park.hired["operator"].id, NOW)


async def rule(
    park: Alerted,
    event: str,
    conditions: Sequence[dict[str, Any]],
    *actions: dict[str, str],
    name: str = "规则",
    active: bool = True,
) -> AutomationRule:
    """One that was tried, and is switched on."""
    async with park.demo.sessions.begin() as session:
        row = await rules.add(session, by(park), Written(name, event, conditions, actions))
        row.tested_version, row.active = row.version, active
    return row


async def happens(park: Alerted, subject: str, now: datetime = NOW) -> None:
    """Until nothing waits: what a handler caused is handled, too."""
    for _ in range(4):
        await park.happens(subject, now)


async def read(park: Alerted, ticket: Ticket) -> Ticket:
    async with park.demo.sessions() as session:
        return await tickets.load(session, park.demo.id, ticket.id)


async def runs(park: Alerted) -> list[AutomationRun]:
    async with park.demo.sessions() as session:
        return list(await session.scalars(select(AutomationRun).order_by(AutomationRun.id)))


async def test_when_all_holds_everything_is_done_in_order_and_kept(park: Alerted) -> None:
    async with park.demo.sessions.begin() as session:
        label = Label(park_id=park.demo.id, name_zh="空调", name_en="Cooling", tone="info")
        session.add(label)
    await rule(
        park, "ticket.reported", [OF_HVAC], URGE, NOTE, {"do": "tell", "role": "manager"},
        {"do": "label", "label": str(label.id)}, REPLY,
    )  # fmt: skip
    ticket = await report(park, category="hvac", urgency="normal", language="en")
    other = await report(park, category="cleaning", urgency="normal")
    for one in (ticket, other):
        await happens(park, f"ticket:{one.id}")
    assert (await read(park, ticket)).urgency == "urgent"
    assert (await read(park, other)).urgency == "normal"
    async with park.demo.sessions() as session:
        history = await tickets.history(session, park.demo.id, ticket.id)
        put = await labels.on(session, park.demo.id, "ticket", [ticket.id])
        said = await session.scalars(
            select(Message.text).where(Message.conversation_id == ticket.conversation_id)
        )
    assert [one.text for one in history if one.action == "note"] == ["先打电话"]
    assert [one.id for one in put[ticket.id]] == [label.id]
    assert "Somebody is coming." in list(said)
    assert (await park.unseen())["manager"] == ["flagged"]
    [kept] = await runs(park)
    assert (kept.outcome, kept.subject) == ("done", f"ticket:{ticket.id}")
    assert [step["do"] for step in kept.steps] == ["urge", "note", "tell", "label", "reply"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"field": "category", "op": "is_not", "value": ["hvac"]}, False),
        ({"field": "urgency", "op": "is", "value": ["normal"]}, True),
        ({"field": "words", "op": "contains", "value": "不凉"}, True),
        ({"field": "words", "op": "lacks", "value": "不凉"}, False),
        ({"field": "building", "op": "is", "value": ["A"]}, True),
        ({"field": "after_hours", "op": "holds"}, False),
        ({"field": "of_company", "op": "holds_not"}, True),
    ],
)
async def test_a_condition_says_what_the_event_and_its_ticket_are(
    park: Alerted, condition: dict[str, Any], holds: bool
) -> None:
    await rule(park, "ticket.reported", [condition], NOTE)
    ticket = await report(park, category="hvac", urgency="normal", building="A")
    await happens(park, f"ticket:{ticket.id}")
    assert bool(await runs(park)) is holds


async def test_what_a_rule_causes_starts_no_rule(park: Alerted) -> None:
    await rule(
        park, "conversation.handed_off", [], {"do": "ticket", "kind": "question", "urgency": "low"}
    )
    await rule(park, "ticket.reported", [], NOTE, name="on every ticket")
    async with park.demo.sessions.begin() as session:
        conversation = await park.demo.conversation(session)
        await handoffs.hand_off(session, conversation, "complaint", now=NOW)
    await happens(park, f"conversation:{conversation.id}")
    async with park.demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    await happens(park, f"ticket:{ticket.id}")
    assert [run.subject for run in await runs(park)] == [f"conversation:{conversation.id}"]
    own = await report(park, urgency="normal")
    await happens(park, f"ticket:{own.id}")
    assert [run.subject for run in await runs(park)][1:] == [f"ticket:{own.id}"]


async def urge(park: Alerted, ticket: Ticket, minutes: int) -> None:
    """Somebody reopens it, again and again, as a machine outside might."""
    now = NOW + timedelta(minutes=minutes)
    async with park.demo.sessions.begin() as session:
        for action in ("resolve", "reopen"):
            await tickets.advance(
                session, park.demo.id, ticket.id, action, by=ITSELF, now=now, reason="?"
            )
    await happens(park, f"ticket:{ticket.id}", now)


async def test_one_rule_acts_on_one_subject_five_times_a_day(park: Alerted) -> None:
    await rule(park, "ticket.reopened", [], NOTE)
    ticket = await report(park, urgency="normal")
    async with park.demo.sessions.begin() as session:
        found = await tickets.load(session, park.demo.id, ticket.id)
        found.status, found.assignee_id = "in_progress", park.hired["engineer"].id
    for minutes in range(7):
        await urge(park, ticket, minutes)
        async with park.demo.sessions.begin() as session:
            found = await tickets.load(session, park.demo.id, ticket.id)
            found.status, found.assignee_id = "in_progress", park.hired["engineer"].id
    assert [run.outcome for run in await runs(park)] == [*["done"] * 5, *["limited"] * 2]
    await urge(park, ticket, 25 * 60)
    assert (await runs(park))[-1].outcome == "done"


async def test_one_that_acts_far_too_often_switches_itself_off_and_says_so(
    park: Alerted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "OF_ONE_RULE", 2)
    made = await rule(park, "ticket.reported", [], NOTE)
    for _ in range(4):
        ticket = await report(park, urgency="normal")
        await happens(park, f"ticket:{ticket.id}")
    assert [run.outcome for run in await runs(park)] == ["done", "done", "limited"]
    await park.happens(f"automation_rule:{made.id}")
    assert (await park.unseen())["operator"] == ["stopped"]
    async with park.demo.sessions() as session:
        assert not (await rules.find(session, park.demo.id, made.id)).active
        [entry] = await session.scalars(select(AuditEntry).where(AuditEntry.action == "rule.off"))
    assert entry.staff_id is None


async def test_nobody_speaks_for_who_owns_a_conversation_nor_takes_it_from_them(
    park: Alerted,
) -> None:
    agent, other = park.hired["agent"], await park.hire("other", "agent")
    async with park.demo.sessions.begin() as session:
        conversation = await park.demo.conversation(session)
        await handoffs.assign(session, park.demo.id, conversation.id, agent, by=agent, now=NOW)
    await happens(park, f"conversation:{conversation.id}")
    await rule(park, "conversation.replied", [], REPLY, {"do": "assign", "staff": str(other.id)})
    async with park.demo.sessions.begin() as session:
        await receiving.receive(session, conversation, external_id="1", text="在吗", now=NOW)
    await happens(park, f"conversation:{conversation.id}")
    [run] = await runs(park)
    assert [(step["do"], step.get("why")) for step in run.steps] == [
        ("reply", "owned"), ("assign", "owned"),
    ]  # fmt: skip
    async with park.demo.sessions() as session:
        said = await session.scalars(select(Message).where(Message.author == "system"))
        assert list(said) == []


async def test_no_rule_makes_or_ends_a_danger(park: Alerted) -> None:
    await rule(park, "ticket.reported", [], {"do": "urge", "urgency": "low"})
    ticket = await report(park, urgency="critical", category="fire_safety")
    await happens(park, f"ticket:{ticket.id}")
    assert (await read(park, ticket)).urgency == "critical"
    written = Written("x", "ticket.reported", [], [{"do": "urge", "urgency": "critical"}])
    async with park.demo.sessions.begin() as session:
        with pytest.raises(Invalid):
            await rules.add(session, by(park), written)


async def test_what_cannot_be_done_keeps_nothing_else_from_it(
    park: Alerted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> Any:
        raise RuntimeError

    broken = kinds.actions()["ticket", "urge"]
    monkeypatch.setitem(
        kinds.actions(),  # type: ignore[arg-type]
        ("ticket", "urge"),
        kinds.RuleAction("urge", "ticket", broken.params, broken.blocked, fails),
    )
    await rule(park, "ticket.reported", [], URGE, NOTE, {"do": "assign", "staff": "999"})
    ticket = await report(park, urgency="normal")
    await happens(park, f"ticket:{ticket.id}")
    [run] = await runs(park)
    assert run.outcome == "failed"
    assert [step.get("why") for step in run.steps] == ["error", None, "gone"]


async def test_a_trial_says_what_last_week_would_have_done_and_does_nothing(park: Alerted) -> None:
    made = await rule(park, "ticket.reported", [OF_HVAC], URGE, active=False)
    late = await report(park, category="hvac", urgency="urgent")
    ticket = await report(park, category="plumbing", urgency="normal")
    await report(park, category="cleaning", urgency="normal")
    async with park.demo.sessions.begin() as session:
        trial = await trying.try_out(session, made, now=NOW + timedelta(days=6))
        past = await trying.try_out(session, made, now=NOW + timedelta(days=8))
    assert (trial.events, trial.held) == (3, 2)
    assert [(one.subject, one.steps) for one in trial.would] == [
        (f"ticket:{ticket.id}", [{"do": "urge"}]),
        (f"ticket:{late.id}", [{"do": "urge", "why": "already"}]),
    ]
    assert (past.events, past.held) == (0, 0)
    assert (await read(park, ticket)).urgency == "normal"
    assert await runs(park) == []


async def test_only_what_was_tried_as_it_stands_is_switched_on(park: Alerted) -> None:
    made = await rule(park, "ticket.reported", [OF_HVAC], URGE)
    async with park.demo.sessions.begin() as session:
        written = Written("规则", "ticket.reported", [], [URGE])
        row = await rules.edit(session, by(park), made.id, written, seen=1)
        assert (row.active, row.version) == (False, 2)
        with pytest.raises(NotTried):
            await rules.switch(session, by(park), made.id, on=True)
        row.tested_version = row.version
        await rules.switch(session, by(park), made.id, on=True)
        renamed = Written("新名字", "ticket.reported", [], [URGE])
        row = await rules.edit(session, by(park), made.id, renamed, seen=2)
        assert row.active
        with pytest.raises(ChangedMeanwhile):
            await rules.edit(session, by(park), made.id, written, seen=2)
    ticket = await report(park, category="hvac", urgency="normal")
    await happens(park, f"ticket:{ticket.id}")
    assert len(await runs(park)) == 1


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (Written("", "ticket.reported", [], [NOTE]), "name"),
        (Written("x", "order.placed", [], [NOTE]), "event"),
        (Written("x", "ticket.reported", [], []), "actions"),
        (Written("x", "ticket.reported", [{"field": "?", "op": "is"}], [NOTE]), "field-0"),
        (
            Written("x", "ticket.reported", [OF_HVAC | {"value": ["spaceship"]}], [NOTE]),
            "value-0",
        ),
        (
            Written(
                "x", "ticket.urged", [{"field": "urges", "op": "at_least", "value": "x"}], [NOTE]
            ),
            "value-0",
        ),
        (Written("x", "ticket.reported", [OF_HVAC | {"op": "at_least"}], [NOTE]), "op-0"),
        (Written("x", "ticket.reported", [], [{"do": "note", "text": " "}]), "text-0"),
        (Written("x", "ticket.reported", [], [{"do": "explode"}]), "do-0"),
        (Written("x", "conversation.rated", [], [URGE]), "do-0"),
    ],
)
async def test_what_cannot_be_is_told_with_its_field(
    park: Alerted, written: Written, field: str
) -> None:
    async with park.demo.sessions.begin() as session:
        with pytest.raises(Invalid) as wrong:
            await rules.add(session, by(park), written)
    assert wrong.value.details["field"] == field


async def test_two_rules_have_two_names(park: Alerted) -> None:
    await rule(park, "ticket.reported", [], NOTE)
    async with park.demo.sessions.begin() as session:
        with pytest.raises(NameTaken):
            await rules.add(session, by(park), Written("规则", "ticket.urged", [], [NOTE]))


async def test_an_agent_is_alerted_of_what_a_rule_gives_them(park: Alerted) -> None:
    agent = park.hired["agent"]
    await rule(park, "conversation.handed_off", [], {"do": "assign", "staff": str(agent.id)})
    async with park.demo.sessions.begin() as session:
        conversation = await park.demo.conversation(session)
        await handoffs.hand_off(session, conversation, "complaint", now=NOW)
    await happens(park, f"conversation:{conversation.id}")
    assert (await park.unseen())["agent"] == ["assigned"]
    async with park.demo.sessions() as session:
        member = await session.get_one(Staff, (park.demo.id, agent.id))
        found = await handoffs.lock(session, park.demo.id, conversation.id)
    assert found.assignee_id == member.id
