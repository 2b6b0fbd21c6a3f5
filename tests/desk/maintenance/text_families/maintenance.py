"""Keys that code or a template puts together from a code."""

from services.maintenance.rhythm import UNITS

FAMILIES: dict[str, set[str]] = {
    "maintenance-unit-": set(UNITS),
    "maintenance-every-": set(UNITS),
    "maintenance-error-": {
        "name",
        "description",
        "ends-on",
        "building",
        "floor",
        "room",
        "assignee",
    },
}
