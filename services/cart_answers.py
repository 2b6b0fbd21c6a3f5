"""Answers in words to what a cart asks: whom the invoice is for, whether to fill it again."""

import json
from collections.abc import Mapping
from typing import Any

from services import invoice_words, visit_answers


def command(text: str, asked: Mapping[str, Any]) -> str | None:
    """The command of the button that a text stands for. `asked` is the data of our question."""
    if asked["expects"] == "invoice":
        said = invoice_words.answer(text)
        return said.command() if said is not None else None
    if visit_answers.parse(text) and asked.get("order_no"):
        return "/reorder" + json.dumps({"order_no": asked["order_no"]})
    return None
