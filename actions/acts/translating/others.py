"""Repairs and visits, and what is said of whatever is at hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from actions.acts.translating import fates, fields, guests, several
from actions.acts.translating.apart import one_by_one
from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import CANCELS
from actions.kit.hooks import begun_with
from services.acts.acts import Act, Start
from services.acts.state import Standing, State, Thing
from services.acts.values import Count, Fields, Place, What, When

MOSTLY = 0.5
"""Share of a message that fields make up which is nothing but more of what is at hand."""
Placed = tuple[int, Act]


def says_more(heard: Heard) -> bool:
    """Whether it says more of what is at hand, or says it otherwise, and nothing else; its intent
    is hardly known then."""
    at_hand, told, said = heard.at_hand, heard.fields(), heard.said
    says = told.given or (heard.names_fault and said.corrects)
    if at_hand is None or not says or _is_other_business(heard, told, at_hand):
        return False
    if heard.names_fault and at_hand.standing is Standing.MADE:
        return _takes_back_first(heard)
    if said.corrects and (said.intent not in CANCELS or not said.says("give_up")):
        return True
    if at_hand.standing is Standing.MADE and _says_otherwise(heard, told, at_hand):
        return True
    return heard.covered() >= MOSTLY and not _is_new_visit(told, at_hand)


def _says_otherwise(heard: Heard, told: Fields, at_hand: Thing) -> bool:
    """Whether it says what only makes sense of something that stands: so much later, one head more;
    of a visit, that nobody drives. A length of time in a new report is none of these."""
    begins = heard.said.intent == "report_repair" and heard.names_fault
    if begins or _is_new_visit(told, at_hand):
        return False
    moves = told.when is not None and (told.when.shift is not None or told.when.same_time)
    relative = told.headcount is not None and told.headcount.exactly is None
    of_visit = at_hand.what is What.VISIT and (relative or told.plate is not None)
    return of_visit or (moves and not heard.said.says("asks"))


def _is_other_business(heard: Heard, told: Fields, at_hand: Thing) -> bool:
    """Whether it asks, orders, takes back, or tells of a thing of another kind."""
    asks = heard.faq is not None or heard.names_dish
    visits = bool(told.names) and told.when is not None and at_hand.what is not What.VISIT
    repairs = heard.reports and at_hand.what is not What.REPAIR
    takes_back = heard.given_up is not None or heard.said.says("question", "restore")
    return asks or takes_back or visits or repairs


def _takes_back_first(heard: Heard) -> bool:
    """ "No, it is the lamp that is broken" corrects; "the lamp is broken, please change it" does
    not."""
    taken_back, fault = heard.said.first("correction"), heard.said.first("fault")
    if taken_back is None or fault is None:
        return False
    return start_of(taken_back) < start_of(fault)


def of_at_hand(heard: Heard) -> Iterator[Placed]:
    told, thing = heard.fields(), heard.at_hand
    if thing is not None and thing.what is What.REPAIR:
        unsaid = thing.standing is Standing.DRAFT and "description" in thing.missing
        more = fields.of_repair(heard.said, describes=heard.names_fault or unsaid)
        more = _without_guess(more, heard, thing)
        told = told.model_copy(update=more)
    yield 0, heard.says(told, thing)


def of_guests(heard: Heard) -> list[Placed]:
    """What it says of each of several visits, where it names guests of each of them; empty where it
    does not, or says nothing of one of them but that it stays as it is."""
    places = {at for at, _ in heard.guests}
    if len(places) < 2 or len(places) < len(heard.guests) or heard.given_up is not None:  # noqa: PLR2004
        return []
    parts = [
        (Heard(said, replace(heard.state, asked=None)), visit)
        for said, visit in guests.one_by_one(heard.said, heard.guests)
    ]
    told = [(part, part.fields(), visit) for part, visit in parts]
    told = [one for one in told if one[1].given - {"names"} or not fates.only_stays(one[0].said)]
    if not told or not all(fields.given - {"names"} for _, fields, _ in told):
        return []
    return [(at, part.says(fields, visit)) for at, (part, fields, visit) in enumerate(told)]


def of_others(heard: Heard, what: What) -> Iterator[Placed]:
    """A repair or a visit: begun, or more said of the one that stands."""
    told, thing = heard.fields(), heard.thing(what)
    if what is What.REPAIR:
        answers = told.given and not heard.names_fault and heard.covered() >= 1
        describes = thing is None or not answers
        more = fields.of_repair(heard.said, describes=describes)
        told = told.model_copy(update=_without_guess(more, heard, thing))
        if thing is not None and heard.said.value("revises") == "report":
            told = told.model_copy(update={"category": None})
    if what is What.REPAIR and told.place is None and (there := _place_asked_about(heard)):
        told = told.model_copy(update={"place": there})
    if thing is None or not told.given or _begins(heard, what, thing, told):
        yield from enumerate(_each(heard, what, told))
    else:
        yield 0, heard.says(told, thing)


def _place_asked_about(heard: Heard) -> Place | None:
    """Where the ticket is that we just asked about: what broke in its stead is there, too."""
    asked = heard.state.thing(heard.state.asked.thing) if heard.state.asked is not None else None
    if asked is None or asked.what is not What.REPAIR or asked.standing is not Standing.MADE:
        asked = _called_off_before(heard)
    if asked is None:
        return None
    there = asked.fields.get("place")
    return there if isinstance(there, Place) and heard.names_fault else None


def _called_off_before(heard: Heard) -> Thing | None:
    """The report that the same message has just called off."""
    gone = (one for one in heard.state.things if one.what is What.REPAIR)
    dropped = next((one for one in gone if one.standing is Standing.DROPPED), None)
    at = dropped.touched_at if dropped is not None else None
    return dropped if at is not None and heard.state.now - at <= _SAME_TURN else None


_SAME_TURN = timedelta(seconds=5)


def _start(heard: Heard, what: What, told: Fields) -> Start:
    now = heard.state.now.astimezone(heard.state.zone)
    told = told.model_copy(update=begun_with(what, heard.said, now))
    if what is What.VISIT:
        told = _at_the_same_hour(heard, guests.counted_by_name(heard.said, told))
    return Start(what=what, fields=_in_all(told))


def _at_the_same_hour(heard: Heard, told: Fields) -> Fields:
    """ "Thursday, same time, Anna Bell": at the hour of the visit that was registered last."""
    same = heard.fields().when
    made = [one for one in heard.state.things if one.what is What.VISIT]
    last = next((one.fields.get("when") for one in made if one.standing is Standing.MADE), None)
    clock = getattr(last, "start", None)
    on = (told.when.day if told.when is not None else None) or (same.day if same else None)
    if same is None or not same.same_time or clock is None or on is None:
        return told
    start = clock.astimezone(heard.state.zone).replace(year=on.year, month=on.month, day=on.day)
    return told.model_copy(update={"when": When(start=start, day=on)})


def begins_unasked(heard: Heard) -> bool:
    """Whether it tells who comes and when though it sounds like a question, where no visit stands
    that it might ask about: none, or only such of others."""
    told = heard.fields()
    asks = heard.said.says("asks", "question") or heard.said.corrects
    return not asks and told.when is not None and is_somebody_else(told, heard.state)


def is_somebody_else(told: Fields, state: State) -> bool:
    """Whether it names guests, and none of those who stand in a visit."""
    visits = [one for one in state.things if one.what is What.VISIT]
    known = {name for one in visits for name in one.fields.get("names") or ()}
    unnamed = any(not one.fields.get("names") for one in visits)
    return bool(told.names) and not unnamed and known.isdisjoint(told.names)


def _each(heard: Heard, what: What, told: Fields) -> Sequence[Start]:
    """One, or one for each guest with an hour of their own, or for each fault."""
    if what is What.REPAIR and (faults := several.starts(heard)):
        return faults
    apart = one_by_one(heard.said) if what is What.VISIT else []
    guests = [Heard(said, heard.state) for said in apart]
    return [_start(one, what, one.fields()) for one in guests] or [_start(heard, what, told)]


def _begins(heard: Heard, what: What, thing: Thing, told: Fields) -> bool:
    """Whether it begins another one, though one stands."""
    if is_another_fault(heard, thing, told):
        return True
    if what is What.REPAIR and revises(heard, thing):
        return False
    takes_back = heard.said.corrects and (not heard.names_fault or _takes_back_first(heard))
    if thing.standing is Standing.DRAFT or takes_back:
        return False
    if what is What.VISIT:
        return _is_new_visit(told, thing)
    if _only_says_more(heard) or _is_a_detail(heard, thing):
        return False
    return heard.reports and (
        told.category != thing.fields.get("category") or _is_elsewhere(told, thing)
    )


_HARDLY, _SURELY = 0.05, 0.8
"""Probability of reporting something below which nobody heard so, and of saying more."""


def _only_says_more(heard: Heard) -> bool:
    """Whether it was surely heard to say more of what stands, and nothing to be broken: "second
    cubicle from the door"."""
    acts = heard.said.acts
    more = max(acts.get("give", 0.0), acts.get("correct", 0.0)) >= _SURELY
    return more and acts.get("start:repair", 0.0) < _HARDLY and not heard.names_fault


