"""Which Python of a version is the fastest on this machine: `fastest_python.py UV 3.13`.

Prints its path, or the version itself where none is installed, for uv to fetch one. Two builds of
one version differ by half and more: by profile-guided optimisation, and by whether the interpreter
is a shared library. Nothing in `sysconfig` tells them apart reliably, so each runs for a moment.
Runs before there is an environment: the standard library only.
"""

import json
import os
import subprocess
import sys
import time

ROUNDS, STEPS = 15, 20_000
PATIENCE_SECONDS = 60


def seconds() -> float:
    """CPU for a bit of everything that a server's Python does; the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.thread_time()
        _work()
        best = min(best, time.thread_time() - started)
    return best


class _Thing:
    def __init__(self, number: int) -> None:
        self.number = number

    def plus(self, other: int) -> int:
        return self.number + other


def _work() -> None:
    kept: dict[object, object] = {}
    for number in range(STEPS):
        thing = _Thing(number)
        kept[number % 97] = thing.plus(number)
        text = f"{number}:{thing.number}"
        if text.startswith("9"):
            kept[text] = sorted(part for part in text.split(":"))
        if number % 50 == 0:
            try:
                raise KeyError(number)
            except KeyError:
                pass


def installed(uv: str, version: str) -> list[str]:
    """Paths of the Pythons of that version, as uv finds them; the same one once."""
    listing = subprocess.run(  # noqa: S603 - our own command
        [uv, "python", "list", "--only-installed", "--output-format", "json", version],
        capture_output=True,
        check=True,
    )
    paths = [one["path"] for one in json.loads(listing.stdout)]
    return list({os.path.realpath(path): path for path in reversed(paths)}.values())


def measured(python: str) -> float:
    """Infinite for one that does not run."""
    ran = subprocess.run(  # noqa: S603 - a Python that uv found
        [python, "-I", __file__, "--seconds"],
        capture_output=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    return float(ran.stdout) if ran.returncode == 0 else float("inf")


def main() -> None:
    match sys.argv[1:]:
        case ["--seconds"]:
            print(seconds())
        case [uv, version]:
            print(min(installed(uv, version), key=measured, default=version))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
