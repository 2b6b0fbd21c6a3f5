"""Who goes takes a portion along: "two have left, one of the rice and one of the noodles"."""

from collections.abc import Iterator

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import says_manner
from services.acts.acts import Act, Edit, Op
from services.acts.state import Standing, StandingLine, Thing
from services.acts.values import Ref
from services.acts.wording import is_named

Placed = tuple[int, Act]


def of(heard: Heard) -> list[Placed]:
    """As many fewer of each line as of its eaters go; empty where nobody does, or where it is not
    one line that they eat."""
    order = heard.order
    if order is None or order.standing is not Standing.DRAFT:
        return []
    return list(_fewer(heard, order)) if says_manner(heard.said, "leaves") else []


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
