"""Giving up, calling off, and bringing back."""

from collections.abc import Iterator, Sequence

from actions.acts.translating.again import otherwise
from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.heard_lines import spoken
from actions.acts.translating.intents import CANCELS
from actions.acts.translating.lines import Group
from actions.acts.translating.manners import (
    manners,
    placed,
    relation,
    relations,
    says_manner,
)
from actions.kit.said import Entity, Said
from services.acts.acts import (
    Act,
    Cancel,
    Confirm,
    Correct,
    Deny,
    Edit,
    GiveUp,
    Op,
    Restore,
)
from services.acts.state import Standing, State
from services.acts.values import Fields, Place, Ref, Target, What

Placed = tuple[int, Act]


def brings_back(heard: Heard) -> bool:
    """Whether what was taken out or called off is wanted after all; nothing is, where nothing is
    gone."""
    if _undoes(heard):
        return True
    if _wants_repair_again(heard):
        return True
    gone = any(one.standing is Standing.DROPPED or one.removed for one in heard.state.things)
    if gone and _as_counted(heard) is not None:
        return True
    named = any(e.get("role") == "restore" for e in heard.all("item"))
    if named and any(one.lines is not None for one in heard.state.changed):
        return True
    return gone and (named or heard.said.first("restore") is not None)


def _wants_repair_again(heard: Heard) -> bool:
    """ "Have it repaired after all", where a repair was called off and nothing new is told of."""
    said = heard.said
    gone = [one for one in heard.state.things if one.standing is Standing.DROPPED]
    tells = heard.names_fault or heard.fields().given or said.value("repair_category") != "other"
    told_again = relation(said, "again") is not None
    again = said.says("again") and (said.intent == "report_repair" or told_again)
    if not again or not gone or gone[0].what is not What.REPAIR:
        return False
    return not tells or (told_again and heard.fields().place is None)


def _undoes(heard: Heard) -> bool:
    """Whether it takes back the last change, whatever that was."""
    return any(one["value"] in ("change", "first") for one in heard.all("restore"))


CALLS_OFF = frozenset({"order_cancel", "repair_cancel", "visit_cancel"})
"""What our questions whether to call something off expect."""


def keeps(heard: Heard) -> bool:
    """Whether it is a no to calling something off: nothing is gone, "she is coming after all"."""
    asked = heard.state.asked
    if not heard.said.says("restore"):
        return False
    gone = any(one.standing is Standing.DROPPED or one.removed for one in heard.state.things)
    denies = heard.said.intent in CANCELS and not gone and not _undoes(heard)
    return denies or (asked is not None and asked.expects in CALLS_OFF)


def yes_or_no(heard: Heard) -> Confirm | Deny | None:
    """What it says to calling something off; None if it says neither."""
    if keeps(heard):
        return Deny()
    return Confirm() if confirms(heard) else None


def confirms(heard: Heard) -> bool:
    """Whether it is a yes to calling something off, in the words of calling off: "right, cancel
    it". Who says that it is not to be called off, or what else is meant, says no such yes."""
    asked, said = heard.state.asked, heard.said
    if said.pressed or asked is None or asked.expects not in CALLS_OFF:
        return False
    if said.hedges or said.says("restore", "asks", "question", "item", "time") or not _drops(said):
        return False
    others = (n for n in said.acts if n.startswith(("start:", "edit:", "restore", "ask:")))
    return max((said.acts[name] for name in others), default=0.0) < _SURELY


def _drops(said: Said) -> bool:
    """Whether it says yes and that something goes, or nothing but that it is to be called off."""
    dropped = [one for one in said.entities if one["entity"] == "give_up"]
    if said.acts.get("confirm", 0.0) >= _SURELY:
        return bool(dropped) or said.acts.get("cancel", 0.0) >= _MAY
    called_off = any(one["value"] == "asked" for one in dropped)
    return called_off and not any(one["value"] == "this" for one in dropped)


_MAY = 0.3


