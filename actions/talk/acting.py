"""Acts on nothing in particular: small talk, questions about the park, people, yes and no."""

from collections.abc import Sequence

import actions
from actions.kit.agreeing import agreed_to_nothing
from actions.kit.base import Events
from actions.kit.giving_up import drop_everything
from actions.kit.hooks import YesOrNo
from actions.kit.turn import Turn
from actions.talk import faq, handoff, ratings, smalltalk
from services.acts.acts import Act, Ask, Complain, GiveUp, Rate, Social, Unknown
from services.acts.state import Standing, Thing
from services.acts.steps import Step
from services.acts.values import What
from services.handoffs import handoffs
from services.kit.plugins import found
from services.texts import say

_SAYS = {
    "greet": ("greet", True),
    "thank": ("thank", False),
    "goodbye": ("goodbye", False),
    "chat": ("chitchat", False),
    "help": ("help", True),
    "bot": ("bot-challenge", False),
}
"""The text for each way of talking, and whether the shortcuts are below it."""
LONGEST = 60
"""Characters of a tenant's words that are said back."""


async def waiting(turn: Turn) -> Sequence[Thing]:
    """The handoff that the conversation waits in, if it does."""
    if turn.conversation.owner == "bot":
        return ()
    waits = await handoffs.current(turn.session, turn.conversation)
    if waits is None:
        return ()
    return (
        Thing(
            what=What.HANDOFF,
            standing=Standing.MADE,
            id=f"handoff:{waits.id}",
            title={language: say(language, "act-handoff-title") for language in ("zh", "en")},
            touched_at=waits.queued_at,
            may=frozenset({"give_up", "cancel", "urge"}),
            status=turn.conversation.owner,
        ),
    )


async def withdraw(turn: Turn, _step: Step) -> Events:
    return await handoff.leave_queue(turn)


async def talk(turn: Turn, step: Step) -> Events:
    act = _act(step, Social)
    key, offers = _SAYS[act.how]
    smalltalk.say(turn, key, offers=offers)
    return []


async def answer(turn: Turn, step: Step) -> Events:
    """A question about the park; one that no package answers goes to the service desk's number."""
    act = _act(step, Ask)
    if act.faq is None or not await faq.answered(turn, act.faq):
        turn.tell(turn.text("faq-none", phone=turn.park.desk_phone))
    return []


async def pass_on(turn: Turn, _step: Step) -> Events:
    """Said once, though the message complains as well."""
    if not any(handoff.HANDED_OFF in said["custom"] for said in turn.utterances):
        await handoff.pass_on(turn)
    return []


async def complain(turn: Turn, step: Step) -> Events:
    await handoff.take_complaint(turn, _act(step, Complain).words)
    return []


async def rate(turn: Turn, step: Step) -> Events:
    """Stars for what was asked about."""
    act = _act(step, Rate)
    about = str((await turn.last_told()).get("about") or "")
    await ratings.take_rating(turn, about, act.stars, act.comment)
    return []


async def not_understood(turn: Turn, step: Step) -> Events:
    """Says which words; who waits for a person is told so instead, each time."""
    if turn.conversation.owner == "queued":
        await handoff.ask_for_patience(turn)
        if not turn.utterances:
            turn.tell(turn.text("act-handoff-noted"))
        return []
    words = _act(step, Unknown).words
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    turn.tell(turn.text("act-not-understood", words=shown))
    return []


async def agree(turn: Turn, _step: Step) -> Events:
    """Yes to nothing that was asked: goes on with what waits."""
    parts = found(actions, YesOrNo)
    if not any([await one.waits(turn) for one in parts]) and turn.active_form is None:
        await agreed_to_nothing(turn)
    return []


async def refuse(turn: Turn, _step: Step) -> Events:
    """No to nothing that was asked."""
    turn.tell(turn.text("deny-nothing"))
    return []


async def give_up(turn: Turn, step: Step) -> Events:
    """Everything that is open, or nothing if there is none."""
    if _act(step, GiveUp).everything:
        return await drop_everything(turn)
    turn.tell(turn.text("deny-nothing"))
    return []


def _act[Kind: Act](step: Step, kind: type[Kind]) -> Kind:
    assert isinstance(step.act, kind)
    return step.act
