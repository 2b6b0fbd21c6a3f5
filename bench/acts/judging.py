"""Whether a conversation ended as its task says: everything wanted is there, and nothing else."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Wanted = Mapping[str, Any]
There = Mapping[str, Any]
Compare = Callable[[Wanted, There], str | None]

ZONE = ZoneInfo("Asia/Shanghai")
_GONE = ("cancelled", "rejected")
_WAYS = {"desk": "delivery", "locker": "delivery", "counter": "pickup"}
"""A shop's ways of handing over, as the tasks call them."""


def differences(task: Mapping[str, Any], state: Mapping[str, Any], today: date) -> list[str]:
    """Where the state differs from the ending that it is nearest to; empty if it is one of them."""
    endings = task.get("accept") or [task["expect"]]
    found = [
        _ending(ending if isinstance(ending, list) else [ending], state, task, today)
        for ending in endings
    ]
    return min(found, key=len)


def _ending(
    wanted: Sequence[Wanted], state: Mapping[str, Any], task: Mapping[str, Any], today: date
) -> list[str]:
    def visit(one: Wanted, there: There) -> str | None:
        return _visit(one, there, today)

    orders = [e["order"] for e in wanted if e.get("order", {}).get("status", "none") != "none"]
    there = _one_of_several(orders, _orders(state, task))
    tickets = [e["ticket"] for e in wanted if "ticket" in e]
    visits = [e["visit"] for e in wanted if "visit" in e]
    bad = _pair("order", orders, there, _order)
    bad += _pair("ticket", tickets, state["tickets"], _ticket)
    bad += _pair("visit", visits, state["visits"], visit)
    for one in wanted:
        answered = json.dumps(state["faqs_answered"])
        if "faq" in one and one["faq"].rpartition("/")[2] not in answered:
            bad.append(f"answered {answered}, wanted {one['faq']}")
        if "handoff" in one and (state["owner"] in ("queued", "staff")) != one["handoff"]:
            bad.append(f"owner {state['owner']}")
    return bad


def _orders(state: Mapping[str, Any], task: Mapping[str, Any]) -> list[There]:
    """Those of the conversation; earlier ones, which the task was set up with, are complete."""
    ignored = {"draft", "expired"}
    if "prior_orders" in task["setup"]:
        ignored.add("completed")
    return [one for one in state["orders"] if one["status"] not in ignored]


def _one_of_several(wanted: Sequence[Wanted], there: list[There]) -> list[There]:
    """Where the lines may end as several orders: one with the lines of all."""
    if len(wanted) != 1 or not wanted[0].get("split_ok") or len(there) < 2:  # noqa: PLR2004
        return there
    live = [one for one in there if one["status"] not in _GONE]
    if not live:
        return there
    return [{**live[0], "lines": [line for one in live for line in one["lines"]]}]


def _pair(
    kind: str, wanted: Sequence[Wanted], there: Sequence[There], compare: Compare
) -> list[str]:
    """Each of the wanted has one of its own; what is there besides was called off."""
    left, bad = list(there), []
    for one in wanted:
        fits = next((other for other in left if compare(one, other) is None), None)
        if fits is None:
            bad.append(compare(one, left[0]) or "" if left else f"no {kind}")
            fits = left[0] if left else None
        if fits is not None:
            left.remove(fits)
    many = [one for one in left if one["status"] not in _GONE]
    return [*bad, *([f"{len(many)} {kind} too many"] if many else [])]


def _order(wanted: Wanted, there: There) -> str | None:
    if (wanted["status"] == "cancelled") != (there["status"] in _GONE):
        return f"order {there['status']}"
    got, asked = Counter[str](), Counter[str]()
    for line in there["lines"]:
        got[line["item_zh"]] += line["quantity"]
    for line in wanted["lines"]:
        asked[line["item"]] += line["quantity"]
    if got != asked:
        return f"lines {dict(got)}, wanted {dict(asked)}"
    for line in wanted["lines"]:
        if (lacks := _lacks(line, there)) is not None:
            return f"{line['item']} lacks {lacks}"
    way = _WAYS.get(there["fulfilment"], there["fulfilment"])
    if "fulfilment" in wanted and way != wanted["fulfilment"]:
        return f"handed over by {there['fulfilment']}"
    return _placed(wanted, there)


def _lacks(line: Wanted, there: There) -> str | None:
    """What the line should say and neither it nor the order's note says."""
    said = [[o["options"], o["note"]] for o in there["lines"] if o["item_zh"] == line["item"]]
    text = json.dumps([said, there.get("note")], ensure_ascii=False).lower()
    needed = line.get("note_contains") or []
    for need in [needed] if isinstance(needed, str) else needed:
        if not any(word.lower() in text for word in need.split("|")):
            return str(need)
    return None


def _ticket(wanted: Wanted, there: There) -> str | None:
    if (wanted.get("status") == "cancelled") != (there["status"] == "cancelled"):
        return f"ticket {there['status']}"
    for name in ("category", "urgency"):
        if name in wanted and there[name] != wanted[name]:
            return f"{name} {there[name]}, wanted {wanted[name]}"
    return _placed(wanted, there)


def _placed(wanted: Wanted, there: There) -> str | None:
    """The building by its letter, floor and room by their numbers, as far as they are wanted."""
    letter = wanted.get("location_contains")
    if not letter:
        return None
    place = there.get("location") or {}
    building = re.sub("BUILDING|TOWER", "", str(place.get("building") or "").upper())
    if letter.upper() not in building:
        return f"building {place.get('building')!r}, wanted {letter}"
    for name in ("floor", "room"):
        number = (wanted.get("location") or {}).get(name)
        if number is not None and str(number) not in re.findall(r"\d+", str(place.get(name) or "")):
            return f"{name} {place.get(name)!r}, wanted {number}"
    return None


def _visit(wanted: Wanted, there: There, today: date) -> str | None:
    if (wanted.get("status") == "cancelled") != (there["status"] == "cancelled"):
        return f"visit {there['status']}"
    names = " ".join(there.get("names") or [str(there.get("visitor_name") or "")])
    if wanted["visitor_name"].lower() not in names.lower():
        return f"name {names!r}, wanted {wanted['visitor_name']!r}"
    at = datetime.fromisoformat(there["from"]).astimezone(ZONE)
    got = {
        "plate": there.get("plate") or None,
        "headcount": there.get("headcount"),
        "date_offset_days": (at.date() - today).days,
        "time": f"{at:%H:%M}",
    }
    for name, value in got.items():
        if name in wanted and value != wanted[name]:
            return f"{name} {value!r}, wanted {wanted[name]!r}"
    return None
