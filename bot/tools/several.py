"""Messages that hold several requests: how many are taken apart as they should be, at what cost.

multi.jsonl says of each message into which parts it falls; most are one request. The sentences of
the other sets are one request each, so every split of theirs is false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.components.splitting import BUSINESS
from bot.tools import measures
from bot.tools.heldout import read_lines
from bot.tools.parsing import Bot, SplitUp

SEVERAL = "multi.jsonl"
SINGLE = ("heldout.jsonl", "blind.jsonl")


@dataclass(frozen=True)
class Message:
    """What was said, and its parts as somebody would take it apart: (words, intent)."""

    text: str
    parts: Sequence[tuple[str, str]]

    @property
    def several(self) -> bool:
        return len(self.parts) > 1


@dataclass(frozen=True)
class Judged:
    message: Message
    found: SplitUp

    @property
    def right(self) -> bool:
        """The same parts, in words and in what each is about; or none where there is one."""
        if not self.message.several:
            return not self.found.parts
        pairs = list(zip(self.message.parts, self.found.parts, strict=False))
        same = len(self.message.parts) == len(self.found.parts)
        return same and all(
            BUSINESS[intent] == part.business and _same_words(words, part.text)
            for (words, intent), part in pairs
        )


def messages(path: Path) -> list[Message]:
    return [
        Message(row["text"], [(part["text"], part["intent"]) for part in row["parts"]])
        for row in read_lines(path)
    ]


def of_splits(bot: Bot, folder: Path) -> dict[str, Any]:
    """Figures over all sets, and the messages that were not taken apart as they should be."""
    judged = [Judged(one, bot.split(one.text)) for one in messages(folder / SEVERAL)]
    single = [bot.split(row["text"]) for name in SINGLE for row in read_lines(folder / name)]
    right = [one for one in judged if one.message.several and one.right]
    split = [one for one in judged if one.found.parts]
    several = [one for one in judged if one.message.several]
    extra = [one.found for one in judged if one.found.parses > 1]
    return {
        "messages": len(judged),
        "several": len(several),
        "precision": measures.share(one in right for one in split),
        "recall": measures.share(one in right for one in several),
        "single": len(single),
        "split_falsely": [found.text for found in single if found.parts],
        "unsplit": 1 - measures.share(bool(found.parts) for found in single),
        "parses": sum(one.parses for one in single) / len(single),
        "extra_ms": 1000 * measures.quantile([one.seconds_extra for one in extra], 0.5),
        "wrong": [_shown(one) for one in judged if not one.right],
    }


def headline(figures: dict[str, Any]) -> dict[str, float]:
    """In points of 100, more is better."""
    names = ("precision", "recall", "unsplit")
    return {f"several_{name}": round(100 * figures[name], 1) for name in names}


def lines(figures: dict[str, Any]) -> Iterator[str]:
    yield (
        f"several requests: {figures['several']} of {figures['messages']} messages;"
        f" {len(figures['split_falsely'])} of {figures['single']} other sentences split"
    )
    yield (
        f"{figures['parses']:.2f} parses a sentence; where parts were asked for,"
        f" {figures['extra_ms']:.0f} ms more at the median"
    )
    yield from (f"split falsely: {text}" for text in figures["split_falsely"])
    for row in figures["wrong"]:
        heard = " | ".join(f"{words} ({intent})" for words, intent in row["found"])
        yield f"wrong: {row['text']}\n       heard {heard or 'as one'}"


def _shown(one: Judged) -> dict[str, Any]:
    found = [(part.text, part.intent) for part in one.found.parts]
    return {"text": one.message.text, "wanted": list(one.message.parts), "found": found}


def _same_words(one: str, other: str) -> bool:
    """But for the words between parts, which belong to neither."""
    first, second = (_letters(words) for words in (one, other))
    return first in second or second in first


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
