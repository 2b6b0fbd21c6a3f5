"""Intent, entities and what stands, as acts."""

from collections.abc import Iterator

from actions.acts.translating import (
    by_acts,
    choices,
    headings,
    others,
    resaid,
    standing_names,
    swaps,
    which_order,
)
from actions.acts.translating.agreeing import agreed, on_what_is_pointed_at
from actions.acts.translating.beginning_both import both_begun
from actions.acts.translating.by_roles import edits_by_roles
from actions.acts.translating.by_rules import by_rules
from actions.acts.translating.choosing import (
    Reading,
    intents,
    likeliest,
    names_alone,
    with_intent,
)
from actions.acts.translating.covering import left_out
from actions.acts.translating.edits_heard import (
    begun,
    begun_as_heard,
    beside_an_answer,
    joined,
    with_edits,
)
from actions.acts.translating.heard import Heard
from actions.acts.translating.likely import probable
from actions.acts.translating.mistaken import orders_what_is_broken
from actions.acts.translating.settled import settled
from actions.acts.translating.sure import is_sure
from actions.kit.said import Said
from services.acts.acts import Act, Correct, Give, Start, Unknown
from services.acts.state import State
from services.acts.values import What

TYPED_COMMAND = "／"
"""The sign by which the gateway's bot tells what somebody typed from what a button sends."""


def translate(said: Said, state: State) -> tuple[Act, ...]:
    """The acts of a message, in the order in which it says them; at least one. What a button of
    ours would send is text where somebody typed it, and its figures count nothing."""
    if said.text.startswith(TYPED_COMMAND):
        return (Unknown(words=said.text),)
    said = resaid.settled(headings.without(said), state)
    said = standing_names.settled(said, state)
    if chosen := which_order.chosen(said, state):
        return chosen
    if not said.acts or said.pressed or is_sure(said, state) or names_alone(said):
        acts = _filled(_ruled(said, state), said, state)
    else:
        acts = likeliest(_readings(said, state), said, state)
    return acts if said.pressed else settled(acts, said, state)


def _ruled(said: Said, state: State) -> tuple[Act, ...]:
    """What rules find; where that orders what a report only tells of, what the report is told:
    "room 208, it has nibbled a biscuit"."""
    acts = by_rules(said, state)
    if said.acts and not said.pressed and orders_what_is_broken(acts, said, state):
        return by_rules(with_intent(said, "report_repair"), state)
    return acts


def _filled(acts: tuple[Act, ...], said: Said, state: State) -> tuple[Act, ...]:
    """An order that begins with nothing, with what was heard to be put in: "the A4, five packs"
    while a report asks where."""
    empty = any(
        isinstance(act, Start) and act.what is What.ORDER and not (act.lines or act.again)
        for act in acts
    )
    if not empty or said.pressed or any(one.what is What.ORDER for one in state.things):
        return acts
    return begun(acts, edits_by_roles(said)) or acts


def _readings(said: Said, state: State) -> Iterator[Reading]:
    """By each intent that is likely, with the edits that rules find and with those that were heard;
    then acts that are likely by themselves, and what may be said of the thing at hand."""
    heard = Heard(said, state)
    edits = edits_by_roles(said, heard.order, offers=_offers(state))
    edits = on_what_is_pointed_at(edits, said)
    rules = [(intent, by_rules(with_intent(said, intent), state)) for intent in intents(said)]
    if by_acts.says(heard):
        told = tuple(act for _, act in others.of_at_hand(heard))
        if all(act.fields.given for act in told if isinstance(act, Give | Correct)):
            rules.append((said.intent, told))
    by_any = [act for _, ruled in rules for act in ruled]
    for intent, ruled in rules:
        acts = agreed(ruled, edits, said, state)
        yield Reading(intent, acts)
        if intent == said.intent and (more := joined(acts, edits, probable(said))) is not None:
            yield Reading(intent, more, fills=True)
        if intent == said.intent and heard.order is not None:
            both = beside_an_answer(acts, edits, probable(said))
            if both is not None:
                yield Reading(intent, both, fills=True)
        whole = begun_as_heard(acts, edits) if intent == said.intent else None
        if whole is not None and left_out(whole, said, state) < left_out(acts, said, state):
            yield Reading(intent, whole, fills=True)
        if (other := with_edits(acts, edits, state, by_any, said.acts)) is not None:
            begins = any(isinstance(act, Start) for act in other)
            yield Reading(intent, other, heard=True, fills=begins and intent == said.intent)
    if (both := both_begun(rules, said, state)) is not None:
        yield Reading(said.intent, both, fills=True)
    if (swap := swaps.only_heard(heard, edits)) is not None:
        yield Reading(said.intent, (swap,), heard=True)
    if (both := choices.beside(said, rules[0][1], state)) is not None:
        yield Reading(said.intent, both, fills=True)
    for alone in by_acts.alone(heard):
        yield Reading(said.intent, alone)


def _offers(state: State) -> bool:
    return state.asked is not None and any("item" in one for one in state.asked.offered)
