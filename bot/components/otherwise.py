"""What a message is heard as instead, whose intent is one of which the reader knows no acts.

Rooms, courts, what is lost and found, and what nobody here does were learned from sentences alone;
the reader has heard no such acts. Where it surely hears others, and no word of the message is of
such a thing, the message is about what it hears: "send it up to D-406 at twelve" books no room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import FAQ, metadata
from bot.components.fallback import OUT_OF_SCOPE
from bot.components.faq_intent import ASK_FAQ

OF_ROOMS = frozenset({"book", "find_room"})
ROOM = re.compile(
    r"会议室|會議室|房间|房間|场地|場地|球场|球場|报告厅|報告廳|培训室|洽谈|工位|包间|包厢|订间|间会"
    r"|\b(?:book|rooms? for|(?:meeting|conference|training|board|huddle) ?rooms?"
    r"|court|auditorium|hall|venue|space)\b"
)
_OF_BOOKINGS = OF_ROOMS | {"change_booking"}
_OF_LOST = frozenset({"report_lost", "report_found"})
_LOSES = re.compile(
    r"丢|丟|不见|不見|落[在下了]|忘|找不|掉|遗|遺|捡|撿|拾|漏"
    r"|\b(?:lost|lose|losing|left|missing|forg[eo]t\w*|can'?t find|found)\b"
    r"|\b(?:dropped|picked up|misplaced)\b"
)
_MEAL = re.compile(
    r"[早午晚宵夜]饭|[早午晚]餐|盒饭|便当|外卖|吃的|饭菜|\b(?:lunch|dinner|breakfast|meals?|food)\b"
)
_TABLE = re.compile(
    r"[会會场場桌厅]|座位|位子|包间|\b(?:tables?|seats?|rooms?|meeting|party|event|space)\b"
)
_MAY_ASK = frozenset(
    {OUT_OF_SCOPE, "track_repair", "track_order", "track_visit", "track_booking", *_OF_BOOKINGS}
)
_ORDERS = frozenset({"modify_order", "order_food", "order_goods"})
_AS_BEFORE = re.compile(
    r"[跟和像照按同](?:我|我们)?(?:昨[天日]|前[天日]|上[次回周]|之前|以前)(?:点的|订的|的)?(?:一样|一个样|同样|照旧)"
    r"|\b(?:same as|like|as) (?:i had |we had |i ordered )?(?:yesterday|last time|before|usual)\b"
)
_REPEATS = re.compile(
    r"重复|再[来点订下要]|照[着旧]?|复制|原样|一模一样|同样"
    r"|\b(?:repeat|re-?order|re-?do|duplicate|same|again|once more|one more time)\b"
)
_MEAL_BEFORE = r"(?:orders?|lunch|dinner|breakfast|meal|coffees?)"
_ORDERED_BEFORE = re.compile(
    r"(?:昨[天日晚]|前[天日]|上[次回周])[^，。,;；!?！？]{0,6}?"
    r"(?:那?[单顿]|[早午晚]?[饭餐]|点的|订的|吃的|喝的)"
    r"|\b(?:yesterday|last (?:time|order|week|\w+day)|previous|usual)(?:'?s)?"
    rf"(?: \w+){{0,2}}? {_MEAL_BEFORE}\b"
    rf"|\b{_MEAL_BEFORE} (?:\w+ ){{0,3}}?(?:yesterday|last (?:time|week))\b"
)
"""What is to come once more, and what was ordered then."""
_IDLE = frozenset({OUT_OF_SCOPE, "browse_menu", "browse_shop", "chitchat", "help", "greet"})
"""Intents under which nothing is ordered."""
_FIELDS = frozenset({"location", "time", "period", "fulfilment", "phone", "meal"})
_OF_ORDERS = frozenset({"location", "slot", "phone", "invoice", "confirm"})
"""What the form of an order asks."""
_SURE, _VERY_SURE = 0.8, 0.9
_GUESS, _MAYBE = 0.65, 0.2
_NEAR, _CLOSE, _APART = 0.42, 0.48, 0.08
"""Retrieval scores from which an entry is near, or close; how far ahead of the next it is then."""
_CLOSER, _WIDE = 0.5, 0.1
"""The same where nothing else speaks for a question."""
VISIT, CHANGES, ORDER = "register_visitor", "modify_order", "order_food"
BEGINS_ORDER, BEGINS_VISIT = "start:order", "start:visit"
ASKS_FAQ, ASKS_STATUS = "ask:faq", "ask:status"

Acts = Mapping[str, float]
Heard = tuple[str, float]
"""An intent, and how sure it is."""


def otherwise(message: Message, acts: Acts) -> Heard | None:
    """None where the intent may be what it is."""
    intent = str((message.get(INTENT) or {}).get(INTENT_NAME_KEY))
    text = str(message.get(TEXT) or "").lower()
    begun = acts.get(BEGINS_ORDER, 0.0)
    if begun >= _SURE and _orders_again(message, intent, text):
        return "reorder", begun
    if intent in _IDLE and (ordered := _counts_what_is_sold(message, acts)):
        return ORDER, ordered
    may_ask = intent in _MAY_ASK and not (intent in _OF_BOOKINGS and ROOM.search(text))
    if may_ask and _asks(message, acts):
        return ASK_FAQ, acts[ASKS_FAQ]
    return _by_words(message, acts, intent, text)


def _orders_again(message: Message, intent: str, text: str) -> bool:
    """ "Same as yesterday", "repeat my yesterday's lunch order", whatever it sounds like."""
    if intent in _ORDERS and _AS_BEFORE.search(text):
        return True
    may = intent in _ORDERS | _IDLE | OF_ROOMS and not ROOM.search(text)
    told = _REPEATS.search(text) is not None and _ORDERED_BEFORE.search(text) is not None
    return may and told and not sold_by_number(message)


def _counts_what_is_sold(message: Message, acts: Acts) -> float:
    """How surely it orders so many of something that is sold: "ten americanos please"; else 0."""
    ordered = acts.get(BEGINS_ORDER, 0.0)
    if ordered < _VERY_SURE or _tells(message, {"asks", "question"}):
        return 0.0
    return ordered if sold_by_number(message) else 0.0


def sold_by_number(message: Message) -> list[Mapping[str, Any]]:
    """Items that are for sale, each counted, as entities."""
    found = message.get(ENTITIES) or ()
    counted = {e.get("group") for e in found if e["entity"] == "quantity"} - {None}
    sold = [e for e in found if e["entity"] == "item" and e.get("value") is not None]
    return [e for e in sold if e.get("group") in counted]


def _by_words(message: Message, acts: Acts, intent: str, text: str) -> Heard | None:
    if intent in OF_ROOMS and (ordered := _meal(message, text)):
        return ORDER, ordered
    if intent in _OF_BOOKINGS and not ROOM.search(text):
        return _no_booking(message, acts, intent)
    if intent in _OF_LOST and not _LOSES.search(text):
        return _given(acts) if _tells(message, {"location"}) else None
    if intent == ASK_FAQ and _likely(message, ASK_FAQ) < _MAYBE:
        ordered = acts.get(BEGINS_ORDER, 0.0)
        wants = ordered >= _VERY_SURE and acts.get(ASKS_FAQ, 0.0) < _MAYBE
        return (ORDER, ordered) if wants and _MEAL.search(text) else None
    return None


def asks_anyway(message: Message) -> bool:
    """Whether an entry answers a message that is heard as nothing, and hardly another one does: "a
    colleague asks if she can bring her dog"."""
    near = message.get(FAQ) or {}
    apart = float(near.get("margin") or 0.0) >= _WIDE
    return apart and float(near.get("score") or 0.0) >= _CLOSER