def restores(heard: Heard) -> Iterator[Placed]:
    """What comes back, and how it is to be otherwise than it was: "all of it, minus a salad"."""
    lines = heard.lines()
    groups = [one for one in lines if one.role == "restore"]
    at = start_of(heard.said.first("restore") or {})
    for group in groups:
        at = group.start
        yield at, Restore(on=group.where())
    counted = _as_counted(heard) if not groups else None
    if counted is not None:
        yield counted
    elif not groups:
        yield at, Restore(change=_undoes(heard))
    if _undoes(heard):
        return
    yield from ((max(at, one.start), edit) for one in lines for edit in otherwise(one))
    if counted is None and not groups and (many := _but_only(heard)) is not None:
        yield at + 1, Edit(op=Op.SET, quantity=many)
    yield from _otherwise_told(heard, at)


def _otherwise_told(heard: Heard, at: int) -> Iterator[Placed]:
    """What is said anew of a visit that comes back: "he is coming after all, but tomorrow"."""
    gone = next((one for one in heard.state.things if one.standing is Standing.DROPPED), None)
    told = heard.fields()
    if gone is None or gone.what is not What.VISIT:
        return
    told = told.model_copy(update={"names": ()})
    if told.given:
        of = Target(what=What.VISIT, thing=gone.id, number=gone.number)
        yield at + 1, Correct(fields=told, of=of)


def _but_only(heard: Heard) -> int | None:
    """ "Put it back, but only one": the one number that was heard, of no name."""
    named = any(one["label"] in ("item", "ref") for one in heard.said.spans)
    told = [one for one in heard.said.spans if one["label"] == "quantity"]
    if named or heard.lines():
        return None
    if not told:
        ends = {one["end"] for one in relations(heard.said, "only")}
        only = [one for one in heard.all("figure") if one["start"] in ends]
        return int(only[0]["value"]) if len(only) == 1 else None
    return told[0].get("value") if len(told) == 1 and told[0].get("role") == "set" else None


def _as_counted(heard: Heard) -> Placed | None:
    """ "Not the eggs, those stay at the original number": one name that was heard."""
    if not says_manner(heard.said, "as_counted"):
        return None
    named = [one for one in spoken(heard.said.spans, heard.said.text) if one.anchor is not None]
    items = [one for one in named if one.anchor and one.anchor["label"] == "item"]
    on = items[0].where() if len(items) == 1 else None
    return (items[0].start, Restore(on=on)) if on is not None else None


