"""Right intents by who wrote the message: of people none of whose lines the classifier has learned.

Messages of bot/data/acts that begin something say by their acts which intent they have. The
classifier learns from bot/data/*/nlu*.yml alone, so all of these writers are strangers to it, its
threshold and the FAQ's. The whole bot has read their lines for words and acts, and may correct an
intent by what it read (intent_by_acts.py); its figure stands beside, and is no stranger's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from bot.tools import measures
from bot.tools.heldout import OUT_OF_SCOPE, read_lines

NOTHING = "nothing"
"""What stood before a message that begins something."""
INTENTS: Mapping[str, frozenset[str]] = {
    "start:order": frozenset({"order_food", "order_goods", "reorder"}),
    "start:repair": frozenset({"report_repair"}),
    "start:visit": frozenset({"register_visitor"}),
    "ask:faq": frozenset({"ask_faq"}),
    "ask:menu": frozenset({"browse_menu", "browse_shop"}),
    "human": frozenset({"ask_human"}),
    "complain": frozenset({"complain"}),
    "social:greet": frozenset({"greet"}),
    "social:thank": frozenset({"thank"}),
    "social:help": frozenset({"help"}),
}
"""By what a message does: the intents of which it may be one. Left out, since more than one intent
serves them, or none is learned for them: danger (decided beside the intent), questions about an
item, a time, a fee or what stands, and whatever is done to something that stands."""
PROJECT = frozenset({"a21"})
"""Writers who built the bot."""
_BESIDE = "social"
"""A greeting in front of a wish does not change what is wished."""
Figures = dict[str, Any]


@dataclass(frozen=True)
class Beginning:
    """A message that begins something; `does` is a key of INTENTS."""

    text: str
    writer: str
    lang: str
    does: str

    def is_heard(self, intent: str) -> bool:
        return intent in INTENTS[self.does]


def beginnings(folder: Path, learnt: Collection[str] = ()) -> list[Beginning]:
    """Of all writers in the folder but the PROJECT's own, in order; without those that stand in
    `learnt` word by word, and each text of a writer once."""
    found: dict[tuple[str, str], Beginning] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for row in read_lines(path):
            does, writer = _does(row.get("acts") or ()), str(row.get("writer", path.stem))
            if writer in PROJECT or row.get("before") != NOTHING:
                continue
            if does and row["text"] not in learnt:
                one = Beginning(str(row["text"]), writer, str(row.get("lang", "")), does)
                found.setdefault((writer, one.text), one)
    return list(found.values())


def _does(acts: Iterable[Mapping[str, Any]]) -> str | None:
    """The one thing that a message does; None where it does several, or what is doubtful."""
    names = {_name(act) for act in acts}
    wishes = {name for name in names if not name.startswith(_BESIDE)} or names
    one = next(iter(wishes)) if len(wishes) == 1 else None
    return one if one in INTENTS else None


def _name(act: Mapping[str, Any]) -> str:
    told = (act["act"], act.get("op"), act.get("what"), act.get("about"), act.get("how"))
    return ":".join(str(one) for one in told if one is not None)


def figures(found: Sequence[Beginning], classified: Sequence[str], heard: Sequence[str]) -> Figures:
    """`classified`: intents by classifier, threshold and FAQ; `heard`: those of the whole bot."""
    rows = list(zip(found, classified, heard, strict=True))
    by_writer = _grouped(rows, lambda one: one.writer)
    return {
        **_of(rows),
        "mean_of_writers": mean(one["classifier"] for one in by_writer.values()),
        "least_of_writers": min(one["classifier"] for one in by_writer.values()),
        "by_writer": by_writer,
        "by_language": _grouped(rows, lambda one: one.lang),
        "by_act": _grouped(rows, lambda one: one.does),
        "wrong": [
            {"text": one.text, "writer": one.writer, "does": one.does, "seen": seen, "bot": bot}
            for one, seen, bot in rows
            if not one.is_heard(seen)
        ],
    }


Row = tuple[Beginning, str, str]


def _of(rows: Sequence[Row]) -> Figures:
    right = measures.share(one.is_heard(seen) for one, seen, _ in rows)
    low, high = measures.interval(right, len(rows))
    rejected = [seen == OUT_OF_SCOPE for _, seen, _ in rows]
    return {
        "n": len(rows), "classifier": right, "low": low, "high": high,
        "false_rejects": sum(rejected) / len(rejected) if rejected else 0.0,
        "bot": measures.share(one.is_heard(bot) for one, _, bot in rows),
    }  # fmt: skip


def _grouped(rows: Sequence[Row], key: Callable[[Beginning], str]) -> dict[str, Figures]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row[0])].append(row)
    return {name: _of(groups[name]) for name in sorted(groups)}


def lines(told: Figures) -> Iterator[str]:
    """To print. Points of 100: the classifier's, which has learned none of them, then the bot's."""
    yield (
        f"beginnings of {len(told['by_writer'])} writers whom the classifier has not learned: "
        f"{told['n']} messages, {_pair(told)} "
        f"({100 * told['low']:.1f}–{100 * told['high']:.1f}), "
        f"mean of writers {100 * told['mean_of_writers']:.1f}, "
        f"least {100 * told['least_of_writers']:.1f}, "
        f"turned away {100 * told['false_rejects']:.1f}"
    )
    for title in ("writer", "language", "act"):
        groups = told[f"by_{title}"]
        yield f"by {title}: " + ", ".join(
            f"{name} {_pair(one)} of {one['n']}" for name, one in groups.items()
        )


def _pair(one: Figures) -> str:
    return f"{100 * one['classifier']:.1f} / {100 * one['bot']:.1f}"
