"""Why a step of a move is refused."""

from parkline.failing import Failed


class MoveRefused(Failed):
    """The step is not possible as things stand. Nothing was changed; the message says what is."""


class MoveBroken(Failed):
    """A file of the move is not what was written, or the passphrase is another."""
