"""Keys that code puts together from how far a danger has gone, and from whom it went on to."""

from services.tickets.sla_admin import ESCALATES_TO

FAMILIES = {
    "notice-danger-": {"next", "phone", "acknowledged"},
    "danger-role-": set(ESCALATES_TO),
}
"""The other notices of a danger are named in full: services/tickets/notices.py."""
