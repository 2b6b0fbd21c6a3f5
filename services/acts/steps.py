"""What comes of resolving an act: a step to carry out, a doubt to ask about, or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.acts.acts import Act
from services.acts.state import StandingLine, Thing
from services.acts.values import What

MOST_READINGS = 3
"""Of a doubt: a question with more buttons helps nobody."""


class Why(StrEnum):
    """Why nothing fits."""

    NOTHING_THERE = "nothing_there"
    """There is no such thing, or no such number."""
    NOT_IN_CART = "not_in_cart"
    """No line is what was named; `thing` is the order that was looked through."""
    TOO_LATE = "too_late"
    """`thing` may not be changed so any more."""
    GIVEN_UP = "given_up"
    """`thing` was given up or called off; it would have to be brought back first."""
    NOTHING_TO_RESTORE = "nothing_to_restore"
    NOTHING_TO_UNDO = "nothing_to_undo"
    """Nothing was changed just now; `thing` stands as it was begun."""
    UNCLEAR_LINE = "unclear_line"
    """More of `lines` fit than can be asked about with buttons, or none is named."""
    UNCLEAR_THING = "unclear_thing"
    """The same of `things`."""
    NOT_SO_MANY = "not_so_many"
    """There are fewer than are to be taken away or changed; `lines` say how many there are."""
    MORE_THERE = "more_there"
    """There are more already than it is to be filled up to."""
    UNEVEN = "uneven"
    """`lines` are no number of which there is such a share."""
    NOTHING_NAMED = "nothing_named"
    """How many, or what instead, was not said."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act with the thing that it is on."""

    act: Act
    """As it is to be carried out. What was said relative to what stands is filled in, and its name
    may be another than the one that was read: who cancels a cart gives it up."""
    thing: Thing | None
    """None: a new one of `what`, or none is needed."""
    what: What | None
    lines: tuple[StandingLine, ...] = ()
    """The lines that an edit or a restore is on. An edit other than `add` that is on no line has
    nothing to change."""
    after: tuple[int, ...] = ()
    """Beside each of the lines of an edit: how many of it stand afterwards *as it is now*. The
    other portions are taken out, swapped or refined; more than there are now are put in. Of
    `keep_only` the lines are those that are kept."""
    unsettled: tuple[str, ...] = ()
    """Names of fields that were said relative to something that does not stand ("same place" with
    no place before). They are left out of the act and have to be asked."""
    also: tuple["Step", ...] = ()
    """The same act on further things ("both of them"), or what else the message says of another
    thing."""
    supposed: bool = False
    """Whether it adds to an order that was placed a while ago, and nobody said that this one is
    meant."""
    then: tuple[Act, ...] = ()
    """Acts that follow once this is carried out. They are resolved against what stands then."""

    @property
    def each(self) -> tuple["Step", ...]:
        """This step and those in `also`, in the order in which they are carried out."""
        return (self, *self.also)

    @property
    def portions(self) -> tuple[int, ...]:
        """Beside each line, how many of its portions are taken out, swapped or refined."""
        both = zip(self.lines, self.after, strict=True)
        return tuple(max(line.quantity - stays, 0) for line, stays in both)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Several readings fit."""

    act: Act
    between: tuple[Step, ...]
    """Best first, at most MOST_READINGS. One alone: it may be meant, but not without a yes.
    Resolved against the same state, the act of each is that step."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing fits."""

    act: Act
    why: str
    """One of Why, or what an executor adds."""
    thing: Thing | None = None
    """What stands instead, or what may not be changed."""
    lines: tuple[StandingLine, ...] = ()
    """What it may have been on."""
    things: tuple[Thing, ...] = ()
    what: What | None = None
    """The kind that was looked for, where it is known."""


type Outcome = Step | Doubt | Refusal


def asked_back(act: Act, readings: Sequence[Step], refused: Refusal) -> Outcome:
    """The only reading, a doubt between a few, or the refusal where there are none or too many."""
    if not readings or len(readings) > MOST_READINGS:
        return refused
    return readings[0] if len(readings) == 1 else Doubt(act, tuple(readings))
