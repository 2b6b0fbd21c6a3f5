"""All rules over one message: what is in it, what belongs together, and what it does to an order."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from .becoming import mark_becoming, settle_becoming
from .by_unit import settle_by_unit
from .catalogue import OTHER
from .catalogue_context import NONE_BEFORE
from .counting import (
    add_bare_counts,
    without_eaters,
    without_idle_multiples,
    without_misheard_units,
    without_old_counts,
)
from .headings import take_headings
from .hearing import NOTHING_HEARD, Hearing
from .knowledge import Knowledge
from .left_out import find_left_out
from .line_refs import find_line_refs, find_ordinals, joined_with_items
from .multiples import find_multiples
from .narrowed_names import find_narrowed
from .normalise import Normalised, normalise
from .numbers import find_numbers
from .options import find_options
from .pairing import pair
from .phones import find_phones
from .places import find_places
from .plates import find_plates
from .quantities import find_quantities
from .recipients import count_recipients
from .references import find_references
from .roles import set_roles
from .shares import find_shares, mark_shares, settle_evenly
from .spans import Span, keep_first
from .times import find_times
from .tokens import Token, token
from .unknown_items import add_unknown_items, doubt_partial_items

__all__ = ["Knowledge", "annotate"]

_ANNOUNCES = re.compile(r"(?:\s|[:：是为号码.#]|number|no\b|is)*")
_ABOUT_ITEMS = ("不要", "别要", "加", "多来", "多要", "no ", "without ", "add ")


def annotate(
    text: str | Normalised,
    now: datetime,
    knowledge: Knowledge,
    *,
    expecting_place: bool = False,
    hearing: Hearing = NOTHING_HEARD,
) -> list[Span]:
    """Every entity of a message, in message order, without overlaps.

    Items, quantities, options and notes of one order line share a `group`; a quantity or wish that holds for several
    lines is given once for each. Roles: items and `line_ref` remove | replaced | replacement | keep (and nothing else) |
    except | restore; quantities set | add | subtract | total (of all lines) | times | old (what it was) | part (some of a line that was
    counted already). A replacement carries a group of its own. Quantities of people (unit 位)
    stay outside the groups; an item with extra {"own": True} is one person's portion. Those of people are left out where portions are counted. `hearing`: what the reader heard otherwise. Raises ValueError for a naive `now`.
    """
    message = normalise(text)
    spans = _without_overlaps(message, now, knowledge, expecting_place, hearing)
    tokens = joined_with_items([token(message, span) for span in spans], message.text)
    tokens = without_misheard_units(tokens, message.text)
    add_bare_counts(tokens, message)
    mark_shares(tokens, message)
    tokens = without_eaters(without_old_counts(without_idle_multiples(tokens), message.text))
    doubt_partial_items(tokens, message)
    add_unknown_items(tokens, message, knowledge.catalogue)
    tokens = hearing.named(tokens)
    headings = take_headings(tokens, message)
    count_recipients(tokens, message)
    mark_becoming(tokens, message)
    set_roles(tokens, message.text)
    hearing.settle_roles(tokens)
    mark_owned(tokens, message.text)
    mark_unwanted(tokens, message.text)
    pair(tokens, message.text)
    settle_becoming(tokens)
    tokens = settle_by_unit(tokens, message, knowledge.catalogue)
    settle_evenly(tokens, message)
    return [*(span for one in tokens for span in one.spans()), *headings]


_OWNED = re.compile(
    r"(?:我|他|她|佢|[小老阿][\u4e00-\u9fff]|[\u4e00-\u9fff](?:总|工|哥|姐|叔|姨))(?:自己)?(?:的|嘅)$"
    r"|\b(?:my|his|her)\s$",
    re.ASCII,
)


def mark_owned(tokens: list[Token], text: str) -> None:
    """Marks what is called somebody's own: "my soy milk"."""
    for one in tokens:
        if one.span.entity == "item" and _OWNED.search(text, 0, one.start):
            one.span = replace(one.span, extra={**one.span.extra, "own": True})


