"""Keys that the page of retention periods puts together from a code."""

from services.privacy.retention_kinds import KINDS

FAMILIES: dict[str, set[str]] = {
    "retention-kind-": set(KINDS),
    "retention-about-": set(KINDS),
    "retention-law-": {code for code, kind in KINDS.items() if kind.usual_minimum},
}
