"""Events of people: who turned out to be whom."""

from services.events.base import Event


class PersonEvent(Event):
    person_id: int
    link_id: int

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


class PersonLinked(PersonEvent):
    """`absorbed_id` is `person_id` from now on, with everything that was theirs."""

    type = "person.linked"

    absorbed_id: int
    how: str
    """code or union."""
    asked_in: int | None = None
    """The conversation in which the code was asked for."""
    typed_in: int | None = None
    """The conversation in which it was typed."""


class PersonUnlinked(PersonEvent):
    """They are two again."""

    type = "person.unlinked"

    absorbed_id: int
