"""What came back, checked whatever the endpoint promised: an answer that is not as agreed is none.

A quote has to stand in the message; where it stands is all that is kept of it.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.readers.masking import MARK
from services.readers.questions import MOST_ACTS, Question

LONGEST = 4_000
"""Characters of an answer; a longer one is not looked at."""
_OBJECTS = 8
"""Beginnings of an object that are tried in an answer with prose around it."""


class Broken(Exception):
    """It is not as agreed."""


class _Pointed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    do: str = Field(max_length=40)
    quote: str = Field(min_length=1, max_length=LONGEST)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    acts: list[_Pointed] = Field(max_length=MOST_ACTS)


@dataclass(frozen=True, slots=True)
class Pointed:
    """An act by name, and where the words begin and end, counted in signs (`plain`) of the masked
    text."""

    do: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"do": self.do, "start": self.start, "end": self.end}


def read(content: str, question: Question) -> list[Pointed]:
    """The acts of an answer; one that is not allowed, or quotes what nobody wrote, is dropped.

    Raises Broken.
    """
    if len(content) > LONGEST:
        raise Broken("too long")
    for told in _objects(content):
        try:
            answer = _Answer.model_validate(told)
        except ValidationError:
            continue
        return _checked(answer, question)
    raise Broken("no object as agreed")


def again(kept: Sequence[Mapping[str, Any]], question: Question) -> list[Pointed]:
    """An answer as it was kept, to the same question."""
    found = [Pointed(one["do"], int(one["start"]), int(one["end"])) for one in kept]
    return [one for one in found if one.do in question.allowed]


def _checked(answer: _Answer, question: Question) -> list[Pointed]:
    found: list[Pointed] = []
    for one in answer.acts:
        where = find(one.quote, question.masked)
        if one.do in question.allowed and where is not None:
            found.append(Pointed(one.do, *where))
    return list(dict.fromkeys(found))


def _objects(content: str) -> Iterator[Any]:
    """The JSON objects of an answer: all of it, or what stands in prose or a fence."""
    decoder, at = json.JSONDecoder(), -1
    for _ in range(_OBJECTS):
        at = content.find("{", at + 1)
        if at < 0:
            return
        try:
            yield decoder.raw_decode(content, at)[0]
        except (ValueError, RecursionError):
            continue


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands, in signs; a mark is whole or not in it."""
    signs, sought = list(_signs(text)), plain(quote)
    start = "".join(one for one, _ in signs).find(sought) if sought else -1
    if start < 0:
        return None
    end = start + len(sought)
    for mark in MARK.finditer(text):
        inside = [number for number, (_, at) in enumerate(signs) if mark.start() <= at < mark.end()]
        if inside and inside[0] < end and start <= inside[-1]:
            start, end = min(start, inside[0]), max(end, inside[-1] + 1)
    return start, end


def words(pointed: Pointed, text: str) -> str:
    """The words of the text that an act is about."""
    signs = list(_signs(text))[pointed.start : pointed.end]
    return text[signs[0][1] : signs[-1][1] + 1] if signs else ""


def plain(text: str) -> str:
    """Its signs: without blanks, in small letters, none full-width. What is the same here is the
    same question."""
    return "".join(one for one, _ in _signs(text))


def _signs(text: str) -> Iterator[tuple[str, int]]:
    for at, written in enumerate(text):
        for one in unicodedata.normalize("NFKC", written).casefold():
            if not one.isspace():
                yield one, at
