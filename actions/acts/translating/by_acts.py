"""Readings of a message that is likely to be one act, and whose words alone make it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from actions.acts.translating import questions
from actions.acts.translating.heard import Heard
from services.acts.acts import (
    About,
    Act,
    Ask,
    Complain,
    Deny,
    GiveUp,
    Human,
    Restore,
    Unknown,
    Urge,
)

MAY, LIKELY = 0.3, 0.5
"""Probability from which an act is tried."""
_MOST_ITEMS = 3
_ABOUTS = {f"ask:{about}": about for about in About}


def alone(heard: Heard) -> Iterator[tuple[Act, ...]]:
    """The acts that are likely, each by itself; of a question about several items one for each."""
    for name, share in heard.said.acts.items():
        if share >= LIKELY and (acts := _acts(name, heard)):
            yield acts


def says(heard: Heard) -> bool:
    """Whether it may say more of what is at hand, or say it otherwise."""
    likely = max(heard.said.acts.get(name, 0.0) for name in ("give", "correct"))
    told = heard.fields().given or heard.names_fault
    return likely >= MAY and heard.at_hand is not None and bool(told)


_PLAIN: Mapping[str, Callable[[Heard], Act | None]] = {
    "deny": lambda _: Deny(),
    "give_up": lambda _: GiveUp(),
    "restore": lambda _: Restore(),
    "unknown": lambda heard: Unknown(words=heard.words) if heard.words else None,
    "urge": lambda heard: Urge(of=heard.target(None)),
    "human": lambda heard: Human(words=heard.words),
    "complain": lambda heard: Complain(words=heard.words) if heard.words else None,
}


def _acts(name: str, heard: Heard) -> tuple[Act, ...]:
    if _ABOUTS.get(name) is About.ITEM:
        return tuple(_of_items(heard))
    plain = _PLAIN.get(name)
    act = plain(heard) if plain is not None else _asked(name, heard)
    return (act,) if act is not None else ()


def _asked(name: str, heard: Heard) -> Act | None:
    about, said = _ABOUTS.get(name), heard.said
    if about is None:
        return None
    if about is About.FAQ:
        return Ask(about=about, faq=said.faq.get("id"), words=heard.words)
    if about is About.STATUS:
        return Ask(about=about, of=heard.target(None), words=heard.words)
    return Ask(about=about, words=heard.words)


def _of_items(heard: Heard) -> Iterator[Act]:
    """What is asked of each item that it names."""
    items = [one for one in heard.all("item") if one.get("value") or one.get("candidates")]
    aspects = [str(one["value"]) for one in heard.all("question")]
    of_item: Any = next((one for one in questions.OF_ITEMS if one in aspects), None)
    for item in items[:_MOST_ITEMS]:
        named = questions.named_item(item)
        yield Ask(about=About.ITEM, of_item=of_item, words=heard.words, **named)
