"""Intent, entities and what stands, as acts."""

from collections.abc import Iterator

from actions.acts.translating import (
    alike,
    anew,
    asked_beside,
    by_acts,
    by_the_way,
    choices,
    counted_anew,
    headings,
    instead_of_that,
    kept_apart,
    leaving,
    narrowed,
    not_called_off,
    numbered,
    of_these,
    of_what_comes,
    others,
    plain_ones,
    portions_apart,
    questions,
    relative_numbers,
    renewed,
    resaid,
    restated,
    room_anew,
    said_again,
    shared_out,
    some_become,
    standing_names,
    swaps,
    taking_back,
    that_one,
    waiting,
    which_order,
    which_ticket,
    who_goes,
    whose,
    wished_for,
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
from actions.acts.translating.manners import says_manner
from actions.acts.translating.mistaken import orders_what_is_broken
from actions.kit.said import Said
from services.acts.acts import Act, Correct, Edit, Give, Start, Unknown
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
    sure = (
        _is_asked_of_others(state)
        or _follows(said)
        or questions.of_afterwards(Heard(said, state)) is not None
        or _asks_and_wants(Heard(said, state))
        or bool(alike.of(Heard(said, state)))
        or bool(leaving.of(Heard(said, state)))
        or bool(whose.of(Heard(said, state)))
        or bool(who_goes.called_off(Heard(said, state)))
        or bool(renewed.of_a_visit(Heard(said, state)))
        or bool(swaps.swapped_back(Heard(said, state)))
        or bool(swaps.for_its_kin(Heard(said, state)))
        or some_become.says(Heard(said, state))
        or bool(choices.named(Heard(said, state)))
        or bool(taking_back.taken_out(Heard(said, state)))
        or says_manner(said, "where_were_we")
        or taking_back.well_again(Heard(said, state)) is not None
        or taking_back.confirms(Heard(said, state))
        or bool(that_one.refined(Heard(said, state)))
        or bool(portions_apart.refined(Heard(said, state)))
        or bool(numbered.of_what_is_offered(Heard(said, state)))
        or any(one["value"] == "first" for one in Heard(said, state).all("restore"))
    )
    if not said.acts or said.pressed or sure or names_alone(said):
        acts = _filled(_ruled(said, state), said, state)
    else:
        acts = likeliest(_readings(said, state), said, state)
    if said.pressed:
        return acts
    acts = leaving.called_off(taking_back.whole(acts, said, state), said, state)
    acts = said_again.meant(whose.with_all(acts, said), said, state)
    acts = instead_of_that.meant(not_called_off.corrected(acts, said, state), said, state)
    acts = plain_ones.meant(of_these.swapped(acts, said, state), said, state)
    acts = restated.swapped(some_become.meant(acts, said, state), said, state)
    acts = wished_for.noted(_without_a_reason(acts, state), said, state)
    acts = counted_anew.of_what_was_asked_about(acts, said, state)
    acts = counted_anew.of_what_was_uncounted(acts, said, state)
    acts = counted_anew.of_the_company(acts, said, state)
    acts = of_what_comes.meant(acts, said, state)
    acts = counted_anew.at_that(acts, said, state)
    acts = counted_anew.mixed_up(acts, said, state)
    acts = counted_anew.with_number(acts, said, state)
    acts = anew.meant(by_the_way.without(acts, said, state), said, state)
    acts = that_one.without_the_other(acts, said)
    acts = relative_numbers.reckoned(swaps.with_what_stays(acts, said, state), said, state)
    acts = portions_apart.begun(narrowed.chosen(acts, said, state), said)
    acts = shared_out.counted(acts, said)
    acts = which_ticket.meant(room_anew.meant(acts, said, state), said, state)
    acts = kept_apart.meant(acts, said, state)
    acts = waiting.noted(which_ticket.of_the_emergency(acts, said, state), said, state)
    return asked_beside.answered(which_order.as_said(acts, said, state), said)


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


def _without_a_reason(acts: tuple[Act, ...], state: State) -> tuple[Act, ...]:
    """What is done to an order without why it is done: "four extra for late sign-ups"."""
    visits = any(one.what is What.VISIT for one in state.things)
    edits = any(isinstance(act, Edit) for act in acts)
    if visits or not edits:
        return acts
    return tuple(
        act
        for act in acts
        if not (isinstance(act, Give | Correct) and act.fields.given == {"reason"})
    )


def _is_asked_of_others(state: State) -> bool:
    """What answers a question about a repair or a visit is told by what was asked (`answers`), not
    by what people mostly mean by such words."""
    thing = state.thing(state.asked.thing) if state.asked is not None else None
    return thing is not None and thing.what is not What.ORDER


def _follows(said: Said) -> bool:
    """Whether a number follows from how many eat, or from another item: the reader knows of none
    such."""
    if said.says("shared"):
        return True
    told = (e for e in said.entities if e["entity"] == "quantity")
    return any(one.get("each") or one.get("factor") for one in told)


def _asks_and_wants(heard: Heard) -> bool:
    """ "Do you have cola? If so, two": a question about items and how many are wanted of each."""
    if numbered.so_many_of_each(heard, questions.of_named_items(heard)) is not None:
        return True
    question = questions.of_what_is_sold(heard)
    names = question is not None and question[1].item is not None
    return names and question is not None and choices.so_many_of_it(heard, question) is not None


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
