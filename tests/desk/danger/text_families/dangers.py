"""Keys that the pages about danger put together from a code."""

from desk.danger.words import SURE, ZONES
from services.danger.kinds import KINDS
from services.danger.settings import PHONES

FAMILIES: dict[str, set[str]] = {
    "dangers-kind-": {*KINDS, "other"},
    "dangers-zone-": set(ZONES),
    "dangers-sure-": {word for _, word in SURE},
    "dangers-answer-": {"open", "yes", "no", "silence"},
    "dangers-verdict-": {"right", "wrong", "missed"},
    "dangers-marked-": {"right", "wrong", "undone", "missed"},
    "dangers-number-": set(PHONES),
}
