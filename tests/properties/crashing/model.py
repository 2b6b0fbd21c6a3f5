"""What must be true of orders, tickets, visits and talks: plain Python, by hand.

A subject's state is where its log of events leads. After each step the log has grown by exactly
what was acknowledged; by that or by nothing if whoever asked got no answer; and, when its time has
come, by what time does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 12, 2, tzinfo=SHANGHAI)
SLOTS = {12: DAY.replace(hour=10, minute=45), 18: DAY.replace(hour=16, minute=30)}
"""By hour: until when it can be ordered for."""
SLOT_LENGTH = timedelta(minutes=15)
VISIT_STARTS, VISIT_ENDS = DAY.replace(hour=16), DAY.replace(hour=18)
OUTLET = "sunshine_canteen"
STOCK = {"beef_noodles": 6, "tomato_egg_noodles": 3}

FAILURES = 3
"""Of a message, after which people have it."""

Move = tuple[frozenset[str], str, str]
"""From, to, and the event that says so."""


def _move(sources: str, target: str, event: str) -> Move:
    return frozenset(sources.split()), target, event


ORDER: dict[str, Move] = {
    "place": _move("draft", "placed", "order.placed"),
    "accept": _move("placed", "accepted", "order.accepted"),
    "reject": _move("placed accepted preparing", "rejected", "order.rejected"),
    "preparing": _move("accepted", "preparing", "order.preparing"),
    "ready": _move("accepted preparing", "ready", "order.ready"),
    "delivering": _move("ready", "delivering", "order.delivering"),
    "complete": _move("ready delivering", "completed", "order.completed"),
    "cancel": _move("placed", "cancelled", "order.cancelled"),
    "expire": _move("placed", "expired", "order.expired"),
}
HOLDS = ("placed", "accepted", "preparing", "ready", "delivering", "completed")
ASKS_FIRST = ("accepted", "preparing")
OPEN = "reported triaged assigned accepted in_progress waiting_materials waiting_tenant reopened"
TICKET: dict[str, Move] = {
    "report": _move("", "reported", "ticket.reported"),
    "triage": _move("reported", "triaged", "ticket.triaged"),
    "assign": _move(OPEN, "assigned", "ticket.assigned"),
    "accept": _move("assigned", "accepted", "ticket.accepted"),
    "start": _move("assigned accepted reopened", "in_progress", "ticket.started"),
    "resolve": _move(OPEN, "resolved", "ticket.resolved"),
    "confirm": _move("resolved", "confirmed", "ticket.confirmed"),
    "close": _move("resolved confirmed", "closed", "ticket.closed"),
    "reopen": _move("resolved confirmed closed", "reopened", "ticket.reopened"),
    "cancel": _move(
        "reported triaged assigned accepted reopened waiting_materials waiting_tenant",
        "cancelled",
        "ticket.cancelled",
    ),
}
VISIT: dict[str, Move] = {
    "request": _move("", "requested", "visit.requested"),
    "approve": _move("requested", "approved", "visit.approved"),
    "deny": _move("requested", "denied", "visit.denied"),
    "cancel": _move("requested approved", "cancelled", "visit.cancelled"),
    "check_in": _move("approved checked_out", "checked_in", "visit.checked_in"),
    "check_out": _move("checked_in", "checked_out", "visit.checked_out"),
    "expire": _move("requested", "expired", "visit.expired"),
    "no_show": _move("approved", "no_show", "visit.no_show"),
}
MOVES = {"order": ORDER, "ticket": TICKET, "visit": VISIT}
AMENDED = "order.amended"
CHANGES_NO_STATE = {"order.cancel_requested", "order.estimated", "order.reduced", AMENDED}
TOLD = {event for table in MOVES.values() for _, _, event in table.values()} | CHANGES_NO_STATE


class Broken(AssertionError):
    """What the database or a neighbour shows is not what must be true."""


def need(holds: bool, *what: object) -> None:
    if not holds:
        raise Broken(" ".join(str(one) for one in what))


@dataclass
class Subject:
    """`name` is how it is found among the rows; `born` its state with an empty log."""

    kind: str
    name: str
    born: str = ""
    timed: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """By state: the event that time brings, and from when."""
    about: dict[str, Any] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    allowed: list[list[str]] = field(default_factory=lambda: [[]])
    busy: bool = False
    """Somebody waits for an answer about it: nobody else touches it."""

    @property
    def status(self) -> str:
        return self.after(self.log)

    def after(self, log: Sequence[str]) -> str:
        table = {event: (sources, target) for sources, target, event in MOVES[self.kind].values()}
        state = self.born
        for event in log:
            if event in CHANGES_NO_STATE:
                continue
            sources, target = table[event]
            need(state in sources or not (state or sources), self.name, event, "in", state)
            state = target
        return state

    def grown_by(self, action: str) -> list[str] | None:
        """The events of an action here; None where it is refused."""
        if (self.kind, action) == ("order", "cancel") and self.status in ASKS_FIRST:
            return ["order.cancel_requested"]
        sources, target, event = MOVES[self.kind][action]
        if self.status == target:
            return []
        return [event] if self.status in sources or not (self.status or sources) else None

    def seen(self, log: list[str], now: datetime) -> None:
        """What the rows say of it. Raises Broken."""
        options = [self.log + grown for grown in self.allowed]
        for option in list(options):
            event, since = self.timed.get(self.after(option), ("", now))
            if event and now >= since:
                options.append([*option, event])
        need(log in options, f"{self.kind} {self.name}: {log}, not one of {options}")
        if AMENDED in log[len(self.log) :]:
            self.about["lines"] = self.about["amended_to"]
        self.log, self.allowed = log, [[]]


def order(name: str, **about: Any) -> Subject:
    return Subject("order", name, "draft", about=about)


def fix(subject: Subject, hour: int, lines: dict[str, int]) -> None:
    """What the order is for, while it is a draft."""
    subject.about |= {"hour": hour, "lines": dict(lines)}
    over = DAY.replace(hour=hour) + SLOT_LENGTH
    subject.timed = {"placed": ("order.expired", over)}


def visit(name: str) -> Subject:
    timed = {
        "requested": ("visit.expired", VISIT_STARTS),
        "approved": ("visit.no_show", VISIT_ENDS),
    }
    return Subject("visit", name, timed=timed)


@dataclass
class Cart:
    """What one tenant is filling. `allowed`: what may have been added by a request that got no
    answer."""

    lines: dict[str, int] = field(default_factory=dict)
    allowed: list[dict[str, int]] = field(default_factory=lambda: [{}])
    name: str | None = None
    busy: bool = False
    placing: bool = False
    """It may be an order by now."""

    def plus(self, more: dict[str, int]) -> dict[str, int]:
        return {code: self.lines.get(code, 0) + more.get(code, 0) for code in self.lines | more}

    def seen(self, lines: dict[str, int]) -> None:
        options = [self.plus(more) for more in self.allowed]
        need(lines in options, f"a cart has {lines}, not one of {options}")
        self.lines, self.allowed = lines, [{}]


@dataclass
class Said:
    """A tenant's message. `by_staff`: whether staff had the conversation while it waited."""

    key: str
    text: str
    orders: bool
    acknowledged: bool = False
    by_staff: bool = False
    handled: bool = False
    interrupted: bool = False
    """Whether staff took the conversation while the bot thought about it, in this step."""
    failed: int = 0
    """Turns of it that the bot failed at."""


