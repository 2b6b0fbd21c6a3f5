"""What is counted of turns."""

from prometheus_client import CollectorRegistry, Counter, Histogram


class TurnMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.turns = Counter("parkline_turns", "Turns, by outcome.", ["outcome"], registry=registry)
        self.refused = Counter(
            "parkline_messages_refused",
            "Messages that were not taken, by the park's id: too many wait for an answer.",
            ["park"],
            registry=registry,
        )
        self.by_park = Counter(
            "parkline_park_turns", "Turns by the park's id.", ["park"], registry=registry
        )
        self.seconds = Histogram(
            "parkline_turn_seconds",
            "One turn of the bot, actions included.",
            buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
            registry=registry,
        )
