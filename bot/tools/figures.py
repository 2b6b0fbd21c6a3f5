"""All that is reported about sentences whose meaning is known: plain dicts, as JSON has them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from random import Random
from statistics import mean
from typing import Any

from bot.tools import measures
from bot.tools.heldout import (
    ENTITIES,
    LABELS,
    OUT_OF_SCOPE,
    Judged,
    Sentence,
    found,
    found_values,
    label_is_right,
    wanted_values,
)
from bot.tools.perturb import PERTURBATIONS

Figures = dict[str, Any]
_WORST = 10


def of_intents(
    judged: Sequence[Judged], learnt: Collection[str], areas: Mapping[str, str] | None = None
) -> Figures:
    """`learnt` are training sentences: what stands among them verbatim says little. `areas`: the
    domain of each intent."""
    of = areas or {}
    known = [one for one in judged if one.sentence.intent != OUT_OF_SCOPE]
    fresh = [one for one in judged if one.sentence.text not in learnt]
    recall, false_rejects = measures.rejection(_pairs(judged), OUT_OF_SCOPE)
    return {
        "sentences": len(judged),
        "accuracy": _accuracy(judged),
        "accuracy_in_scope": _accuracy(known),
        "accuracy_unseen": _accuracy(fresh),
        "macro_f1": measures.macro_f1(_pairs(judged)),
        "out_of_scope_recall": _counted(recall, len(judged) - len(known)),
        "false_rejects": _counted(false_rejects, len(known)),
        "by_intent": {
            name: asdict(score) for name, score in measures.by_class(_pairs(judged)).items()
        },
        "by_language": _grouped(judged, lambda one: one.sentence.lang),
        "by_noise": _grouped(judged, lambda one: one.sentence.noise),
        "by_area": _grouped(judged, lambda one: of.get(one.sentence.intent, "none")),
        "worst": [_mistake(one) for one in _most_confident_mistakes(judged)],
    }


def of_labels(judged: Sequence[Judged]) -> Figures:
    """Each annotation is judged whatever intent was seen: a chain of errors is not one error."""
    figures: Figures = {}
    for label in LABELS:
        having = [one for one in judged if label in one.sentence.labels]
        wrong = [one for one in having if not _label_is_right(label, one)]
        right = 1 - len(wrong) / len(having) if having else 1.0
        mistakes = [_label_mistake(label, one) for one in wrong]
        figures[label] = {**_counted(right, len(having)), "mistakes": mistakes}
    return figures


def of_entities(judged: Sequence[Judged]) -> Figures:
    """Precision, recall and F1 of values over all sentences; `n` values were said. Nothing of a set
    in which none is annotated.
    """
    figures: Figures = {}
    if not any(entity in one.sentence.labels for one in judged for entity in ENTITIES):
        return figures
    for entity in ENTITIES:
        pairs = [
            (one, wanted_values(entity, one.sentence), found_values(entity, one.understood))
            for one in judged
        ]
        mistakes = [
            {"text": one.sentence.text, "wanted": wanted, "found": seen}
            for one, wanted, seen in pairs
            if sorted(wanted) != sorted(seen)
        ]
        score = measures.of_lists((wanted, seen) for _, wanted, seen in pairs)
        figures[entity] = {**asdict(score), "mistakes": mistakes}
    return figures


def of_calibration(judged: Sequence[Judged]) -> Figures:
    """`guess`: the classifier's own confidence; `answer`: after threshold and FAQ had their say."""
    guesses = [
        (one.understood.guess_confidence, one.understood.guess == one.sentence.intent)
        for one in judged
    ]
    answers = [(one.understood.confidence, one.right) for one in judged]
    return {
        name: {
            "ece": measures.calibration_error(sure),
            "bins": [asdict(row) for row in measures.reliability(sure)],
        }
        for name, sure in (("guess", guesses), ("answer", answers))
    }


def of_confusion(judged: Sequence[Judged]) -> Figures:
    names, counts = measures.confusion(_pairs(judged))
    return {"intents": names, "counts": counts}


