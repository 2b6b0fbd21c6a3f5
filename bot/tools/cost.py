"""What a parse costs, by component: `bot/.venv/bin/python -m bot.tools.cost`.

Prints the CPU of this thread for a sentence (the processor's clock, so that what else the machine
does hardly counts): the middle and the 95th percentile of ordinary sentences, and the worst of
texts of 10,000 characters; of every other sentence each component's share, for asking that clock so
often costs a millisecond; then the process's memory. `--items 10000` does it with a catalogue of
that size, made of the park's own. `--parses FILE` writes what the sentences were parsed to, so that
two checkouts can be compared by `diff`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

# As in a bot, and before NumPy is imported.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

# Rasa may be imported once this has put placeholders in the place of what it does without.
from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402

from bot.components.serving.processor import LeanProcessor  # noqa: E402
from bot.components.serving.runner import LeanRunner  # noqa: E402
from bot.tools.conditions import NOW, resident_megabytes  # noqa: E402

LONG = 10_000
"""Characters of a hostile text."""
ASKED = (None, None, None, "location", "visit_names")
"""What a form has just asked for, by turns: mostly nothing."""


class Clocked(LeanRunner):
    """A model's graph whose nodes are timed by the thread's own clock, in seconds."""

    spent: dict[str, list[float]]

    @classmethod
    def around(cls, runner: LeanRunner) -> Clocked:
        made = cls(runner._schema, {})
        made._nodes = runner._nodes
        made.spent = defaultdict(list)
        return made

    def _ran(self, name: str, done: dict[str, Any]) -> Any:
        began = time.thread_time()
        try:
            return super()._ran(name, done)
        finally:
            self.spent[self._schema.nodes[name].uses.__name__].append(time.thread_time() - began)


def sentences(sets: Path, marked: Path, every: int) -> list[str]:
    """Those of the sets of tests, and one of so many marked messages."""
    tested = [text for path in sorted(sets.glob("*.jsonl")) for text in _texts(path)]
    learned = [text for path in sorted(marked.glob("*.jsonl")) for text in _texts(path)]
    return [*tested, *learned[::every]]


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield str(json.loads(line)["text"])


def hostile(length: int = LONG) -> dict[str, str]:
    """Texts that somebody sends to make the bot slow, by what is long in them."""
    chance = random.Random(20)  # noqa: S311 - no secret
    drawn = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(length))
    words = " ".join(
        "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randint(2, 9)))
        for _ in range(length // 6)
    )
    made = {
        "one character": "面" * length,
        "one letter": "a" * length,
        "one digit": "1" * length,
        "brackets": "(" * length,
        "characters drawn": drawn,
        "words drawn": words,
        "an order": "两份牛肉面少辣送到A座3楼，不要香菜，再加三瓶可乐，" * length,
        "an order in English": "two beef noodles without coriander and 3 colas to building A, "
        * length,
        "items": "可乐雪碧豆浆咖啡" * length,
        "items misspelt": "牛揉面番茄机蛋面兰洲拉面" * length,
        "numbers": "二十三 45 第三个 " * length,
        "marks": "，。！？、；：" * length,
        "lines": "\n空调坏了" * length,
        "pictures": "\U0001f600\U0001f525" * length,
        "combining marks": "e\u0301\u0302\u0303" * length,
    }
    return {name: text[:length] for name, text in made.items()}


def grown(document: Mapping[str, Any], items: int) -> dict[str, Any]:
    """A park's document with so many items: its own, and others whose names are put together of
    theirs, so that parts of them are known names as in a real shop."""
    own = document["items"]
    chance = random.Random(items)  # noqa: S311 - no secret
    beginnings = "红黄蓝白大小老新鲜香甜咸辣冰热双金银川粤湘京沪港台"
    more = []
    for number in range(items - len(own)):
        base, other = chance.choice(own), chance.choice(own)
        chinese, english = base["names"][0], base["names"][1]
        prefix = "".join(chance.sample(beginnings, 2))
        names = [f"{prefix}{other['names'][0][:2]}{chinese}", f"{other['names'][1]} {english}"]
        more.append({**base, "id": len(own) + number + 1, "names": names})
    return {**document, "items": [*own, *more][:items]}


class Asked:
    """A model in this process, as it runs in a bot."""

    def __init__(self, model: Path, knowledge: Path) -> None:
        os.environ["PARKLINE_KNOWLEDGE_FILE"] = str(knowledge)
        agent = Agent.load(str(model))
        assert agent.processor is not None
        self._processor = LeanProcessor.of(agent.processor)
        assert isinstance(self._processor.graph_runner, LeanRunner)
        self._plain = self._processor.graph_runner
        self.clocked = Clocked.around(self._plain)
        self.parse("热身 warm up", None)

    def parse(
        self, text: str, slot: str | None, *, by_part: bool = False
    ) -> tuple[dict[str, Any], float]:
        """What it was parsed to, and the milliseconds of CPU that it took. `by_part`: each
        component is timed, too, which lengthens it."""
        self._processor.graph_runner = self.clocked if by_part else self._plain
        metadata = {"now": NOW, **({"requested_slot": slot} if slot else {})}
        began = time.thread_time()
        parsed = _run(self._processor.parse_message(UserMessage(text, metadata=metadata)))
        return parsed, (time.thread_time() - began) * 1000


def _run(parsing: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """A parse waits for nothing, and a bot's loop runs already: beginning one costs 0.3 ms."""
    try:
        parsing.send(None)
    except StopIteration as done:
        return dict(done.value)
    raise AssertionError("a parse waited for something")


