"""Keys that code or a template puts together from a code."""

from services.automation import kinds
from services.automation.kinds import OPERATORS
from services.handoffs.rule_parts import ENDINGS

_EVENTS = kinds.events().values()
_ACTIONS = kinds.actions().values()
_BLOCKED = {
    "over", "gone", "already", "nobody_free", "no_room", "danger", "no_chat", "owned", "nobody",
    "full", "unknown", "error", "cannot_take", "illegal_transition", "guest_limit",
}  # fmt: skip

FAMILIES: dict[str, set[str]] = {
    "rules-event-": {one.of.type.replace(".", "-") for one in _EVENTS},
    "rules-field-": {field.name for one in _EVENTS for field in one.fields},
    "rules-op-": {op for ops in OPERATORS.values() for op in ops},
    "rules-do-": {one.do for one in _ACTIONS},
    "rules-param-": {param.name for one in _ACTIONS for param in one.params},
    "rules-why-": _BLOCKED,
    "rules-subject-": {one.about for one in _EVENTS},
    "rules-outcome-": {"failed", "limited"},
    "rules-author-": {"tenant", "staff"},
    "rules-by-": set(ENDINGS),
    "rules-error-": {"name", "name-taken", "not-tried", "actions", "conditions", "event"},
    "audit-kind-": {"automation_rule"},
    "audit-action-": {f"rule-{one}" for one in ("add", "edit", "try", "on", "off", "remove")},
    "audit-field-": {"rule_name", "rule_event", "rule_when", "rule_then"},
}
