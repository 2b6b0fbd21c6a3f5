"""What was pointed at, read by our own parsers: answered if it only asks, else read back for a yes.

A model's answer is words of the tenant's own message with the name of an act beside them. The words
were parsed anew; intent and entities are translated as those of any message, and what that gives
has to be on the list of the act, and fit what stands now.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.acts import doubts
from actions.acts.acting import do
from actions.acts.translating import translate
from actions.kit.base import Events
from actions.kit.said import Said
from actions.kit.standing import state_of
from actions.kit.turn import SURE, Turn, button
from services.acts.acts import Act, Deny
from services.acts.chosen import command_of, settled
from services.acts.resolving import resolve
from services.acts.state import State
from services.acts.steps import Doubt, Step
from services.kit.errors import Invalid
from services.kit.folding import shown
from services.readers.questions import MOST_ACTS
from services.readers.vocabulary import CHANGES_NOTHING, allowed, permitted

LONGEST = 60
"""Characters of the tenant's words that are said back, for each act."""

Pointed = Mapping[str, Any]
"""`do`, `words` of the message, and what the bot found in them: `parsed`."""


async def propose(turn: Turn, read: Sequence[Pointed]) -> Events | None:
    """None where nothing of it can be, or a danger is heard in the words: the bot goes on as if
    nobody had pointed."""
    read = read[:MOST_ACTS]
    if any((one["parsed"].get("danger") or {}).get("zone") not in (None, "none") for one in read):
        return None
    state = await state_of(turn)
    may = allowed(state)
    found = [(one, _acts(one, state)) for one in read if one["do"] in may]
    acts = [act for _, those in found for act in those]
    if not acts:
        return None
    if all(act.act in CHANGES_NOTHING for act in acts):
        return await do(turn, acts, state)
    return _read_back(turn, [(one, those) for one, those in found if those], state)


def _acts(one: Pointed, state: State) -> tuple[Act, ...]:
    """The acts of some words, heard as what they were pointed at for."""
    said = Said.of(
        {
            **one["parsed"],
            "text": one["words"],
            "intent": {"name": one["do"], "confidence": 1.0},
            "intent_ranking": [{"name": one["do"], "confidence": 1.0}],
            "acts": {},
        }
    )
    return permitted(one["do"], translate(said, state))


def _read_back(
    turn: Turn, found: Sequence[tuple[Pointed, Sequence[Act]]], state: State
) -> Events | None:
    """One question with a yes that holds everything, each thing settled. Where it is in doubt
    which thing is meant, that is asked instead."""
    steps, doubtful, lines = list[Step](), list[Doubt](), list[str]()
    for one, acts in found:
        outcomes = [resolve(act, state, named_before=tuple(steps)) for act in acts]
        fits = [step for outcome in outcomes if isinstance(outcome, Step) for step in outcome.each]
        doubtful += [outcome for outcome in outcomes if isinstance(outcome, Doubt)]
        if fits:
            steps += fits
            lines.append(turn.text(f"reader-does-{one['do']}", words=_brief(one["words"])))
    if not steps:
        if doubtful:
            doubts.ask(turn, doubtful[0])
        return [] if doubtful else None
    try:
        yes = command_of([settled(step) for step in steps])
    except Invalid:
        return None
    turn.tell(
        "\n".join([turn.text("reader-read-back"), *lines]),
        buttons=[
            button(turn.text("act-yes"), yes),
            button(turn.text("act-no"), command_of([Deny()])),
        ],
        settles=SURE,
        act_sure=True,
    )
    return []


def _brief(words: str) -> str:
    words = " ".join(shown(words).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
