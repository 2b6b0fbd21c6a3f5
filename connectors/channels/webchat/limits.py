"""How much one visitor may do at once, in this process."""

MESSAGES = 20
SECONDS = 10.0
SOCKETS = 5
OPENING = 64
"""Conversations that are looked up, or made, for sockets at one moment, of all visitors; more are
asked to come again, so that who is there already is not kept waiting."""
PHOTO_MESSAGES = 10
PHOTO_SECONDS = 60.0
CODES = 5
CODE_SECONDS = 60.0