def table(took: Sequence[float], by_part: Mapping[str, Sequence[float]]) -> str:
    """`took` in milliseconds, the parts in seconds."""
    lines = [f"{'ms of CPU':<24} {'p50':>7} {'p95':>7} {'mean':>7}", _line("a sentence", took)]
    parts = {name: [one * 1000 for one in each] for name, each in by_part.items() if each}
    dearest = sorted(parts, key=lambda name: -statistics.fmean(parts[name]))
    return "\n".join([*lines, *(_line(name, parts[name]) for name in dearest)])


def _line(name: str, took: Sequence[float]) -> str:
    p95 = sorted(took)[int(0.95 * (len(took) - 1))]
    return f"{name:<24} {statistics.median(took):7.2f} {p95:7.2f} {statistics.fmean(took):7.2f}"


def main() -> None:
    options = _options()
    knowledge = options.knowledge
    if options.items:
        document = json.loads(knowledge.read_text(encoding="utf-8"))
        knowledge = options.model.with_name("knowledge-grown.json")
        knowledge.write_text(json.dumps(grown(document, options.items)), encoding="utf-8")
    bot = Asked(options.model, knowledge)
    texts = sentences(options.sets, options.marked, options.every)[: options.most]
    with (options.parses or Path(os.devnull)).open("w", encoding="utf-8", buffering=1) as out:
        took = _asked(bot, texts, out)
        print(f"{len(texts)} sentences")
        print(table(took, bot.clocked.spent), flush=True)
        print(f"\n{'ms of CPU for 10,000 characters':<40}")
        for name, text in hostile().items():
            print(f"{name:<24} {_written(bot, text, None, out):7.1f}", flush=True)
    print(f"\nmemory {resident_megabytes():.0f} MB")


def _asked(bot: Asked, texts: Sequence[str], out: TextIO) -> list[float]:
    """The milliseconds of every other text; of those between, the parts were timed."""
    took = []
    for number, text in enumerate(texts):
        slot, by_part = ASKED[number % len(ASKED)], number % 2 == 1
        milliseconds = _written(bot, text, slot, out, by_part=by_part)
        if not by_part:
            took.append(milliseconds)
    return took


def _written(
    bot: Asked, text: str, slot: str | None, out: TextIO, *, by_part: bool = False
) -> float:
    """The milliseconds of CPU that a parse took, which is written down."""
    parsed, took = bot.parse(text, slot, by_part=by_part)
    out.write(json.dumps(parsed, ensure_ascii=False, sort_keys=True, default=str) + "\n")
    return took


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.cost", description=__doc__)
    for name, default, what in (
        ("model", "bot/trained/parkline.tar.gz", "the trained bot"),
        ("knowledge", "bot/trained/knowledge.json", "the park's data"),
        ("sets", "tests/nlu", "sentences of tests"),
        ("marked", "bot/data/acts", "marked messages"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=Path(default), help=what)
    parser.add_argument("--every", type=int, default=3, help="one of so many marked messages")
    parser.add_argument("--most", type=int, help="how many sentences at most")
    parser.add_argument("--items", type=int, default=0, help="size of the catalogue")
    parser.add_argument("--parses", type=Path, help="where to write what was understood")
    return parser.parse_args()


if __name__ == "__main__":
    main()