@dataclass
class Talk:
    """A conversation. `owners`: whose it may be after this step."""

    id: int
    person: int
    owner: str = "bot"
    owners: set[str] = field(default_factory=lambda: {"bot"})
    said: list[Said] = field(default_factory=list)
    replies: dict[str, bool] = field(default_factory=dict)
    """What staff wrote, and whether they know that it was sent."""
    busy: bool = False

    @property
    def waiting(self) -> int:
        return sum(not one.handled for one in self.said)

    def seen(self, owner: str, messages: Sequence[dict[str, Any]]) -> None:
        """Raises Broken."""
        need([m["seq"] for m in messages] == list(range(1, len(messages) + 1)), "gaps in", messages)
        may = self.owners | ({"queued"} if "bot" in self.owners else set())
        need(owner in may, f"conversation {self.id} is {owner}'s, not of", self.owners)
        for one in self.said:
            self._message(one, owner, messages)
        texts = [m["text"] for m in messages]
        answers = [t for t in texts if t.startswith("re: ")]
        asked = [f"re: {m['text']}" for m in messages if m["direction"] == "in"]
        need(answers == [one for one in asked if one in answers], "out of order:", texts)
        for text, known in self.replies.items():
            need(_exactly(texts.count(text), known), f"staff's {text}:", texts)
        self.owner, self.owners = owner, {owner}

    def _message(self, one: Said, owner: str, messages: Sequence[dict[str, Any]]) -> None:
        mine = [m for m in messages if m["direction"] == "in" and m["text"] == one.text]
        need(_exactly(len(mine), one.acknowledged), f"{one.text} stands {len(mine)} times")
        answers = sum(m["text"] == f"re: {one.text}" for m in messages)
        handled = any(m["status"] == "handled" for m in mine)
        if not one.handled and "staff" in (self.owner, owner):
            one.by_staff = True
        theirs = owner == "staff" and (self.owner == "staff" or one.interrupted)
        one.interrupted = False
        if handled and not one.handled and theirs:
            need(answers == 0, f"the bot answered {one.text}, which staff had")
        need(answers <= 1, f"{one.text} was answered {answers} times")
        need(handled or not answers, f"{one.text} was answered and waits still")
        given_up = one.by_staff or one.failed >= FAILURES
        need(answers == 1 or not handled or given_up, f"nobody answered {one.text}")
        one.handled = handled


def _exactly(count: int, acknowledged: bool) -> bool:
    """What was acknowledged is there once; what was not, at most once."""
    return count == 1 if acknowledged else count <= 1


def held(orders: Iterable[Subject]) -> list[Subject]:
    return [one for one in orders if one.status in HOLDS]
