"""What is chosen of what our last message offers, and how many of what was just asked about."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.heard_lines import Spoken, spoken
from actions.acts.translating.lines import Group, groups_of
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Ask, Edit, Op, Start
from services.acts.state import State
from services.acts.values import Line, What
from services.acts.wording import within

Placed = tuple[int, Act]
_ANOTHER = ("question", "asks", "hedge", "item", "line_ref", "give_up")
"""Entities beside which a number is not how many are wanted of what was asked about."""


def dishes(state: State) -> frozenset[int]:
    """Items that our last message offers beside no thing that it asks about."""
    asked = state.asked
    if asked is None or asked.thing is not None:
        return frozenset()
    return frozenset(int(one["item"]) for one in asked.offered if isinstance(one.get("item"), int))


def pointed_at(heard: Heard) -> list[Placed]:
    """ "Never mind, both", "the second one, two": words that point to what is offered choose it,
    where nothing is named besides. Empty where they do not."""
    if not dishes(heard.state) or heard.said.first("question") is not None:
        return []
    groups = groups_of(heard.said, heard.said.entities)
    pointing = [one for one in groups if one.ref is not None and one.role is None]
    if len(pointing) != 1 or any(one.item is not None for one in groups):
        return []
    [one] = pointing
    if not _is_offered(one, heard.state):
        return []
    many = next((each.quantity for each in (one, *groups) if each.quantity), None)
    edit = Edit(op=Op.ADD, on=one.where(), quantity=many, options=tuple(one.options), note=one.note)
    told = heard.fields(people=False)
    more = [(one.start + 1, heard.says(told, heard.at_hand))] if told.given else []
    return [(one.start, edit), *more]


def named(heard: Heard) -> list[Placed]:
    """ "The thin ones, AAA. Four please": the one of what is offered that is named beside words
    that only point, and how many. Empty where none is, or another thing is named besides."""
    offered = dishes(heard.state)
    if not offered or heard.said.says("question", "asks"):
        return []
    groups = groups_of(heard.said, heard.said.entities)
    told = {item for one in groups if one.item is not None for item in one.ids}
    pointing = any(one.ref is not None and one.role is None for one in groups)
    if not pointing or len(told) != 1 or not told <= offered:
        return []
    [item] = told
    many = next((one.quantity for one in groups if one.quantity), None)
    at = min(one.start for one in groups)
    line = Line(item=item, quantity=many)
    if heard.order is None:
        return [(at, Start(what=What.ORDER, lines=(line,)))]
    return [(at, Edit(op=Op.ADD, lines=(line,)))]


def _is_offered(group: Group, state: State) -> bool:
    where, asked = group.where(), state.asked
    if where is None or asked is None:
        return False
    if where.has is not None:
        titles = [str(one.get("title") or "") for one in asked.offered if "item" in one]
        return sum(within(where.has, title) for title in titles) == 1
    return where.position is not None or where.among == "all"


def so_many_of_it(heard: Heard, question: tuple[int, Ask]) -> Placed | None:
    """ "Do you have umbrellas? I'll take two": a number in a clause of its own, behind a question
    about one item, is how many of that are wanted."""
    at, ask = question
    asking = next((e for e in heard.all("question") if at in heard.clause(e)), None)
    named = [e for e in heard.all("item") if e.get("value") is not None]
    item = ask.item
    if item is None and len(named) == 1:
        item = int(named[0]["value"])
    if asking is None or item is None:
        return None
    clause = _asking(heard, asking)
    told = heard.all("quantity") or [e for e in heard.said.spans if e["label"] == "quantity"]
    counts = [e for e in told if start_of(e) >= clause.stop and e.get("value") is not None]
    if len(counts) != 1 or counts[0].get("role") not in (None, "set", "add"):
        return None
    end = int(counts[0].get("end") or 0)
    own = range(max(heard.clause(counts[0]).start, clause.stop), heard.clause(counts[0]).stop)
    beside = [e for name in _ANOTHER for e in heard.all(name) if not _is_condition(heard, e)]
    if any(start_of(e) in own and (e["entity"] != "asks" or start_of(e) < end) for e in beside):
        return None
    line = Line(item=item, quantity=int(counts[0]["value"]))
    if heard.order is None:
        return start_of(counts[0]), Start(what=What.ORDER, lines=(line,))
    return start_of(counts[0]), Edit(op=Op.ADD, lines=(line,))


_IF_SO = ("有的话", "有就", "要是有", "如果有", " if so", " if yes", " if you", " if there")
"""Words behind a question that make what follows depend on its answer."""
_CONDITIONS = frozenset({"if", "如果", "要是"})


def _asking(heard: Heard, question: Entity) -> range:
    """The words that ask: up to the end of the sentence, or to what depends on the answer."""
    clause, text = heard.clause(question), heard.said.text.lower()
    behind = [text.find(words, int(question.get("end") or 0)) for words in _IF_SO]
    return range(clause.start, min([clause.stop, *(at for at in behind if at >= 0)]))


def _is_condition(heard: Heard, entity: Entity) -> bool:
    """Whether it is the "if" of "if so": nobody doubts there."""
    words = heard.said.text[start_of(entity) : int(entity.get("end") or 0)]
    return entity["entity"] == "hedge" and words.lower() in _CONDITIONS


def beside(said: Said, acts: Sequence[Act], state: State) -> tuple[Act, ...] | None:
    """ "Ok, 2 then, and a stapler": with so many of the one dish that we offered, where rules found
    only what is wished besides. None where no such number was heard."""
    if len(dishes(state)) != 1 or any(_is_choice(act) for act in acts):
        return None
    if not any(isinstance(act, Edit | Start) for act in acts):
        return None
    counts = [_count(one) for each in spoken(said.spans, said.text) for one in _spare(each)]
    if len(set(counts)) != 1 or counts[0] is None:
        return None
    return (Edit(op=Op.ADD, quantity=counts[0]), *acts)


def _spare(one: Spoken) -> list[Entity]:
    """Numbers of no name, or of one that is only mentioned; of a name that has two, those before
    the last one."""
    plain = one.counts("", "add", "set", "more")
    return plain if one.anchor is None or one.role == "mention" else plain[:-1]


def _count(span: Entity) -> int | None:
    return int(span["value"]) if span.get("value") is not None else None


def _is_choice(act: Act) -> bool:
    return isinstance(act, Edit) and not act.lines and act.op in (Op.ADD, Op.SET, Op.MORE)


def chooses(acts: Sequence[Act], state: State) -> bool:
    """Whether some of these put in what our last message offers."""
    return bool(dishes(state)) and any(
        isinstance(act, Edit) and act.op is Op.ADD and not act.lines and act.on is not None
        for act in acts
    )
