"""Keys that code puts together from a kind of alert."""

from services.handoffs.alerts import ASSIGNED, DUE, FLAGGED, MENTIONED, REPLY

FAMILIES = {"alert-conversation-": {ASSIGNED, REPLY, DUE, MENTIONED, FLAGGED}}
