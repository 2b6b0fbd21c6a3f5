"""What people are called: everybody names themselves, and the desk checks some of the names."""

from models.people import Person
from services.texts import say


def names_itself(person: Person) -> bool:
    """Whether nobody but the person themselves says that they are called so.

    A check holds for the very name that was checked: whoever calls themselves something else
    afterwards is unchecked again, by whatever way the name changed.
    """
    return bool(person.name) and person.name != person.checked_name


def marked(person: Person, language: str, unnamed: str) -> str:
    """For whoever decides by it: 李雷, or 李雷（自称） where nobody has checked the name."""
    if not person.name:
        return unnamed
    return (
        say(language, "name-self-given", name=person.name) if names_itself(person) else person.name
    )
