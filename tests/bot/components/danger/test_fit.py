"""What was learned of the lines is not learned again, and a few other lines are learned at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.components.danger import learning
from bot.components.danger.compared import Compared
from bot.components.danger.data import BOT, Line
from bot.components.danger.features import rows
from bot.components.danger.fit import FEW, SHIPPED, Fit, keep, known_fits, marks
from bot.components.danger.known import Known
from bot.components.danger.learning import hear, learn
from bot.components.danger.model import Model
from bot.components.e5.finetuned import Read
from bot.components.encoder import shared_encoder
from bot.components.training.kept_folder import HEADS


class Two:
    """A reader's encoder that knows fire from all else, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, text: str) -> Read:
        self.asked.append(text)
        sentence = np.eye(2, dtype=np.float32)[int("火" in text)]
        return Read(sentence, np.zeros((0, 2), np.float32), ())


def of(writer: str, word: str, *, critical: bool) -> list[Line]:
    kinds = ("fire", "smoke") if critical else ("food", "food")
    return [Line(f"{writer}{word}{n}", critical, kinds[n % 2], writer) for n in range(12)]


LINES = [
    line
    for writer in ("x", "y")
    for line in (*of(writer, "起火", critical=True), *of(writer, "面条", critical=False))
]
ALWAYS = [Line("来两份面", critical=False, kind="order_food", writer=BOT)]
NEW = Line("插座有点松", critical=False, kind="lookalike", writer="park")


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A number for each time that a training had to judge lines by other writers."""
    counted: list[int] = []
    whole = Known.unread_scores

    def counting(self: Known, asked: int, folds: int | None = None) -> list[float]:
        counted.append(asked)
        return whole(self, asked, folds)

    monkeypatch.setattr(Known, "unread_scores", counting)
    return counted


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where fits are kept and shipped."""
    monkeypatch.setenv(HEADS, str(tmp_path / "heads"))
    monkeypatch.setenv(SHIPPED, str(tmp_path / "shipped"))
    return tmp_path


def trained(lines: list[Line], reader: Two | None = None) -> Model:
    return learn(lines, shared_encoder(), ALWAYS, reader or Two(), known_fits())


def arrays(model: Model, folder: Path) -> dict[str, np.ndarray]:
    folder.mkdir(exist_ok=True)
    model.save(folder)
    with np.load(folder / "danger.npz", allow_pickle=False) as saved:
        return dict(saved)


def test_a_model_of_what_is_shipped_is_the_one_that_was_learned_to_the_bit(
    places: Path, folds: list[int]
) -> None:
    learned = arrays(trained(LINES), places / "a")
    (places / "heads" / "danger").rename(places / "shipped")
    reader = Two()
    again = arrays(trained(LINES, reader), places / "b")
    assert folds == [len(LINES)]
    assert learned.keys() == again.keys()
    assert all(np.array_equal(learned[name], again[name]) for name in learned)
    assert reader.asked == []


def test_the_order_in_which_lines_are_read_says_nothing(folds: list[int], places: Path) -> None:
    learned = arrays(trained(LINES), places / "a")
    again = arrays(trained(LINES[::-1]), places / "b")
    assert len(folds) == 1
    assert all(np.array_equal(learned[name], again[name]) for name in learned)


def test_a_few_other_lines_count_at_once_and_need_no_other_calibration(folds: list[int]) -> None:
    before, after = trained(LINES), trained([*LINES, NEW])
    assert folds == [len(LINES)]
    assert (after.slope, after.shift) == (before.slope, before.shift)
    (row,) = rows(hear([NEW.text], shared_encoder(), Two()), after.vocabulary)
    (old,) = rows(hear([NEW.text], shared_encoder(), Two()), before.vocabulary)
    assert after.score(row) < before.score(old)
    anew = Known.of([*LINES, NEW, *ALWAYS], shared_encoder(), Two()).model()
    assert after.score(row) == pytest.approx(anew.score(row), abs=1e-3)


