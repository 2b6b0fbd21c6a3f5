"""What people are called at the desk, and whether that is only what they say of themselves."""

from models.people import Person
from services.people import names


def called(person: Person, language: str, unnamed: str) -> str:
    """李雷; 李雷（自称） where nobody at the desk has checked the name; else `unnamed`.

    The desk shows names by this function alone: anybody may call themselves after the director.
    """
    return names.marked(person, language, unnamed)
