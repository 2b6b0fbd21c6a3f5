"""What this conversation is about just now, as far as it is about rooms, and what a message does
with that: learned (bot/data/booking/goes_on.jsonl), and asked for wherever a message was led.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from actions.booking.settling import WISHED
from actions.kit.turn import Button, Turn
from models.conversations import Message
from services.booking.reading import Wants

SURE = 0.4
"""Probability from which a message does what it sounds like, of what was just spoken of."""
PLAINLY = 0.65
"""The same of what we spoke of before, or of what they have while we spoke of nothing."""
SPOKEN_OF = ("booking_no", "booking_series_id", "booking_series", "booking_terms", WISHED)
"""In the data of a message of ours, where it was about bookings."""
BACK = 3
"""Messages of ours in which is looked for what it was about, where the last one says nothing."""
REMEMBERED = timedelta(minutes=15)
_WANTS: Mapping[str, Wants] = {
    "longer": Wants.EXTEND,
    "shorter": Wants.SHORTER,
    "time": Wants.MOVE,
    "other_room": Wants.MOVE,
    "drop": Wants.CANCEL,
    "keep": Wants.KEEP,
    "guests": Wants.GUESTS,
    "coffee": Wants.COFFEE,
    "intruder": Wants.INTRUDER,
    "here": Wants.HERE,
    "done": Wants.RELEASE,
    "asks_what": Wants.STANDS,
    "asks_price": Wants.PRICE,
    "asks_left": Wants.HOURS,
    "asks_rules": Wants.RULES,
    "not_now": Wants.NOT_NOW,
}
_COUNTS: Mapping[str, Mapping[str, float]] = {
    "offers": {"take": 4, "other_room": 2, "asks_free": 0.3, "asks_what": 0.2, "done": 0.1},
    "moves": {"take": 4, "other_room": 4, "suits": 2, "asks_free": 0.1, "asks_what": 0.2},
    "wish": {"asks_what": 0.3, "take": 0.5, "time": 1.5, "asks_rules": 0.7},
    "booked": {"take": 0.1, "asks_free": 0.6},
}
"""How much likelier something is to be done with what was spoken of than in what was learned."""
_OF_ROOMS = ("wants", "other_room", "asks_free", "beside", "suits")
_LIKELY = 0.15
_PICKS, _DEED = "pick_booking", "booking_deed"


@dataclass(frozen=True, slots=True)
class Pick:
    """A button of ours that books an offer, or moves what is booked there (`number`)."""

    about: Mapping[str, Any]
    number: str | None = None

    @property
    def resource(self) -> str:
        return str(self.about["to"].get("thing") if self.number else self.about.get("resource"))


@dataclass(frozen=True, slots=True)
class Now:
    """`fresh`: our last message was about it."""

    told: Mapping[str, Any]
    buttons: tuple[Button, ...]
    fresh: bool

    @property
    def kind(self) -> str:
        """offers: of times and rooms. moves: of what they have. booked. wish."""
        if self.picks:
            return "moves" if any(one.number for one in self.picks) else "offers"
        return "wish" if self.wish is not None else "booked"

    @property
    def picks(self) -> list[Pick]:
        return [one for one in map(_pick, self.buttons) if one is not None]

    @property
    def wish(self) -> dict[str, Any] | None:
        wished = self.told.get(WISHED)
        return wished if isinstance(wished, dict) else None


async def about(turn: Turn) -> Now | None:
    """None where nothing of ours was about rooms lately."""
    told, buttons = await turn.last_told_with_buttons()
    if _is_of_rooms(told, buttons):
        return Now(told, tuple(buttons), fresh=True)
    if turn.said.pressed or turn.active_form is not None or told.get("expects"):
        return None
    if not _may_go_on(turn):
        return None  # Nothing is read for a message that is hardly of rooms.
    for data, former in await before(turn):
        if _is_of_rooms(data, former):
            return Now(data, tuple(former), fresh=False)
    return None


def _may_go_on(turn: Turn) -> bool:
    return any(share >= _LIKELY for one, share in turn.said.goes_on.items() if one != "none")


async def before(turn: Turn) -> list[tuple[dict[str, Any], list[Button]]]:
    """What our last messages told, and their buttons; the newest first."""
    if turn.conversation.last_seq <= 1:
        return []  # The tenant's first word.
    rows = await turn.session.execute(
        select(Message.data, Message.buttons)
        .where(
            Message.park_id == turn.park_id,
            Message.conversation_id == turn.conversation.id,
            Message.direction == "out",
            Message.created_at >= turn.now - REMEMBERED,
        )
        .order_by(Message.seq.desc())
        .limit(BACK)
    )
    return [(row.data or {}, row.buttons or []) for row in rows]


def _is_of_rooms(told: Mapping[str, Any], buttons: list[Button]) -> bool:
    return any(name in told for name in SPOKEN_OF) or any(map(_pick, buttons))


def does(turn: Turn, sure: float = SURE, beside: Now | None = None) -> str | None:
    """What the message does, of all that it may, where that is as likely as `sure`; what is done
    more often with what was spoken of (`beside`) is likelier by so much."""
    counts = _COUNTS[beside.kind] if beside is not None else {}
    likely = {one: share * counts.get(one, 1.0) for one, share in turn.said.goes_on.items()}
    best = max(likely, key=lambda one: likely[one], default="none")
    return best if best != "none" and likely[best] / sum(likely.values()) >= sure else None


def is_of_rooms(turn: Turn) -> bool:
    """Whether it surely is about a room, though it may want one, or another one."""
    return sum(turn.said.goes_on.get(one, 0.0) for one in _OF_ROOMS) >= PLAINLY


def wanted(turn: Turn, sure: float = SURE, beside: Now | None = None) -> Wants | None:
    """The same as what somebody wants of what they have booked."""
    return _WANTS.get(does(turn, sure, beside) or "")


def between(turn: Turn, told: Wants | None) -> Wants | None:
    """What is wanted, where words tell the one and what was learned another: what was learned, if
    it is sure, or the words are hardly likely to mean what they tell."""
    learned = wanted(turn)
    if learned is None or told is None:
        return learned or told
    plausible = any(
        turn.said.goes_on.get(name, 0.0) >= _LIKELY for name, it in _WANTS.items() if it is told
    )
    return told if plausible and wanted(turn, PLAINLY) is None else learned


def hardly(turn: Turn, name: str) -> bool:
    """Whether it was surely heard as something else."""
    return bool(turn.said.goes_on) and turn.said.goes_on.get(name, 0.0) < _LIKELY


def _pick(button: Button) -> Pick | None:
    name, brace, rest = button["payload"].removeprefix("/").partition("{")
    if name not in {_PICKS, _DEED} or not brace:
        return None
    held = json.loads(brace + rest)
    if name == _PICKS:
        offer = held.get("booking_offer")
        return Pick(offer) if isinstance(offer, dict) and not offer.get("pays") else None
    deed = held.get(_DEED)
    if not isinstance(deed, dict) or deed.get("do") != "move" or len(deed.get("numbers", ())) != 1:
        return None
    return Pick(deed, str(deed["numbers"][0])) if (deed.get("to") or {}).get("thing") else None
