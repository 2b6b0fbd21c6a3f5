"""What a message is to a danger: a new one, more of it, a yes or no to our question, or all clear.

Danger comes before whatever else the message may be: its intent becomes one of INTENTS here, after
the parse and before the rules, and what the words alone would have been stays in OF_ITSELF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.components.danger.named import named
from bot.components.danger.zones import ALARM, ASK, FIELD, NONE, zone_of
from bot.components.parsers.answers import NAMES_NOTHING

SLOT = "danger"
"""What the bot knows of a danger that goes on: {"until", "asked"?, "words"? …}
(actions/repair/danger)."""
TOLD_ELSEWHERE = "danger_told"
"""In a turn's metadata: {"sign", "until"} of the newest danger of the conversation, with
"asked_until" where it was asked about and nobody has answered, else "ticket_no"."""
DANGER, YES, NO, OVER = "danger", "danger_yes", "danger_no", "danger_over"
INTENTS = (DANGER, YES, NO, OVER)
OF_ITSELF = "of_itself"
"""In a parse: the intent that the words alone have."""
DETECTOR = "DangerDetector"
LONGEST_ANSWER = 24
"""Of a yes or no in words, in characters; what is longer tells more than that."""
LONGEST_REPLY = 4
"""Of what answers a form and nothing else, in words, or signs of Chinese."""
_WORDS = re.compile(r"[A-Za-z']+|[^\W_]")

_YES = re.compile(
    r"^(?:是|对|嗯|有|系|真|正在|现在|快|赶[紧快]|马上|要人|需要人|救|来人|确定|当然"
    r"|yes|yep|yeah|yea|ya\b|it is|right now|now|please|hurry|happening|real|help|sure|ok)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:不是|没有|没事|没|不|冇|唔系|唔使|只是|就是问|问问|问一下|随便问|开玩笑|假的|演习|误会"
    r"|no\b|nope|nah|not\b|(?:just|only) asking|just (?:a question|curious)|joking|kidding"
    r"|false alarm|it'?s fine|all good|never ?mind)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"没事了|冇事|没事儿?[,，。!！]?$|误报|误会|虚惊|[搞看弄]错了|不用来了|唔使嚟|别来了|解除|解决了|熄了|灭了|灭掉了"
    r"|(?:不是|没有?|並?非|唔系)(?:真的?)?"
    r"(?:着火|起火|失火|火|冒烟|漏气|漏电|煤气|燃气|危险|被困|打架|事)"
    r"|(?:已经)?(?:出来了|救出来了|醒了|安全了)"
    r"|\b(?:false alarm|all clear|no longer|never ?mind|my mistake|it'?s over|no need to come"
    r"|don'?t come|(?:we'?re|i'?m|everyone'?s|everybody is|it'?s)"
    r" (?:all )?(?:fine|ok(?:ay)?|safe|good|out)"
    r"|nothing (?:is )?(?:burning|on fire|wrong)"
    r"|(?:not|no) (?:a |on )?(?:real )?(?:fire|danger|smoke|emergency))\b",
    re.IGNORECASE,
)


_AROUND_PLACE = re.compile(
    r"我们?|这里|就|在|是|的|喺|吧|应该|好像|大概|那[里儿]|旁边?|附近|门口|对面|[前后里外边]面?|边上|那边|这边"
    r"|\b(?:it'?s|i'?m|we'?re|we|are|i|am|at|in|on|the|here|to|of"
    r"|next|near|beside|by|behind|opposite|outside|inside|in front)\b",
    re.IGNORECASE,
)


def told_elsewhere(known: Any, metadata: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the slot SLOT has to hold of a danger that came by another way than a message: the
    gateway asked about it, or alarmed of it, without a turn. None where there is none, or the bot
    knows of it, or of another that goes on.
    """
    told = metadata.get(TOLD_ELSEWHERE)
    if not isinstance(told, Mapping) or not isinstance(told.get("sign"), int):
        return None
    if isinstance(known, Mapping) and known.get("asked") == told["sign"]:
        return None
    if "asked_until" in told:
        return {
            "asked": told["sign"],
            **{name: told.get(name) for name in ("asked_until", "until")},
        }
    if goes_on(known, metadata.get("now")):
        return None
    return {"until": told.get("until"), "ticket_no": told.get("ticket_no")}


