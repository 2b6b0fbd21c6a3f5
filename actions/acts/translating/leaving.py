"""Who goes takes a portion along: "two have left, one of the rice and one of the noodles"."""

from collections.abc import Iterator, Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.intents import CANCELS
from actions.acts.translating.manners import says_manner
from actions.kit.said import Said
from services.acts.acts import Act, Cancel, Edit, Op, Unknown
from services.acts.state import Standing, StandingLine, State, Thing
from services.acts.values import Ref, Target, What
from services.acts.wording import is_named

Placed = tuple[int, Act]


def of(heard: Heard) -> list[Placed]:
    """As many fewer of each line as of its eaters go; empty where nobody does, or where it is not
    one line that they eat."""
    order = heard.order
    if order is None or order.standing is not Standing.DRAFT:
        return []
    return list(_fewer(heard, order)) if says_manner(heard.said, "leaves") else []


def called_off(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "Everybody has gone home, cancel that order for me, would you": what is surely called off,
    where nothing else was understood and one such thing was made lately."""
    heard = CANCELS.get(said.intent)
    what = _kind(said) or heard
    unread = len(acts) == 1 and isinstance(acts[0], Unknown)
    if said.pressed or what is None or not unread or said.acts.get("cancel", 0.0) < _SURELY:
        return tuple(acts)
    made = [one for one in state.things if one.what is what and one.standing is Standing.MADE]
    recent = [one for one in made if state.recent(one)]
    if len(recent) != 1 or said.says("asks", "question"):
        return tuple(acts)
    if what is not heard:
        return (Cancel(of=Target(what=heard)),)  # There is none: what stands is asked about.
    of = Target(what=what, thing=recent[0].id, number=recent[0].number)
    return (Cancel(of=of),)


_SURELY = 0.9


def _kind(said: Said) -> What | None:
    """What it is about in so many words, whatever the whole of it sounds like: "call off that
    order, the delegation isn't coming"."""
    told = {str(one["value"]) for one in said.entities if one["entity"] == "kind"}
    return What(told.pop()) if len(told) == 1 and said.intent in CANCELS else None


def _fewer(heard: Heard, order: Thing) -> Iterator[Placed]:
    for eater in heard.all("eater"):
        told = eater["value"]
        line = _line(order, str(told["of"]))
        if line is not None:
            on = Ref(lines=(line.id,), words=str(told["of"]))
            yield start_of(eater), Edit(op=Op.FEWER, on=on, quantity=int(told["many"]))


def _line(order: Thing, words: str) -> StandingLine | None:
    """The only one that is called so; of several the one whose name ends so."""
    called = [one for one in order.lines if is_named(one, words)]
    ending = [one for one in called if any(name.endswith(words) for name in one.words)]
    if len(called) == 1:
        return called[0]
    return ending[0] if len(ending) == 1 else None
