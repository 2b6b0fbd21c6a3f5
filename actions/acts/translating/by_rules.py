"""What rules find in a message: the first of its readings, and that of each other intent."""

from collections.abc import Iterator

from actions.acts.translating import (
    alike,
    choices,
    fields,
    leaving,
    numbered,
    orders,
    others,
    portions_apart,
    questions,
    renewed,
    several,
    swaps,
    taking_back,
    that_one,
    who_goes,
    whose,
)
from actions.acts.translating.answers import answers
from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import BEGINS, TRACKS
from actions.acts.translating.manners import says_manner
from actions.kit.said import Said
from services.acts.acts import (
    MOST,
    About,
    Act,
    Ask,
    Complain,
    Confirm,
    Danger,
    Deny,
    Human,
    Social,
    Unknown,
    Urge,
)
from services.acts.state import State
from services.acts.values import What

Placed = tuple[int, Act]
"""An act, with where it begins in the text."""
_TALKS = {
    "greet": "greet",
    "thank": "thank",
    "goodbye": "goodbye",
    "chitchat": "chat",
    "help": "help",
    "bot_challenge": "bot",
}


def by_rules(said: Said, state: State) -> tuple[Act, ...]:
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
    """How far we are, what became of an order that came, which of several visits is called off,
    that what was broken is well again, or what is done to the portion of somebody who was named."""
    if says_manner(heard.said, "where_were_we") and heard.order is not None:
        return [(0, Ask(about=About.CART))]
    if (afterwards := questions.of_afterwards(heard)) is not None:
        return [afterwards]
    if gone := who_goes.called_off(heard):
        return list[Placed](gone)
    if (well := taking_back.well_again(heard)) is not None:
        return [well, *several.besides(heard, well[1])]
    return whose.of(heard)


def _business(heard: Heard) -> Iterator[Placed]:
    """What the entities say goes before the intent, which is a guess about all of the words."""
    said = heard.said
    if said.danger.get("zone") == "alarm":
        told = heard.fields().model_copy(update=fields.of_repair(said, describes=True))
        yield 0, Danger(kind=said.danger.get("kind"), fields=told)
    elif before_all := _before_what_stands(heard):
        yield from before_all
    elif (settles := taking_back.yes_or_no(heard)) is not None:
        yield 0, settles
    elif (stays_away := who_goes.stays_away(heard)) is not None:
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
    told = (
        portions_apart.refined(heard)
        or that_one.refined(heard)
        or leaving.of(heard)
        or alike.of(heard)
        or numbered.of_what_is_offered(heard)
    )
    told = told or renewed.of_a_visit(heard) or swaps.swapped_back(heard)
    told = told or swaps.for_its_kin(heard) or taking_back.taken_out(heard)
    return told or choices.named(heard) or choices.pointed_at(heard) or others.of_guests(heard)


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
