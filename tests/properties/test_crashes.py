"""Orders, tickets, visits, talks and deliveries while processes die: against a model, at random."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Copies
from tests.properties.crashing.rules import Machine

EXAMPLES = int(os.environ.get("PARKLINE_CRASHES") or 0)
"""As many days instead of the few that each run of the tests has; one that fails is made short."""
DAYS = 10


@pytest.mark.timeout(max(300, 60 * EXAMPLES))
def test_what_is_acknowledged_is_there_once_wherever_a_process_dies(
    demo_copies: Copies, seed: int
) -> None:
    Machine.copies = demo_copies
    run_state_machine_as_test(
        seeded(seed)(Machine),
        settings=settings(
            max_examples=EXAMPLES or DAYS,
            stateful_step_count=30,
            deadline=None,
            database=None,
            print_blob=True,
            phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
