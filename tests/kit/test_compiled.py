"""What was compiled once serves the next run, and the commands that tests start."""

import subprocess
import sys
from pathlib import Path


def test_a_command_that_a_test_starts_keeps_what_it_compiled(tmp_path: Path) -> None:
    (tmp_path / "imported.py").write_text("")
    subprocess.run([sys.executable, "-c", "import imported"], cwd=tmp_path, check=True)
    assert len(list((tmp_path / "__pycache__").glob("imported.*.pyc"))) == 1


def test_so_does_this_process() -> None:
    assert not sys.dont_write_bytecode