def whole(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, with a placed order called off where all of it is not wanted any more: "that rice
    from before, I don't want it"."""
    order = Heard(said, state).order
    if order is None or order.standing is not Standing.MADE or "cancel" not in order.may:
        return tuple(acts)
    items = {line.item for line in order.lines}
    plain = len(acts) == 1 and not said.pressed and not said.says("asks", "question")
    act = acts[0] if plain and len(items) == 1 and state.recent(order) else None
    if not isinstance(act, Edit) or act.op is not Op.REMOVE or act.quantity or act.part:
        return tuple(acts)
    on = act.on
    told = {on.item, *on.candidates} - {None} if on is not None else set()
    if told and not told & items:
        return tuple(acts)
    return (Cancel(of=Target(what=What.ORDER, thing=order.id, number=order.number)),)


def taken_out(heard: Heard) -> list[Placed]:
    """ "We still have bags in the cupboard, not needed": the one line that is named goes, though a
    reason stands before the words that take it out."""
    order, mark, said = heard.order, heard.given_up, heard.said
    named = [e for e in placed(said) if e["entity"] == "item" and e.get("value") is not None]
    if order is None or mark is None or mark["value"] != "this" or len(named) != 1:
        return []
    [one] = named
    stands = any(line.item == one["value"] for line in order.lines)
    if not stands or one.get("role") or start_of(mark) < one["end"] or said.says("asks"):
        return []
    if said.says("question", "quantity", "option", "note"):
        return []
    return [(start_of(one), Edit(op=Op.REMOVE, on=Ref(item=int(one["value"]))))]


def ends(heard: Heard) -> Placed | None:
    """Giving up what is being put together, or calling off what is made; None if it does not, or
    only takes out lines."""
    mark = heard.given_up
    named = [one for one in heard.lines() if one.item is not None or one.ref is not None]
    if any(not _is_all(one) for one in named) or (named and mark is None):
        return None
    if _is_of_a_line(heard, mark) or _is_an_eater(heard, mark):
        return None
    at = start_of(mark) if mark is not None else 0
    if mark is not None and mark["value"] == "all":
        return at, GiveUp(everything=True)
    if (what := CANCELS.get(heard.said.intent)) is not None:
        says = _names(heard, what) or heard.target().number is not None
        if heard.target().number is None and _is_only_put_together(heard, what):
            says = False
        return at, Cancel(of=heard.target(what)) if says else GiveUp()
    if mark is None:
        return None
    drafts = [one for one in heard.state.things if one.standing is Standing.DRAFT]
    return at, Cancel() if not drafts and heard.recent is not None else GiveUp()


def _is_an_eater(heard: Heard, mark: Entity | None) -> bool:
    """Whether somebody does not come who was to eat: that ends no order where no guest is known."""
    visits = any(one.what is What.VISIT for one in heard.state.things)
    leaves = any(
        mark is None or (one["start"] < mark["end"] and start_of(mark) < one["end"])
        for one in manners(heard.said, "leaves")
    )
    return leaves and heard.order is not None and not visits


_SURELY = 0.8
_WAITS = frozenset({"reported", None})
"""Of a ticket that nobody has taken up. Of others, that all is well is what they are asked."""


def well_again(heard: Heard) -> Placed | None:
    """What was reported lately is well again, or nobody has to come: it is called off. None where
    it asks whether it is, or tells of the same fault besides."""
    said = heard.said
    if not says_manner(said, "well") or said.says("asks", "question"):
        return None
    if max(said.acts.get(name, 0.0) for name in ("start:repair", "urge")) >= _SURELY:
        return None
    waiting = [
        one
        for one in heard.state.things
        if one.what is What.REPAIR and one.standing is Standing.MADE and heard.state.recent(one)
    ]
    if not waiting or any(one.status not in _WAITS for one in waiting):
        return None
    drafts = [one for one in heard.state.things if one.standing is Standing.DRAFT]
    if any(one.what is What.REPAIR for one in drafts):
        return None
    if (left := relation(said, "left")) is not None:
        there = Fields(place=Place(room=str(left["room"])))
        return 0, Correct(fields=there, of=heard.target(What.REPAIR))
    return 0, Cancel(of=heard.target(What.REPAIR))


def _is_of_a_line(heard: Heard, mark: Entity | None) -> bool:
    """Whether something of a cart is given up that is not found in it: "the tomato one, no"."""
    if mark is None or mark["value"] != "this" or heard.said.intent != "modify_order":
        return False
    letters = sum(sign.isalnum() for sign in heard.said.text)
    given_up = sum(sign.isalnum() for sign in str(mark.get("text") or ""))
    order = heard.order
    there = order is not None and order.standing is Standing.DRAFT and bool(order.lines)
    return there and given_up * 2 < letters


def _is_only_put_together(heard: Heard, what: What) -> bool:
    """Whether what stands of its kind is not made yet, so that nothing can be called off."""
    of_kind = [one.standing for one in heard.state.things if one.what is what]
    return Standing.DRAFT in of_kind and Standing.MADE not in of_kind and not heard.said.pressed


def _names(heard: Heard, what: What) -> bool:
    """Whether it says what it is about, and not only "cancel"."""
    kinds = {str(one["value"]) for one in heard.all("kind")}
    return heard.said.pressed or str(what) in kinds or what is not What.ORDER


def _is_all(group: Group) -> bool:
    return group.ref is not None and group.ref["value"] == {"among": "all"}
