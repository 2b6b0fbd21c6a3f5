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


class LinkQuestion(Event):
    """Of a code that was typed; `person_id` is whoever asked for it."""

    person_id: int
    code_id: int
    asked_in: int
    """The conversation in which the code was asked for."""
    typed_in: int
    """The conversation in which it was typed."""

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


class PersonLinkAsked(LinkQuestion):
    """Who typed a code wants to be linked; who asked for it is asked."""

    type = "person.link_asked"


class PersonLinkRefused(LinkQuestion):
    """Who asked for the code does not want it."""

    type = "person.link_refused"


class PersonUnlinked(PersonEvent):
    """They are two again."""

    type = "person.unlinked"

    absorbed_id: int
