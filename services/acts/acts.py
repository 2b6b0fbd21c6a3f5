"""Acts: what a message does, in the order in which it says so.

Whoever reads a message produces acts, and nothing but acts is carried out. In JSON an act is an
object with its name at `act`; `acts_of` reads a list of them.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from services.acts.values import Few, Fields, Line, Ref, Target, Value, What, Words
from services.kit.errors import Invalid

MOST = 30
"""Acts of one message; more are refused."""


class Start(Value):
    """Begin a thing: an order of these lines, a repair, a visit."""

    act: Literal["start"] = "start"
    what: What
    lines: tuple[Line, ...] = ()
    fields: Fields = Fields()
    again: bool = False
    """Like the last one of its kind, or the one of `day`: "the same as yesterday"."""
    days_ago: Few | None = None
    number: str | None = None
    """O…: like this one."""


class Op(StrEnum):
    """Ways to edit lines."""

    ADD = "add"
    """Put `lines` in beside what is there."""
    SET = "set"
    """Make it exactly `quantity`."""
    MORE = "more"
    """`quantity` more of what is there; one if it is not said."""
    FEWER = "fewer"
    FILL = "fill"
    """As many as make `quantity` of everything together: "make it ten in all"."""
    DOUBLE = "double"
    REMOVE = "remove"
    KEEP_ONLY = "keep_only"
    """Take out all but this."""
    SWAP = "swap"
    """`lines` in place of this, as many as it was unless said otherwise."""
    REFINE = "refine"
    """Put `options` and `note` on it, take `without` off it."""
    BECOME = "become"
    """Exactly `lines`, whatever stands: as it was before a change."""


class Edit(Value):
    """Change the lines of an order. On the cart, or on an order as long as it may change."""

    act: Literal["edit"] = "edit"
    op: Op
    on: Ref | None = None
    """Which line; None where the message names none."""
    lines: tuple[Line, ...] = ()
    quantity: Few | None = None
    part: Few | None = None
    """Only so many of the portions of a line: "one of the two without chilli". They become a line
    of their own."""
    share: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Of the portions that it is on: half (0.5) of them."""
    options: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    note: str | None = None
    of: Target = Target()


class Give(Value):
    """Say something of a thing that was not known: what was asked, or more than was asked."""

    act: Literal["give"] = "give"
    fields: Fields
    of: Target = Target()


class Correct(Value):
    """Say something of a thing otherwise than it stands."""

    act: Literal["correct"] = "correct"
    fields: Fields
    of: Target = Target()
    old: Fields = Fields()
    """What it was said to be instead, if the message names it."""


class Confirm(Value):
    """Yes to what was asked, or "go ahead" with what is at hand."""

    act: Literal["confirm"] = "confirm"
    of: Target = Target()


class Deny(Value):
    """No to what was asked."""

    act: Literal["deny"] = "deny"


class GiveUp(Value):
    """Put away what is being put together ("never mind"), or everything that is open."""

    act: Literal["give_up"] = "give_up"
    everything: bool = False
    of: Target = Target()


class Restore(Value):
    """Bring back what was given up, taken out or called off just before."""

    act: Literal["restore"] = "restore"
    of: Target = Target()
    on: Ref | None = None
    """A line that was taken out."""
    change: bool = False
    """Take back the last change, whatever it was: "undo that"."""


class Cancel(Value):
    """Call off a thing that is made: an order, a repair, a visit."""

    act: Literal["cancel"] = "cancel"
    of: Target = Target()
    reason: str | None = None


class About(StrEnum):
    """What a question is about."""

    FAQ = "faq"
    MENU = "menu"
    """What there is, at all or of a kind."""
    ITEM = "item"
    """One item's price, what is in it, whether there is any."""
    CART = "cart"
    STATUS = "status"
    """How far a thing is, or when somebody comes."""
    FEE = "fee"
    """What delivery costs."""
    TIME = "time"
    """Until when one may order, when it would be there."""
    AFTERWARDS = "afterwards"
    """What becomes of an order that came with something missing or wrong, or of the money."""


class Ask(Value):
    """A question. It is never an order, a change or a yes."""

    act: Literal["ask"] = "ask"
    about: About
    faq: str | None = None
    item: int | None = None
    candidates: tuple[int, ...] = ()
    of_item: Literal["price", "allergen", "spice", "stock", "options", "contents"] | None = None
    of: Target = Target()
    words: Words | None = None
    """As it was asked; needed where somebody else has to answer it."""


class Danger(Value):
    """Somebody is in danger, or is told not to be any more."""

    act: Literal["danger"] = "danger"
    kind: str | None = None
    """fire, smoke, gas, trapped, flood, electric, medical, violence, chemical, collapse,
    self_harm."""
    now: bool = True
    """False: taken back, or over."""
    fields: Fields = Fields()


class Human(Value):
    """Wants to talk to a person."""

    act: Literal["human"] = "human"
    words: Words | None = None


class Complain(Value):
    act: Literal["complain"] = "complain"
    words: Words


class Urge(Value):
    """Wants a thing that is made to go faster."""

    act: Literal["urge"] = "urge"
    of: Target = Target()


class Rate(Value):
    act: Literal["rate"] = "rate"
    stars: Annotated[int, Field(ge=1, le=5)]
    comment: str | None = None


class Social(Value):
    """Words that ask for nothing."""

    act: Literal["social"] = "social"
    how: Literal["greet", "thank", "goodbye", "chat", "help", "bot"] = "chat"


class Unknown(Value):
    """Could not be read: which words."""

    act: Literal["unknown"] = "unknown"
    words: Words


type Act = Annotated[
    Start
    | Edit
    | Give
    | Correct
    | Confirm
    | Deny
    | GiveUp
    | Restore
    | Cancel
    | Ask
    | Danger
    | Human
    | Complain
    | Urge
    | Rate
    | Social
    | Unknown,
    Field(discriminator="act"),
]

_ACTS: TypeAdapter[tuple[Act, ...]] = TypeAdapter(
    Annotated[tuple[Act, ...], Field(max_length=MOST)]
)


def acts_of(said: Sequence[Any]) -> tuple[Act, ...]:
    """Acts out of JSON. Raises Invalid, which names the place and what is wrong there."""
    try:
        return _ACTS.validate_python(said)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Invalid(f"acts.{where}: {first['msg']}") from None


def name_of(act: Act) -> str:
    """An act with its kind of edit, of thing or of question: `edit:swap`, `start:visit`."""
    told = (getattr(act, name, None) for name in ("op", "what", "about"))
    return ":".join(str(one) for one in (act.act, *told) if one is not None)


def as_json(acts: Sequence[Act]) -> list[dict[str, Any]]:
    """What `acts_of` reads; fields that were not said are left out."""
    found: list[dict[str, Any]] = _ACTS.dump_python(tuple(acts), mode="json", exclude_defaults=True)
    return [{"act": act.act, **one} for act, one in zip(acts, found, strict=True)]
