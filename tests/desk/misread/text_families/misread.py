"""Keys that code or a template puts together from a code."""

from services.knowledge import misread_marks

_ROLES = {role or "plain" for roles in misread_marks.LABELS.values() for role in roles}

FAMILIES: dict[str, set[str]] = {
    "misread-act-": {name.replace(":", "-") for name in misread_marks.names()},
    "misread-label-": set(misread_marks.LABELS),
    "misread-role-": _ROLES,
    "misread-state-": {"waiting", "accepted", "rejected"},
    "misread-error-": {"text", "acts", "words", "already-reviewed"},
}