def _is_a_detail(heard: Heard, thing: Thing) -> bool:
    """Whether a few words right behind a report say nothing to be broken, nor that it is something
    else: "several of them, under the sink"."""
    said, acts = heard.said, heard.said.acts
    begins = max((acts.get(name, 0.0) for name in _BEGINS_ELSE), default=0.0) >= _HARDLY
    short = len(said.text) <= _FEW_WORDS
    plain = not heard.names_fault and not said.says("adds", "broken", "question", "asks")
    return heard.state.just(thing) and short and plain and not begins and bool(acts)


_FEW_WORDS = 32
"""Characters."""
_BEGINS_ELSE = ("start:repair", "start:visit", "start:order", "complain", "danger")


def _without_guess(more: dict[str, Any], heard: Heard, thing: Thing | None) -> dict[str, Any]:
    """Without a category that is only guessed of the whole message, where a report stands that has
    one: "not B, it is C that shakes"."""
    stands = thing is not None and thing.standing is Standing.MADE
    if not stands or heard.names_fault:
        return more
    if _only_says_more(heard) or (thing is not None and _is_a_detail(heard, thing)):
        return {name: one for name, one in more.items() if name not in ("category", "urgency")}
    whole = len(heard.said.text)
    named = [
        e for e in heard.all("repair_category") if int(e.get("end") or 0) - start_of(e) < whole
    ]
    return more if named else {name: one for name, one in more.items() if name != "category"}


