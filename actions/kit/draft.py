"""What a form has collected so far. It lives in one Rasa slot, as long as the form's thing does."""

from dataclasses import asdict, dataclass
from typing import ClassVar, Self

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

    @classmethod
    def of(cls, turn: Turn) -> Self:
        return cls(**(turn.slots.get(cls.SLOT) or {}))

    def missing(self) -> list[str]:
        """Of FIELDS: what is still to be asked, in order."""
        raise NotImplementedError

    def events(self) -> Events:
        """The form's slots, as the draft has them."""
        lacking = self.missing()
        known = [SlotSet(name, None if name in lacking else "known") for name in self.FIELDS]
        return [SlotSet(self.SLOT, asdict(self)), *known]

    @classmethod
    def cleared(cls) -> Events:
        """The form's slots, for the next time."""
        return [SlotSet(name, None) for name in (cls.SLOT, *cls.FIELDS)]

    @classmethod
    def over(cls) -> Events:
        """Nothing is left to be asked: the form ends."""
        return [*cls.cleared(), *(SlotSet(name, "none") for name in cls.FIELDS)]
