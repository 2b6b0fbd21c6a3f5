"""What the second reader brings to the conversation."""

from actions.kit import hooks
from actions.readers import asking

RANK = 99

BRINGS = (hooks.Understands(frozenset({"action_out_of_scope"}), asking.take),)
"""The last of all: whatever another package makes of a message goes before it."""
