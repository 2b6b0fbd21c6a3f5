"""What a dialogue expects, beside what it left behind; only what matters is named."""

from collections.abc import Iterator, Sequence
from typing import Any

GIVEN_UP = frozenset({"cancelled", "declined", "expired", "skipped"})
"""States of bookings that do not take place."""


def differences(
    wanted: dict[str, Any], state: dict[str, Any], said: Sequence[str]
) -> Iterator[str]:
    """`wanted`: orders, tickets, visits, bookings (those that stand, by when they begin), waits,
    owner, handoff (its reason), banner (how many dangers of
    the tenant stand on every page of the desk), and parts of texts: says, never_says. The player
    itself sees to one_question: no reply may ask two things."""
    if "orders" in wanted:
        yield from _orders(wanted["orders"], state["orders"])
    if "tickets" in wanted:
        yield from _tickets(wanted["tickets"], state["tickets"])
    if "visits" in wanted:
        yield from _visits(wanted["visits"], state["visits"])
    for key in ("bookings", "waits"):
        if key in wanted:
            yield from _bookings(wanted[key], state[key], key)
    if "waiting_for_approval" in wanted:
        found = [order["total"] for order in state["waiting_for_approval"]]
        if found != wanted["waiting_for_approval"]:
            yield f"{wanted['waiting_for_approval']} to wait for approval, {found} found"
    if "owner" in wanted and wanted["owner"] != state["owner"]:
        yield f"owner {wanted['owner']} expected, {state['owner']} found"
    if "handoff" in wanted:
        reason = (state["handoff"] or {}).get("reason")
        if wanted["handoff"] != reason:
            yield f"handed off for {wanted['handoff']} expected, {reason} found"
    if "banner" in wanted and wanted["banner"] != state["banner"]:
        yield f"{wanted['banner']} in the desk's banner expected, {state['banner']} found"
    everything = "\n".join(said)
    yield from (
        f"{text!r} was never said" for text in wanted.get("says", ()) if text not in everything
    )
    yield from (f"{text!r} was said" for text in wanted.get("never_says", ()) if text in everything)


def _tickets(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"{len(wanted)} tickets expected, {len(found)} found"
        return
    for want, have in zip(wanted, found, strict=True):
        for key, value in want.items():
            if key == "location":
                yield from _location(value, have["location"])
            elif key == "description":
                if value not in have[key]:
                    yield f"{value!r} in the description expected, {have[key]!r} found"
            elif value != have[key]:
                yield f"{key} {value} expected, {have[key]} found"


def _visits(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"{len(wanted)} visits expected, {len(found)} found"
        return
    for want, have in zip(wanted, found, strict=True):
        for key, value in want.items():
            if key == "location":
                yield from _location(value, have["location"])
            elif value != have[key]:
                yield f"{key} {value} expected, {have[key]} found"


def _bookings(
    wanted: list[dict[str, Any]], found: list[dict[str, Any]], what: str
) -> Iterator[str]:
    """`thing` may be one of several; times are what a moment with its offset begins with."""
    stand = [one for one in found if one.get("status") not in GIVEN_UP]
    told = [f"{one['thing']} {one['from'][:16]}–{one['until'][11:16]}" for one in stand]
    if len(wanted) != len(stand):
        yield f"{len(wanted)} {what} expected, found: {', '.join(told) or 'none'}"
        return
    for want, have in zip(wanted, stand, strict=True):
        for key, value in want.items():
            if not _is(value, have[key]):
                yield f"{key} {value} expected, {have[key]} found"


def _is(wanted: Any, have: Any) -> bool:
    if isinstance(wanted, list):
        return have in wanted
    if isinstance(wanted, str) and isinstance(have, str):
        return have.startswith(wanted)
    return bool(wanted == have)


def _location(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for key, value in wanted.items():
        if str(value).upper() != str(found[key]).upper():
            yield f"{key} {value} expected, {found[key]} found"


def _orders(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    seeded = [order for order in found if order["status"] != "completed"]
    if len(wanted) != len(seeded):
        yield f"{len(wanted)} orders expected, {len(seeded)} found"
        return
    for want, have in zip(wanted, seeded, strict=True):
        yield from _order(want, have)


def _order(want: dict[str, Any], have: dict[str, Any]) -> Iterator[str]:
    for key in ("status", "fulfilment", "invoice", "payment", "paid"):
        if key in want and want[key] != have[key]:
            yield f"{key} {want[key]} expected, {have[key]} found"
    yield from _location(want.get("location") or {}, have["location"])
    if "slot" in want and want["slot"] not in str(have["slot"]):
        yield f"slot {want['slot']} expected, {have['slot']} found"
    if "date" in want and str(want["date"]) not in str(have["slot"]):
        yield f"date {want['date']} expected, {have['slot']} found"
    yield from _lines(want["lines"], have)


def _lines(wanted: list[dict[str, Any]], have: dict[str, Any]) -> Iterator[str]:
    got = {line["item_zh"]: line for line in have["lines"]}
    expected = {line["item_zh"] for line in wanted}
    if set(got) != expected:
        yield f"items {sorted(expected)} expected, {sorted(got)} found"
    for line in wanted:
        there = got.get(line["item_zh"])
        if there is None:
            continue
        if there["quantity"] != line["quantity"]:
            yield f"{line['quantity']} × {line['item_zh']} expected, {there['quantity']} found"
        wish = line.get("options_or_note")
        said = f"{there['options']} {there['note']} {have['note']}"
        if wish and wish not in said:
            yield f"{line['item_zh']} with {wish} expected, {said} found"
