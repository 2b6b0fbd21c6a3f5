"""`python -m bench.by_turns BEFORE NOW [turns] [placing] [webhooks] [--bursts N]`: what a message,
an order and a delivery cost in two checkouts.

Both are up at once and work in bursts, one after the other, so that what else the machine does
falls on both. Printed is the CPU of each process for one piece of work, the median over all bursts,
and the median of the ratios of neighbouring bursts, after each burst so that a run that is broken
off has told something. Each checkout has its environment and a trained bot (`make setup train`),
and is measured by its own bench.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

BURSTS = 8
KINDS = {"turns": "message", "placing": "order", "webhooks": "delivery"}
"""What is measured, and what one piece of it is called."""
CHILD = Path(__file__).with_name("bursts.py")

Spent = Mapping[str, float]
"""CPU milliseconds for one piece of work, by process."""


def main() -> None:
    asked = _asked()
    for kind in asked.kinds:
        for before, now in by_turns(kind, asked.before, asked.now, asked.bursts):
            print(f"\n{kind}, {len(before)} of {asked.bursts} bursts of each")
            print(table(before, now, KINDS[kind]), flush=True)


def by_turns(
    kind: str, before: Path, now: Path, bursts: int
) -> Iterator[tuple[Sequence[Spent], Sequence[Spent]]]:
    """The bursts of each checkout so far, in order, once after each pair of them. A first one of
    each, which warms up, is left out. Raises RuntimeError where one of them ended."""
    with ExitStack() as stack:
        working = [stack.enter_context(_up(tree, kind)) for tree in (before, now)]
        for one in working:
            _answer(one)
        _say(f"{kind}: both are up")
        found: tuple[list[Spent], list[Spent]] = ([], [])
        for number in range(bursts + 1):
            for one, those in zip(working, found, strict=True):
                spent = _burst(one)
                if number:
                    those.append(spent)
            if number:
                yield found


def table(before: Sequence[Spent], now: Sequence[Spent], piece: str = "message") -> str:
    """A line for each process, and one for all of them."""
    lines = [f"{f'ms for {_a(piece)}':<16} {'before':>8} {'now':>8} {'ratio':>7}"]
    for name in [*before[0], "all"]:
        then, here = ([_of(one, name) for one in those] for those in (before, now))
        ratio = statistics.median(b / a if a else 1.0 for a, b in zip(then, here, strict=True))
        medians = f"{statistics.median(then):8.2f} {statistics.median(here):8.2f}"
        lines.append(f"{name:<16} {medians} {ratio:7.3f}")
    return "\n".join(lines)


def _a(piece: str) -> str:
    return f"an {piece}" if piece[0] in "aeiou" else f"a {piece}"


def _of(spent: Spent, name: str) -> float:
    return sum(spent.values()) if name == "all" else spent[name]


@contextmanager
def _up(tree: Path, kind: str) -> Iterator["subprocess.Popen[str]"]:
    """bursts.py, run by the checkout's Python on the checkout's bench; it says when it is up."""
    tree = tree.resolve()
    with subprocess.Popen(  # noqa: S603 - our own command
        [tree / ".venv" / "bin" / "python", "-P", CHILD, kind],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        except BaseException:
            process.send_signal(signal.SIGINT)  # It takes down what it has brought up.
            raise


def _burst(process: "subprocess.Popen[str]") -> Spent:
    """Raises RuntimeError if it ended."""
    assert process.stdin is not None
    began = time.monotonic()
    process.stdin.write("\n")
    process.stdin.flush()
    spent = _answer(process)
    _say(f"{time.monotonic() - began:.0f} s: {sum(spent.values()):.2f} ms")
    return spent


def _answer(process: "subprocess.Popen[str]") -> Spent:
    """Raises RuntimeError if it ended; why stands above, in what it said itself."""
    assert process.stdout is not None
    said = process.stdout.readline()
    if not said:
        raise RuntimeError(f"{process.args!r} ended")
    spent: Spent = json.loads(said)
    return spent


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.by_turns", description=__doc__)
    parser.add_argument("before", type=Path, help="a checkout")
    parser.add_argument("now", type=Path, help="another one")
    parser.add_argument("kinds", nargs="*", help=f"of {', '.join(KINDS)}; all by default")
    parser.add_argument("--bursts", type=int, default=BURSTS)
    asked = parser.parse_args()
    if unknown := set(asked.kinds) - set(KINDS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    asked.kinds = asked.kinds or list(KINDS)
    return asked


if __name__ == "__main__":
    main()
