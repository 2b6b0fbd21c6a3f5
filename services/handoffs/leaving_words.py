"""Words by which somebody who waits for a person needs none any more. Pure.

They are only read of a conversation that waits in the queue.
"""

import re

_PERSON = "人工|客服|同事|真人|人来|排队|排|等"
_LEAVES = re.compile(
    rf"(?:不用|不要|不需要|不必|不想|别|取消|退出|不)(?:再)?(?:转|找|等|叫|排)?(?:{_PERSON})"
    r"|\b(?:no need|don'?t need|do not need|no longer need|cancel|forget|stop waiting|leave)\b"
    r"[^.!?]{0,24}\b(?:person|human|agent|somebody|someone|anyone|staff|operator|queue)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"要人工|(?<![不别用])转人工|找人工|\bwant (?:a |to )|\bget me\b", re.IGNORECASE)


def leaves(text: str) -> bool:
    """Whether it takes back the wish for a person; not where it asks for one besides."""
    said = text.replace("不要人工", "不用人工").replace("不用转人工", "不用人工")
    return _LEAVES.search(said) is not None and _ASKS.search(said) is None
