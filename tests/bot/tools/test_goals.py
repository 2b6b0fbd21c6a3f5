"""What was to be reached beside what was, and how figures spread."""

from bot.tools import goals

REACHED = dict(goals.GOALS)


def test_what_was_reached_is_not_marked() -> None:
    assert not any("missed" in line for line in goals.table(REACHED))
    assert goals.missed(REACHED) == []


def test_what_fell_short_or_was_not_measured_is_marked() -> None:
    lines = list(goals.table({**REACHED, "faq": 89.9} | {"accuracy": 92.9}))
    assert [line.split()[0] for line in lines if "missed" in line] == ["accuracy", "faq"]
    unmeasured = {name: one for name, one in REACHED.items() if name != "plate"}
    assert [line.split()[0] for line in goals.table(unmeasured) if "missed" in line] == ["plate"]
    assert goals.missed(unmeasured) == []
    assert goals.missed({"faq": 12.0}) == ["faq"]


def test_figures_are_spread_by_area_language_noise_and_intent() -> None:
    share = {"share": 0.975, "n": 40}
    results = {
        "intents": {
            "by_area": {"talk": share},
            "by_language": {"zh": share},
            "by_noise": {"typo": {"share": 0.5, "n": 2}},
            "by_intent": {"greet": {"f1": 1.0}, "deny": {"f1": 0.8}},
        },
        "calibration": {"guess": {"ece": 0.04}},
        "cost": {"parse_p50_ms": 7.0, "parse_p95_ms": 20.0, "resident_mb": 480.0},
    }
    assert list(goals.spread(results)) == [
        "by area: talk 97.5 of 40",
        "by language: zh 97.5 of 40",
        "by noise: typo 50.0 of 2",
        "lowest F1: deny 80.0, greet 100.0",
        "calibration error, points: guess 4.0",
        "a parse on this machine's clock: p50 7.0 ms, p95 20.0 ms; 480 MB",
    ]
