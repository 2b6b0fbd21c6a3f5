"""Everything that may happen. Each rule draws where a process dies at it."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.crashing.draws import HOW, OFTEN, PICK
from tests.properties.crashing.machine import Crashing, How
from tests.properties.crashing.process import Fate
from tests.properties.crashing.shopping import Shopping
from tests.properties.crashing.slowly import Slowly
from tests.properties.crashing.talking import Talking
from tests.properties.crashing.vendor import MOODS
from tests.properties.crashing.visiting import Visiting

SPANS = st.sampled_from(
    [
        timedelta(seconds=5),
        timedelta(seconds=21),
        timedelta(seconds=35),
        timedelta(seconds=35),
        timedelta(minutes=3),
        timedelta(minutes=40),
        timedelta(hours=3),
    ]
)


class Working(Crashing):
    @rule(fate=OFTEN)
    def handle(self, fate: Fate) -> None:
        self.work(self.world.worker.handle(fate))

    @rule(moods=st.lists(st.sampled_from(MOODS), max_size=6), fate=OFTEN)
    def deliver(self, moods: list[str], fate: Fate) -> None:
        self.world.vendor.moods = moods
        self.work(self.world.worker.deliver(fate))
        self.world.vendor.moods = []

    @rule(fate=OFTEN)
    def ring(self, fate: Fate) -> None:
        self.work(self.ringing(fate))

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        self.world.later(span)

    @precondition(lambda self: self.unanswered)
    @rule(pick=PICK, how=HOW)
    def ask_again(self, pick: int, how: How) -> None:
        request = self.unanswered.pop(pick % len(self.unanswered))
        self.ask(request, how)


class Machine(Slowly, Shopping, Visiting, Talking, Working):
    """All of them."""
