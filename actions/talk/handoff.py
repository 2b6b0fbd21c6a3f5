"""Where the bot ends and people begin."""

from datetime import timedelta

from actions.kit.base import Events, ParkAction
from actions.kit.giving_up import leave_everything, says_everything
from actions.kit.hooks import shortcuts, understood
from actions.kit.opening import closed_until
from actions.kit.turn import Turn, button
from services.conversations import conversations
from services.handoffs import handoffs, leaving_words
from services.repair import complaints

PATIENCE_EVERY = timedelta(minutes=5)
"""How often a tenant who waits in the queue is told so when the bot does not understand."""
FALLBACK, HANDED_OFF, WAITS = "action_out_of_scope", "handed_off", "waits"
"""The last two mark what we say, in its data."""


class AskHuman(ParkAction):
    """Puts the conversation into the desk's queue, and says when somebody answers."""

    action_name = "action_ask_human"

    async def act(self, turn: Turn) -> Events:
        if turn.conversation.owner == "queued" and leaving_words.leaves(turn.said.text):
            return await leave_queue(turn)
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        await pass_on(turn)
        return []


class Complain(ParkAction):
    """Opens a complaint with the tenant's own words; staff see it at once."""

    action_name = "action_complain"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        await take_complaint(turn, turn.said.text)
        return []


class OutOfScope(ParkAction):
    """Not understood: offers help the first time, people the second, patience to who waits."""

    action_name = FALLBACK

    async def act(self, turn: Turn) -> Events:
        return await did_not_understand(turn)


async def did_not_understand(turn: Turn) -> Events:
    """Say so, unless another package makes something of the message."""
    if (taken := await _understood_otherwise(turn)) is not None:
        return taken
    if not _has_words(turn.said.text):
        turn.tell(turn.text("no-words"), buttons=shortcuts(turn, when_lost=True))
    elif turn.conversation.owner == "queued":
        await ask_for_patience(turn)
    elif fell_back_before(turn, FALLBACK):
        await pass_on_unread(turn, turn.text("out-of-scope-handed-off"))
    elif turn.active_form is not None:
        turn.tell(turn.text("out-of-scope-in-form"))
    else:
        person = button(turn.text("button-person"), "/ask_human")
        turn.tell(
            turn.text("out-of-scope"),
            buttons=[*shortcuts(turn, when_lost=True), person],
        )
    return []


async def pass_on(turn: Turn) -> None:
    """Queue the conversation for people, because the tenant asks for one."""
    new = await handoffs.hand_off(turn.session, turn.conversation, "asked", now=turn.now)
    key = "handed-off" if new else "handed-off-waits"
    turn.tell(f"{turn.text(key)}\n{await when_answered(turn)}", handed_off="asked")


async def pass_on_unread(turn: Turn, told: str) -> None:
    """Queue the conversation for people, because the bot could not read two messages on end, and
    say so in these words."""
    await handoffs.hand_off(turn.session, turn.conversation, "fallbacks", now=turn.now)
    turn.tell(f"{told}\n{await when_answered(turn)}", handed_off="fallbacks")


async def leave_queue(turn: Turn) -> Events:
    """No person is needed any more, unless it is not the tenant's wish alone that one comes."""
    if await handoffs.withdraw(turn.session, turn.conversation, now=turn.now):
        turn.tell(turn.text("act-handoff-withdrawn"))
    else:
        turn.tell(f"{turn.text('act-handoff-stays')}\n{await when_answered(turn)}", waits=True)
    return []


async def waits_in_queue(turn: Turn) -> bool:
    """Whether a "never mind" that answers nothing may be about the person who was asked for."""
    return turn.conversation.owner == "queued" and turn.said.says("give_up")


async def nothing_changes(_turn: Turn) -> Events:
    return []


async def take_complaint(turn: Turn, words: str) -> None:
    """Open a complaint in these words, and say when somebody answers; more of a complaint of a
    moment ago is no second one. Raises GuestLimit."""
    known = await complaints.add_to_recent(turn.session, turn.conversation, words, now=turn.now)
    if known is not None:
        number, status = known.ticket_no, known.status
        said = turn.text("act-complaint-added", ticket_no=number)
        turn.tell(said, ticket_no=number, status=status)
        return
    ticket = await complaints.take_complaint(turn.session, turn.conversation, words, now=turn.now)
    taken = turn.text("complaint-taken", ticket_no=ticket.ticket_no)
    said = f"{taken}\n{await when_answered(turn)}"
    number, status = ticket.ticket_no, ticket.status
    turn.tell(said, handed_off="complaint", ticket_no=number, status=status)


async def _understood_otherwise(turn: Turn) -> Events | None:
    """What no intent was seen in may still be another package's, or giving up."""
    if (otherwise := await understood(turn, FALLBACK)) is not None:
        return otherwise
    if says_everything(turn.said):
        return await leave_everything(turn)
    return None


async def when_answered(turn: Turn) -> str:
    """What somebody in the queue may expect: at once, after how many others, or from when on."""
    opens = await closed_until(turn)
    if opens is not None:
        return turn.text("answered-from", when=opens, phone=turn.park.desk_phone)
    ahead = await handoffs.ahead(turn.session, turn.conversation)
    if ahead:
        return turn.text("answered-after", ahead=ahead, phone=turn.park.desk_phone)
    return turn.text("answered-now", phone=turn.park.desk_phone)


async def ask_for_patience(turn: Turn) -> None:
    """At most once in PATIENCE_EVERY; otherwise nothing, for there is nothing new to say."""
    shown = await conversations.latest(turn.session, turn.conversation)
    since = turn.now - PATIENCE_EVERY
    if not any(row.created_at > since and WAITS in row.data for row in shown):
        turn.tell(f"{turn.text('handed-off-waits')}\n{await when_answered(turn)}", waits=True)


def _has_words(text: str) -> bool:
    """An emoji alone says nothing that could be misunderstood."""
    return any(one.isalnum() for one in text)


def fell_back_before(turn: Turn, fallback: str) -> bool:
    """Whether the turn before this one ended in this action, and not with people."""
    fell = False
    for event in reversed(turn.events_before):
        match event.get("event"):
            case "user":
                if not _has_words(event.get("text") or ""):
                    return False
                break
            case "action":
                fell = fell or event.get("name") == fallback
            case "bot" if HANDED_OFF in ((event.get("data") or {}).get("custom") or {}):
                return False
    return fell
