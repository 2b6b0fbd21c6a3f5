"""The rules: people, staff and a vendor go about their business while processes die under them."""

import sys
import uuid
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.kit.databases import Copies
from tests.properties.crashing import model, reckoning
from tests.properties.crashing.gateway import Answer, GatewayProcess
from tests.properties.crashing.model import Cart, Subject, Talk, need
from tests.properties.crashing.process import Died, Fate
from tests.properties.crashing.rows import Rows
from tests.properties.crashing.world import World

Send = Callable[[GatewayProcess, Fate], Coroutine[Any, Any, Answer]]


@dataclass(frozen=True)
class How:
    """Which gateway is asked, where it dies, and when whoever got no answer asks again."""

    gateway: int
    fate: Fate
    at_once: bool


@dataclass(frozen=True)
class Expected:
    """`ok`: whether the answer is yes; None if that is not known. `may` is told whether an answer
    came, and then says of the model what the rows may show."""

    ok: bool | None
    may: Callable[[bool], None]


@dataclass
class Request:
    """Something that is asked until it is answered, the same way each time."""

    about: Sequence[Subject | Cart | Talk]
    """Nobody else touches these until it is answered."""
    send: Send
    expected: Callable[[], Expected]
    heard: Callable[[Answer], None] = lambda _answer: None
    follows: Callable[[int], None] = lambda _gateway: None
    """What that gateway does of itself once it has answered."""


class Crashing(RuleBasedStateMachine):
    """What every rule has: a world of its own, a model of it, and asking."""

    copies: ClassVar[Copies]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        url = self.stack.enter_context(self.copies.one())
        self.world = World(url)
        self.world.open()
        self.stack.callback(self.world.close)
        self.rows = Rows(url)
        self.stack.callback(self.rows.close)
        self.numbers = 0
        self.subjects: list[Subject] = []
        self.carts = [Cart() for _ in self.world.eaters]
        self.talks = [Talk(t.conversation, t.person) for t in self.world.talkers]
        self.unanswered: list[Request] = []
        self.taken_before = self.rows.look().taken

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    @staticmethod
    def key() -> str:
        return str(uuid.uuid4())

    def of(self, kind: str, *, free: bool = True) -> list[Subject]:
        """Those that exist for sure; `free`: that nobody waits for an answer about."""
        mine = [one for one in self.subjects if one.kind == kind and one.status]
        return [one for one in mine if not (free and one.busy)]

    def ask(self, request: Request, how: How) -> None:
        """Who gets no answer asks another gateway at once, or later (`ask_again`)."""
        if self.answers(request, how.gateway, how.fate):
            return
        self.look()
        if not (how.at_once and self.answers(request, 1 - how.gateway, Fate())):
            for one in request.about:
                one.busy = True
            self.unanswered.append(request)

    def answers(self, request: Request, which: int, fate: Fate) -> bool:
        expected = request.expected()
        try:
            answer = self.world.run(request.send(self.world.gateways[which], fate))
        except Died:
            expected.may(False)
            self.world.mend()
            return False
        expected.may(True)
        if expected.ok is not None:
            need((answer.status < 400) is expected.ok, f"{request.about} was answered {answer}")
        for one in request.about:
            one.busy = False
        request.heard(answer)
        request.follows(which)
        return True

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """What nobody waits for: who dies at it is started again."""
        try:
            self.world.run(work)
        except Died:
            self.world.mend()

    def ringing(self, fate: Fate) -> Coroutine[Any, Any, None]:
        """What is due by itself, at which quiet conversations go back to the bot."""
        for talk in self.talks:
            talk.owners.add("bot")
        return self.world.ring(fate)

    def step(self, subject: Subject, action: str, send: Send, *, keyed: bool) -> Request:
        """Something that moves a subject. With a key, what was done is not done again."""
        begun, event = len(subject.log), model.MOVES[subject.kind][action][2]

        def expected() -> Expected:
            done = keyed and event in subject.log[begun:]
            grown = [] if done else subject.grown_by(action)

            def may(answered: bool) -> None:
                subject.allowed = [grown or []] if answered else [[], grown or []]

            return Expected(grown is not None, may)

        return Request([subject], send, expected)

    @invariant()
    def look(self) -> None:
        """Cheap enough for after every step."""
        reckoning.look(self)

    def teardown(self) -> None:
        try:
            if sys.exception() is None:
                reckoning.settle(self)
        finally:
            self.stack.close()
