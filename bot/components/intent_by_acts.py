"""An intent that what a message does contradicts.

The classifier of intents has learned from messages that begin something, each by itself; in the
middle of an order it hears "给小周换一份" as a guest, and a correction with feeling as a complaint.
Which acts a message holds was learned from messages to things that stand (span_tagger.py).
"""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import FAQ
from bot.components.domains import brought
from bot.components.fallback import OUT_OF_SCOPE
from bot.components.faq_intent import ASK_FAQ
from bot.components.otherwise import (
    ASKS_FAQ,
    ASKS_STATUS,
    BEGINS_ORDER,
    CHANGES,
    OF_ROOMS,
    ORDER,
    ROOM,
    VISIT,
    Acts,
    Heard,
    asks_anyway,
    names_no_guest,
    otherwise,
    says_who_and_where,
    sold_by_number,
)
from bot.components.parsers.repairs import find_named
from bot.components.span_tagger import ACTS, SPANS

HOLDS: Mapping[str, frozenset[str]] = {
    intent: acts for domain in brought() for intent, acts in domain.holds.items()
}
"""Of all domains."""
COMPLAIN, AFFIRM = "complain", "affirm"
_MAY_ASK = frozenset({"help", "chitchat", "browse_menu", "browse_shop"})
_UNSURE, _NEAR = 0.5, 0.45
"""Probability up to which an intent is a guess; retrieval score from which an entry is near."""
_AGAINST_A_YES = frozenset({"deny", "cancel_order", "cancel_repair", "cancel_visit"})
_SURELY_YES = 0.95
_INTENTS = {
    "start:repair": "report_repair", "start:visit": "register_visitor", "start:order": "order_food",
    "complain": COMPLAIN, "human": "ask_human",
}  # fmt: skip
"""What a message that holds such an act is heard as; one that holds another changes what stands."""
REPORT, BEGINS_REPORT = "report_repair", "start:repair"
_MAY_REPORT = OF_ROOMS | {COMPLAIN}
_BOOKS = re.compile(
    r"订|預|预|借|租|空着|有空|空闲|可用|几点|多大|多少人|带|配|[？?]"
    r"|\b(?:book|reserve|need|free|available|with|has|have|which|any|find|looking|hire|for \d+)\b"
)
"""Words of somebody who wants a room, or asks about one."""
_SURELY_BOOKS = re.compile(
    r"订|預|预|借|租|空着|有空|空闲|可用|\b(?:book|reserve|available|find|looking|hire|for \d+)\b"
)
"""The same where nothing else speaks for a room."""
_SURE_REPORT = 0.8
_LIKELY_REPORT = 0.7
_LIKELY_ITEM = 0.4
_SURELY_ORDERS = 0.8
_SAYS_LITTLE = frozenset({"social", "unknown", "confirm", "deny", "danger"})
"""Acts that are said beside others, are no reason to change anything, or are decided elsewhere."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentByActs(GraphComponent, IntentClassifier):
    """Corrects the intent where none of the acts that its messages hold is as likely as `least`,
    and another act is as likely as `sure`. A complaint or a guest that is hardly heard at all is
    out of scope: a complaint would be registered at once, and a colleague's name is said of a
    portion as often as of a guest. The ranking stays as it was. Put it behind SpanTagger.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"least": 0.1, "sure": 0.8, "least_of_starts": 0.05}

    def __init__(self, least: float, sure: float, least_of_starts: float) -> None:
        self._least, self._sure = least, sure
        self._least_of_starts = least_of_starts

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentByActs:
        return cls(*(float(config[name]) for name in cls.get_default_config()))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            acts = message.get(ACTS)
            heard = None if acts is None else self._instead(message, acts)
            if heard is not None:
                name, confidence = heard
                found = {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}
                message.set(INTENT, found, add_to_output=True)
        return messages

    def _instead(self, message: Message, acts: Acts) -> Heard | None:
        """None where the intent stays as it is."""
        intent = str((message.get(INTENT) or {}).get(INTENT_NAME_KEY))
        if intent in _MAY_REPORT and _reports(message, acts):
            return REPORT, acts[BEGINS_REPORT]
        if intent in OF_ROOMS and self._orders(message, acts):
            return ORDER, acts[BEGINS_ORDER]
        if intent in _MAY_ASK and self._asks(message, acts):
            return ASK_FAQ, acts[ASKS_FAQ]
        if (other := otherwise(message, acts)) is not None:
            return other
        corrected = self._corrected(message, intent, acts)
        return corrected if corrected[0] != intent else None

    def _corrected(self, message: Message, intent: str, acts: Acts) -> Heard:
        """The intent, and how sure it is; the same one where nothing speaks against it."""
        if intent in _AGAINST_A_YES and self._says_yes(acts):
            return AFFIRM, acts["confirm"]
        if intent not in HOLDS:
            return intent, 1.0
        agrees = max((share for act, share in acts.items() if _is_of(act, intent)), default=0.0)
        others = {a: s for a, s in acts.items() if a not in _SAYS_LITTLE and not _is_of(a, intent)}
        other = max(others, key=lambda act: others[act], default="")
        if agrees < self._least and others.get(other, 0.0) >= self._sure:
            return self._by(message, other, intent), others[other]
        if intent == VISIT and says_who_and_where(message, acts):
            return CHANGES, agrees
        of_nobody = intent == VISIT and names_no_guest(message, acts)
        if of_nobody or (intent in (COMPLAIN, VISIT) and agrees < self._least_of_starts):
            return (ASK_FAQ if asks_anyway(message) else OUT_OF_SCOPE), 1 - agrees
        return intent, agrees

    def _by(self, message: Message, other: str, intent: str) -> str:
        """What a message that holds that act is heard as. A question about the park changes
        nothing, one about how far something is asks after what it is likeliest to be; and what the
        classifier is sure of begins no order of something that nobody sells."""
        ranking = {one["name"]: one["confidence"] for one in message.get(INTENT_RANKING_KEY) or ()}
        if other == ASKS_FAQ:
            return ASK_FAQ
        if other == ASKS_STATUS:
            tracks = {name: share for name, share in ranking.items() if name.startswith("track_")}
            return max(tracks, key=lambda name: tracks[name], default=CHANGES)
        if other == BEGINS_ORDER and ranking.get(intent, 0.0) >= _SURELY_ORDERS:
            items = (one for one in message.get(ENTITIES) or () if one["entity"] == "item")
            sold = any(one.get("value") or one.get("candidates") for one in items)
            return ORDER if sold else intent
        return _INTENTS.get(other, CHANGES)

    def _asks(self, message: Message, acts: Mapping[str, float]) -> bool:
        """Whether it surely asks about the park, and an entry is near, where the intent is but a
        guess: "just tell me where I can find an ATM"."""
        intent, near = message.get(INTENT) or {}, message.get(FAQ) or {}
        guess = float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0) < _UNSURE
        known = float(near.get("score") or 0.0) >= _NEAR
        return guess and known and acts.get(ASKS_FAQ, 0.0) >= self._sure

    def _orders(self, message: Message, acts: Mapping[str, float]) -> bool:
        """Whether it surely begins an order of so many of something that is sold, and names no
        room: "20 calculators for the training", "thanks! Also two lattes to B-1210 at 3"."""
        surely = acts.get(BEGINS_ORDER, 0.0) >= max(self._sure, _SURELY_ORDERS)
        if ROOM.search(str(message.get(TEXT) or "").lower()):
            return False
        if acts.get(BEGINS_ORDER, 0.0) >= _ORDERS and _counts_things(message):
            return True
        if not surely:
            return False
        known = sold_by_number(message)
        return any(
            span["label"] == "item"
            and span.get("role") == "add"
            and float(span.get("confidence") or 0.0) >= _LIKELY_ITEM
            and any(span["start"] < e["end"] and e["start"] < span["end"] for e in known)
            for span in message.get(SPANS) or ()
        )

    def _says_yes(self, acts: Mapping[str, float]) -> bool:
        """Whether it surely says yes, and hardly anything else: "yes, order" cancels no order."""
        beside = (share for act, share in acts.items() if act not in ("confirm", "social"))
        return acts.get("confirm", 0.0) >= _SURELY_YES and max(beside, default=0.0) < self._least


