"""What a message of ours waits for, as its data say it.

`expects` is for whoever answers: `location`, `slot`, `confirm` … Every question that a yes or a no
answers expects `confirm`, and says under `settles` which one it is: `visit_cancel`,
`repair_confirm` … The question whether to place a cart has no `settles`.
"""

from collections.abc import Mapping
from typing import Any

CONFIRM = "confirm"


def expects_yes(settles: str) -> dict[str, str]:
    """The data of a question that a yes or a no answers."""
    return {"expects": CONFIRM, "settles": settles}


def asked_for(data: Mapping[str, Any]) -> str | None:
    """Which question a message is; None if it is none. Messages of the version before had the name
    of a yes-or-no question under `expects`."""
    return data.get("settles") or data.get("expects")
