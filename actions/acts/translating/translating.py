"""Intent, entities and what stands, as acts."""

from collections.abc import Iterator

from actions.acts.translating import (
    alike,
    anew,
    by_acts,
    by_the_way,
    choices,
    fields,
    leaving,
    numbered,
    orders,
    others,
    questions,
    relative_numbers,
    renewed,
    resaid,
    several,
    swaps,
    taking_back,
    which_order,
)
from actions.acts.translating.agreeing import agreed, on_what_is_pointed_at
from actions.acts.translating.answers import answers
from actions.acts.translating.beginning_both import both_begun
from actions.acts.translating.by_roles import edits_by_roles
from actions.acts.translating.choosing import (
    Reading,
    intents,
    likeliest,
    names_alone,
    probable,
    with_intent,
)
from actions.acts.translating.covering import left_out
from actions.acts.translating.edits_heard import (
    begun_as_heard,
    beside_an_answer,
    joined,
    with_edits,
)
from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import BEGINS, TRACKS
from actions.kit.said import Said
from services.acts.acts import (
    MOST,
    About,
    Act,
    Ask,
    Complain,
    Confirm,
    Correct,
    Danger,
    Deny,
    Give,
    Human,
    Social,
    Start,
    Unknown,
    Urge,
)
from services.acts.state import State
from services.acts.values import What

Placed = tuple[int, Act]
"""An act, with where it begins in the text."""
TYPED_COMMAND = "／"
"""The sign by which the gateway's bot tells what somebody typed from what a button sends."""
_TALKS = {
    "greet": "greet",
    "thank": "thank",
    "goodbye": "goodbye",
    "chitchat": "chat",
    "help": "help",
    "bot_challenge": "bot",
}


def translate(said: Said, state: State) -> tuple[Act, ...]:
    """The acts of a message, in the order in which it says them; at least one. What a button of
    ours would send is text where somebody typed it, and its figures count nothing."""
    if said.text.startswith(TYPED_COMMAND):
        return (Unknown(words=said.text),)
    said = resaid.settled(said, state)
    if chosen := which_order.chosen(said, state):
        return chosen
    sure = (
        _is_asked_of_others(state)
        or _follows(said)
        or questions.of_afterwards(Heard(said, state)) is not None
        or _asks_and_wants(Heard(said, state))
        or bool(alike.of(Heard(said, state)))
        or bool(leaving.of(Heard(said, state)))
        or bool(renewed.of_a_visit(Heard(said, state)))
        or bool(swaps.swapped_back(Heard(said, state)))
        or taking_back.well_again(Heard(said, state)) is not None
        or bool(numbered.of_what_is_offered(Heard(said, state)))
        or any(one["value"] == "first" for one in Heard(said, state).all("restore"))
    )
    if not said.acts or said.pressed or sure or names_alone(said):
        acts = _read(said, state)
    else:
        acts = likeliest(_readings(said, state), said, state)
    if said.pressed:
        return acts
    acts = anew.meant(by_the_way.without(acts, said, state), said, state)
    acts = relative_numbers.reckoned(acts, said, state)
    return which_order.as_said(acts, said, state)


def _is_asked_of_others(state: State) -> bool:
    """What answers a question about a repair or a visit is told by what was asked (`answers`), not
    by what people mostly mean by such words."""
    thing = state.thing(state.asked.thing) if state.asked is not None else None
    return thing is not None and thing.what is not What.ORDER


def _follows(said: Said) -> bool:
    """Whether a number follows from how many eat, or from another item: the reader knows of none
    such."""
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
    rules = [(intent, _read(with_intent(said, intent), state)) for intent in intents(said)]
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
        if whole is not None and left_out(whole, said) < left_out(acts, said):
            yield Reading(intent, whole, fills=True)
        if (other := with_edits(acts, edits, state, by_any, said.acts)) is not None:
            begins = any(isinstance(act, Start) for act in other)
            yield Reading(intent, other, heard=True, fills=begins and intent == said.intent)
    if (both := both_begun(rules, said)) is not None:
        yield Reading(said.intent, both, fills=True)
    if (swap := swaps.only_heard(heard, edits)) is not None:
        yield Reading(said.intent, (swap,), heard=True)
    if (both := choices.beside(said, rules[0][1], state)) is not None:
        yield Reading(said.intent, both, fills=True)
    for alone in by_acts.alone(heard):
        yield Reading(said.intent, alone)


def _offers(state: State) -> bool:
    return state.asked is not None and any("item" in one for one in state.asked.offered)


