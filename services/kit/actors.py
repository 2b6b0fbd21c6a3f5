"""Who does something: a tenant, staff, or nobody in particular."""

from dataclasses import dataclass

from models.people import Person
from models.staff import Staff


@dataclass(frozen=True, slots=True)
class Actor:
    """At most one of the two; neither when it happens by itself."""

    staff_id: int | None = None
    person_id: int | None = None


ITSELF = Actor()


def staff(member: Staff) -> Actor:
    return Actor(staff_id=member.id)


def tenant(person: Person | int) -> Actor:
    return Actor(person_id=person if isinstance(person, int) else person.id)
