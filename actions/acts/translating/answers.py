"""Answers to what a form has asked: more of what it puts together, whatever the intent."""

from collections.abc import Mapping
from typing import Any

from actions.acts.translating import fields, others
from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import BEGINS
from actions.kit.hooks import MOSTLY, WHOLLY, begun_with, business, edits
from actions.kit.said import Said
from services.acts.acts import Act, Give, GiveUp
from services.acts.saying import ACCEPTS
from services.acts.state import Standing, Thing
from services.acts.values import Count, Fields, Place, Target, What

SHORT = 16
"""Characters up to which words that give up are about what was asked."""
UNCLEAR = 0.6
"""Below this an intent is not believed in a message that may be an answer."""
_COUNTS = ("headcount", "quantity", "number")
"""Entities that may say how many come."""
_LONGEST_NAMES, _LONGEST_PLATE, _LONGEST_PLACE = 60, 12, 80
_AS_SAID = 0.9
"""Share of an answer that the park's places make up, below which its words are kept, too."""
_SPEAKS_OF_IT = frozenset({"report_repair", "complain", "out_of_scope"})
"""Intents that an answer to "what is broken?" is heard as."""
_CRITICAL = "critical"


def answers(heard: Heard) -> Act | None:
    """What a message answers to the question of a form that reports or registers; None if it is
    none. An act that says nothing is an answer, too: "a repair, please" in the midst of one."""
    draft, said = _asked_of(heard), heard.said
    if draft is None or said.pressed or heard.given_up_all or edits(said, but=_but(draft)):
        return None
    told = _told(heard, draft)
    field = heard.state.asked.field_name if heard.state.asked is not None else None
    if _gives_up(heard, draft, told, str(field)):
        return GiveUp(of=Target(what=draft.what, thing=draft.id))
    if draft.what is What.REPAIR:
        found = _of_repair(heard, draft, told, str(field))
    else:
        found = _of_visit(heard, told, str(field))
    return None if found is None else _says(heard, found, draft)


def _asked_of(heard: Heard) -> Thing | None:
    """The report or registration whose form asks for a field."""
    asked = heard.state.asked
    thing = heard.state.thing(asked.thing) if asked is not None and asked.field_name else None
    if thing is None or thing.standing is not Standing.DRAFT:
        return None
    return thing if thing.what in BEGINS.values() else None


def _but(draft: Thing) -> frozenset[str]:
    return frozenset(_COUNTS) if draft.what is What.VISIT else frozenset()


def _told(heard: Heard, draft: Thing) -> Fields:
    """What its entities say of the draft, as its package reads them."""
    told = heard.fields()
    now = heard.state.now.astimezone(heard.state.zone)
    read = dict(begun_with(draft.what, heard.said, now, draft.fields))
    moves = told.when is not None and (told.when.same_time or told.when.shift is not None)
    if moves and read.get("when") is None:
        read.pop("when", None)
    told = told.model_copy(update=read)
    told = Fields(**{name: getattr(told, name) for name in told.given & ACCEPTS[draft.what]})
    more = told.names and draft.fields.get("names") and not heard.said.corrects
    return told.model_copy(update={"adds_names": True}) if more else told


def _says(heard: Heard, told: Fields, draft: Thing) -> Act:
    """Of the draft that asks, and of nothing else that has such fields."""
    act = heard.says(told, draft) if told.given else Give(fields=told)
    of = Target(what=draft.what, thing=draft.id)
    return act.model_copy(update={"of": of})


def _gives_up(heard: Heard, draft: Thing, told: Fields, field: str) -> bool:
    """ "Never mind", a plain no, or cancelling without saying that something else is meant. Who
    does not know, or has none of it, answers."""
    said = heard.said
    if said.names_number or told.given or _leaves_open(said, draft) or field == "plate":
        return False
    if said.intent == "deny":
        return True
    return len(said.text) <= SHORT and said.gives_up and not said.names_kind("order")


def _leaves_open(said: Said, draft: Thing) -> bool:
    """Whether it says that no more can be said, or that anything will do."""
    return said.says("unsure", "everywhere" if draft.what is What.REPAIR else "whole_day")


def _is_business(said: Said, *, but: str) -> bool:
    return said.intent in business() - {but}


# Repairs


def _of_repair(heard: Heard, draft: Thing, told: Fields, field: str) -> Fields | None:
    said = heard.said
    told = told.model_copy(update=_fault(heard))
    if said.value("urgency") == _CRITICAL:
        return told
    if field == "description":
        speaks = said.intent in _SPEAKS_OF_IT or said.covered() >= WHOLLY
        return told if speaks else None
    if others.is_another_fault(heard, draft, told):
        return None
    guest = said.says("visitor_name") and said.says("time", "period")
    if guest and said.intent == "register_visitor":
        return None
    where = _where(heard, draft, told)
    if where is not None:
        return told.model_copy(update=where)
    return told if said.intent == "report_repair" else None


def _fault(heard: Heard) -> Mapping[str, Any]:
    """Words about the fault are kept with it; a place alone says nothing of it, and a complaint or
    words in which no intent was seen only where it is asked what is broken."""
    said, asked = heard.said, heard.state.asked
    asks_what = asked is not None and asked.field_name == "description"
    speaks = said.intent == "report_repair" or asks_what
    return fields.of_repair(said, describes=speaks and heard.covered() < 1)


