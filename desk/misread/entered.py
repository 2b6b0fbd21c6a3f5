"""A form that says what a message should have been."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from services.knowledge.misread import Marked
from services.knowledge.misread_marks import ACTS, LABELS, MOST_SPANS, Words

_PARTS = 4


def _words(said: str) -> str:
    """start:end:label:role, the role may be empty."""
    parts = said.split(":")
    places = [one for one in parts[:2] if one.isascii() and one.isdecimal() and len(one) <= _PARTS]
    if len(parts) != _PARTS or len(places) != len(parts[:2]):
        raise ValueError("shell-invalid-other")
    return said


class Entered(BaseModel):
    acts: list[Annotated[str, StringConstraints(max_length=30)]] = Field(
        default_factory=list, max_length=30
    )
    words: list[Annotated[str, StringConstraints(max_length=60), AfterValidator(_words)]] = Field(
        default_factory=list, max_length=MOST_SPANS + 1
    )
    comment: Annotated[str, StringConstraints(max_length=500)] = ""
    text: Annotated[str, StringConstraints(max_length=2000)] = ""

    def marked(self) -> Marked:
        return Marked(self.acts, [_of(one) for one in self.words], self.comment)


def _of(said: str) -> Words:
    start, end, label, role = said.split(":")
    return Words(int(start), int(end), label, role)


def offered() -> dict[str, Any]:
    """What the form offers."""
    return {"all_acts": ACTS, "labels": LABELS}