def names_no_guest(message: Message, acts: Acts) -> bool:
    """Whether it says nothing of a visit, nor of anything that stands."""
    told = max(acts.get("give", 0.0), acts.get("correct", 0.0), 10 * acts.get(BEGINS_VISIT, 0.0))
    of_visits = {"visitor_name", "time", "period", "plate", "headcount", "phone", "shift"}
    whole = len(str(message.get(TEXT) or "")) >= _A_SENTENCE  # A name alone is an answer.
    return whole and told < _MAYBE and not _tells(message, of_visits)


_A_SENTENCE = 16
"""Characters."""


def says_who_and_where(message: Message, acts: Acts) -> bool:
    """Whether it only gives a name and a place, where nothing had asked for them: "B 9F, Tina at
    the reception", behind a complaint."""
    given = acts.get("give", 0.0) >= _VERY_SURE and acts.get(BEGINS_VISIT, 0.0) < _HARDLY
    apart = {"time", "period", "comes", "plate", "headcount", "no_car", "shift", "kind"}
    asked = metadata(message).get(REQUESTED_SLOT)
    told = _tells(message, {"location"}) and not _tells(message, apart)
    return given and told and asked is None


_HARDLY = 0.03


def _no_booking(message: Message, acts: Acts, intent: str) -> Heard | None:
    visits = acts.get(BEGINS_VISIT, 0.0)
    if visits >= _VERY_SURE and intent in OF_ROOMS and _tells(message, {"visitor_name"}):
        return VISIT, visits
    if _likely(message, intent) < _GUESS and len(str(message.get(TEXT))) <= _SHORT:
        edited = max((share for act, share in acts.items() if act.startswith("edit:")), default=0.0)
        if edited >= _VERY_SURE:
            return CHANGES, edited
    asked = metadata(message).get(REQUESTED_SLOT)
    bare = asked is None and _is_bare(message, {"time", "period"})
    told = asked in _OF_ORDERS and _tells(message, _FIELDS)
    return _given(acts) if bare or told else None


