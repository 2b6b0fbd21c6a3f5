"""One change by every route of rules, in an order in which each changes something."""

from typing import Any

NOTED = {"name": "规则", "event": "ticket.reported", "do-0": "note", "text-0": "先打电话"}
HERE = "/operate/rules"
ONE = HERE + "/{rule}"
EXAMPLES: dict[str, dict[str, Any]] = {
    HERE: NOTED,
    ONE: NOTED | {"name": "另一条", "event": "ticket.urged", "seen": "1"},
    ONE + "/try": {},
    ONE + "/on": {},
    ONE + "/off": {},
    ONE + "/remove": {},
}
