"""Intent, entities and what stands, as acts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.acts.translating import fields
from actions.acts.translating.lines import Group, edits_of, groups_of, one_after_another
from actions.kit.said import Entity, Said
from services.acts.acts import (
    About,
    Act,
    Ask,
    Cancel,
    Complain,
    Confirm,
    Correct,
    Danger,
    Deny,
    Edit,
    Give,
    GiveUp,
    Human,
    Op,
    Restore,
    Social,
    Start,
    Unknown,
    Urge,
)
from services.acts.state import Standing, State, Thing
from services.acts.values import Count, Fields, Target, What

SURE_OF_FAQ = 0.42
"""Retrieval score from which a question is that entry's."""
_ORDERS = frozenset({"order_food", "order_goods"})
_OF_ORDERS = frozenset(
    {
        *_ORDERS,
        *("modify_order", "reorder", "view_cart", "checkout", "browse_menu", "browse_shop"),
        *("cancel_order", "affirm", "deny", "thank", "greet", "goodbye", "chitchat"),
        *("out_of_scope", "ask_faq", "help"),
    }
)
"""Intents whose dishes are a tenant's order; elsewhere they are mentioned by the way."""
_BEGINS = {"report_repair": What.REPAIR, "register_visitor": What.VISIT}
_CANCELS = {
    "cancel_order": What.ORDER,
    "cancel_repair": What.REPAIR,
    "cancel_visit": What.VISIT,
}
_TRACKS = {"track_order": What.ORDER, "track_repair": What.REPAIR, "track_visit": What.VISIT}
_NUMBERS = {"order_no": What.ORDER, "ticket_no": What.REPAIR, "visit_no": What.VISIT}
_TALKS = {
    "greet": "greet",
    "thank": "thank",
    "goodbye": "goodbye",
    "chitchat": "chat",
    "help": "help",
    "bot_challenge": "bot",
}
_MOSTLY = 0.5
"""Share of a message that fields make up which is nothing but more of what is at hand."""
_OF_ITEMS = ("allergen", "spice", "price", "contents", "options", "stock")
"""What may be asked of an item, the narrowest first."""
_CLAUSE_ENDS = "，,。;；!！?？\n"

Placed = tuple[int, Act]


def translate(said: Said, state: State) -> tuple[Act, ...]:
    """The acts of a message, in the order in which it says them; at least one."""
    reading = _Reading(said, state)
    found = sorted(reading.acts(), key=lambda placed: placed[0])
    acts = tuple(act for _, act in found)
    return acts or (_nothing(said),)


def _nothing(said: Said) -> Act:
    words = said.text.strip()[:2_000]
    return Unknown(words=words) if words else Social(how="chat")