def _is_bare(message: Message, kinds: set[str]) -> bool:
    """Whether it is no more than such entities: "at three, please", which says nothing of a room.
    A room may be called anything, so whatever is no manner of speaking may be one."""
    text = str(message.get(TEXT) or "").lower()
    told = [one for one in message.get(ENTITIES) or () if one["entity"] in kinds and "end" in one]
    inside = {place for one in told for place in range(int(one["start"]), int(one["end"]))}
    rest = "".join(" " if place in inside else char for place, char in enumerate(text))
    return bool(told) and not _MANNERS.sub("", rest)


_MANNERS = re.compile(
    r"[\W\d_]|大概|左右|麻烦|可以|在|就|那|吧|呢|啊|哦|哈|好|的|了|请|改|到|送|来|前|后|行"
    r"|\b(?:at|by|on|for|around|about|please|pls|then|make|it|ok|okay|thanks|thx|to|say|is|fine)\b"
)
_SHORT = 60
"""Characters of a message that changes something and says little else."""


def _meal(message: Message, text: str) -> float:
    """How likely it orders a meal, where it names one and no place to have it in; else 0."""
    meal = _MEAL.search(text) is not None and _TABLE.search(text) is None
    ordered = _likely(message, ORDER)
    return ordered if meal and ordered >= _MAYBE else 0.0


def _given(acts: Acts) -> Heard | None:
    given = max(acts.get("give", 0.0), acts.get("correct", 0.0))
    begun = max((share for act, share in acts.items() if act.startswith("start")), default=0.0)
    return (CHANGES, given) if given >= _VERY_SURE and begun < _MAYBE else None


def _asks(message: Message, acts: Acts) -> bool:
    """Whether it surely asks about the park, an entry is near, and what was heard is but a guess or
    the entry is nearer than all others."""
    if acts.get(ASKS_FAQ, 0.0) < _SURE or acts.get(ASKS_STATUS, 0.0) >= _MAYBE:
        return False
    found = message.get(FAQ) or {}
    score, ahead = float(found.get("score") or 0.0), float(found.get("margin") or 0.0)
    intent = message.get(INTENT) or {}
    guess = float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0) < _GUESS
    if intent.get(INTENT_NAME_KEY) == OUT_OF_SCOPE and _likely(message, ASK_FAQ) < _MAYBE:
        return False
    return (guess and score >= _CLOSE) or (score >= _NEAR and ahead >= _APART)


def _likely(message: Message, intent: str) -> float:
    ranking: list[dict[str, Any]] = message.get(INTENT_RANKING_KEY) or []
    told = (one for one in ranking if one["name"] == intent)
    return max((float(one["confidence"]) for one in told), default=0.0)


def _tells(message: Message, kinds: frozenset[str] | set[str]) -> bool:
    return any(one["entity"] in kinds for one in message.get(ENTITIES) or ())
