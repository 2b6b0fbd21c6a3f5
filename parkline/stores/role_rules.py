"""What each process may do to each table: what domains say of theirs, and the job queue's tables.

`parkline/stores/database_roles.py` makes the grants of it; a table without a rule fails a test.
"""

from collections.abc import Mapping

import services
from services.kit.plugins import found
from services.kit.rights import APPEND, NOTHING, REMOVE, WRITE, Rights, Rule

RULES: Mapping[str, Rule] = {
    name: rule for one in found(services, Rights) for name, rule in one.tables.items()
}

JOBS: Mapping[str, tuple[str, str]] = {
    "procrastinate_jobs": (WRITE, REMOVE),
    "procrastinate_events": (APPEND, REMOVE),
    "procrastinate_workers": (NOTHING, REMOVE),
    "procrastinate_periodic_defers": (NOTHING, REMOVE),
}
"""The job queue's tables: what the gateway may do, and the worker."""
