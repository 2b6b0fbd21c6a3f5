"""Free loopback ports, of the system's choosing: two installations at once get different ones."""

import socket
from collections.abc import Sequence
from contextlib import ExitStack, suppress

SEVERAL = frozenset({"BOT_PORT", "WORKER_METRICS_PORT"})
"""Settings that name the first of several ports."""


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def free_port() -> int:
    return free_ports(1)[0]


def free_ports_of_each(names: Sequence[str], of_each: int) -> dict[str, int]:
    """By name. With `of_each` gateways, bots and workers, of which `parkline up` gives the second
    the next port, that is free, too."""
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    for name in SEVERAL.intersection(names):
        while not all(_is_free(ports[name] + number) for number in range(of_each)):
            ports[name] = free_port()
    return ports


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError, OverflowError):
        probe.bind(("127.0.0.1", port))
        return True
    return False
