"""From how likely a message is danger, and from its words, to what the bot does."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.components.danger.before import length
from bot.components.danger.marks import kind_by_rule
from bot.components.danger.named import gravest, named
from bot.components.danger.zones import ALARM, ASK, NONE, Danger, Thresholds
from bot.components.parsers.normalise import normalise
from bot.components.parsers.repairs import find_urgency

DOUBTED = 0.1
"""Below this probability a rule does not alarm but is asked about. By models of other writers none
of 276 dangers in which a rule hears danger had less, and 66 of 76 harmless messages in which it
does (docs/decisions/0036)."""
DISMISSED = 0.01
"""Below this probability what a rule hears, or what is named outright, is not even asked about,
unless it is BRIEF. By models of other writers the least of 380 dangers that a rule hears had 0.11,
and of 299 that are named alone 0.04. 104 of 176 lookalikes had less than this
(docs/decisions/0057)."""
BRIEF = 8
"""Words, or Chinese characters, up to which a danger in expected words is said plainly: that is
asked about however sure the model is that it is none."""
_USUAL = re.compile(
    r"每[天晚早]|天天|\b(?:every (?:day|night|morning|evening|afternoon|week)"
    r"|between (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) and)\b"
)
"""It happens again and again, so not just now."""
OF_PEOPLE = frozenset({"medical", "violence", "self_harm"})
"""Kinds that are no less a danger for being so every day."""
_BURST = re.compile(r"水管?爆|爆水?管|\b(?:burst pipe|pipes? (?:has |have |just )?burst)\b")
_WORSE = re.compile(
    r"电|插|机房|机柜|服务器|伤|烫|困|\b(?:electric|socket|outlet|server|rack|power|hurt|trapped)"
)
"""A pipe that has burst is an urgent repair, and danger where there is electricity or somebody. Of
2,198 dangers nine are asked about for this, for the habit, or for "no hurry"."""
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
    """It says that it is not urgent, or tells of a burst pipe alone: that is asked about where it
    would alarm."""
    usual: bool
    """It is so every day: that is asked about as well, but for the kinds OF_PEOPLE."""
    cries: bool
    """It is a cry for help and nothing else: that is always asked about."""
    brief: bool = False
    """It is as short as what is said plainly."""

    @classmethod
    def of(cls, text: str) -> Words:
        found = find_urgency(text)
        urgency = found.value if found else None
        words = normalise(text).text
        patient = urgency == "low" or _is_a_pipe(words)
        usual = _USUAL.search(words) is not None
        cries = _CRY.fullmatch(words) is not None
        brief = length(text) <= BRIEF
        return cls(text, urgency == "critical", named(text), patient, usual, cries, brief)


def _is_a_pipe(words: str) -> bool:
    return _BURST.search(words) is not None and _WORSE.search(words) is None


def decide(words: Words, p: float | None, kind: str | None, thresholds: Thresholds) -> Danger:
    """`p` and `kind`: what was learned says of the message; None where nothing was learned, and
    its words decide alone. A bare cry has no kind, and what the words leave no doubt about is the
    kind whatever was learned: nobody else decides it (services/danger)."""
    found = _zoned(words, p, kind, thresholds)
    if found.zone == NONE or found.kind is None:
        return found
    return replace(found, kind=gravest(words.text) or found.kind)


def _zoned(words: Words, p: float | None, kind: str | None, thresholds: Thresholds) -> Danger:
    dismissed = p is not None and p < DISMISSED and not words.brief
    if words.ruled and not dismissed:
        zone = ASK if p is not None and p < DOUBTED else ALARM
        reached = thresholds.alarm if zone == ALARM else thresholds.ask
        return Danger(zone, words.named or kind_by_rule(words.text, kind), max(p or 0.0, reached))
    zone = thresholds.zone(p or 0.0)
    if words.named is not None and not dismissed:
        zone, kind = (ASK if zone == NONE else ALARM), words.named
        p = max(p or 0.0, thresholds.ask)
    if zone == ALARM and (words.patient or (words.usual and kind not in OF_PEOPLE)):
        zone = ASK
    if zone != ALARM and words.cries:
        return Danger(ASK, None, max(p or 0.0, thresholds.ask))
    return Danger(zone, kind if zone != NONE else None, p or 0.0)