def _where(heard: Heard, draft: Thing, told: Fields) -> Mapping[str, Any] | None:
    """The place that was asked for, as far as it can be said; None if the message says none. In
    danger it is asked once, and whatever is answered is where, as it was said."""
    said = heard.said
    critical = draft.fields.get("urgency") == _CRITICAL
    vague = _leaves_open(said, draft)
    guessed = _is_whole_place_beside_a_guess(heard, told) or _only_sounds_like_a_visit(heard)
    believed = said.intent in business() and not guessed
    if told.place is not None:
        if believed and said.intent != "report_repair" and said.covered() < MOSTLY and not vague:
            return None if not (critical and said.confidence < UNCLEAR) else _in_danger(heard, told)
        more = {"unknown": ("place",)} if vague else {}
        return _in_danger(heard, told) if critical else more
    if critical and not (believed and said.confidence >= UNCLEAR):
        return {"description": None, **_as_it_was_said(said, vague)}
    if vague:
        return {"description": None, "unknown": ("place",)}
    if _says_where(said):
        return {"description": None, **_as_it_was_said(said, vague)}
    return None


def _is_whole_place_beside_a_guess(heard: Heard, told: Fields) -> bool:
    """A place that is found, in a question that nothing answers: "sorry, the address? A-301"."""
    place = told.place
    whole = place is not None and place.building is not None
    whole = whole and place is not None and (place.floor is not None or place.room is not None)
    return whole and heard.said.intent == "ask_faq" and heard.faq is None


def _only_sounds_like_a_visit(heard: Heard) -> bool:
    """ "Building B, please send somebody in": somebody comes, but no guest is told of."""
    guests = heard.said.says("visitor_name", "plate", "headcount", "time", "period")
    named = guests or heard.said.names_kind("visit")
    return heard.said.intent == "register_visitor" and not named


def _as_it_was_said(said: Said, vague: bool) -> Mapping[str, Any]:
    """A place that no rule knows: "the row by the window, at the very end"."""
    place = {} if vague else {"place": Place(place=said.text.strip()[:_LONGEST_PLACE] or None)}
    return {**place, "unknown": ("place",)}


def _says_where(said: Said) -> bool:
    unclear = said.intent == "out_of_scope" or said.confidence < UNCLEAR
    return unclear and said.says("spot")


def _in_danger(heard: Heard, told: Fields) -> Mapping[str, Any]:
    """ "Building A, the one on the left" is more than the building."""
    said, place = heard.said, told.place
    assert place is not None
    words = said.text
    for entity in sorted(heard.all("location"), key=start_of, reverse=True):
        words = words[: start_of(entity)] + words[int(entity.get("end") or 0) :]
    whole = said.covered() >= _AS_SAID or place.place is not None or said.says("unsure")
    if not whole and (rest := words.strip(" ,，。.的在")[:_LONGEST_PLACE]):
        place = place.model_copy(update={"place": rest})
    return {"place": place, "unknown": ("place",)}


# Visits


def _of_visit(heard: Heard, told: Fields, field: str) -> Fields | None:
    said = heard.said
    if _is_business(said, but="register_visitor") and said.confidence >= UNCLEAR:
        names_fault = said.intent == "report_repair" and heard.reports
        if said.covered() < MOSTLY or names_fault:
            return None
    answer = _asked_for(heard, told, field)
    if answer is not None:
        return told.model_copy(update=answer)
    says = bool(told.given) or any(_counts_people(one) for one in heard.all("quantity"))
    return told if says or said.intent == "register_visitor" else None


def _counts_people(entity: Mapping[str, Any]) -> bool:
    return entity.get("unit") == "位"


def _asked_for(heard: Heard, told: Fields, field: str) -> Mapping[str, Any] | None:
    """What answers the question itself, and is no field that any message may name."""
    said = heard.said
    match field:
        case "plate" if not told.plate:
            return _plate(said)
        case "headcount" if said.says(*_COUNTS) and told.headcount is None:
            return {"headcount": Count(exactly=int(said.value(*_COUNTS)))}
        case "when" | "names" if said.says("unsure") and not (field == "names" and told.names):
            return {"unknown": (field,)}
        case "names" if not told.given and _sounds_like_names(said):
            names = tuple(str(one["value"]) for one in heard.all("told_name"))
            return {"names": names} if names else None
    return None


def _plate(said: Said) -> Mapping[str, Any] | None:
    """What still looks like none is taken as it was said; who drives no car, or does not know it,
    needs none."""
    if (plate := _like_plate(said.text)) is not None:
        return {"plate": plate}
    return {"plate": ""} if said.says("no_car", "nothing", "unsure") else None


def _like_plate(text: str) -> str | None:
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    short = 0 < len(plain) <= _LONGEST_PLATE
    return plain if short and any(sign.isdigit() for sign in plain) else None


def _sounds_like_names(said: Said) -> bool:
    heard = said.intent in ("out_of_scope", "register_visitor") or said.confidence < UNCLEAR
    return heard and len(said.text) <= _LONGEST_NAMES and not said.says("asks")
