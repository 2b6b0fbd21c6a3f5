"""What a form has collected so far. It lives in one Rasa slot, as long as the form's thing does."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.turn import Turn


@dataclass(slots=True)
class Draft:
    """Subclasses are dataclasses of plain values, name their slots, and say what is missing."""

    SLOT: ClassVar[str]
    """Holds the draft."""
    FIELDS: ClassVar[tuple[str, ...]]
    """What the form asks for, in order."""
    LATER: ClassVar[frozenset[str]] = frozenset()
    """Fields that versions before do not know."""

    @classmethod
    def of(cls, turn: Turn) -> Self:
        """What the slot holds."""
        return cls.from_stored(turn.slots.get(cls.SLOT) or {})

    @classmethod
    def from_stored(cls, held: Mapping[str, Any]) -> Self:
        """What another version of us keeps there besides is left out."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in held.items() if name in known})

    def missing(self) -> list[str]:
        """Of FIELDS: what is still to be asked, in order."""
        raise NotImplementedError

    def events(self) -> Events:
        """The form's slots, as the draft has them."""
        lacking = self.missing()
        known = [SlotSet(name, None if name in lacking else "known") for name in self.FIELDS]
        return [SlotSet(self.SLOT, self.stored()), *known]

    def stored(self) -> dict[str, Any]:
        """What the slot holds. LATER fields only if they say something: a version of us that runs
        beside this one knows no others."""
        held = asdict(self)
        return {name: value for name, value in held.items() if value or name not in self.LATER}

    @classmethod
    def cleared(cls) -> Events:
        """The form's slots, for the next time."""
        return [SlotSet(name, None) for name in (cls.SLOT, *cls.FIELDS)]

    @classmethod
    def over(cls) -> Events:
        """Nothing is left to be asked: the form ends."""
        return [*cls.cleared(), *(SlotSet(name, "none") for name in cls.FIELDS)]
