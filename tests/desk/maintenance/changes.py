"""One change by every route of planned maintenance."""

from typing import Any

_PLAN = "/operate/maintenance/{plan}"
LIFT = {
    "name": "电梯年检", "category": "elevator", "unit": "year", "every": "1", "at": "09:00",
    "starts_on": "2027-03-01", "workdays_only": "true",
}  # fmt: skip

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/maintenance": LIFT,
    _PLAN: LIFT | {"name": "消防泵", "every": "2"},
    _PLAN + "/off": {},
    _PLAN + "/on": {},
    _PLAN + "/now": {},
    _PLAN + "/remove": {},
}
