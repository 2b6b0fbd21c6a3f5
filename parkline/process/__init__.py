"""What every process of ours has: a clock, logs, a socket to listen on, bounds, probes, its core."""
