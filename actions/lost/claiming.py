""" "Is it yours?": the answer of who lost it, and the code by which they fetch it."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn, button
from actions.lost import view
from services.conversations.commands import command
from services.kit.errors import IllegalTransition, NotFound
from services.lost import claims, codes
from services.texts import when


class ClaimLost(ParkAction):
    """The button "mine", or words that say so."""

    action_name = "action_claim_lost"

    async def act(self, turn: Turn) -> Events:
        await claim(turn, _match(turn))
        return []


class DisownLost(ParkAction):
    """The button "not mine", or words that say so."""

    action_name = "action_disown_lost"

    async def act(self, turn: Turn) -> Events:
        await disown(turn, _match(turn))
        return []


class FetchLost(ParkAction):
    """The button "pick-up code": a new code each time, and the earlier one ends."""

    action_name = "action_fetch_lost"

    async def act(self, turn: Turn) -> Events:
        me, match_id = turn.conversation.person_id, _match(turn)
        try:
            held = await claims.claim_of(turn.session, turn.park_id, match_id, me)
            code, until = await codes.issue(
                turn.session, turn.park_id, match_id, person_id=me, now=turn.now
            )
        except NotFound:
            turn.tell(turn.text("lost-claim-over"))
        except codes.NotAgreed:
            text = turn.text("lost-code-not-yet", item_no=held.lost.item_no)
            turn.tell(text, **view.data(held.lost))
        else:
            text = turn.text(
                "lost-code",
                code=code,
                until=when.span(until, None, turn.language, turn.now, turn.zone),
                item_no=held.lost.item_no,
            )
            turn.tell(text, **view.data(held.lost))
        return []


async def settle(turn: Turn) -> bool:
    """Take a yes or a no as the answer to "is it yours?", if that was the last thing we said."""
    match_id = (await turn.asked()).get("lost_match")
    if not isinstance(match_id, int):
        return False
    await (claim if turn.said.intent == "affirm" else disown)(turn, match_id)
    return True


async def claim(turn: Turn, match_id: int) -> None:
    me = turn.conversation.person_id
    try:
        held = await claims.claim(turn.session, turn.park_id, match_id, person_id=me, now=turn.now)
    except (NotFound, IllegalTransition):
        turn.tell(turn.text("lost-claim-over"))
        return
    agreed = held.match.status == "agreed"
    text = turn.text("lost-claimed-agreed" if agreed else "lost-claimed", item_no=held.lost.item_no)
    fetch = button(turn.text("button-lost-code"), command("fetch_lost", lost_match=match_id))
    turn.tell(text, buttons=[fetch] if agreed else [], **view.data(held.lost))


async def disown(turn: Turn, match_id: int) -> None:
    me = turn.conversation.person_id
    try:
        held = await claims.disown(turn.session, turn.park_id, match_id, person_id=me, now=turn.now)
    except (NotFound, IllegalTransition):
        turn.tell(turn.text("lost-claim-over"))
        return
    turn.tell(turn.text("lost-disowned"), **view.data(held.lost))


def _match(turn: Turn) -> int:
    """The match that the command names; 0, which there is not, where it names none."""
    value = turn.said.value("lost_match")
    return value if isinstance(value, int) else 0