@dataclass(frozen=True, slots=True)
class _Reading:
    said: Said
    state: State

    def acts(self) -> Iterator[Placed]:
        """Acts, each with where it begins in the text."""
        body = list(self._business())
        social = list(self._social())
        if not body and not any(isinstance(act, Social) for _, act in social):
            body = list(self._words_alone())
        yield from body
        yield from social

    # Talk

    def _social(self) -> Iterator[Placed]:
        for entity in self._all("social"):
            yield _start(entity), Social(how=entity["value"])

    def _words_alone(self) -> Iterator[Placed]:
        """Messages that are nothing but their intent."""
        match self.said.intent:
            case "affirm" | "checkout":
                yield 0, Confirm()
            case "deny":
                yield 0, Deny()
            case intent if intent in _TALKS:
                yield 0, Social(how=_TALKS[intent])  # type: ignore[arg-type]

    # Business

    def _business(self) -> Iterator[Placed]:
        said, intent = self.said, self.said.intent
        if said.danger.get("zone") == "alarm":
            told = self._fields().model_copy(update=fields.of_repair(said, describes=True))
            yield 0, Danger(kind=said.danger.get("kind"), fields=told)
            return
        if self._gives_back():
            yield from self._restores()
            return
        if self._edits_order():
            yield from self._of_orders(None)
            return
        if self._says_more():
            yield from self._of_at_hand()
            return
        if (only := self._about_words()) is not None:
            yield 0, only
            return
        asked = self._question()
        if asked is not None:
            yield asked
            if asked[1].about is About.FAQ:
                return
        ends = self._ends()
        if ends is not None:
            yield ends
            return
        if intent in _BEGINS:
            yield from self._of_others(_BEGINS[intent])
            return
        yield from self._of_orders(asked)

    # What the entities say, whatever the intent is

    def _edits_order(self) -> bool:
        """Whether it changes lines of the order that stands: nothing else is said in such words."""
        order = self._order()
        if order is None or self.said.first("question") is not None or self._faq() is not None:
            return False
        if self.said.intent in ("report_repair", "register_visitor") and not self._names_line(order):
            return False
        return any(_changes(one, order) for one in groups_of(self.said, self.said.entities))

    def _names_line(self, order: Thing) -> bool:
        groups = groups_of(self.said, self.said.entities)
        return any(one.item is not None and _stands(one, order) for one in groups)

    def _says_more(self) -> bool:
        """Whether it says more of what is at hand, or says it otherwise, and nothing else."""
        at_hand = self._at_hand()
        told = self._fields()
        if at_hand is None or not told.given or self._faq() is not None:
            return False
        if self.said.first("question", "give_up", "restore") is not None or self._named_items():
            return False
        if told.names and told.when is not None and at_hand.what is not What.VISIT:
            return False
        if self._names_fault() and at_hand.what is not What.REPAIR:
            return False
        if self.said.corrects and self.said.intent not in _CANCELS:
            return not (self._names_fault() and at_hand.standing is Standing.MADE)
        return self._covered() >= _MOSTLY and not self._is_new_visit(told, at_hand)

    def _is_new_visit(self, told: Fields, at_hand: Thing) -> bool:
        made = at_hand.standing is Standing.MADE
        return made and bool(told.names) and told.when is not None

    def _of_at_hand(self) -> Iterator[Placed]:
        told, thing = self._fields(), self._at_hand()
        if thing is not None and thing.what is What.REPAIR:
            describes = self._names_fault() or thing.standing is Standing.DRAFT and (
                "description" in thing.missing or "problem" in thing.missing
            )
            told = told.model_copy(update=fields.of_repair(self.said, describes=describes))
        yield 0, self._says(told, thing)

    def _at_hand(self) -> Thing | None:
        """What was asked about, else what is being put together, else what was made last."""
        asked = self.state.thing(self.state.asked.thing) if self.state.asked is not None else None
        if asked is not None and asked.standing is not Standing.DROPPED:
            return asked
        drafts = [one for one in self.state.things if one.standing is Standing.DRAFT]
        return next(iter(drafts), None) or self._recent()

    def _named_items(self) -> bool:
        return any(
            e.get("value") is not None and self.said.intent in _OF_ORDERS for e in self._all("item")
        )

    def _names_fault(self) -> bool:
        """Whether rules found something that is broken; the classifier guesses of any report."""
        return any(
            e.get("extractor") == "RuleEntities" and e["value"] != "other"
            for e in self._all("repair_category")
        )

    def _covered(self) -> float:
        """Share of the letters that fields stand for."""
        letters = [i for i, c in enumerate(self.said.text) if c.isalnum()]
        spans = [(_start(e), int(e.get("end") or 0)) for e in fields.told_in(self.said)]
        inside = sum(any(start <= i < end for start, end in spans) for i in letters)
        return inside / len(letters) if letters else 0.0

    def _about_words(self) -> Act | None:
        """Acts that hold the words themselves."""
        said = self.said
        words = said.text.strip()[:2_000]
        match said.intent:
            case "complain" if words:
                return Complain(words=words)
            case "ask_human":
                return Human(words=words or None)
            case intent if intent in _TRACKS:
                return Ask(about=About.STATUS, of=self._target(_TRACKS[intent]), words=words or None)
            case "urge_repair" if self._made(What.REPAIR):
                return Urge(of=self._target(What.REPAIR))
        return None

    def _target(self, what: What | None) -> Target:
        for name, kind in _NUMBERS.items():
            if (number := self.said.value(name)) is not None:
                return Target(what=what or kind, number=str(number))
        return Target(what=what)

    # Questions

    def _question(self) -> tuple[int, Ask] | None:
        """A question, with where it is asked; a request that is put as one is none."""
        said = self.said
        words = said.text.strip()[:2_000] or None
        if said.intent == "view_cart":
            return 0, Ask(about=About.CART)
        if (known := self._faq()) is not None:
            return 0, Ask(about=About.FAQ, faq=known, words=words)
        aspects = {str(one["value"]): one for one in self._all("question")}
        aspect = next((name for name in _OF_ITEMS if name in aspects), None)
        if aspect is not None and said.intent not in _BEGINS:
            clause = self._clause(aspects[aspect])
            item = next((e for e in self._all("item") if _start(e) in clause), None)
            if item is not None or self._order() is not None and aspect != "stock":
                return _start(aspects[aspect]), Ask(
                    about=About.ITEM, of_item=aspect, words=words, **_asked_item(item)  # type: ignore[arg-type]
                )
        for name, about in (("fee", About.FEE), ("time", About.TIME)):
            if name in aspects and said.intent not in _BEGINS:
                return _start(aspects[name]), Ask(about=about, words=words)
        if said.intent in ("browse_menu", "browse_shop") and not self._says_how():
            return 0, Ask(about=About.MENU, words=words)
        if said.intent == "ask_faq":
            return 0, Ask(about=About.FAQ, words=words)
        return None

    def _says_how(self) -> bool:
        """Whether it says how something is to be done, of what stands: no question about a menu."""
        wishes = any(one.is_wish for one in self._groups())
        return wishes and self._order() is not None and self.said.first("question") is None

    def _faq(self) -> str | None:
        found = self.said.faq
        pressed = self.said.value("faq")
        sure = self.said.intent == "ask_faq" and float(found.get("score") or 0) >= SURE_OF_FAQ
        return str(pressed or found["id"]) if pressed or sure else None

    def _clause(self, entity: Entity) -> range:
        """Where the sentence begins and ends in which an entity stands."""
        text = self.said.text
        start, end = _start(entity), int(entity.get("end") or 0)
        begins = max((text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS), default=-1) + 1
        ends = min((at for mark in _CLAUSE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
        return range(begins, ends + 1)

    # Taking back, bringing back

    def _gives_back(self) -> bool:
        gone = any(
            thing.standing is Standing.DROPPED or thing.removed for thing in self.state.things
        )
        named = any(e.get("role") == "restore" for e in self._all("item"))
        return gone and (named or self.said.first("restore") is not None)

    def _restores(self) -> Iterator[Placed]:
        groups = [one for one in self._groups() if one.role == "restore"]
        for group in groups:
            yield group.start, Restore(on=group.where())
        if not groups:
            mark = self.said.first("restore")
            yield _start(mark) if mark is not None else 0, Restore()

    def _ends(self) -> Placed | None:
        """Giving up what is being put together, or calling off what is made."""
        mark = self.said.first("give_up")
        groups = [one for one in self._groups() if one.item is not None or one.ref is not None]
        if any(not _is_all(one) for one in groups) or (groups and mark is None):
            return None
        at = _start(mark) if mark is not None else 0
        if (what := _CANCELS.get(self.said.intent)) is not None:
            return at, Cancel(of=self._target(what))
        if mark is None:
            return None
        if mark["value"] == "all":
            return at, GiveUp(everything=True)
        drafts = [one for one in self.state.things if one.standing is Standing.DRAFT]
        if not drafts and self._recent() is not None:
            return at, Cancel()
        return at, GiveUp()

    # Repairs and visits

    def _of_others(self, what: What) -> Iterator[Placed]:
        """A repair or a visit: begun, or more said of the one at hand."""
        told = self._fields()
        names_fault = self._names_fault()
        thing = self._thing(what)
        if what is What.REPAIR:
            describes = not told.given or names_fault or thing is None or self.said.covered() < 1
            more = fields.of_repair(self.said, describes=describes)
            told = told.model_copy(update=more)
        if thing is None or self._begins(what, thing, told, names_fault=names_fault):
            yield 0, Start(what=what, fields=_in_all(told))
        elif told.given:
            yield 0, self._says(told, thing)

    def _begins(self, what: What, thing: Thing, told: Fields, *, names_fault: bool) -> bool:
        """Whether it begins another one, though one stands."""
        if thing.standing is Standing.DRAFT or self.said.corrects:
            return False
        if what is What.VISIT:
            return bool(told.names) and told.when is not None
        return names_fault and told.category != thing.fields.get("category")

    # Orders, and fields of whatever is at hand

    def _of_orders(self, asked: tuple[int, Ask] | None) -> Iterator[Placed]:
        groups = self._groups(but=asked)
        order = self._order()
        clause = self._clause(self._mark(asked)) if asked is not None else range(0)
        told = self._fields(people=not groups, but=clause)
        edits: list[tuple[int, Edit]] = []
        if self.said.intent == "reorder":
            days = self._days_ago()
            yield 0, Start(what=What.ORDER, again=True, days_ago=days, fields=self._without_past(told))
            edits = self._more_of_again(groups)
            told = Fields()
        elif order is not None and self._is_on(order, groups):
            edits = self._edits(groups, order)
        elif (lines := [line for one in groups if one.item for line in one.lines()]) or self._orders(asked):
            yield 0, Start(what=What.ORDER, lines=tuple(lines), fields=told)
            told = Fields()
        yield from edits
        if told.given:
            yield self._says_at(told), self._says(told, self._at_hand())

    def _orders(self, asked: tuple[int, Ask] | None) -> bool:
        return asked is None and self._order() is None and self.said.intent in _ORDERS

    def _edits(self, groups: Sequence[Group], order: Thing) -> list[tuple[int, Edit]]:
        edits = one_after_another(edits_of(groups, order, self.said, self.state))
        starts = [one.start for one in groups] or [0]
        return [(min(starts), edit) for edit in edits]

    def _more_of_again(self, groups: Sequence[Group]) -> list[tuple[int, Edit]]:
        """ "The same as yesterday, with one more latte"."""
        return [
            (one.start, Edit(op=Op.MORE, on=one.where(), quantity=one.quantity))
            for one in groups
            if one.item is not None and one.how == "add"
        ]

    def _is_on(self, order: Thing, groups: Sequence[Group]) -> bool:
        """Whether lines are edits of an order. A new dish after an order was placed is a new order,
        unless it is said to be put to it."""
        if order.standing is Standing.DRAFT or self.said.corrects:
            return True
        if self.said.intent in _ORDERS:
            plain = [one for one in groups if one.role is None and one.how is None]
            return not any(one.item is not None and not _stands(one, order) for one in plain)
        return True

    def _groups(self, but: tuple[int, Ask] | None = None) -> list[Group]:
        """Lines that the message names; those that a question asks about are none."""
        if self.said.intent not in _OF_ORDERS:
            return []
        entities: Sequence[Entity] = self.said.entities
        if but is not None and but[1].about is not About.CART:
            clause = self._clause(self._mark(but))
            entities = [e for e in entities if _start(e) not in clause]
        return groups_of(self.said, entities)

    def _mark(self, asked: tuple[int, Ask]) -> Entity:
        """The words that ask; all of them where the intent alone says that it is a question."""
        whole = {"start": 0, "end": len(self.said.text)}
        return next((e for e in self._all("question") if _start(e) == asked[0]), whole)

    # Fields

    def _fields(self, *, people: bool = True, but: range = range(0)) -> Fields:
        return fields.fields_of(self.said, people=people, but=but)

    def _says(self, told: Fields, thing: Thing | None) -> Act:
        """Something that is new, or otherwise than it stands."""
        old = fields.old_fields_of(self.said)
        of = self._target(None)
        when = told.when
        moves = when is not None and (when.shift is not None or when.same_time)
        known = thing.fields if thing is not None and thing.standing is Standing.MADE else {}
        stands = any(known.get(name) for name in told.given)
        if old.given or self.said.corrects or moves or stands:
            return Correct(fields=told, old=old, of=of)
        return Give(fields=told, of=of)

    def _says_at(self, told: Fields) -> int:
        return fields.start_of(self.said)

    def _days_ago(self) -> int | None:
        """ "As yesterday": how many days ago, if it is said."""
        for entity in (*self._all("period"), *self._all("time")):
            value = entity["value"]
            start = datetime.fromisoformat(value if isinstance(value, str) else value["from"])
            today = self.state.now.astimezone(start.tzinfo).date()
            if (days := (today - start.date()).days) > 0 and entity.get("day_named"):
                return days
        return None

    def _without_past(self, told: Fields) -> Fields:
        when = told.when
        past = when is not None and when.day is not None and when.day < self.state.now.astimezone(self.state.zone).date()
        return told.model_copy(update={"when": None}) if past else told

    # What stands

    def _order(self) -> Thing | None:
        return self._thing(What.ORDER)

    def _thing(self, what: What) -> Thing | None:
        """The one being put together, else the one that was made last and may be changed."""
        those = [one for one in self.state.things if one.what is what]
        drafts = [one for one in those if one.standing is Standing.DRAFT]
        recent = [
            one for one in those if one.standing is Standing.MADE and self.state.recent(one)
        ]
        return next(iter((*drafts, *recent)), None)

    def _made(self, what: What) -> bool:
        made = [one for one in self.state.things if one.standing is Standing.MADE]
        return any(one.what is what for one in made)

    def _recent(self) -> Thing | None:
        return next(
            (
                one
                for one in self.state.things
                if one.standing is Standing.MADE and self.state.recent(one)
            ),
            None,
        )

    def _all(self, name: str) -> list[Entity]:
        return [e for e in self.said.entities if e["entity"] == name]


def _start(entity: Entity) -> int:
    return int(entity.get("start") or 0)


def _stands(group: Group, order: Thing) -> bool:
    return bool(group.ids & {line.item for line in order.lines})


def _changes(group: Group, order: Thing) -> bool:
    """Whether a line is changed, and not only named."""
    if group.role is not None or group.how is not None or group.part is not None:
        return True
    if group.ref is not None:
        return group.is_wish or group.quantity is not None
    return group.item is not None and _stands(group, order) and group.is_wish


def _in_all(told: Fields) -> Fields:
    """Who comes with two others comes as three."""
    count = told.headcount
    if count is None or count.exactly is not None:
        return told
    known = max(len(told.names), 1)
    return told.model_copy(update={"headcount": Count(exactly=max(known + count.plus, 0))})


def _is_all(group: Group) -> bool:
    return group.ref is not None and group.ref["value"] == {"among": "all"}


def _asked_item(entity: Entity | None) -> dict[str, Any]:
    if entity is None:
        return {}
    if entity.get("value") is not None:
        return {"item": int(entity["value"])}
    return {"candidates": tuple(entity.get("candidates") or ())}
