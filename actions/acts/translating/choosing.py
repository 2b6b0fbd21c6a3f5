"""Which of several readings of a message is meant.

Rules find what can be said in so many words, and say how it fits what stands. Where they leave a
choice (the intent is a guess, an operation was put in words that no list has), each reading is
worked out, and the one whose acts the message is likeliest to hold is taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from actions.acts.translating.choices import chooses
from actions.acts.translating.covering import left_out
from actions.acts.translating.likely import probable
from actions.acts.translating.mistaken import begins_by_mistake
from actions.kit.said import CART_ENTITIES, Said
from services.acts.acts import (
    About,
    Act,
    Ask,
    Cancel,
    Complain,
    Edit,
    Op,
    Restore,
    Unknown,
    Urge,
    name_of,
)
from services.acts.state import Standing, State
from services.acts.values import What

LIKELY = 0.1
"""Probability from which an intent is tried beside the likeliest."""
_MAY = 0.3
_DOES = {
    "start:repair": "report_repair", "start:visit": "register_visitor", "start:order": "order_food",
    **{f"edit:{op}": "modify_order" for op in Op},
}  # fmt: skip
"""Intents of messages that hold an act."""
_BINDING = frozenset({"confirm", "cancel"})
"""What places, registers or calls off: never done because it is only likely."""
_ASKED_FIRST = frozenset({What.REPAIR, What.VISIT})
"""What is called off only after a yes, so that it may be asked about where it is only likely."""
_LEAST = -3.0
"""Score below which a reading that is left in place of a mistaken one is not believed."""
_SAID = frozenset({"give", "correct"})
"""One to whoever does not know what stands."""
_SURE = 0.99
_FIRST_OF_VAGUE_EDITS = 5.0
"""The same of a first one whose edits name no line, so that one that does is before it."""
_FIRST_OF_A_GUESS = 2.5
"""The same of a first one that is nothing but its intent (`_is_guess`)."""
_FIRST, _OF_VAGUE_EDITS, _OF_EDITS, _OF_SURE_EDITS = 6.0, 2.0, 5.0, 6.5
"""What the first reading has before the others, and one with edits that were heard: some of them on
no line that is named, on lines that are, and of which all was heard surely. Of 94 messages of four
strangers in which either the first or the heard one was right, it was the heard one in 44 of 51
where it was likelier by one, and in 14 of 22 where they were as likely and all was sure."""
_ALL_SURE = 0.5
_LEFT_OUT = 1.5
"""What a reading loses with each name and each wish that was heard and that it leaves out."""
_TIE = 1e-6
_OF_INTENT = 0.3
"""Weight of the intent's probability."""


def intents(said: Said) -> list[str]:
    """The intent, then others that are likely, by themselves or for what the message does."""
    others = [name for name, share in said.ranking.items() if share >= LIKELY]
    likely = probable(said)
    does = [intent for name, intent in _DOES.items() if likely.get(name, 0.0) >= _MAY]
    return list(dict.fromkeys([said.intent, *others, *does]))


def with_intent(said: Said, intent: str) -> Said:
    return said if intent == said.intent else replace(said, intent=intent)


def names_alone(said: Said) -> bool:
    """Whether it says nothing but what rules read without a guess: names, numbers, options."""
    told = bytearray(len(said.text))
    for one in said.entities:
        if one["entity"] in CART_ENTITIES and one["entity"] != "note":
            for place in range(int(one["start"]), int(one["end"])):
                told[place] = 1
    names = any(one["entity"] == "item" for one in said.entities)
    return names and all(told[place] for place, sign in enumerate(said.text) if sign.isalnum())


def likelihood(acts: Sequence[Act], probable: Mapping[str, float]) -> float:
    """Log of the probability that a message holds just these acts, each by itself."""
    held = {_known_as(_name_in(act, probable)) for act in acts if act.act != "social"}
    likely = {name: share for name, share in probable.items() if name not in _SAID}
    likely["say"] = 1 - (1 - probable.get("give", 0.0)) * (1 - probable.get("correct", 0.0))
    likely.pop("social", None)
    return sum(_log(likely.get(name, 0.0), held=name in held) for name in {*likely, *held})


def _name_in(act: Act, probable: Mapping[str, float]) -> str:
    """What it is called; what is chosen of an offer begins an order, or is put into one."""
    if isinstance(act, Edit) and act.op is Op.ADD and not act.lines:
        return max(_PUT_IN, key=lambda name: probable.get(name, 0.0))
    return name_of(act)


_PUT_IN = (f"edit:{Op.ADD}", "start:order")


def _known_as(name: str) -> str:
    return "say" if name in _SAID else name


def _log(share: float, *, held: bool) -> float:
    known = min(max(share, 1 - _SURE), _SURE)
    return log(known if held else 1 - known)


