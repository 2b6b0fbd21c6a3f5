"""What Rasa logs on the way is logged, with all that a bot leaves out left out."""

import subprocess
import sys

import pytest

LOGS = """
from bot.components.absent import LEARNING, TENSORFLOW, UNUSED, leave_out
leave_out(TENSORFLOW | UNUSED | LEARNING)
import logging
from rasa.utils.log_utils import configure_structlog
import structlog
logging.basicConfig(level=logging.DEBUG)
configure_structlog(logging.DEBUG)
structlog.get_logger("rasa.core.processor").{level}("processor.{level}.said", sender_id="7")
"""


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_a_line_of_rasas_is_written_and_ends_no_turn(level: str) -> None:
    line = [sys.executable, "-W", "ignore", "-c", LOGS.format(level=level)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert f"processor.{level}.said" in done.stdout + done.stderr
