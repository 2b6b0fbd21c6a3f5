"""One reply of what several acts had to say."""

from collections.abc import Sequence
from typing import Any

Utterance = dict[str, Any]


def one_reply(said: Sequence[Utterance]) -> list[Utterance]:
    """As few messages as possible: what neither asks nor offers anything is put together, and what
    asks comes last."""
    telling = [one for one in said if not _asks(one)]
    asking = [one for one in said if _asks(one)]
    joined: list[Utterance] = []
    for one in telling:
        if joined and _joins(joined[-1], one):
            last = joined[-1]
            if one["text"] != last["text"]:
                last["text"] = f"{last['text']}\n{one['text']}"
            last["custom"] = {**last["custom"], **one["custom"]}
        else:
            joined.append(dict(one))
    return [*joined, *asking]


HINTS = frozenset({"visit_change"})
"""What is expected by messages that tell how something may be changed, and ask nothing."""


def _asks(one: Utterance) -> bool:
    return one["custom"].get("expects") not in {None, *HINTS}


def _joins(before: Utterance, after: Utterance) -> bool:
    """Whether two are one message: buttons stand below all of it, and programs find under each
    name one value."""
    there, more = before["custom"], after["custom"]
    same = all(there[name] == more[name] for name in there.keys() & more.keys())
    return same and not before["buttons"] and not after["buttons"]
