"""`python -m bench [names] [--quick] [--json FILE] [--charts FOLDER]`.

Runs the measures named, or all, and prints a table of what they found, with the targets. Progress
goes to the standard error stream. Charts are written by full runs, into docs/images by default.
"""

import argparse
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    asking,
    bookings,
    claims,
    desks,
    dialogue,
    fence,
    flood,
    idle,
    latency,
    lease,
    longtalk,
    moving,
    open_rows,
    orders,
    overload,
    pairs,
    quiet,
    size,
    soak,
    startup,
    webhooks,
)
from bench.charts import Chart
from bench.figures import Figure, Measure, Run
from bench.machine import figure_json, machine
from bench.table import table
from parkline.settings.settings import ROOT

MEASURES: dict[str, Measure] = {
    "lease": lease.measure,
    "asking": asking.measure,
    "size": size.measure,
    "webhooks": webhooks.measure,
    "startup": startup.measure,
    "orders": orders.measure,
    "bookings": bookings.measure,
    "claims": claims.measure,
    "desks": desks.measure,
    "open_rows": open_rows.measure,
    "moving": moving.measure,
    "fence": fence.measure,
    "dialogue": dialogue.measure,
    "latency": latency.measure,
    "longtalk": longtalk.measure,
}
"""In the order in which they run. A measure is one function: figures of a run."""

LONG: dict[str, Measure] = {
    "overload": overload.measure,
    "soak": soak.measure,
    "pairs": pairs.measure,
    "flood": flood.measure,
    "quiet": quiet.measure,
    "idle": idle.measure,
}
"""Those that are run only when they are named."""

BUSY = 0.5
"""Load above which figures are noise."""


_NAMES = f"of {', '.join(MEASURES)}, which are the default, and {', '.join(LONG)}"


def main() -> int:
    asked = _asked()
    names = asked.names or list(MEASURES)
    known = MEASURES | LONG
    if unknown := set(names) - set(known):
        sys.exit(f"no measure {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    on = machine()
    if on["load"] > BUSY:
        print(f"the machine is busy (load {on['load']}): figures will be noise", file=sys.stderr)
    started, began = datetime.now(UTC), time.monotonic()
    measured: list[tuple[str, Figure]] = []
    charts: dict[str, Chart] = {}
    failed = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="parkline-bench-") as folder:
            run = Run(asked.quick, Path(folder), name, charts, began)
            try:
                measured += [(name, figure) for figure in known[name](run)]
            except Exception:
                traceback.print_exc()
                failed.append(name)
    if asked.charts:
        _write_charts(asked.charts, charts)
    if asked.json:
        _write_json(asked.json, on, started, asked.quick, measured)
    print(f"{on['cores']} cores, {on['cpu']}, {on['memory_gb']} GB, commit {on['commit']}")
    print(table(measured))
    print(f"\n{time.monotonic() - began:.0f} s" + "".join(f"; {name} failed" for name in failed))
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=_NAMES)
    parser.add_argument("--quick", action="store_true", help="rough figures in minutes")
    parser.add_argument("--json", type=Path, help="write the figures, and the machine, there")
    parser.add_argument("--charts", type=Path, help="write charts into this folder")
    asked = parser.parse_args()
    if asked.charts is None and not asked.quick:
        asked.charts = ROOT / "docs" / "images"
    return asked


def _write_charts(folder: Path, charts: Mapping[str, Chart]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        (folder / f"performance-{name}.svg").write_text(chart.svg())


def _write_json(
    path: Path,
    on: Mapping[str, object],
    started: datetime,
    quick: bool,
    measured: Sequence[tuple[str, Figure]],
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = {
        "machine": on,
        "started_at": started.isoformat(timespec="seconds"),
        "quick": quick,
        "figures": [figure_json(name, figure) for name, figure in measured],
    }
    path.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
