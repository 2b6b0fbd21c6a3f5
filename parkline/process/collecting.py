"""Python's garbage collector in the roles that run for months."""

import gc

COLLECT_AFTER = (20_000, 20, 20)
"""Objects made, and collections of the younger generation: a turn makes thousands and drops nearly
all, and each look at the young goes over what is under way."""


def settle() -> None:
    """What is there by now stays, and need not be gone over again: to be called once all is up."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