def _name_their_lines(acts: Sequence[Act]) -> bool:
    edits = [act for act in acts if isinstance(act, Edit | Restore)]
    return all(act.on is not None or getattr(act, "lines", ()) for act in edits)


def _least_sure(said: Said) -> float:
    told = [one for one in said.spans if one["label"] != "op"]
    return min((float(one.get("confidence", 1.0)) for one in told), default=1.0)


@dataclass(frozen=True, slots=True)
class Reading:
    intent: str
    """Which it goes by."""
    acts: tuple[Act, ...]
    heard: bool = False
    """Whether its edits are those that were heard."""
    fills: bool = False
    """Whether it begins the order that the first one begins, with what that lacks."""


def likeliest(readings: Iterable[Reading], said: Said, state: State) -> tuple[Act, ...]:
    """The acts of the best of the readings; the first of several that are as good, but one that
    fills in what that lacks. Nothing binding is done that the first, by rules, does not hold, and
    nothing is begun that nobody heard begin."""
    best = _best(list(_scored(readings, said, state)), least=_least(said))
    if best is None:
        return ()
    if not best.mistaken:
        return best.acts
    return (Unknown(words=said.text.strip()[:2_000] or said.intent),)


@dataclass(frozen=True, slots=True)
class _Scored:
    acts: tuple[Act, ...]
    score: float
    fills: bool
    mistaken: bool


def _least(said: Said) -> float:
    """Score below which no other reading is believed; whoever tells of a fault reports it."""
    return _LEAST if not said.says("fault") else 2 * _LEAST


def _best(scored: Sequence[_Scored], *, least: float) -> _Scored | None:
    """The best; where that begins something by mistake, the best of those that do not, if it is
    likely at all."""
    best = _first(scored)
    if best is None or not best.mistaken:
        return best
    other = _first([one for one in scored if not one.mistaken])
    return other if other is not None and other.score >= least else best


def _first(scored: Sequence[_Scored]) -> _Scored | None:
    best: _Scored | None = None
    for one in scored:
        fills = best is not None and one.fills and not best.fills
        if best is None or one.score > best.score - (_TIE if fills else 0):
            best = one
    return best


def _scored(readings: Iterable[Reading], said: Said, state: State) -> Iterator[_Scored]:
    readings = [one for one in readings if not _is_hardly_a_complaint(one, said)]
    bound = frozenset[str]()
    probable_acts = probable(said)
    sure = _OF_SURE_EDITS if _least_sure(said) >= _ALL_SURE else _OF_EDITS
    for place, one in enumerate(readings):
        binding = {act.act for act in one.acts if _binds(act, state)}
        bound = frozenset(binding) if place == 0 else bound
        if not binding <= bound:
            continue
        share = max(said.ranking.get(one.intent, 0.0), 1 - _SURE)
        mistaken = begins_by_mistake(one.acts, said, state)
        of_edits = sure if _name_their_lines(one.acts) else _OF_VAGUE_EDITS
        if chooses(one.acts, state):
            of_edits = _OF_SURE_EDITS
        begins = place == 0 and not mistaken
        vague = any(isinstance(act, Edit) and _is_vague(act) for act in one.acts)
        first = _FIRST_OF_VAGUE_EDITS if vague else _FIRST
        if all(_is_guess(act, probable_acts) for act in one.acts):
            first = _FIRST_OF_A_GUESS
        before = max(first * (begins or one.fills), of_edits * one.heard)
        score = likelihood(one.acts, probable_acts) + _OF_INTENT * log(share) + before
        score -= _LEFT_OUT * left_out(one.acts, said, state)
        yield _Scored(one.acts, score, one.fills, mistaken)


def _is_vague(edit: Edit) -> bool:
    """Whether it names no line; so many of what was offered are of that."""
    return edit.op is not Op.ADD and not (edit.on or edit.lines)


def _is_hardly_a_complaint(one: Reading, said: Said) -> bool:
    """Whether it complains only by an intent that is not the likeliest, and hardly sounds so: a
    complaint is a ticket, and calls staff."""
    complains = any(isinstance(act, Complain) for act in one.acts)
    return complains and said.intent != "complain" and said.acts.get("complain", 0.0) < _COMPLAINS


_COMPLAINS = 0.6


def _is_guess(act: Act, probable: Mapping[str, float]) -> bool:
    """Whether only its intent speaks for it: no word was found for it, and it was not heard."""
    asks = isinstance(act, Ask) and act.about is About.FAQ and act.faq is None
    alone = asks or isinstance(act, Complain | Urge)
    return alone and probable.get(name_of(act), 0.0) < _MAY


def _binds(act: Act, state: State) -> bool:
    made = {one.what for one in state.things if one.standing is Standing.MADE} & _ASKED_FIRST
    return act.act in _BINDING and not (isinstance(act, Cancel) and act.of.what in made)
