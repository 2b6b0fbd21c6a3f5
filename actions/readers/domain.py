"""What the second reader brings to the conversation."""

from actions.kit import hooks
from actions.kit.forms import CARRIES_OUT, UNREAD
from actions.kit.observing import Observes
from actions.readers import asking

RANK = 99

BRINGS = (
    hooks.Understands(frozenset({"action_out_of_scope", UNREAD}), asking.take),
    hooks.Understands(
        frozenset(
            {
                *(CARRIES_OUT, "action_faq", "action_complain", "action_ask_human"),
                *("action_browse_menu", "action_track_order", "action_chitchat"),
            }
        ),
        asking.take_tie,
    ),
    Observes(asking.look),
)
"""The last of all: whatever another package makes of a message goes before it."""
