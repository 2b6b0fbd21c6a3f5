"""What ends a command with one line instead of a traceback."""


class Failed(Exception):
    """Something that an operator can mend: the message says what, and how."""
