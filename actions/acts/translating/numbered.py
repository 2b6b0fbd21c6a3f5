"""So many of what our last message offers: of what could not be had in the number that was wanted,
of what was asked about. "Sorry, I meant 6", "great, we need two, to A-301"."""

from collections.abc import Iterator, Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.heard_lines import spoken
from actions.acts.translating.lines import Group, groups_of
from actions.acts.translating.manners import placed, relation, relations
from actions.kit.said import Entity
from services.acts.acts import Act, Ask, Edit, Op, Start
from services.acts.state import State
from services.acts.values import Line, Ref, What

Placed = tuple[int, Act]
_OFFERS = frozenset({"choice", "item", "quantity"})
"""What our questions wait for whose buttons are dishes."""
_APART = frozenset(
    {
        *("location", "time", "period", "shift", "duration", "phone", "plate", "headcount"),
        *("item", "line_ref", "option", "order_no", "visit_no", "ticket_no", "shelf", "meal"),
    }
)
"""Entities in whose words a figure is no number of portions."""
_APART_HEARD = frozenset({"place", "time", "phone", "plate", "item", "name", "company"})
_ELSE = ("start:repair", "start:visit", "human", "complain", "cancel", "danger", "ask:faq")
_LIKELY = 0.5
_ROOMS = 100
"""Without a word for what it counts, such a number may as well be a room's."""


def offered(state: State) -> frozenset[int]:
    """Items that our last message offers, beside a thing as well where it asks for nothing of it
    but how many, or which."""
    asked = state.asked
    if asked is None or (asked.thing is not None and asked.expects not in _OFFERS):
        return frozenset()
    return frozenset(int(one["item"]) for one in asked.offered if isinstance(one.get("item"), int))


def of_what_is_offered(heard: Heard) -> list[Placed]:
    """So many of the one thing that is offered, or of each of them; with what else is put in
    beside it. Empty where the message asks, names what is offered itself, or is of something
    else."""
    items, said = offered(heard.state), heard.said
    if not items or said.pressed or any(said.acts.get(one, 0.0) >= _LIKELY for one in _ELSE):
        return []
    groups = groups_of(said, said.entities)
    named = [one for one in groups if one.item is not None and _is_name(one, heard)]
    if any(one.ids & items for one in named) or any(_is_put_out(one) for one in named):
        return []
    figures = _figures(heard, named)
    if not figures:
        return []
    last = figures[-1]
    every = _says_each(heard)
    if (len(items) > 1) is not every or _asks_behind(heard, last):
        return []
    wish = next((one for one in groups if one.item is None and one.is_wish), None)
    options, note = (tuple(wish.options), wish.note) if wish is not None else ((), None)
    on = Ref(among="all") if every else None
    many = Edit(op=Op.ADD, on=on, quantity=int(last["value"]), options=options, note=note)
    found: list[Placed] = [(start_of(last), many)]
    lines = tuple(line for one in named for line in one.lines())
    if lines:
        begins = Start(what=What.ORDER, lines=lines)
        rest = Edit(op=Op.ADD, lines=lines) if heard.order is not None else begins
        found.append((start_of(last) + 1, rest))
    told = heard.fields(people=False)
    if told.given:
        found.append((start_of(last) + 2, heard.says(told, heard.at_hand)))
    return found


def _is_name(group: Group, heard: Heard) -> bool:
    """Whether it names something that is sold, or that the reader heard to be a name as well."""
    names = (e for e in heard.said.spans if e["label"] == "item")
    return bool(group.ids) or any(_meet(group.item or {}, e) for e in names)


def _is_put_out(group: Group) -> bool:
    return group.role in ("remove", "replaced", "replacement", "except", "keep", "only")


