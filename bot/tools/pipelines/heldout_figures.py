"""What a trained chain makes of sentences whose intent is known. Plain dicts, as JSON has them."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import mean
from typing import Any

from sklearn.metrics import roc_auc_score

from bot.tools import figures
from bot.tools.conditions import NOW, resident_megabytes
from bot.tools.heldout import OUT_OF_SCOPE, Judged, Understood, sentences
from bot.tools.pipelines.chain import Chain, Ranking, message


def of_chain(chain: Chain, heldout: Path) -> dict[str, Any]:
    """By the classifier alone: the likeliest intent, no threshold. Parsing is counted in time of
    the processor, without Rasa's own work around the steps."""
    ask(chain, "热身 warm up")
    judged, rankings = [], []
    for one in sentences(heldout):
        started = time.process_time()
        ranking = ask(chain, one.text)
        seconds = time.process_time() - started
        (intent, sure), *_ = ranking
        seen = Understood(one.text, intent, sure, intent, sure, (), None, seconds)
        judged.append(Judged(one, seen))
        rankings.append(ranking)
    cost = figures.of_cost([one.understood.seconds for one in judged], resident_megabytes())
    intents = figures.of_intents(judged, ())
    disturbed = figures.of_robustness(judged, lambda text: ask(chain, text)[0][0])
    return {
        **{name: intents[name]["share"] for name in ("accuracy", "accuracy_in_scope")},
        "macro_f1": intents["macro_f1"],
        "auroc": auroc([one.sentence.intent for one in judged], rankings),
        "disturbed": mean(kind["after"] for kind in disturbed.values()),
        **cost,
        "answers": [[*one.pair, one.understood.confidence] for one in judged],
    }


def ask(chain: Chain, text: str) -> Ranking:
    return chain.rank([message(text, now=NOW)])[0]


def auroc(intents: list[str], rankings: list[Ranking]) -> float:
    """How well strangers' sentences are told apart by how unsure all intents together are: the
    likeliest intent other than out_of_scope counts."""
    doubts = [1 - max(s for name, s in row if name != OUT_OF_SCOPE) for row in rankings]
    return float(roc_auc_score([intent == OUT_OF_SCOPE for intent in intents], doubts))
