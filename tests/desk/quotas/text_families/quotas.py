"""Keys that code or a template puts together from a code."""

from services.quotas.quotas import WHATS

FAMILIES: dict[str, set[str]] = {"quotas-what-": set(WHATS), "quotas-then-": set(WHATS)}
