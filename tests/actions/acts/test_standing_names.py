"""A part of a name: of what stands, or of what is put in and has to be asked about."""

from typing import Any

import pytest

from services.acts.acts import Edit, Op
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

RICE = ("麻婆豆腐饭", "可颂 x2")
NOODLES = ("担担面", "可颂")


def _heard(words: str, text: str, role: str) -> dict[str, Any]:
    start = words.rindex(text)
    at = {"start": start, "end": start + len(text), "text": text, "confidence": 0.95}
    return {"label": "item", "role": role, **at}


def _edits(words: str, *stands: str, **more: Any) -> list[Edit]:
    acts = read(words, state(cart(*stands)), "modify_order", **more)
    return [one for one in acts if isinstance(one, Edit)]


@pytest.mark.parametrize("words", ["可颂去掉，另外来一份饭", "可颂去掉，另外，来一份饭"])
def test_what_is_put_in_besides_is_asked_about(words: str) -> None:
    gone, more = _edits(words, *RICE)
    assert (gone.op, gone.on and gone.on.item) == (Op.REMOVE, ITEMS["可颂"])
    assert [one.item for one in more.lines] == [None]
    assert ITEMS["麻婆豆腐饭"] in more.lines[0].candidates


def test_what_is_heard_to_be_put_in_is_asked_about() -> None:
    words = "可颂去掉，来一份饭"
    _, more = _edits(words, *RICE, spans=[_heard(words, "饭", "add")])
    assert [one.item for one in more.lines] == [None]


def test_what_comes_instead_is_asked_about() -> None:
    [edit] = _edits("把可颂换成面", *NOODLES)
    assert (edit.op, edit.on and edit.on.item) == (Op.SWAP, ITEMS["可颂"])
    assert [one.item for one in edit.lines] == [None]
    assert ITEMS["热干面"] in edit.lines[0].candidates


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("可颂不要，面改成两份", Op.SET),
        ("可颂不要，面再来一份", Op.MORE),
    ],
)
def test_what_stands_is_what_is_called_so(words: str, op: Op) -> None:
    edit = _edits(words, *NOODLES)[-1]
    assert (edit.op, edit.on and edit.on.item) == (op, ITEMS["担担面"])
