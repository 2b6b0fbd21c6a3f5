"""`python -m bench.storm`: prints its seed and a verdict; exit code 0 if nothing was found."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import SystemRandom
from typing import Any

from bench.machine import machine
from bench.storm.checks import check
from bench.storm.history import History
from bench.storm.run import Options, Outcome, storm
from parkline.settings.settings import ROOT

SHOWN = 5
"""Findings of one check that are printed; all are in the JSON."""
_started = time.monotonic()


def _parsed() -> tuple[Options, Path, Path | None]:
    parser = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--tickets", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--minutes", type=float, default=30, help="the longest it may send")
    parser.add_argument("--clients", type=int, default=24, help="half by chat, half by the API")
    parser.add_argument("--gap", type=float, default=15, help="seconds between faults, on average")
    parser.add_argument("--drain", type=float, default=180, help="seconds to settle after peace")
    parser.add_argument("--keep", type=Path, help="use this folder and leave it, logs included")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "storm.json")
    parser.add_argument("--each", type=int, default=1, help="gateways, bots and workers")
    parser.add_argument(
        "--update", help="no faults, but a command that puts another version's files in place"
    )
    parser.add_argument("--check", type=Path, help="check a kept history again, and nothing else")
    given = parser.parse_args()
    options = Options(
        given.seed, given.orders, given.tickets, given.minutes, given.clients, given.gap,
        given.drain, given.keep, given.each, given.update,
    )  # fmt: skip
    return options, given.out, given.check


def _say(text: str) -> None:
    print(f"[{time.monotonic() - _started:6.1f} s] {text}", file=sys.stderr, flush=True)


def main() -> int:
    options, out, kept = _parsed()
    if kept is not None:
        return _verdict(check(History.load(kept)))
    print(f"seed {options.seed}", flush=True)
    outcome = storm(options, _say)
    history, counts = outcome.world.history, outcome.world.counts
    findings = check(history)
    if left := counts.get("errands left"):
        findings["all was sent"] = [f"{left} orders and tickets were not: raise --minutes"]
    out.parent.mkdir(parents=True, exist_ok=True)
    history.save(out.with_suffix(".history.json"))
    out.write_text(json.dumps(_report(options, outcome, findings), ensure_ascii=False, indent=1))
    _tell(outcome)
    return _verdict(findings)


def _report(options: Options, outcome: Outcome, findings: dict[str, list[str]]) -> dict[str, Any]:
    history = outcome.world.history
    return {
        "seed": options.seed,
        "options": {name: getattr(options, name) for name in
                    ("orders", "tickets", "minutes", "clients", "gap", "drain")},
        "machine": machine(),
        "seconds": outcome.seconds,
        "counts": dict(sorted(outcome.world.counts.items())),
        "faults": [[one.at, one.kind, one.detail] for one in history.faults],
        "history": {name: len(getattr(history, name)) for name in
                    ("acked", "heard", "asked", "settled", "posts", "pulled")},
        "findings": findings,
        "verdict": "held" if not any(findings.values()) else "broken",
    }  # fmt: skip


def _tell(outcome: Outcome) -> None:
    struck = Counter(one.kind for one in outcome.world.history.faults)
    print("faults    ", ", ".join(f"{kind} {n}" for kind, n in sorted(struck.items())) or "none")
    print("seconds   ", ", ".join(f"{name} {n}" for name, n in outcome.seconds.items()))
    for name, n in sorted(outcome.world.counts.items()):
        print(f"{n:>10} {name}")


def _verdict(findings: dict[str, list[str]]) -> int:
    for name, found in findings.items():
        print(f"{'broken' if found else '    ok'}  {name}")
        for one in found[:SHOWN]:
            print(f"          {one}")
        if len(found) > SHOWN:
            print(f"          … and {len(found) - SHOWN} more")
    broken = any(findings.values())
    print("verdict:", "BROKEN" if broken else "held")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
