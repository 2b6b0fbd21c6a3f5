"""The shipped encoder: what it makes of texts, and that no other weights are taken for its own."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.components.danger.data import read
from bot.components.e5.finetuned import FOLDER, MANIFEST, MODEL, Damaged, FineTuned
from bot.components.e5.package import Package


@pytest.fixture(scope="module")
def encoder() -> FineTuned:
    return FineTuned.shipped()


def test_a_sentence_is_a_unit_vector_and_every_piece_has_a_row(encoder: FineTuned) -> None:
    read = encoder.read("两份牛肉面不要辣")
    assert abs(float(np.linalg.norm(read.sentence)) - 1) < 1e-4
    assert len(read.pieces) == len(read.spans)


def test_what_means_the_same_lies_nearer_than_what_does_not(encoder: FineTuned) -> None:
    asked, same, other = encoder.encode(
        ["访客怎么连无线网", "how do guests get online", "两份牛肉面不要辣"]
    )
    assert asked @ same > asked @ other + 0.2


def test_a_text_is_read_the_same_in_any_company(encoder: FineTuned) -> None:
    alone = encoder.encode(["灯坏了"])[0]
    assert (encoder.encode(["一句长得多的话，说了很多事情", "灯坏了"])[1] == alone).all()


def test_other_weights_than_the_manifest_names_are_refused(tmp_path: Path) -> None:
    shutil.copy(FOLDER / MANIFEST, tmp_path)
    (tmp_path / MODEL).write_bytes((FOLDER / MODEL).read_bytes()[:-1] + b"!")
    with pytest.raises(Damaged, match=MODEL):
        FineTuned(Package.installed(), tmp_path)


def test_the_manifest_names_the_writers_of_danger_that_were_read() -> None:
    told = json.loads((FOLDER / MANIFEST).read_text())
    writers = {line.writer for line in read(["bot/data/danger"])}
    assert set() < set(told["read_of_danger"]) < writers
