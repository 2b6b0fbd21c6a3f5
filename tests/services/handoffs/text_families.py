"""Keys that code puts together from a kind of alert."""

from services.handoffs.alerts import ASSIGNED, DUE, FLAGGED, MENTIONED, REPLY
from services.kit.file_checking import DOCUMENT, VOICE

FAMILIES = {
    "alert-conversation-": {ASSIGNED, REPLY, DUE, MENTIONED, FLAGGED},
    "file-unread-": {DOCUMENT, VOICE},
}
