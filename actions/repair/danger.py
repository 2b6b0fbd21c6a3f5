"""The one entry for danger: an alarm, a question whether it is happening, and what is answered.

The turn decides that a message is for it (bot/components/danger/dialogue.py), whatever the words
would be otherwise, and whatever form is open: every form steps aside for INTENTS.
"""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.kit.base import Events, ParkAction
from actions.kit.forms import as_before, left
from actions.kit.places import drop_unknown
from actions.kit.turn import Turn
from actions.kit.whereabouts import standing_at
from actions.repair.danger_alarm import raise_alarm
from actions.repair.draft import CRITICAL, FORM, GOES_ON, RepairDraft
from models.conversations import Message
from models.danger import DangerSign
from models.tickets import Ticket
from services.danger import kinds, saying
from services.danger import signs as danger_signs
from services.danger.signs import ALARM, ASK, ASKED_FOR, NO, YES, Heard
from services.repair import dangers

SHORT = 16
"""Characters up to which words without danger answer where it is."""
SLOT = "danger"
"""What the bot has to know of it in the next turns; bot/components/danger/dialogue.py reads it."""


class HearDanger(ParkAction):
    """danger, danger_yes, danger_no, danger_over."""

    action_name = "action_danger"

    async def act(self, turn: Turn) -> Events:
        match turn.said.intent:
            case "danger_yes":
                return await happening(turn)
            case "danger_no":
                return await only_asked(turn)
            case "danger_over":
                return await over(turn)
        return await hear(turn)


async def hear(turn: Turn) -> Events:
    """A new danger, more of one, or where it is."""
    sign = await _open_question(turn)
    heard = turn.said.heard()
    torn = turn.said.danger.get("zone") == ASK
    if torn and sign is None and not await _alarmed_lately(turn):
        return await _ask(turn, heard)
    draft = await _draft(turn)
    if sign is None:
        if turn.said.danger.get("zone") not in (ALARM, ASK):
            heard = await _of_before(turn, heard)
        return await _alarm(turn, draft, heard)
    await _take_up(turn, draft, sign)
    worse = heard if turn.said.danger.get("zone") == ALARM else _of(sign)
    return await _alarm(turn, draft, worse, answers=sign)


async def _ask(turn: Turn, heard: Heard) -> Events:
    """Whether it is happening: two buttons, and a minute."""
    category, place = turn.said.value("repair_category") or "other", _place(turn)
    sign = await danger_signs.record(
        turn.session, turn.conversation, turn.stored_message_id, heard, ticket=None, now=turn.now
    )
    number = sign.id if sign is not None else 0
    asked = saying.question(
        turn.park, turn.language, heard.kind, number, category=category, place=place
    )
    turn.tell(asked.text, buttons=asked.buttons, **asked.data)
    known = {
        "asked": number,
        "asked_until": (turn.now + ASKED_FOR).isoformat(),
        "until": (turn.now + dangers.SAME_WITHIN).isoformat(),
        "words": turn.said.text,
        "category": category,
        "place": place,
    }
    return [SlotSet(SLOT, known), *as_before(turn)]


async def happening(turn: Turn) -> Events:
    """Yes: the message that was asked about is an alarm now."""
    sign = await _asked_about(turn)
    draft = RepairDraft.of(turn)
    if sign is None:
        return await _alarm(turn, await _draft(turn), turn.said.heard())
    await _take_up(turn, draft, sign)
    return await _alarm(turn, draft, _of(sign), answers=sign)


async def only_asked(turn: Turn) -> Events:
    """No: what was asked about is answered as what it is, by the message being heard again."""
    sign = await _asked_about(turn)
    if sign is not None and sign.ticket_id is not None:
        return await over(turn)
    if sign is not None:
        danger_signs.settle(sign, NO, None, now=turn.now)
    turn.tell(turn.text("danger-not"))
    return [SlotSet(SLOT, None), *as_before(turn)]


async def over(turn: Turn) -> Events:
    """Taken back: noted for staff, who close the ticket; the form asks no more where it is."""
    sign = await _open_question(turn)
    if sign is not None:
        danger_signs.settle(sign, NO, None, now=turn.now)
        turn.tell(turn.text("danger-not"))
        return [SlotSet(SLOT, None), *as_before(turn)]
    words = turn.text("button-danger-no") if turn.said.pressed else turn.said.text
    ticket = await danger_signs.withdraw(turn.session, turn.conversation, words, now=turn.now)
    if ticket is None:
        turn.tell(turn.text("danger-over-none"))
    else:
        turn.tell(turn.text("danger-over", ticket_no=ticket.ticket_no), ticket_no=ticket.ticket_no)
    waits = turn.active_form == FORM and RepairDraft.of(turn).urgency == CRITICAL
    return [SlotSet(SLOT, None), *(await left(turn, FORM) if waits else as_before(turn))]


