"""How much one guest may do at once, in this process."""

MESSAGES = 20
SECONDS = 10.0
SOCKETS = 5
OPENING = 16
"""Pages that are opened at one moment, of all guests: each looks up its conversation and reads
what was said, and who is there already must not be kept waiting for a connection by that."""
OPENING_SECONDS = 1.0
"""Who has waited so long for it is asked to come again."""
PHOTO_MESSAGES = 10
PHOTO_SECONDS = 60.0
CODES = 5
CODE_SECONDS = 60.0