def _reports(message: Message, acts: Mapping[str, float]) -> bool:
    """Whether it surely tells of something that is broken, where a room or a complaint was heard:
    "the air conditioner of the meeting room"; of a complaint, whether it names a fault and hardly
    sounds like one."""
    begins, intent = acts.get(BEGINS_REPORT, 0.0), (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
    text = str(message.get(TEXT) or "").lower()
    if intent == COMPLAIN:
        names = any(one["entity"] == "fault" for one in message.get(ENTITIES) or ())
        return names and begins > acts.get(COMPLAIN, 0.0)
    told = {one["entity"] for one in message.get(ENTITIES) or ()}
    heard = any(one["label"] == "fault" for one in message.get(SPANS) or ())
    books = _SURELY_BOOKS if begins >= _SURE_REPORT else _BOOKS
    wants = books.search(text) is not None or bool(told & {"time", "period", "headcount"})
    return begins >= _LIKELY_REPORT and heard and not wants and bool(find_named(text))


def _counts_things(message: Message) -> bool:
    """Whether it counts what was spoken of, and neither people nor hours: "great, I need two"."""
    names = {e["entity"] for e in message.get(ENTITIES) or ()}
    counts = [one for one in message.get(SPANS) or () if one["label"] == "quantity"]
    told = (e for e in message.get(ENTITIES) or () if e["entity"] == "period")
    hours = any(e.get("clock_named") for e in told)
    return bool(counts) and not hours and not names & {"headcount", "duration"}


_ORDERS = 0.7


def _is_of(act: str, intent: str) -> bool:
    return act in HOLDS[intent] or act.partition(":")[0] in HOLDS[intent]
