"""What a message said, out of the entities that the bot found in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.danger.signs import Heard
from times import said as times
from times.standing import Meant, Standing, meant

Entity = Mapping[str, Any]

LEANING = 0.08
"""Probability from which a yes or no is heard in what is mostly something else."""

PLAINLY = 0.8
"""Probability from which a yes is one, and not half of one."""
OTHERWISE = 0.5
"""Probability of an act from which a message is more than a yes."""
_SURELY, _HARDLY = 0.95, 0.15
"""Probability of the act of saying yes, and the highest of any other act, in a yes that may be
heard as another intent."""
_MOSTLY = 0.5
"""Of such a yes: the least share of letters that its words make up, and the least probability of
the intents of a yes."""
_WHOLLY = 0.9
"""Share of the letters from which a yes that was surely heard is one, though its intent is torn."""
_FOREMOST = 0.97
"""Probability of those intents from which no word for the yes needs to be found."""
_IN_PASSING = ("thank", "greet", "goodbye")
_BESIDE_A_YES = frozenset({"confirm", "social", "edit:keep_only"})
"""Acts that a yes holds: "that's all, order it" sounds like keeping what is there, and is one."""

CART_ENTITIES = {"item", "quantity", "option", "note"}
AGREES = frozenset({"affirm", "checkout"})
"""Intents of a yes to the question whether to place an order."""
SAID_IN_PASSING = {"affirm", "deny", "thank", "greet", "goodbye"}
ANSWER_ENTITIES = {
    "location", "time", "period", "shift", "meal", "phone", "fulfilment", "locker", "payment",
}  # fmt: skip


@dataclass(slots=True)
class SaidLine:
    """One order line as it was said: an item, or only what should happen to one."""

    item_id: int | None = None
    candidates: list[int] = field(default_factory=list)
    words: str | None = None
    """How the item was called."""
    unknown: bool = False
    role: str | None = None
    """remove, replaced or replacement; plain naming has none."""
    quantity: int | None = None
    quantity_role: str | None = None
    """set, add or subtract; part is of a quantity that is said too."""
    unit: str | None = None
    """As it was said: 份, 杯, cups."""
    options: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def names_item(self) -> bool:
        return self.words is not None

    @property
    def note(self) -> str | None:
        return "，".join(self.notes) or None


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its text, its intent, and its entities in order."""

    text: str
    intent: str
    confidence: float
    entities: tuple[Entity, ...]
    faq: Mapping[str, Any]
    ranking: Mapping[str, float]
    """Probability of each intent, as far as the bot tells."""
    danger: Mapping[str, Any] = field(default_factory=dict)
    """Whether somebody is in danger: {"zone": "alarm" | "ask" | "none", "kind", "p"}."""
    spans: tuple[Entity, ...] = ()
    """Words that say a value, with label and role, as the reader heard them."""
    acts: Mapping[str, float] = field(default_factory=dict)
    """Probability that the message holds an act, by its name: `edit:swap`, `start:visit`."""
    goes_on: Mapping[str, float] = field(default_factory=dict)
    """Probability of what it does with a room, if one was spoken of: `take`, `longer`."""

    @classmethod
    def of(cls, latest_message: Mapping[str, Any]) -> "Said":
        intent = latest_message.get("intent") or {}
        return cls(
            text=latest_message.get("text") or "",
            intent=intent.get("name") or "out_of_scope",
            confidence=float(intent.get("confidence") or 0.0),
            entities=tuple(latest_message.get("entities") or ()),
            faq=latest_message.get("faq") or {},
            ranking={
                str(one["name"]): float(one["confidence"])
                for one in latest_message.get("intent_ranking") or ()
            },
            danger=latest_message.get("danger") or {},
            spans=tuple(latest_message.get("spans") or ()),
            acts=latest_message.get("acts") or {},
            goes_on=latest_message.get("goes_on") or {},
        )

    def heard(self, category: str | None = None) -> Heard:
        """The danger in it, an alarm; by the category of the repair where nothing is said of it."""
        named = category or self.value("repair_category") or "other"
        return Heard.of(self.danger, named)

    def first(self, *names: str) -> Entity | None:
        return next((e for e in self.entities if e["entity"] in names), None)

    def says(self, *names: str) -> bool:
        """Whether any of these is found in it."""
        return self.first(*names) is not None

    def value(self, *names: str) -> Any:
        entity = self.first(*names)
        return None if entity is None else entity.get("value")

    @property
    def names_number(self) -> bool:
        """Whether it names something of the park's by its number: an order, a ticket, a visit …"""
        return any(str(entity["entity"]).endswith("_no") for entity in self.entities)

    @property
    def pressed(self) -> bool:
        """Whether this is a button's command; tenants' own slashes never arrive as one."""
        return self.text.startswith("/")

    @property
    def meal(self) -> str | None:
        found: str | None = self.value("meal")
        return found

    @property
    def gives_up(self) -> bool:
        """Whether it gives up what was asked about; said of an answer to a question."""
        return self.says("give_up") and not self.gives_up_all

    @property
    def gives_up_all(self) -> bool:
        return any(e["entity"] == "give_up" and e["value"] == "all" for e in self.entities)

    def names_kind(self, *kinds: str) -> bool:
        """Whether it calls a thing by what it is: "order", "repair", "visit"."""
        return any(e["entity"] == "kind" and e["value"] in kinds for e in self.entities)

    @property
    def names_a_dish(self) -> bool:
        """Whether it names something that can be ordered."""
        return any(e["entity"] == "item" and not e.get("unknown") for e in self.entities)

    @property
    def corrects(self) -> bool:
        """Whether it says that something was meant otherwise."""
        return self.says("correction")

    @property
    def redirects(self) -> bool:
        """Whether it says where something should go."""
        return self.corrects or self.says("redirect")

    @property
    def leaning(self) -> str | None:
        """affirm or deny, if either is likely at all: what a yes-or-no question hears."""
        yes, no = (self.ranking.get(name, 0.0) for name in ("affirm", "deny"))
        return ("affirm" if yes >= no else "deny") if max(yes, no) >= LEANING else None

    @property
    def hedges(self) -> bool:
        """Whether words of doubt, a "but", a condition or a "not yet" stand in it."""
        return self.says("hedge")

    @property
    def agrees(self) -> bool:
        """Whether it is a plain yes, which may bind whoever says it: heard as one by all that was
        learned, with no question and nothing else beside it. "Don't place it yet", "should I
        confirm?" and "yes if it comes before noon" are none.
        """
        if self.pressed:
            return self.intent in AGREES
        if self.hedges or self.says("asks") or self._beside_a_yes >= OTHERWISE:
            return False
        if self.says("yes"):
            return True
        share = self._share(*AGREES, *_IN_PASSING)
        wholly = self.intent in AGREES and self._of_yes() >= _WHOLLY
        if self._is_worded_as_yes and (share >= _MOSTLY or wholly):
            return True
        held = self.acts.get("confirm", 1.0 if not self.acts else 0.0) >= OTHERWISE
        if self.intent in AGREES:
            shown = not self.acts or held or share >= _FOREMOST or self._of_yes() >= _MOSTLY
            return shown and share >= PLAINLY
        passing = self.intent in _IN_PASSING and self.leaning == "affirm"
        return passing and held and share >= PLAINLY

    @property
    def _is_worded_as_yes(self) -> bool:
        """Whether it surely holds the act of saying yes and no other one, in words for a yes."""
        sure = self.acts.get("confirm", 0.0) >= _SURELY and self._beside_a_yes < _HARDLY
        return sure and self._of_yes() >= _MOSTLY

    @property
    def _beside_a_yes(self) -> float:
        """The highest probability of an act that is more than a yes, or no yes at all."""
        beside = (share for act, share in self.acts.items() if act not in _BESIDE_A_YES)
        return max(beside, default=0.0)

    def _of_yes(self) -> float:
        """Share of its letters that stand in words for a yes, the order, or thanks."""
        words = [one for one in self.spans if (one["label"], one.get("role")) == ("op", "confirm")]
        return _share_of(self.text, [*words, *_named(self.entities, {"kind", "social"})])

    def _share(self, *intents: str) -> float:
        """Probability that it is one of these. A helper that has a message heard as something
        tells no ranking: then it is as sure as its intent."""
        if not self.ranking:
            return self.confidence if self.intent in intents else 0.0
        return sum(self.ranking.get(name, 0.0) for name in intents)

    @property
    def edits_cart(self) -> bool:
        return any(e["entity"] in CART_ENTITIES for e in self.entities)

    def lines(self) -> list[SaidLine]:
        """Order lines, paired by the entities' group; what stands alone is a line of its own.

        A button that is several items has one line for each, and the rest of it holds for all.
        """
        items = [e for e in self.entities if e["entity"] == "item"]
        if self.pressed and len(items) > 1:
            rest = tuple(e for e in self.entities if e["entity"] != "item")
            return [line for e in items for line in replace(self, entities=(e, *rest)).lines()]
        grouped: dict[str, SaidLine] = {}
        for position, entity in enumerate(self.entities):
            if entity["entity"] in CART_ENTITIES:
                alone = "pressed" if self.pressed else f"alone-{position}"
                key = str(entity.get("group") or alone)
                _put(grouped.setdefault(key, SaidLine()), entity)
        return list(grouped.values())

    @property
    def is_in_passing(self) -> bool:
        """Whether it asks for nothing: "now" is no time then ("Yes, now it's right")."""
        return self.intent in SAID_IN_PASSING

    def times(self) -> list[times.Said]:
        """The times that it says, in their order."""
        named = [e for e in self.entities if e["entity"] in ("time", "period")]
        told = [times.Said.of(e) for e in named if not self._stalls(e)]
        return [one for one in told if not (one.asap and self.is_in_passing)]

    def _stalls(self, entity: Entity) -> bool:
        """Whether the words of a time ask for patience: "looks good, give me a minute"."""
        if self.intent not in AGREES | SAID_IN_PASSING or "start" not in entity:
            return False
        inside = (e for e in self.entities if e["entity"] == "hedge")
        return any(entity["start"] <= e["start"] and e["end"] <= entity["end"] for e in inside)

    def meant(self, standing: Standing, now: datetime) -> Meant | None:
        """When it says that something is to be, beside what stands. `now` in the park's zone."""
        shifts = [int(e["value"]) for e in self.entities if e["entity"] == "shift"]
        return meant(self.times(), shifts, standing, now)

    @property
    def repeats(self) -> bool:
        """Whether it asks for something every day or week, and for no single time."""
        return self.first("recurrence") is not None and not self.times()

    def covered(self) -> float:
        """Share of the text, without spaces and punctuation, that answer entities stand for."""
        return _share_of(self.text, _named(self.entities, ANSWER_ENTITIES))


def _named(entities: Iterable[Entity], names: Collection[str]) -> list[Entity]:
    return [one for one in entities if one["entity"] in names]


def _share_of(text: str, words: Sequence[Entity]) -> float:
    """Share of the letters of a text, without spaces and punctuation, that these words make up."""
    letters = [i for i, c in enumerate(text) if c.isalnum()]
    inside = sum(any(one["start"] <= i < one["end"] for one in words) for i in letters)
    return inside / len(letters) if letters else 0.0


def _put(line: SaidLine, entity: Entity) -> None:
    match entity["entity"]:
        case "item":
            line.item_id = entity.get("value")
            line.candidates = list(entity.get("candidates") or [])
            line.unknown = bool(entity.get("unknown"))
            line.words = str(entity.get("text") or entity.get("value"))
            line.role = entity.get("role")
        case "quantity" if entity.get("role") != "part" or line.quantity is None:
            line.quantity = int(entity["value"])
            line.quantity_role = entity.get("role")
            line.unit = entity.get("unit")
        case "option":
            line.options.append(str(entity["value"]))
        case "note":
            line.notes.append(str(entity["value"]))
