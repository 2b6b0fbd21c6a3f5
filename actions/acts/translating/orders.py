"""What a message does to orders: begins one, or edits the one that stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from actions.acts.translating import fields, questions
from actions.acts.translating.again import otherwise
from actions.acts.translating.edits import edits_of, filled_with, one_after_another, refined
from actions.acts.translating.heard import Heard, changes
from actions.acts.translating.intents import ORDERS
from actions.acts.translating.lines import Group, groups_of, stands_in
from actions.acts.translating.multiples import with_multiples
from services.acts.acts import Act, Edit, Op, Start
from services.acts.state import Standing, Thing
from services.acts.values import Fields, What

Placed = tuple[int, Act]


def edits_order(heard: Heard) -> bool:
    """Whether it changes lines of the order that stands, whatever its intent is: nothing else is
    said in such words."""
    order, said = heard.order, heard.said
    if order is None or said.first("question") is not None or heard.faq is not None:
        return False
    groups = groups_of(said, said.entities)
    if said.intent in ("report_repair", "register_visitor"):
        groups = [one for one in groups if one.item is not None and stands_in(one, order)]
    if _counts_again(heard, groups, order) or filled_with(groups, order) is not None:
        return True
    return any(changes(one, order) for one in groups if not _is_all_of_it(one))


def _counts_again(heard: Heard, groups: Sequence[Group], order: Thing) -> bool:
    """ "No, back to two", "that number's wrong, two": a count alone, right after the number of a
    line was changed, which corrects it or is what it was."""
    change = next((one for one in heard.state.changed if one.thing == order.id), None)
    if change is None or len(groups) != 1 or heard.fields().given:
        return False
    [one] = groups
    bare = one.item is None and one.ref is None and not one.is_wish and one.part is None
    if not bare or one.quantity is None or one.how not in (None, "set"):
        return False
    were = {line.quantity for line in change.lines or ()} - {it.quantity for it in order.lines}
    alone = heard.said.first("number") is not None
    return heard.said.corrects or (one.quantity in were and not alone)


def _is_all_of_it(group: Group) -> bool:
    """ "Cancel everything" gives the order up."""
    everything = group.ref is not None and group.ref["value"] == {"among": "all"}
    return everything and group.role == "remove"


def of_orders(heard: Heard, question: questions.Placed | None) -> Iterator[Placed]:
    """Lines, and the fields that are said beside them; also fields alone."""
    but = questions.stretch(heard, question)
    groups = _groups(heard, but)
    order = heard.order
    told = heard.fields(people=not groups, but=but)
    if heard.said.intent == "reorder":
        yield 0, _again(heard, told)
        changed = [one for one in map(_said_anew, groups) if not _is_a_portion(one)]
        yield from ((one.start, edit) for one in changed for edit in otherwise(one))
        return
    taken_away = [one for one in groups if one.item is not None and _takes_away(one)]
    if order is None and taken_away:
        # Nothing stands: what is taken away from nothing is not put in.
        groups = [one for one in groups if one not in taken_away]
    lines = [line for one in groups if one.item is not None for line in one.lines()]
    if order is None and taken_away and not lines:
        for one in taken_away:
            yield one.start, Edit(op=Op.REMOVE, on=one.where(), quantity=one.quantity)
        return
    if (chosen := _of_offered(heard, groups)) is not None:
        yield chosen
        groups = [one for one in groups if one.item is not None]
        lines = [line for one in groups for line in one.lines()]
        if lines:
            yield chosen[0] + 1, Edit(op=Op.ADD, lines=tuple(lines))
    elif order is not None and _is_on(heard, order, groups):
        yield from _edits(heard, groups, order)
        if groups and _is_by_the_way(heard, told):
            told = told.model_copy(update={"when": None})
    elif lines or (question is None and order is None and heard.said.intent in ORDERS):
        yield 0, Start(what=What.ORDER, lines=tuple(lines), fields=told)
        yield from ((one.start + 1, refined(one, one.where())) for one in groups if one.is_uneven)
        return
    if told.given:
        yield fields.start_of(heard.said), heard.says(told, heard.at_hand)


def _said_anew(group: Group) -> Group:
    """ "Once more, two": a number of no line is how many there are to be, and none that comes to
    what there was."""
    bare = group.item is None and group.ref is None
    return replace(group, how=None) if bare and group.how == "add" else group


def _is_a_portion(group: Group) -> bool:
    """ "One of the same as yesterday" is all of it, and sets no line to one."""
    bare = group.item is None and group.ref is None and not group.is_wish
    return bare and group.how is None and group.quantity == 1


def _takes_away(group: Group) -> bool:
    return group.role in ("remove", "replaced") or group.how == "subtract"


def _is_by_the_way(heard: Heard, told: Fields) -> bool:
    """Whether a day or a part of one beside what is done to lines is only mentioned: "two more, we
    work late tonight". A clock is meant, and so is what was asked for or says how to bring it."""
    when, asked = told.when, heard.state.asked
    vague = when is not None and not when.asap and when.shift is None and not when.same_time
    told_times = (e for name in ("time", "period") for e in heard.all(name))
    clock = any(e.get("clock_named") and e.get("grain") != "part" for e in told_times)
    was_asked = asked is not None and asked.field_name == "when"
    return vague and not clock and not was_asked and told.given == {"when"} and not _moves(heard)


