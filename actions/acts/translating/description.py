"""What is broken, in the tenant's own words, without what became fields of its own."""

from actions.kit.said import Said

LONGEST = 2_000
_MARKS = " \t\n,，;；、:：-–"
_FEWEST = 2
"""Letters that say what is broken."""
_NO_SUBJECT = frozenset(
    {
        *("is", "are", "was", "were", "has", "have", "had", "does", "doesn't", "isn't", "aren't"),
        *("and", "or", "also"),
    }
)
"""What is left begins with one of these where the place itself was what it is about."""
_JOINING = ("和", "与", "跟", "到", "及")


def of(said: Said, begins: int = 0) -> str:
    """The message without the address and the phone number that it names (entity `aside`); all of
    it where it corrects, or where that would leave no sentence. `begins`: of a part of a message,
    where it begins in the whole."""
    whole = said.text.strip()
    words = said.text
    asides = [e for e in said.entities if e["entity"] == "aside"]
    for one in sorted(asides, key=lambda each: -int(each["start"])):
        start, end = int(one["start"]) - begins, int(one["end"]) - begins
        words = words[:start] + str(one["value"]) + words[end:]
    words = words.replace("  ", " ").strip(_MARKS)
    first = words.split(" ", 1)[0].casefold()
    broken = first in _NO_SUBJECT or words.startswith(_JOINING)
    if said.corrects or broken or sum(sign.isalnum() for sign in words) < _FEWEST:
        words = whole
    return words[:LONGEST]
