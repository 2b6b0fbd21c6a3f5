"""How much one visitor may do at once, in this process."""

MESSAGES = 20
SECONDS = 10.0
SOCKETS = 5
PHOTO_MESSAGES = 10
PHOTO_SECONDS = 60.0
CODES = 5
CODE_SECONDS = 60.0