def _moves(heard: Heard) -> bool:
    return heard.said.corrects or heard.said.says("redirect", "fulfilment", "meal")


def _of_offered(heard: Heard, groups: Sequence[Group]) -> tuple[int, Edit] | None:
    """So many of what our last message offers, where no line is named: "two, then"."""
    asked = heard.state.asked
    if asked is None or asked.thing is not None:
        return None
    offers = {one["item"] for one in asked.offered if "item" in one}
    bare = [one for one in groups if one.item is None and one.ref is None and one.quantity]
    if len(offers) != 1 or len(bare) != 1:
        return None
    one = bare[0]
    options, note = tuple(one.options), one.note
    return one.start, Edit(op=Op.ADD, quantity=one.quantity, options=options, note=note)


def _groups(heard: Heard, but: range) -> list[Group]:
    found = groups_of(heard.said, heard.said.entities) if edits_order(heard) else heard.lines(but)
    return list(with_multiples(found, heard.order))


def _edits(heard: Heard, groups: Sequence[Group], order: Thing) -> Iterator[tuple[int, Edit]]:
    start = min((one.start for one in groups), default=0)
    for edit in one_after_another(edits_of(groups, order, heard.said, heard.state)):
        yield start, edit


def _is_on(heard: Heard, order: Thing, groups: Sequence[Group]) -> bool:
    """Whether lines are edits of an order. A new dish after an order was placed is a new order,
    unless it is said to be put to it."""
    if order.standing is Standing.DRAFT or heard.said.corrects:
        return True
    if heard.said.intent not in ORDERS or edits_order(heard):
        return True
    return not any(one.item is not None for one in groups)


# The same again


def _again(heard: Heard, told: Fields) -> Start:
    when = told.when
    today = _today(heard).date()
    if when is not None and when.day is not None and when.day < today:
        # "As yesterday, at 1pm": the day says which order, the hour when it is wanted.
        at = when.start.astimezone(heard.state.zone).date() if when.start is not None else when.day
        kept = when.model_copy(update={"day": None}) if at >= today else None
        told = told.model_copy(update={"when": kept})
    number = heard.said.value("order_no")
    days = _days_ago(heard)
    return Start(what=What.ORDER, again=True, days_ago=days, number=number, fields=told)


def _days_ago(heard: Heard) -> int | None:
    """ "As yesterday": how many days ago, if it is said."""
    for entity in (*heard.all("period"), *heard.all("time")):
        value = entity["value"]
        start = datetime.fromisoformat(value if isinstance(value, str) else value["from"])
        days = (_today(heard).date() - start.date()).days
        if days > 0 and entity.get("day_named"):
            return days
    return None


def _today(heard: Heard) -> datetime:
    return heard.state.now.astimezone(heard.state.zone)
