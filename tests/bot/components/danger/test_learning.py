"""What is learned of danger: three machines, and how far they are believed."""

from bot.components.danger.data import BOT, Line
from bot.components.danger.features import Vocabulary
from bot.components.danger.learning import Known, platt
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
    shares = known.model().shares
    assert shares.shape[1] == 3
    bots = [share for share, sound in zip(shares, known.model().known, strict=True)
            if (sound == known.sounds[5]).all()]  # fmt: skip
    assert bots[0][0] < 0
    assert list(bots[0][1:]) == [0, 0]


def test_a_model_scores_as_the_machines_that_it_was_made_of() -> None:
    known = Known.of(LINES[:4], shared_encoder())
    model = known.model()
    from bot.components.danger.learning import ask

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