def mark_unwanted(tokens: list[Token], text: str) -> None:
    """Marks what there is to be none of beside what is counted: "two lattes and no muffins"."""
    for one in tokens:
        if one.role == "remove" and NONE_BEFORE.search(text, 0, one.start):
            one.span = replace(one.span, extra={**one.span.extra, "none": True})


def _without_overlaps(
    message: Normalised,
    now: datetime,
    knowledge: Knowledge,
    expecting_place: bool,
    hearing: Hearing,
) -> list[Span]:
    items = hearing.names(knowledge.catalogue.find(message))
    left_out = find_left_out(message, knowledge.options, items)
    wishes = keep_first([*left_out, *find_options(message, knowledge.options)])
    refs = [one for one in find_line_refs(message) if not _is_a_kind(one, items)]
    # 香菜花生都不要: all of what is named, and no line.
    refs = [one for one in refs if not any(_inside(one, wish) for wish in wishes)]
    times = hearing.times(find_times(message, now))
    times = [one for one in times if not _is_difference(message, one)]
    names = [item for item in items if item.extra["how"] in ("exact", "alias", OTHER)]
    phones = find_phones(message)
    guesses = [
        item
        for item in items
        if item not in names and not any(_announces(message, item, phone) for phone in phones)
    ]
    quantities = find_quantities(message)
    wishes = [
        wish
        for wish in wishes
        if not any(_is_about(wish, name) or _cuts(wish, name) for name in names)
    ]
    # "加个蛋" is one wish, though it holds a count, and may hold part of an item's name.
    outer = [wish for wish in wishes if any(_inside(one, wish) for one in (*items, *quantities))]
    return keep_first([
        *hearing.found, *find_narrowed(message, knowledge.catalogue),
        *find_plates(message), *find_references(message), *phones, *find_ordinals(message, names),
        # A dish may have a meal in its name: 午餐肉.
        *[name for name in names if any(_inside(one, name) for one in times)],
        *times,
        *find_places(message, knowledge.buildings, expecting_place),
        *refs, *find_multiples(message),
        *outer, *names, *guesses, *find_shares(message), *quantities, *wishes,
    ])  # fmt: skip


def _is_a_kind(ref: Span, items: Sequence[Span]) -> bool:
    """ "The clear one": what says which is part of the name of something for sale."""
    words = ref.value.get("has") if isinstance(ref.value, dict) else None
    return words is not None and any(
        _inside(item, ref) and item.text.casefold() == words for item in items
    )


_BY = re.compile(r"\b(?:up|down|bump|raise|increase|reduce|cut|lower)\b[^,.;]* by\s$", re.ASCII)


def _is_difference(message: Normalised, time: Span) -> bool:
    """ "Bump the lattes up by two" names no hour."""
    start = message.position(time.start)
    bare = find_numbers(time.text.casefold())
    return (
        len(time.text.split()) == 1
        and bool(list(bare))
        and bool(_BY.search(message.text, 0, start))
    )


def _announces(message: Normalised, item: Span, phone: Span) -> bool:
    """ "phone 13800138000" orders no phone charger."""
    between = message.original[item.end : phone.start].casefold()
    return item.end <= phone.start and _ANNOUNCES.fullmatch(between) is not None


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner.text != outer.text


def _cuts(wish: Span, name: Span) -> bool:
    """加多一份麻婆豆腐 asks for no more 麻."""
    return name.start < wish.end < name.end and wish.start < name.start


def _is_about(wish: Span, name: Span) -> bool:
    """不要米饭 and 加一份米饭 are about the item 米饭 where that is for sale; 少饭 and known options are wishes."""
    return (
        wish.entity == "note"
        and wish.end == name.end
        and _inside(name, wish)
        and wish.text.lower().startswith(_ABOUT_ITEMS)
    )