def _figures(heard: Heard, named: list[Group]) -> list[Entity]:
    """The numbers that are of no name, and of nothing that is no number of portions."""
    said = heard.said
    of_names = {one.item.get("group") for one in named if one.item is not None} - {None}
    quantities = [e for e in placed(said) if e["entity"] == "quantity"]
    counts = [e for e in quantities if e.get("group") not in of_names]
    apart = [e for e in placed(said) if e["entity"] in _APART]
    apart = [e for e in apart if not (e["entity"] == "headcount" and _is_counted(e, counts))]
    apart += [e for e in quantities if e not in counts]
    apart += [e for e in said.spans if e["label"] in _APART_HEARD]
    apart += list(_of_names(heard))
    heard_so = [e for e in said.spans if e["label"] in ("quantity", "headcount")]
    spans = [e for e in heard_so if e["label"] == "quantity" and e.get("value") is not None]
    figures = heard.all("figure")
    figures += [e for e in spans if not any(_meet(e, one) for one in figures)]
    told = []
    agrees = said.acts.get("confirm", 0.0) >= _LIKELY  # "Yes, one please."
    for one in sorted(figures, key=start_of):
        if any(_meet(one, each) for each in apart) or _is_the_hour(one, heard):
            continue
        digits = said.text[one["start"] : one["end"]].isascii()
        digits = digits and 1 < int(one["value"]) < _ROOMS
        digits = digits or (agrees and int(one["value"]) == 1)
        if digits or any(_meet(one, each) for each in (*counts, *heard_so)):
            told.append(one)
    return told


_HALF_A_DAY = 12


def _is_counted(heads: Entity, counts: Sequence[Entity]) -> bool:
    """Whether the same number may count portions: "6 of them"."""
    return any(_meet(heads, one) for one in counts)


def _is_the_hour(figure: Entity, heard: Heard) -> bool:
    """Whether it says how late it is: "it's already 2"."""
    hour = heard.state.now.astimezone(heard.state.zone).hour
    now = int(figure["value"]) in (hour, hour % _HALF_A_DAY)
    ends = {one["end"] for one in relations(heard.said, "by_now")}
    return now and figure["start"] in ends


def _of_names(heard: Heard) -> Iterator[Entity]:
    """Numbers that were heard to be of a name in the same sentence."""
    for one in spoken(heard.said.spans, heard.said.text):
        anchor = one.anchor
        if anchor is not None and anchor["label"] == "item":
            yield from (e for e in one.counts() if not _is_apart(e, anchor, heard.said.text))


def _is_apart(one: Entity, other: Entity, text: str) -> bool:
    first, second = sorted((one, other), key=start_of)
    return any(mark in text[first["end"] : second["start"]] for mark in _SENTENCE_ENDS)


_SENTENCE_ENDS = ("。", ". ", ";", "；", "!", "！", "?", "？", "\n")


def _meet(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _says_each(heard: Heard) -> bool:
    refs = [e for e in heard.all("line_ref") if e["value"] == {"among": "all"}]
    return bool(refs) or relation(heard.said, "each_of") is not None


def _asks_behind(heard: Heard, number: Entity) -> bool:
    """Whether it asks, other than before the number: "only 15? Then 15"."""
    asking = (*heard.all("asks"), *heard.all("question"))
    return any(e["end"] > number["start"] for e in asking)


def so_many_of_each(heard: Heard, asked: Sequence[tuple[int, Ask]]) -> Placed | None:
    """ "Do you have pens and notebooks? Two of each": a number for each, in a clause of its own
    behind a question about several items."""
    items = [ask.item for _, ask in asked]
    if len(items) < 2 or None in items or not _says_each(heard):  # noqa: PLR2004
        return None
    asking = [e for e in placed(heard.said) if e["entity"] in ("question", "asks")]
    end = max((e["end"] for e in asking), default=len(heard.said.text))
    behind = [e for e in heard.all("figure") if e["start"] >= end]
    if len(behind) != 1 or any(start_of(e) >= end for e in heard.all("item")):
        return None
    many = int(behind[0]["value"])
    lines = tuple(Line(item=item, quantity=many) for item in items)
    if heard.order is None:
        return start_of(behind[0]), Start(what=What.ORDER, lines=lines)
    return start_of(behind[0]), Edit(op=Op.ADD, lines=lines)
