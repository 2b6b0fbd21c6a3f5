"""A message beside what stands when it comes: what the other modules ask of the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from actions.acts.translating import cars, faults, fields, guests
from actions.acts.translating.intents import OF_ORDERS
from actions.acts.translating.lines import Group, groups_of, stands_in
from actions.acts.translating.manners import says_manner
from actions.kit.said import Entity, Said
from services.acts.acts import Correct, Give
from services.acts.state import Standing, State, Thing
from services.acts.values import Fields, Ref, Target, What

SURE_OF_FAQ = 0.42
"""Retrieval score from which a question is that entry's."""
_NUMBERS = {"order_no": What.ORDER, "ticket_no": What.REPAIR, "visit_no": What.VISIT}
_COUNTED_OFF = frozenset({What.REPAIR, What.VISIT})
"""Of which "the second one" is the second that stands; of an order it is a line."""
_CLAUSE_ENDS = "，,。;；!！?？\n"


@dataclass(frozen=True)
class Heard:
    said: Said
    state: State

    # The message

    def all(self, name: str) -> list[Entity]:
        return [e for e in self.said.entities if e["entity"] == name]

    @property
    def words(self) -> str | None:
        return self.said.text.strip()[:2_000] or None

    @property
    def given_up(self) -> Entity | None:
        """What gives up, whatever was asked."""
        return next((e for e in self.all("give_up") if e["value"] != "asked"), None)

    @property
    def given_up_all(self) -> bool:
        return any(e["value"] == "all" for e in self.all("give_up"))

    def lines(self, but: range = range(0)) -> list[Group]:
        """Lines that it names as an order, outside of a stretch that is about something else."""
        if self.said.intent not in OF_ORDERS:
            return []
        return groups_of(self.said, [e for e in self.said.entities if start_of(e) not in but])

    def fields(self, *, people: bool = True, but: range = range(0)) -> Fields:
        return fields.fields_of(self.said, people=people, but=but)

    @property
    def faq(self) -> str | None:
        """The entry that it asks for, where that is sure."""
        found, pressed = self.said.faq, self.said.value("faq")
        sure = self.said.intent == "ask_faq" and float(found.get("score") or 0) >= SURE_OF_FAQ
        return str(pressed or found["id"]) if pressed or sure else None

    def clause(self, entity: Entity) -> range:
        """Where the sentence begins and ends in which an entity stands."""
        text = self.said.text
        start, end = start_of(entity), int(entity.get("end") or 0)
        begins = max(text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
        behind = [at for mark in _CLAUSE_ENDS if (at := text.find(mark, end)) >= 0]
        return range(begins, min(behind, default=len(text)) + 1)

    def covered(self) -> float:
        """Share of the letters that fields stand for."""
        letters = [i for i, c in enumerate(self.said.text) if c.isalnum()]
        spans = [(start_of(e), int(e.get("end") or 0)) for e in fields.told_in(self.said)]
        inside = sum(any(start <= i < end for start, end in spans) for i in letters)
        return inside / len(letters) if letters else 0.0

    @property
    def names_fault(self) -> bool:
        """Whether something is said to be broken; that a report has a category says little."""
        return self.said.first("fault") is not None

    @property
    def reports(self) -> bool:
        """Whether it reports something broken: words of a fault, or, in a report, the name of a
        thing. A category that stands for the whole text is a guess."""
        if self.names_fault or self.said.intent != "report_repair":
            return self.names_fault
        whole = len(self.said.text)
        named = [e for e in self.all("repair_category") if e["value"] != "other"]
        return any(int(e.get("end") or 0) - start_of(e) < whole for e in named)

    @property
    def names_dish(self) -> bool:
        return self.said.intent in OF_ORDERS and any(
            e.get("value") is not None for e in self.all("item")
        )

    def target(self, what: What | None = None) -> Target:
        """The thing that it names by its number; else of this kind."""
        for name, kind in _NUMBERS.items():
            if (number := self.said.value(name)) is not None:
                return Target(what=what or kind, number=str(number))
        position = self._position()
        if what in _COUNTED_OFF and position is not None and len(self._of(what)) > 1:
            return Target(what=what, ref=Ref(position=position))
        told = [one for one in self._of(what) if self._calls(one)]
        if what is What.REPAIR and len(told) != 1:
            told = faults.described(self.said.text, told or self._of(what))
        if len(told) == 1 and told[0].number is not None:
            return Target(what=what, number=told[0].number)
        return Target(what=what)

    def _of(self, what: What | None) -> list[Thing]:
        return [
            one for one in self.state.things if one.what is what and one.standing is Standing.MADE
        ]

    def _calls(self, thing: Thing) -> bool:
        """Whether it says of a thing who comes, or what is broken."""
        if guests.named_at(self.said, thing) is not None:
            return True
        category = self.said.value("repair_category")
        return category not in (None, "other") and category == thing.fields.get("category")

    @cached_property
    def guests(self) -> list[tuple[int, Thing]]:
        """The visits of which it names somebody, with where it does, in the order of the text."""
        return guests.named(self.said, self._of(What.VISIT))

    # What stands

    def thing(self, what: What) -> Thing | None:
        """The visit whose guest it names; else the one being put together, else the one that was
        made last and may be spoken of."""
        if what is What.VISIT and len(self.guests) == 1:
            return self.guests[0][1]
        those = [one for one in self.state.things if one.what is what]
        drafts = [one for one in those if one.standing is Standing.DRAFT]
        return next(iter((*drafts, *self._recent(those))), None)

    @property
    def order(self) -> Thing | None:
        return self.thing(What.ORDER)

    @property
    def recent(self) -> Thing | None:
        return next(iter(self._recent(self.state.things)), None)

    def _recent(self, those: Sequence[Thing]) -> list[Thing]:
        made = [one for one in those if one.standing is Standing.MADE]
        made = [one for one in made if one.what is not What.HANDOFF]
        return [one for one in made if self.state.recent(one)]

    @property
    def at_hand(self) -> Thing | None:
        """What was asked about, else the visit whose guest it names, else what is being put
        together, else what was made last; not the person who is waited for. A question about a
        visit that is made leaves whoever answers free to name another's guest."""
        asked = self.state.thing(self.state.asked.thing) if self.state.asked is not None else None
        if len(self.guests) == 1 and asked is not None and asked.standing is Standing.MADE:
            return self.guests[0][1]
        if asked is not None and asked.standing is not Standing.DROPPED:
            return asked if asked.what is not What.HANDOFF else None
        if len(self.guests) == 1:
            return self.guests[0][1]
        drafts = [one for one in self.state.things if one.standing is Standing.DRAFT]
        return next((one for one in drafts if not self.state.rests(one)), None) or self.recent

    def says(self, told: Fields, thing: Thing | None) -> Give | Correct:
        """Something that is new, or otherwise than it stands."""
        told, old = self._renamed(told, fields.old_fields_of(self.said), thing)
        told = _joined_by(told, thing, self.said)
        told = self._mentioned(told, thing)
        told, old = cars.settled(told, old, self.said, thing)
        told = _of_its_week(told, thing, self.said)
        when = told.when
        moves = when is not None and (when.shift is not None or when.same_time)
        known = thing.fields if thing is not None and thing.standing is Standing.MADE else {}
        stands = any(known.get(name) for name in told.given)
        of = self._told_of(thing)
        if old.given or self.said.corrects or moves or stands:
            return Correct(fields=told, old=old, of=of)
        return Give(fields=told, of=of)

    def _told_of(self, thing: Thing | None) -> Target:
        """What it names by its number, or the visit that it names by a guest."""
        of = self.target()
        position = self._position() if of.number is None and not self.guests else None
        if position is not None and thing is not None and len(self._of(thing.what)) > 1:
            return Target(what=thing.what, ref=Ref(position=position))
        if of.number is None and [thing] == [visit for _, visit in self.guests]:
            assert thing is not None
            return Target(what=thing.what, thing=thing.id, number=thing.number)
        return of

    def _position(self) -> int | None:
        """Of several: "the second one is bringing his boss"."""
        told = [
            e["value"]["position"]
            for e in (*self.said.spans, *self.all("line_ref"))
            if e.get("label", "ref") == "ref" and "position" in (e.get("value") or {})
        ]
        return int(told[0]) if told else None

    def _mentioned(self, told: Fields, thing: Thing | None) -> Fields:
        """Of what is made, another name beside something else replaces nobody, unless the message
        corrects or adds: "send her to A-801, my name is Yan"."""
        made = thing is not None and thing.standing is Standing.MADE
        others = told.given - {"names"}
        if not made or not told.names or not others or self.said.corrects:
            return told
        assert thing is not None
        if not thing.fields.get("names"):
            return told
        update = {"adds_names": True} if self.said.says("adds") else {"names": ()}
        return told.model_copy(update=update)

    def _renamed(self, told: Fields, old: Fields, thing: Thing | None) -> tuple[Fields, Fields]:
        """Names that stand only say whom it is about: they are given by nobody. Beside another name
        they are who it was said to be, where the message corrects."""
        known = [str(one) for one in (thing.fields.get("names") if thing else None) or ()]
        stands = tuple(name for name in known if any(is_called(name, one) for one in told.names))
        there = [*known, *self._guests_besides(thing)]
        others = tuple(one for one in told.names if not any(is_called(name, one) for name in there))
        more = told.given - {"names"}
        if not stands:
            return told, old
        if not (others or more):
            return told.model_copy(update={"names": tuple(known)}), old
        told = told.model_copy(update={"names": others})
        if others and self.said.corrects and not old.names:
            old = old.model_copy(update={"names": stands})
        return told, old

    def _guests_besides(self, thing: Thing | None) -> list[str]:
        """Whoever is named and comes on another visit than this one."""
        others = [visit for _, visit in self.guests if visit != thing]
        return [str(name) for one in others for name in one.fields.get("names") or ()]


def _of_its_week(told: Fields, thing: Thing | None, said: Said) -> Fields:
    """ "Wednesday of the same week": the week in which it stands."""
    stands = thing.fields.get("when") if thing is not None else None
    known = getattr(stands, "day", None)
    when = told.when
    if when is None or when.day is None or known is None or not says_manner(said, "its_week"):
        return told
    day = known + timedelta(days=when.day.weekday() - known.weekday())
    start = when.start
    if start is not None:
        start = start.replace(year=day.year, month=day.month, day=day.day)
    return told.model_copy(update={"when": when.model_copy(update={"day": day, "start": start})})


def _joined_by(told: Fields, thing: Thing | None, said: Said) -> Fields:
    """Who is named beside "one more", or "as well", comes with those who are known."""
    known = thing.fields.get("names") if thing is not None else None
    more = told.headcount is not None and told.headcount.exactly is None and told.headcount.plus > 0
    more = more or (told.headcount is None and said.says("adds") and not said.corrects)
    return told.model_copy(update={"adds_names": True}) if known and told.names and more else told


def is_called(name: str, said: str) -> bool:
    """Whether somebody is called so, or by a part of their name: Bob is Bob Chen."""
    whole, part = name.casefold(), said.casefold()
    return whole == part or part in whole.split()


def start_of(entity: Entity) -> int:
    return int(entity.get("start") or 0)


def changes(group: Group, order: Thing) -> bool:
    """Whether a line of an order is changed, and not only named."""
    if group.how == "set" and group.item is not None and group.role is None:
        return stands_in(group, order)
    if group.role is not None or group.how is not None or group.part is not None:
        return True
    if group.multiple is not None or (group.share is not None and group.is_wish):
        return True
    if group.ref is not None:
        return group.is_wish or group.quantity is not None
    return group.item is not None and stands_in(group, order) and group.is_wish
