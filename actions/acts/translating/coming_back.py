"""What comes back of what was taken out, and what is said not to."""

from collections.abc import Sequence

from actions.acts.translating.heard_lines import Spoken
from actions.acts.translating.manners import manners
from actions.kit.said import Said
from services.acts.acts import Edit, Op, Restore

_OFTEN = 0.5
"""Probability of the act from which a number alone is of what comes back."""


def stays_out(one: Spoken, said: Said) -> bool:
    """ "The rolls can come back, the sandwiches can't": what is said not to."""
    anchor = one.anchor
    if anchor is None or anchor.get("role") != "restore":
        return False
    end = int(anchor["end"]) + 1
    return any(one["start"] <= end <= one["end"] for one in manners(said, "stays_out"))


def comes_back_counted(found: Sequence[Edit | Restore], said: Said) -> bool:
    """ "Put it back, but only one": a number alone, of what comes back."""
    [edit] = found if len(found) == 1 else [None]
    if not isinstance(edit, Edit):
        return False
    restores = any(one["label"] == "op" and one.get("role") == "restore" for one in said.spans)
    alone = edit.op is Op.SET and edit.on is None and edit.quantity is not None
    return restores and alone and said.acts.get("restore", 0.0) >= _OFTEN