async def _alarm(
    turn: Turn, draft: RepairDraft, heard: Heard, *, answers: DangerSign | None = None
) -> Events:
    draft.urgency = CRITICAL
    await drop_unknown(turn, draft)
    draft.place = draft.place or await standing_at(turn)
    if turn.active_form != FORM:
        draft.ticket_no = None
    opened = await danger_signs.reported(turn.session, answers) if answers is not None else None
    ticket = await raise_alarm(turn, draft, heard, opened=opened)
    if answers is not None and answers.ticket_id is None:
        danger_signs.settle(answers, YES, ticket, now=turn.now)
    known = known_until(turn, ticket)
    if not draft.missing() and draft.others:
        draft = RepairDraft.from_stored(draft.others[0])
    if draft.missing():
        return [known, *draft.events(), SlotSet(GOES_ON, True)]
    return [known, *await left(turn, FORM)]


def known_until(turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """The slot that knows of the alarm while more of the same may be told."""
    until = (turn.now + dangers.SAME_WITHIN).isoformat()
    event: dict[str, Any] = SlotSet(SLOT, {"until": until, "ticket_no": ticket.ticket_no})
    return event


async def _draft(turn: Turn) -> RepairDraft:
    """What is known of the danger, this message included. An ordinary repair under way becomes one
    only where it is that which has grown; any other goes on afterwards."""
    draft = RepairDraft.of(turn)
    if draft.urgency != CRITICAL and not _grows(turn, draft):
        draft = RepairDraft(others=[draft.stored()] if draft.words else [])
    draft.hear(turn.said, turn.local_now)
    alarms = turn.said.danger.get("zone") in (ALARM, ASK)
    answers = not alarms and turn.slots.get(SLOT) is not None and len(turn.said.text) <= SHORT
    if answers and turn.said.first("location") is None and turn.said.says("spot"):
        draft.hear_place(turn.said)
    if turn.said.text not in draft.words and not turn.said.pressed:
        draft.words = "\n".join(filter(None, (draft.words, turn.said.text)))
    return draft


def _grows(turn: Turn, draft: RepairDraft) -> bool:
    """Whether the danger is what is being reported, grown worse: the same work, and nowhere
    else."""
    category = turn.said.value("repair_category") or kinds.category_of(turn.said.heard().kind)
    there = _place(turn)
    elsewhere = any(
        draft.place.get(name) not in (None, there[name]) for name in there if name != "place"
    )
    return draft.category != "other" and category == draft.category and not elsewhere


async def _take_up(turn: Turn, draft: RepairDraft, sign: DangerSign) -> None:
    """Put into the draft what the message said that was asked about."""
    message = await turn.session.get(Message, (turn.park_id, sign.message_id))
    if message is not None and message.text not in draft.words:
        draft.words = "\n".join(filter(None, (message.text, draft.words)))
    if (ticket := await danger_signs.reported(turn.session, sign)) is not None:
        draft.place = {**dangers.place_of(ticket), **draft.place}
    known = turn.slots.get(SLOT) or {}
    if known.get("asked") == sign.id:
        draft.place = {**(known.get("place") or {}), **draft.place}
        if draft.category == "other":
            draft.category = str(known.get("category") or "other")


def _place(turn: Turn) -> dict[str, Any]:
    found = turn.said.value("location") or {}
    return {name: value for name, value in found.items() if value is not None}


async def _open_question(turn: Turn) -> DangerSign | None:
    """The sign that the tenant was asked about and that nothing came of yet, its row locked."""
    number = (turn.slots.get(SLOT) or {}).get("asked")
    sign = await _locked(turn, number)
    return sign if sign is not None and sign.answer is None and sign.ticket_id is None else None


async def _asked_about(turn: Turn) -> DangerSign | None:
    """The sign of the button that was pressed, or of the question that words answer."""
    named = turn.said.value("sign")
    return await _locked(turn, named or (turn.slots.get(SLOT) or {}).get("asked"))


async def _locked(turn: Turn, number: Any) -> DangerSign | None:
    if not isinstance(number, int):
        return None
    return await danger_signs.lock(turn.session, turn.conversation, number)


async def _alarmed_lately(turn: Turn) -> bool:
    return bool(await danger_signs.lately(turn.session, turn.conversation, now=turn.now))


async def _of_before(turn: Turn, heard: Heard) -> Heard:
    """More of a danger that alarmed: of its kind."""
    signs = await danger_signs.lately(turn.session, turn.conversation, now=turn.now)
    return _of(signs[0]) if signs else heard


def _of(sign: DangerSign) -> Heard:
    return Heard(sign.zone, sign.kind, sign.p)
