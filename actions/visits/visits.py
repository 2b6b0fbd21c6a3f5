"""Visits that are registered: how far they are, cancelling them, saying yes or no to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn, button
from actions.visits import view
from models.people import Person
from models.visits import Visit
from services.acts.state import RECENT
from services.conversations.commands import command
from services.conversations.questions import asked_for
from services.kit.errors import IllegalTransition
from services.visits import hosting, of_people, questions, visits
from services.visits.notices import BY_HOST

SHOWN, LOOKED_AT = 5, 50
ACTS = "act"
"""The intent of a message of acts, by which a cancelling can be taken back."""
CANCEL_ASKED = "visit_cancel"
"""What the question whether to cancel settles."""


async def tell_coming(turn: Turn) -> None:
    """How far the visits to come are; else the latest one, and that it is over."""
    found, heading = await _coming_or_latest(turn)
    lines = [view.line(turn, visit) for visit in found]
    if lines:
        turn.tell("\n".join([*heading, *lines]), **view.data(found[0]))


async def _coming_or_latest(turn: Turn) -> tuple[list[Visit], list[str]]:
    coming = await _mine(turn, open_only=True)
    if coming:
        return (_named(turn, coming) or coming)[:SHOWN], []
    latest = await _mine(turn, open_only=False)
    if not latest:
        turn.tell(turn.text("track-visit-none"))
        return [], []
    return (_named(turn, latest) or latest)[-1:], [turn.text("track-visit-last")]


async def _mine(turn: Turn, *, open_only: bool) -> list[Visit]:
    """Visits that the tenant hosts, the next ones first."""
    found = await of_people.of_host(
        turn.session,
        turn.park_id,
        turn.conversation.person_id,
        open_only=open_only,
        limit=LOOKED_AT,
    )
    return sorted(found, key=lambda visit: (visit.starts_at, visit.id))


def _named(turn: Turn, found: Sequence[Visit]) -> list[Visit]:
    """Those of the visitors whom the message names."""
    said = [
        str(entity["value"]).casefold()
        for entity in turn.said.entities
        if entity["entity"] == "visitor_name"
    ]
    text = turn.said.text.casefold()

    def is_meant(name: str) -> bool:
        return name in text or any(part in name for part in said)

    return [visit for visit in found if any(is_meant(n.casefold()) for n in visit.names)]


async def take_pressed(turn: Turn) -> Events | None:
    """The buttons below "cancel it?": decided, whatever was said since."""
    confirmed = turn.said.value("confirmed")
    if turn.said.intent != "cancel_visit" or confirmed is None:
        return None
    visit = await view.own_or_say(turn, str(turn.said.value("visit_no")))
    if visit is not None and confirmed:
        await cancel(turn, visit)
    elif visit is not None:
        turn.tell(turn.text("visit-kept", visit_no=visit.visit_no))
    return []


async def ask_whether(turn: Turn, visit: Visit) -> None:
    """Whether to cancel it. What this message has asked so already is one question with it."""
    if visit.status not in visits.ACTIONS["cancel"].sources:
        view.tell_settled(turn, visit)
        return
    before = next((one for one in turn.utterances if _asks_whether(one)), None)
    if before is not None:
        await _ask_whether_all(turn, before, visit)
        return
    yes, no = (
        command("cancel_visit", visit_no=visit.visit_no, confirmed=sure) for sure in (True, False)
    )
    turn.tell(
        turn.text("visit-cancel-sure", visit=view.line(turn, visit)),
        buttons=[
            button(turn.text("button-cancel-visit"), yes),
            button(turn.text("button-keep-visit"), no),
        ],
        settles=CANCEL_ASKED,
        **view.data(visit),
    )


async def ask_of_registered(turn: Turn) -> None:
    """Who drops everything is asked about the visits that were registered just before: "she's
    cancelled, scrap the lot"."""
    since, person = turn.now - RECENT, turn.conversation.person_id
    mine = await of_people.spoken_of(turn.session, turn.park_id, person, since=since, limit=MOST)
    for visit in mine:
        cancellable = visit.status in visits.ACTIONS["cancel"].sources
        if cancellable and turn.now - visit.created_at <= RECENT:
            await ask_whether(turn, visit)


MOST = 3
"""Visits that are asked about at once."""


def _asks_whether(told: Mapping[str, Any]) -> bool:
    return bool(asked_for(told["custom"]) == CANCEL_ASKED)


