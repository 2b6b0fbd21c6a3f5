"""The figures as a table for the terminal, or for a page."""

from collections.abc import Sequence

from bench.charts import told
from bench.figures import Figure

SIGN = {"lower": "≤", "higher": "≥"}
VERDICT = {True: "pass", False: "MISS", None: ""}


def table(measured: Sequence[tuple[str, Figure]]) -> str:
    """A line for each figure, under the name of its measure."""
    lines, last = [], ""
    for measure, figure in measured:
        if measure != last:
            lines += ["", measure]
            last = measure
        value = f"{told(figure.value)} {figure.unit}"
        line = f"  {figure.name:<62}{value:>18}{_target(figure):>18}  {VERDICT[figure.passed]}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"{SIGN[figure.better]} {told(figure.target)} {figure.unit}"
