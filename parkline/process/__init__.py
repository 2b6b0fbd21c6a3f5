"""What every process of ours has: a clock, logs, a socket, bounds, probes, its core."""
