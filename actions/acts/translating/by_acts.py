"""Readings of a message that is likely to be one act, and whose words alone make it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from actions.acts.translating import questions
from actions.acts.translating.heard import Heard
from services.acts.acts import (
    About,
    Act,
    Ask,
    Cancel,
    Complain,
    Deny,
    GiveUp,
    Human,
    Restore,
    Unknown,
    Urge,
)
from services.acts.state import Standing
from services.acts.values import Ref, What

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


def _called_off(heard: Heard) -> Act | None:
    """A repair or a visit that is made: whether it is to be called off is asked. An order is called
    off by words that rules know."""
    made = [
        one
        for one in heard.state.things
        if one.standing is Standing.MADE and "cancel" in one.may and one.what in _CALLED_OFF
    ]
    kinds = sorted(
        {one.what for one in made},
        key=lambda what: -heard.said.ranking.get(_CALLED_OFF[what], 0.0),
    )
    if not kinds:
        return None
    position = next(
        (one["value"]["position"] for one in heard.said.spans
         if one["label"] == "ref" and "position" in (one.get("value") or {})), None,
    )  # fmt: skip
    of = heard.target(kinds[0])
    if position is not None and of.number is None:
        of = of.model_copy(update={"ref": Ref(position=int(position))})
    return Cancel(of=of)


_CALLED_OFF = {What.REPAIR: "cancel_repair", What.VISIT: "cancel_visit"}
"""What may be called off because it is likely, with the intent that says so."""


_PLAIN: Mapping[str, Callable[[Heard], Act | None]] = {
    "deny": lambda _: Deny(),
    "give_up": lambda _: GiveUp(),
    "restore": lambda _: Restore(),
    "unknown": lambda heard: Unknown(words=heard.words) if heard.words else None,
    "cancel": _called_off,
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
