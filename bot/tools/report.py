"""Writes the results as one page that needs nothing beside it, as pictures and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.tools import baseline, charts
from bot.tools.page import Html, cards, folded, number, page, pair, picture, section, table

Results = Mapping[str, Any]

_TITLES = {
    "accuracy": "Intent accuracy",
    "accuracy_in_scope": "… in scope",
    "macro_f1": "Macro-F1",
    "out_of_scope_recall": "Out of scope found",
    "accepted_in_scope": "In scope, not rejected",
    "faq": "FAQ entry",
    "quantities": "All quantities right",
    "plate": "Plates",
    "repair_category": "Repair category",
    "urgency": "Urgency",
    "location": "Location",
    "visitor_name_f1": "Visitor names, F1",
    "visit_reason_f1": "Reasons of visits, F1",
    "time_f1": "Times, F1",
    "period_f1": "Periods, F1",
    "robustness": "Disturbed sentences",
}
_LOW_RECALL = 0.75


def write(results: Results, before: baseline.Headline, folder: Path) -> None:
    """Into the folder, which is made: index.html, results.json and a PNG for each picture."""
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps(results, ensure_ascii=False, indent=2)
    (folder / "results.json").write_text(written + "\n", encoding="utf-8")
    drawn = charts.draw(results, folder)
    pictures = {name: picture(path, f"chart: {name}") for name, path in drawn.items()}
    (folder / "index.html").write_text(as_html(results, before, pictures), encoding="utf-8")


def as_html(results: Results, before: baseline.Headline, pictures: Mapping[str, Html]) -> str:
    n = results["intents"]["sentences"]
    return page(
        "How well the bot understands",
        f"{n} held-out sentences, each judged alone, by a bot that has not been trained on them. "
        "Figures in points of 100; in brackets where the true figure lies, 19 times of 20.",
        [
            _headline(results, before),
            *_intents(results, pictures),
            _strangers_to_all(results, pictures),
            _calibration(pictures),
            _labels(results),
            _entities(results),
            _robustness(results, pictures),
            *_public_sets(results),
            _cost(results),
        ],
    )


def _headline(results: Results, before: baseline.Headline) -> Html:
    now, bad = results["headline"], set(baseline.fallen(before, results["headline"]))

    def below(name: str) -> Html:
        if name not in before:
            return Html("no baseline")
        return number(f"{now[name] - before[name]:+.1f} to baseline", bad=name in bad)

    return cards((_TITLES[name], f"{value:.1f}", below(name)) for name, value in now.items())


def _intents(results: Results, pictures: Mapping[str, Html]) -> Iterator[Html]:
    intents = results["intents"]
    unseen = intents["accuracy_unseen"]
    yield section(
        "Intents",
        f"Without the {intents['sentences'] - unseen['n']} sentences that stand word for word in "
        f"training too (good morning, checkout): {_with_range(unseen)}.",
        pair(
            _by_intent(intents["by_intent"]),
            Html(_by_group(intents, "language") + "<br>" + _by_group(intents, "noise")),
        ),
    )
    yield section(
        "Mistakes",
        "The ten that the bot was most sure of.",
        table(
            ["sentence", "sure", "meant", "seen"],
            [
                (row["text"], f"{row['confidence']:.2f}", row["intent"], row["seen"])
                for row in intents["worst"]
            ],
            numbers=1,
        ),
        Html("<h3>What is taken for what</h3>"),
        pictures["confusion"],
    )


def _by_group(intents: Results, name: str) -> Html:
    rows = intents[f"by_{name}"].items()
    return table([name, "n", "accuracy"], [(key, row["n"], _with_range(row)) for key, row in rows])


def _by_intent(scores: Results) -> Html:
    return table(
        ["intent", "precision", "recall", "F1", "n"],
        [
            (
                name,
                _points(score["precision"]),
                number(_points(score["recall"]), bad=score["recall"] < _LOW_RECALL),
                _points(score["f1"]),
                score["n"],
            )
            for name, score in scores.items()
        ],
    )


def _strangers_to_all(results: Results, pictures: Mapping[str, Html]) -> Html:
    intents, configured = results["intents"], results["thresholds"]["configured"]
    return section(
        "Out of scope",
        f"At the threshold of config.yml ({configured}): found "
        f"{_with_range(intents['out_of_scope_recall'])}, falsely rejected "
        f"{_with_range(intents['false_rejects'])}. The curve replays threshold and FAQ on what the "
        "classifier said; at 0 only the trained class out_of_scope rejects.",
        pictures["thresholds"],
    )


def _calibration(pictures: Mapping[str, Html]) -> Html:
    return section(
        "Confidence",
        "Is the bot right as often as it claims? Above the line it is too modest, below too sure. "
        "The size of a dot is the number of sentences.",
        pictures["calibration"],
    )


def _labels(results: Results) -> Html:
    labels = results["labels"]
    rows = [(_TITLES[name], row["n"], _with_range(row)) for name, row in labels.items()]
    mistakes = [
        (one["text"], _TITLES[name], _plain(one["wanted"]), _plain(one["found"]))
        for name, row in labels.items()
        for one in row["mistakes"]
    ]
    return section(
        "What stands in a sentence",
        "Judged whatever intent was seen. A location is right when all that was said of it is.",
        table(["what", "n", "right"], rows),
        folded(
            f"All {len(mistakes)} mistakes",
            table(["sentence", "what", "wanted", "found"], mistakes, numbers=0),
        ),
    )


def _entities(results: Results) -> Html:
    entities = results["entities"]
    rows = [
        (name, _points(row["precision"]), _points(row["recall"]), _points(row["f1"]), row["n"])
        for name, row in entities.items()
    ]
    mistakes = [
        (one["text"], name, _plain(one["wanted"]), _plain(one["found"]))
        for name, row in entities.items()
        for one in row["mistakes"]
    ]
    return section(
        "Names, reasons and times",
        "A value is right when all of it is, and nothing more. What is found in a sentence that "
        "says nothing of the kind counts against precision.",
        table(["entity", "precision", "recall", "F1", "n"], rows),
        folded(
            f"All {len(mistakes)} sentences with a mistake",
            table(["sentence", "what", "wanted", "found"], mistakes, numbers=0),
        ),
    )


def _robustness(results: Results, pictures: Mapping[str, Html]) -> Html:
    kinds = results["robustness"]
    broken = [
        (one["text"], name.replace("_", " "), one["intent"], one["seen"])
        for name, kind in kinds.items()
        for one in kind["broken"]
    ]
    return section(
        "Disturbed sentences",
        "The clean sentences once more, as hurried or dictating people send them. Each kind is "
        "compared with the same sentences undisturbed; a kind counts only those that it changes.",
        pictures["robustness"],
        table(
            ["kind", "n", "clean", "disturbed", "drop"],
            [
                (
                    name.replace("_", " "),
                    kind["n"],
                    _points(kind["before"]),
                    _points(kind["after"]),
                    _points(kind["drop"]),
                )
                for name, kind in kinds.items()
            ],
        ),
        folded(
            "Sentences that broke (up to ten of each kind)",
            table(["sentence", "kind", "meant", "seen"], broken, numbers=0),
        ),
    )


def _public_sets(results: Results) -> Iterator[Html]:
    for name, found in results["strangers"].items():
        yield section(
            f"Strangers: {name}",
            f"{found['n']} sentences of a public set. Their labels are not ours: agreement says "
            f"how often the intent was one that fits theirs. {_points(found['agreement'])} in all.",
            table(
                ["label", "n", "agreement", "fits", "seen most"],
                [_public_label(label, row) for label, row in found["by_label"].items()],
                numbers=2,
            ),
        )


def _public_label(label: str, row: Results) -> tuple[Any, ...]:
    seen = ", ".join(f"{intent} {count}" for intent, count in row["seen"])
    return label, row["n"], _points(row["agreement"]), ", ".join(row["accepted"]), seen


def _cost(results: Results) -> Html:
    cost = results["cost"]
    return section(
        "Cost",
        "One process, one sentence at a time, each for the first time; depends on the machine and "
        "is no part of the baseline.",
        table(
            ["parse p50", "parse p95", "memory"],
            [
                (
                    f"{cost['parse_p50_ms']:.1f} ms",
                    f"{cost['parse_p95_ms']:.1f} ms",
                    f"{cost['resident_mb']:.0f} MB",
                )
            ],
        ),
    )


def _with_range(row: Results) -> str:
    return f"{_points(row['share'])} ({100 * row['low']:.0f}–{100 * row['high']:.0f})"


def _points(share: float) -> str:
    return f"{100 * share:.1f}"


def _plain(value: Any) -> str:
    if value in ([], None):
        return "–"
    if isinstance(value, dict):
        return " ".join(f"{key} {part}" for key, part in value.items() if part is not None)
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    return str(value)