def _read(said: Said, state: State) -> tuple[Act, ...]:
    heard = Heard(said, state)
    business = list(_business(heard))
    social = [(start_of(one), Social(how=one["value"])) for one in heard.all("social")]
    if not business and not social:
        business = list(_intent_alone(heard))
    found = sorted([*business, *social], key=lambda placed: placed[0])
    acts = tuple(act for _, act in found)[:MOST]
    return acts or (_nothing(heard),)


def _nothing(heard: Heard) -> Act:
    return Unknown(words=heard.words) if heard.words else Social(how="chat")


def _intent_alone(heard: Heard) -> Iterator[Placed]:
    """Messages that are nothing but their intent."""
    match heard.said.intent:
        case "affirm" | "checkout":
            yield 0, Confirm()
        case "deny":
            yield 0, Deny()
        case intent if intent in _TALKS:
            yield 0, Social(how=_TALKS[intent])  # type: ignore[arg-type]


def _before_what_stands(heard: Heard) -> list[Placed]:
    """What became of an order that came, or that what was broken is well again."""
    if (afterwards := questions.of_afterwards(heard)) is not None:
        return [afterwards]
    if (well := taking_back.well_again(heard)) is not None:
        return [well, *several.besides(heard, well[1])]
    return []


def _business(heard: Heard) -> Iterator[Placed]:
    """What the entities say goes before the intent, which is a guess about all of the words."""
    said = heard.said
    if said.danger.get("zone") == "alarm":
        told = heard.fields().model_copy(update=fields.of_repair(said, describes=True))
        yield 0, Danger(kind=said.danger.get("kind"), fields=told)
    elif before_all := _before_what_stands(heard):
        yield from before_all
    elif taking_back.keeps(heard):
        yield 0, Deny()
    elif (stays_away := taking_back.stays_away(heard)) is not None:
        yield stays_away
    elif taking_back.brings_back(heard):
        yield from taking_back.restores(heard)
    elif each := _told_by_what_stands(heard):
        yield from each
    elif orders.edits_order(heard) and (edits := list(orders.of_orders(heard, None))):
        yield from edits
    elif (answer := answers(heard)) is not None:
        yield 0, answer
    elif (about := _asked(heard)) and not others.says_more(heard):
        yield from about
    elif others.says_more(heard):
        yield from others.of_at_hand(heard)
    elif (whole := _of_all_its_words(heard)) is not None:
        yield 0, whole
    else:
        yield from _by_intent(heard)


def _told_by_what_stands(heard: Heard) -> list[Placed]:
    told = leaving.of(heard) or alike.of(heard) or numbered.of_what_is_offered(heard)
    told = told or renewed.of_a_visit(heard) or swaps.swapped_back(heard)
    return told or choices.pointed_at(heard) or others.of_guests(heard)


def _asked(heard: Heard) -> list[Placed]:
    """Questions that are told by their words, whatever the intent."""
    named = questions.of_named_items(heard)
    about = list[Placed](named)
    if len(named) == 1 and (wanted := choices.so_many_of_it(heard, named[0])) is not None:
        about.append(wanted)
    elif (each := numbered.so_many_of_each(heard, named)) is not None:
        about.append(each)
    if not about and heard.said.intent in TRACKS and (of := questions.of_ordering(heard)):
        about.append(of)
    return about


def _by_intent(heard: Heard) -> Iterator[Placed]:
    question = questions.asked(heard)
    if question is not None:
        yield question
        if question[1].about is About.FAQ:
            return
        if (wanted := choices.so_many_of_it(heard, question)) is not None:
            yield wanted
            return
    if (ended := taking_back.ends(heard)) is not None:
        yield ended
        yield from several.besides(heard, ended[1])
    elif (what := BEGINS.get(heard.said.intent)) is not None:
        yield from others.of_others(heard, what)
    else:
        yield from orders.of_orders(heard, question)


_MAY_TELL_OF_A_GUEST = frozenset({"track_visit", "out_of_scope"})


def _of_all_its_words(heard: Heard) -> Act | None:
    """Acts that hold the words themselves."""
    intent, words = heard.said.intent, heard.words
    if intent == "complain" and words is not None:
        return Complain(words=words)
    if intent == "ask_human":
        return Human(words=words)
    if intent in _MAY_TELL_OF_A_GUEST and others.begins_unasked(heard):
        return next((act for _, act in others.of_others(heard, What.VISIT)), None)
    if intent in TRACKS:
        return Ask(about=About.STATUS, of=heard.target(TRACKS[intent]), words=words)
    if intent == "urge_repair":
        return Urge(of=heard.target(_urged(heard)))
    return None


def _urged(heard: Heard) -> What | None:
    """What is waited for, of whatever kind, where no repair is."""
    waits = {one.what for one in heard.state.things if "urge" in one.may}
    return What.REPAIR if What.REPAIR in waits or not waits else None