def heard_as(
    text: str,
    parsed: Mapping[str, Any],
    known: Any,
    requested: str | None,
    now: str | None,
    *,
    just_asked: bool = True,
) -> str | None:
    """One of INTENTS, or None if the message has nothing to do with a danger.

    `known`: the slot SLOT. `requested`: what a form waits for. `now`: ISO 8601 with offset.
    `just_asked`: whether nothing was said since we asked; else a bare yes answers the form.
    """
    zone = zone_of(parsed)
    if zone == ALARM:
        return DANGER
    known = known if goes_on(known, now) else None
    if known is not None and (answer := _answer(text, parsed, known, now)) is not None:
        of_the_form = answer == YES and requested is not None and not just_asked
        return None if of_the_form else answer
    if zone == ASK and not _answers_a_form(text, parsed, requested):
        return DANGER
    waits_for_place = requested in ("location", "repair_location")
    if known is not None and not waits_for_place and is_place(text, parsed):
        return DANGER
    return None


def _answers_a_form(text: str, parsed: Mapping[str, Any], requested: str | None) -> bool:
    """Whether a message is but a few words to a question of a form: "说不清楚" is no stroke. What
    names a danger, or cries for help, is asked about in a form, too."""
    if requested is None or len(_WORDS.findall(text)) > LONGEST_REPLY:
        return False
    return (parsed.get(FIELD) or {}).get("kind") is not None and named(text) is None


def with_intent(parsed: Mapping[str, Any], intent: str | None) -> dict[str, Any]:
    """The parse with this intent; as it is without one."""
    if intent is None:
        return dict(parsed)
    return {
        **parsed,
        OF_ITSELF: parsed.get("intent"),
        "intent": {"name": intent, "confidence": 1.0},
    }


def without_danger(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """The parse of a message that reports no danger of its own: nothing is happening, or it says
    but where a known one is."""
    found = [e for e in parsed.get("entities") or () if e.get("extractor") != DETECTOR]
    return {**parsed, "entities": found, FIELD: {"zone": NONE, "kind": None, "p": 0.0}}


def words_asked_about(known: Any, now: str | None) -> str | None:
    """The message that a no answers: it is heard again, as what it is without danger. None where
    what was asked about is in a ticket already."""
    words = known.get("words") if _is_asked(known, now) else None
    return str(words) if words else None


def goes_on(known: Any, now: str | None) -> bool:
    """Whether a danger that the bot knows of is one still."""
    return isinstance(known, Mapping) and _is_before(now, known.get("until"))


def _is_asked(known: Any, now: str | None) -> bool:
    """Whether the question may be answered: after its minute the alarm was raised."""
    return isinstance(known, Mapping) and _is_before(now, known.get("asked_until"))


def _is_before(now: str | None, until: Any) -> bool:
    try:
        return datetime.fromisoformat(str(now)) <= datetime.fromisoformat(str(until))
    except (TypeError, ValueError):
        return False


def _answer(
    text: str, parsed: Mapping[str, Any], known: Mapping[str, Any], now: str | None
) -> str | None:
    said, intent = text.strip(), (parsed.get("intent") or {}).get("name")
    short = len(said) <= LONGEST_ANSWER
    if not _is_asked(known, now):
        return OVER if _OVER.search(said) else None
    if _OVER.search(said):
        return NO
    if short and not _names_anything(parsed):
        if _NO.search(said) or intent == "deny":
            return NO
        if _YES.search(said) or intent == "affirm":
            return YES
    return None


def _names_anything(parsed: Mapping[str, Any]) -> bool:
    return any(one["entity"] not in NAMES_NOTHING for one in parsed.get("entities") or ())


def is_place(text: str, parsed: Mapping[str, Any]) -> bool:
    """Whether a message names a place and says nothing else: "在B座3楼", "it's in building B"."""
    left = list(text)
    for entity in parsed.get("entities") or ():
        if entity["entity"] == "location":
            left[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    rest = _AROUND_PLACE.sub(" ", "".join(left))
    named = any(e["entity"] == "location" for e in parsed.get("entities") or ())
    return named and not any(char.isalnum() for char in rest)
