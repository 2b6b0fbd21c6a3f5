"""Keys that code or a template puts together from a code."""

import desk
from desk.frame.beside import OnPeople
from services.kit.plugins import found
from services.people.cards import COLUMNS

FAMILIES: dict[str, set[str]] = {
    "people-had-": {"none", *(one.kind for one in found(desk, OnPeople))},
    "people-error-": set(COLUMNS),
    "people-field-": set(COLUMNS),
    "audit-action-": {"person-edit"},
    "audit-field-": {"changed"},
}
