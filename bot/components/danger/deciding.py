"""From how likely a message is danger, and from its words, to what the bot does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.components.danger.marks import kind_by_rule
from bot.components.danger.named import named
from bot.components.danger.zones import ALARM, ASK, NONE, Danger, Thresholds
from bot.components.parsers.normalise import normalise
from bot.components.parsers.repairs import find_urgency

DOUBTED = 0.02
"""Below this probability a rule does not alarm but is asked about. By models of other writers one
of 187 dangers in which a rule hears danger had less, and 38 of 51 harmless messages in which it
does (docs/decisions/0028)."""
DISMISSED = 0.003
"""Below this probability not even a danger that is named outright is asked about."""
_CRY = re.compile(
    r"(?:(?:救命|救救?我|(?:快点?)?来人|出事了?|出人命了?"
    r"|help|help me|help us|sos|mayday|emergency)[啊呀哪吧\s!,.。，！~]*)+"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a message say, whatever was learned."""

    text: str
    ruled: bool
    """The rules hear danger."""
    named: str | None
    """The kind of a danger that is named outright."""
    patient: bool
    """It says that it is not urgent: that is asked about where it would alarm."""
    cries: bool
    """It is a cry for help and nothing else: that is always asked about."""

    @classmethod
    def of(cls, text: str) -> Words:
        found = find_urgency(text)
        urgency = found.value if found else None
        cries = _CRY.fullmatch(normalise(text).text) is not None
        return cls(text, urgency == "critical", named(text), urgency == "low", cries)


def decide(words: Words, p: float | None, kind: str | None, thresholds: Thresholds) -> Danger:
    """`p` and `kind`: what was learned says of the message; None where nothing was learned, and
    its words decide alone. A bare cry has no kind."""
    if words.ruled:
        zone = ASK if p is not None and p < DOUBTED else ALARM
        reached = thresholds.alarm if zone == ALARM else thresholds.ask
        return Danger(zone, words.named or kind_by_rule(words.text, kind), max(p or 0.0, reached))
    zone = thresholds.zone(p or 0.0)
    if words.named is not None and (p is None or p >= DISMISSED):
        zone, kind = (ASK if zone == NONE else ALARM), words.named
        p = max(p or 0.0, thresholds.ask)
    if zone == ALARM and words.patient:
        zone = ASK
    if zone != ALARM and words.cries:
        return Danger(ASK, None, max(p or 0.0, thresholds.ask))
    return Danger(zone, kind if zone != NONE else None, p or 0.0)