def of_thresholds(
    judged: Sequence[Judged], intents: Mapping[float, Sequence[str]], configured: float
) -> Figures:
    """The curve of what each threshold turns away; `intents` are what it would have made of all."""
    curve = []
    for threshold, seen in sorted(intents.items()):
        pairs = [(one.sentence.intent, name) for one, name in zip(judged, seen, strict=True)]
        recall, false_rejects = measures.rejection(pairs, OUT_OF_SCOPE)
        curve.append(
            {
                "threshold": threshold,
                "recall": recall,
                "false_rejects": false_rejects,
                "accuracy": measures.accuracy(pairs),
            }
        )
    return {"configured": configured, "curve": curve}


def of_robustness(
    judged: Sequence[Judged], understand: Callable[[str], str], seed: int = 0
) -> Figures:
    """Clean sentences, disturbed. Each kind is compared with itself undisturbed: only sentences
    that it changed count, before and after. `understand` gives the intent of a text.
    """
    clean = [one for one in judged if one.sentence.noise == "clean"]
    figures: Figures = {}
    for name, perturb in PERTURBATIONS.items():
        random = Random(f"{name} {seed}")  # noqa: S311 - the same sentences at each run
        disturbed = [(one, perturb(one.sentence.text, random)) for one in clean]
        changed = [(one, text) for one, text in disturbed if text != one.sentence.text]
        before = measures.share(one.right for one, _ in changed)
        seen = [(one, text, understand(text)) for one, text in changed]
        after = measures.share(intent == one.sentence.intent for one, _, intent in seen)
        broken = [
            {"text": text, "intent": one.sentence.intent, "seen": intent}
            for one, text, intent in seen
            if one.right and intent != one.sentence.intent
        ]
        counts = {"n": len(changed), "before": before, "after": after, "drop": before - after}
        figures[name] = {**counts, "broken": broken[:_WORST]}
    return figures


def of_cost(seconds: Sequence[float], megabytes: float) -> Figures:
    """Of one process and one text at a time, each text parsed for the first time."""
    return {
        "parse_p50_ms": 1000 * measures.quantile(seconds, 0.50),
        "parse_p95_ms": 1000 * measures.quantile(seconds, 0.95),
        "resident_mb": megabytes,
    }


def headline(results: Mapping[str, Any]) -> dict[str, float]:
    """In points of 100, more is better; nothing that depends on the machine or its load."""
    intents, labels = results["intents"], results["labels"]
    shares = {
        "accuracy": intents["accuracy"]["share"],
        "accuracy_in_scope": intents["accuracy_in_scope"]["share"],
        "macro_f1": intents["macro_f1"],
        "out_of_scope_recall": intents["out_of_scope_recall"]["share"],
        "accepted_in_scope": 1 - intents["false_rejects"]["share"],
        **{label: row["share"] for label, row in labels.items() if row["n"]},
        **{f"{name}_f1": score["f1"] for name, score in results["entities"].items()},
        "robustness": mean(kind["after"] for kind in results["robustness"].values()),
    }
    return {name: round(100 * value, 1) for name, value in shares.items()}


def _pairs(judged: Sequence[Judged]) -> list[measures.Pair]:
    return [one.pair for one in judged]


def _accuracy(judged: Sequence[Judged]) -> Figures:
    return _counted(measures.accuracy(_pairs(judged)), len(judged))


def _counted(value: float, n: int) -> Figures:
    low, high = measures.interval(value, n)
    return {"share": value, "n": n, "low": low, "high": high}


def _grouped(judged: Sequence[Judged], key: Callable[[Judged], str]) -> Figures:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[key(one)].append(one)
    sizes = Counter({name: len(group) for name, group in groups.items()})
    return {name: _accuracy(groups[name]) for name, _ in sizes.most_common()}


def _most_confident_mistakes(judged: Sequence[Judged]) -> list[Judged]:
    wrong = [one for one in judged if not one.right]
    return sorted(wrong, key=lambda one: -one.understood.confidence)[:_WORST]


def _mistake(one: Judged) -> Figures:
    seen = one.understood
    return {
        "text": one.sentence.text,
        "intent": one.sentence.intent,
        "seen": seen.intent,
        "confidence": seen.confidence,
    }


def _label_is_right(label: str, one: Judged) -> bool:
    return label_is_right(label, one.sentence.labels[label], one.understood)


def _label_mistake(label: str, one: Judged) -> Figures:
    sentence: Sentence = one.sentence
    return {
        "text": sentence.text,
        "wanted": sentence.labels[label],
        "found": found(label, one.understood),
    }