def test_beside_a_few_other_lines_those_that_said_nothing_are_not_heard_again() -> None:
    dishes = [
        Line(f"来{n}份面条加{n + 1}个蛋", critical=False, kind="order", writer="x")
        for n in range(80)
    ]
    lines, reader = [*LINES, *dishes], Two()
    trained(lines)
    (fit,) = known_fits()
    silent = [line for line, says in zip(lines, fit.hears(marks(lines)), strict=True) if not says]
    known = Known.of([*lines, *ALWAYS, NEW], shared_encoder(), reader, fit)
    assert len(silent) > 20
    assert {*silent}.isdisjoint(line for line in known.lines if not line.critical)
    assert reader.asked == [NEW.text]
    anew = Known.of([*lines, *ALWAYS, NEW], shared_encoder(), Two())
    assert np.allclose(known.fitted().shares, anew.fitted().shares, atol=0.02)


def test_of_many_lines_only_those_that_are_new_are_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, few, many = Two(), Two(), Two()
    trained(LINES, first)
    other = replace(NEW, text="插头有点松")
    trained([*LINES, other], few)
    monkeypatch.setattr(learning, "_MANY", len(LINES))
    model = trained([*LINES, NEW], many)
    assert len(first.asked) == len(few.asked) - 1 == len(LINES)
    assert many.asked == [NEW.text]
    assert model.second is not None


def test_one_more_training_with_them_learns_nothing(folds: list[int], places: Path) -> None:
    trained(LINES)
    (places / "heads" / "danger").rename(places / "shipped")
    first = trained([*LINES, NEW])
    assert [len(fit.lines) for fit in known_fits()] == [len(LINES) + 1, len(LINES) + 2]
    again = trained([*LINES, NEW])
    assert np.array_equal(first.shares, again.shares)
    assert len(folds) == 1


def test_many_other_lines_are_calibrated_anew(folds: list[int]) -> None:
    trained(LINES)
    few = int(FEW * (len(LINES) + 1))
    trained([*LINES[few:], *ALWAYS])
    assert len(folds) == 1
    trained(LINES[few + 1 :])
    assert len(folds) == 2


def test_changes_are_counted_from_the_last_calibration(folds: list[int]) -> None:
    """Or a hundred small trainings would go by without any."""
    for more in range(8):
        trained([*LINES, *(replace(NEW, text=f"插座松{n}") for n in range(more))])
    assert len(folds) == 2


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(LINES[0], critical=False, kind="food"), id="truth"),
        pytest.param(replace(LINES[0], writer="y"), id="writer"),
        pytest.param(replace(LINES[0], text="仓库起火"), id="text"),
    ],
)
def test_a_fit_is_of_these_lines_alone(other: Line) -> None:
    learned = Known.of(LINES, shared_encoder(), Two()).fitted()
    assert learned.is_of(LINES, learned.maker)
    assert not learned.is_of([other, *LINES[1:]], learned.maker)
    assert not learned.is_of(LINES[1:], learned.maker)
    assert not learned.is_of(LINES[::-1], learned.maker)


def test_with_other_code_or_weights_of_the_reader_all_is_learned_anew(
    folds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(LINES)
    monkeypatch.setattr(learning, "maker", lambda *, seconded: f"other {seconded}")
    trained(LINES)
    assert len(folds) == 2


@pytest.mark.parametrize("damage", [b"", b"PK no archive", None], ids=["empty", "other", "half"])
def test_a_damaged_file_is_learned_anew(
    places: Path, folds: list[int], damage: bytes | None
) -> None:
    trained(LINES)
    file = places / "heads" / "danger" / "fit.npz"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    trained(LINES)
    trained(LINES)
    assert len(folds) == 2


def test_nothing_is_kept_where_no_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HEADS)
    monkeypatch.delenv(SHIPPED)
    trained(LINES)
    assert list(known_fits()) == []


def test_where_nothing_can_be_written_it_learns_all_the_same(places: Path) -> None:
    (places / "heads").write_text("a file")
    seen = marks(LINES)
    shares, nothing = np.zeros((len(LINES), 4), np.float32), np.zeros((0, 0), np.float32)
    keep(Fit(seen, seen, "", shares, shares[0], Compared.of(nothing), slope=1, shift=0))
    assert trained(LINES).second is not None