def _numbers(asked: Mapping[str, Any]) -> list[str]:
    """Which visits a question is about."""
    return [str(number) for number in asked.get("numbers") or [asked["visit_no"]]]


async def _ask_whether_all(turn: Turn, before: Mapping[str, Any], visit: Visit) -> None:
    turn.utterances = [one for one in turn.utterances if one is not before]
    numbers = list(dict.fromkeys([*_numbers(before["custom"]), visit.visit_no]))
    meant = [await view.own(turn, number) for number in numbers]
    lines = [view.line(turn, one) for one in meant if one is not None]
    turn.tell(
        turn.text("visit-cancel-sure-all", visits="\n".join(lines)),
        buttons=[
            button(turn.text("button-cancel-visits"), "/affirm"),
            button(turn.text("button-keep-visits"), "/deny"),
        ],
        settles=CANCEL_ASKED,
        numbers=numbers,
        **view.data(visit),
    )


async def cancel(turn: Turn, visit: Visit) -> None:
    try:
        visit = await visits.advance(
            turn.session, turn.park_id, visit.id, "cancel", reason=BY_HOST, now=turn.now
        )
    except IllegalTransition:
        view.tell_settled(turn, visit)
        return
    said = [turn.text("visit-cancelled", visit_no=visit.visit_no, who=view.who(turn, visit))]
    if turn.said.intent == ACTS:
        said.append(turn.text("visit-comes-back"))
    turn.tell("\n".join(said), **view.data(visit))


def _tell_changed(turn: Turn, visit: Visit) -> None:
    """What they answer is not what is asked by now: the host has changed it, and it is asked of
    them in a message of its own."""
    text = turn.text("visit-changed-meanwhile", visit=view.line(turn, visit))
    turn.tell(text, **view.data(visit))


async def decide_cancelling(turn: Turn) -> bool:
    """Take yes or no as the answer to "cancel it?", if that was the last thing we said."""
    asked = await turn.asked()
    if asked_for(asked) != CANCEL_ASKED:
        return False
    mine = [await view.own(turn, number) for number in _numbers(asked)]
    found = [visit for visit in mine if visit is not None]
    for visit in found:
        if turn.said.intent == "affirm":
            await cancel(turn, visit)
        else:
            turn.tell(turn.text("visit-kept", visit_no=visit.visit_no))
    return bool(found)


def tell_how_to_change(turn: Turn, visit: Visit) -> None:
    """What was said is half of something: to be told again, whole."""
    number = visit.visit_no
    drop = button(
        turn.text("button-drop-visit"),
        command("cancel_visit", visit_no=number, confirmed=True),
    )
    text = turn.text("visit-change", visit_no=number)
    turn.tell(text, buttons=[drop], expects=view.CHANGE, **view.data(visit))


class ApproveVisit(ParkAction):
    """The approver's button "approve", or words that say so."""

    action_name = "action_approve_visit"

    async def act(self, turn: Turn) -> Events:
        await _decide(turn, "approve")
        return []


class DenyVisit(ParkAction):
    """The approver's button "decline", or words that say so and why."""

    action_name = "action_deny_visit"

    async def act(self, turn: Turn) -> Events:
        await _decide(turn, "deny")
        return []


async def _decide(turn: Turn, action: str) -> None:
    number = str(turn.said.value("visit_no"))
    visit = await visits.find_by_number(turn.session, turn.park_id, number)
    me = turn.conversation.person_id
    if visit is None or not await hosting.may_decide(turn.session, visit, me):
        turn.tell(turn.text("visit-not-found", visit_no=number))
        return
    if visit.status != "requested":
        view.tell_settled(turn, visit)
        return
    asked = int(turn.said.value("asked") or questions.FIRST)
    if not await questions.is_latest(turn.session, visit, asked):
        _tell_changed(turn, visit)
        return
    reason = turn.said.value("comment")
    visit = await visits.advance(
        turn.session, turn.park_id, visit.id, action, reason=reason, now=turn.now
    )
    host = await turn.session.get_one(Person, (visit.park_id, visit.host_id))
    name = host.name or turn.text("visit-host")
    key = "visit-approved" if action == "approve" else "visit-denied"
    turn.tell(turn.text(key, visit_no=visit.visit_no, host=name), **view.data(visit))
