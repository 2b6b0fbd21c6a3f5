"""Orders, tickets, visits, talks and deliveries while processes die: against a model, at random."""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.kit.databases import Copies
from tests.properties.crashing.machine import How
from tests.properties.crashing.process import Fate, Point
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


def test_an_invitation_that_was_lost_and_is_repeated_when_the_visit_is_over_is_refused(
    demo_copies: Copies,
) -> None:
    """A walk that chance takes once in some hundreds."""
    Machine.copies = demo_copies
    machine = Machine()
    machine.invite(how=How(1, Fate(Point.BEFORE_COMMIT), at_once=False))  # type: ignore[call-arg]
    for _ in range(4):
        machine.wait(span=timedelta(hours=3))  # type: ignore[call-arg]
    machine.teardown()
