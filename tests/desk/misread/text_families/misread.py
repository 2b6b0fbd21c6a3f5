"""Keys that code or a template puts together from a code."""

from services.knowledge import misread

_ROLES = {role or "plain" for roles in misread.LABELS.values() for role in roles}

FAMILIES: dict[str, set[str]] = {
    "misread-act-": {name.replace(":", "-") for name in misread.names()},
    "misread-label-": set(misread.LABELS),
    "misread-role-": _ROLES,
    "misread-state-": {"waiting", "accepted", "rejected"},
    "misread-error-": {"text", "acts", "words", "already-reviewed"},
}
