"""What each process may do to the table of follow-ups."""

from services.kit.rights import Rights, Rule

RIGHTS = Rights({"follow_up": Rule("riud", "rud", hidden=("text",))})
