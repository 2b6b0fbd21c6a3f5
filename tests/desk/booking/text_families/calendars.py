"""Why a calendar could not be read."""

from services.booking.imports import PROBLEMS

FAMILIES: dict[str, set[str]] = {"calendars-problem-": set(PROBLEMS)}
