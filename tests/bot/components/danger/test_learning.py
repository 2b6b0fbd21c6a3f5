"""What is learned of danger: three machines, and how far they are believed."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.components.danger.data import BOT, Line
from bot.components.danger.features import Vocabulary, hear, rows
from bot.components.danger.known import Known
from bot.components.danger.learning import ask, calibrated, learn, platt
from bot.components.danger.model import SECONDED, Model
from bot.components.e5.finetuned import Manifest, Read
from bot.components.encoder import shared_encoder

LINES = [
    Line("仓库着火了快来人", critical=True, kind="fire", writer="a"),
    Line("同事倒在地上叫不醒", critical=True, kind="medical", writer="b"),
    Line("灯坏了一盏", critical=False, kind="repair_ordinary", writer="a"),
    Line("水龙头滴水", critical=False, kind="repair_ordinary", writer="b"),
    Line("这火锅辣得嘴里着火", critical=False, kind="food", writer="a"),
    Line("来两份面", critical=False, kind="order_food", writer=BOT),
]


def test_the_ordinary_sentences_of_the_bot_are_learned_by_the_first_machine_alone() -> None:
    known = Known.of(LINES, shared_encoder())
    model = known.model()
    assert model.shares.shape[1] == 4
    bots = model.shares[model.known.cosines(known.sounds[5:])[0].argmax()]
    assert bots[0] < 0
    assert list(bots[1:]) == [0, 0, 0]


def test_a_model_scores_as_the_machines_that_it_was_made_of() -> None:
    known = Known.of(LINES[:4], shared_encoder())
    model = known.model()
    scores = ask(model, known.lines, shared_encoder())
    assert all(score > 0 for score in scores[:2])
    assert all(score < 0 for score in scores[2:])


def test_what_staff_marked_as_no_danger_is_told_from_danger_by_every_machine() -> None:
    marked = Line("插座有点松", critical=False, kind="lookalike", writer="park")
    assert (marked.ordinary, marked.alike) == (True, True)
    assert [(line.ordinary, line.alike) for line in LINES[2:5]] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_scores_that_say_the_contrary_calibrate_nothing() -> None:
    assert platt([-2.0, -1.5, 1.0, 2.0], [True, True, False, False]) == (1.0, 0.0)
    slope, _ = platt([2.0, 1.0, -1.0, -2.0], [True, True, False, False])
    assert slope > 0


def test_n_grams_of_characters_and_of_words_are_two_vectors_of_length_1() -> None:
    vocabulary = Vocabulary.learn(["on fire now", "on fire again", "灯坏了", "灯又坏了"])
    columns, values = vocabulary.weigh("on fire 301")
    assert columns == sorted(columns)
    of_words = [i for i, column in enumerate(columns) if column >= vocabulary.characters]
    assert [vocabulary.terms[columns[i]] for i in of_words] == ["fire", "on", "on fire"]
    assert abs(float(values[of_words] @ values[of_words]) - 1) < 1e-5
    assert abs(float(values @ values) - 2) < 1e-5
    assert vocabulary.weigh("…")[0] == []


class Two:
    """A reader's encoder that knows fire from all else, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, text: str) -> Read:
        self.asked.append(text)
        sentence = np.eye(2, dtype=np.float32)[int("火" in text)]
        return Read(sentence, np.zeros((0, 2), np.float32), ())


def many(writer: str, word: str, *, critical: bool) -> list[Line]:
    kinds = ("fire", "smoke") if critical else ("food", "food")
    return [Line(f"{writer}{word}{n}", critical, kinds[n % 2], writer) for n in range(12)]


LEARNED = [
    line
    for writer in ("x", "y")
    for line in (*many(writer, "起火", critical=True), *many(writer, "面条", critical=False))
]


def test_the_reader_is_asked_about_no_line_that_it_was_taught() -> None:
    taught = next(iter(Manifest.read().read_of_danger))
    reader = Two()
    lines = [*LEARNED, Line("库房起火", critical=True, kind="fire", writer=taught), LINES[5]]
    known = Known.of(lines, shared_encoder(), reader)
    assert sorted(known.meanings) == list(range(len(LEARNED)))
    assert len(reader.asked) == len(LEARNED)


def test_a_second_opinion_is_part_of_the_score_and_is_kept(tmp_path: Path) -> None:
    reader = Two()
    model = learn(LEARNED, shared_encoder(), reader=reader)
    model.save(tmp_path)
    kept = Model.load(tmp_path)
    assert kept is not None
    asked = hear(["库房有火"], shared_encoder(), reader)
    seconded = rows(asked, kept.vocabulary)[0]
    assert kept.score(seconded) == model.score(seconded)
    assert kept.score(seconded) > kept.score(replace(seconded, meaning=None))


def test_a_second_opinion_compares_meanings_sounds_and_n_grams() -> None:
    known = Known.of(LEARNED, shared_encoder(), Two())
    model = known.model()
    assert model.second is not None
    assert (model.shares[:, SECONDED] != 0).sum() == len(model.second.known)
    unlike = hear(["库房起火", "快来吃面条"], shared_encoder(), Two())
    danger, noodles = (
        model.second.scores(model.columns(row)[SECONDED], known.meanings[0][None])[0]
        for row in rows(unlike, model.vocabulary)
    )
    assert danger > noodles


def test_a_model_that_was_made_of_all_scores_as_one_that_left_nobody_out() -> None:
    lines = [replace(line, writer="x") for line in LEARNED]
    known = Known.of(lines, shared_encoder(), Two())
    heard = hear([line.text for line in lines], shared_encoder(), Two())
    model = known.model()
    scores = [model.score(row) for row in rows(heard, model.vocabulary)]
    assert np.allclose(scores, known.unread_scores(len(lines)), atol=2e-3)


def test_without_a_reader_or_with_few_lines_the_first_machines_decide_alone() -> None:
    assert learn(LEARNED, shared_encoder()).second is None
    assert learn(LINES[:4], shared_encoder(), reader=Two()).second is None


def test_scores_are_calibrated_on_those_that_have_a_second_opinion() -> None:
    taught = next(iter(Manifest.read().read_of_danger))
    contrary = [replace(line, writer=taught, critical=not line.critical) for line in LEARNED]
    known = Known.of([*LEARNED, *contrary], shared_encoder(), Two())
    right = [1.0 if line.critical else -1.0 for line in LEARNED]
    assert calibrated(known, [*right, *right])[0] > 1


def test_the_scores_of_a_writer_who_is_left_out_have_no_part_in_the_calibration() -> None:
    known = Known.of(LEARNED, shared_encoder())
    right = [1.0 if line.critical else -1.0 for line in LEARNED]
    spoiled = [
        -100.0 if line.writer == "y" else score for line, score in zip(LEARNED, right, strict=True)
    ]
    assert calibrated(known, spoiled, without="y") == calibrated(known, right, without="y")
    assert calibrated(known, spoiled, without="x") != calibrated(known, right, without="x")