def revises(heard: Heard, thing: Thing) -> bool:
    """Whether a fault that was told of lately turns out to be another one, or more goes into its
    report; what is said to be in another room, or comes besides without a word of it, does not."""
    recent = thing.standing is Standing.MADE and heard.state.recent(thing)
    return recent and heard.said.says("revises") and not _is_elsewhere(heard.fields(), thing)


def is_another_fault(heard: Heard, thing: Thing, told: Fields) -> bool:
    """Whether something else is told to be broken besides, while a fault is being reported: "the
    light in the corridor flickers, too"."""
    if thing.what is not What.REPAIR or thing.standing is not Standing.DRAFT:
        return False
    known = thing.fields.get("category")
    both = told.category is not None and known not in (None, "other", told.category)
    return both and heard.names_fault and heard.said.says("adds") and not heard.said.corrects


def _is_elsewhere(told: Fields, thing: Thing) -> bool:
    """Whether it names another place than the one that stands, and not only more of it."""
    there, here = thing.fields.get("place"), told.place
    if not isinstance(there, Place) or here is None:
        return False
    parts = ("building", "floor", "room")
    pairs = [(getattr(there, name), getattr(here, name)) for name in parts]
    return any(was is not None and now is not None and was != now for was, now in pairs)


def _is_new_visit(told: Fields, at_hand: Thing) -> bool:
    made = at_hand.standing is Standing.MADE
    known = {str(one).casefold() for one in at_hand.fields.get("names") or ()}
    others = [one for one in told.names if one.casefold() not in known]
    when = told.when
    moved = when is not None and (when.shift is not None or (when.same_time and when.day is None))
    return made and bool(others) and when is not None and not moved


def _in_all(told: Fields) -> Fields:
    """Who comes with two others comes as three."""
    count = told.headcount
    if count is None or count.exactly is not None:
        return told
    known = max(len(told.names), 1)
    return told.model_copy(update={"headcount": Count(exactly=max(known + count.plus, 0))})
