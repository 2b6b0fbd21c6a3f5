"""No text that somebody sends keeps a process busy, with which nobody else would be served."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from types import FrameType

import pytest

from bot.components.parsers.options import Option, find_options
from bot.components.parsers.places import Building, find_places
from bot.components.segments import pieces
from services.conversations import choices, ratings
from services.conversations.message_text import TEXT_LIMIT, clean
from services.kit import folding
from services.kit.redaction import Redaction
from services.ordering import invoice_words
from services.people import company_codes, link_words
from tests.security import hostile
from tests.security.made_patterns import made, made_in

BUDGET = 0.1
"""Seconds of processor time for the longest message and one expression. The slowest takes a fifth
of it on a machine that is not slow; one with a quadratic repeat of words takes more."""
STOP = 1.0


class Slow(Exception):
    """It would have gone on."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """`re` looks for signals while it tries, so that even an exponential one can be stopped."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def cost(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    try:
        with at_most(STOP):
            for _ in pattern.finditer(text):
                pass
            pattern.fullmatch(text)
    except Slow:
        return STOP
    return time.process_time() - begun


def worst(pattern: re.Pattern[str], longest: int) -> tuple[float, str]:
    """Of the texts that reach it: by the door that all messages come through."""
    found = (0.0, "")
    for attack in sorted(hostile.attacks(pattern, longest - 1, Random(7))):
        text = clean(attack + ".")
        if (taken := cost(pattern, text)) > found[0]:
            again = cost(pattern, text) if taken > BUDGET else taken
            found = max(found, (min(taken, again), text[:60]))
        if found[0] >= STOP:
            break
    return found


def test_a_careless_expression_is_found() -> None:
    for careless in (r"(?:and|an|d)*\?", r"(?:a+)+b", r"\w+\w+\w+!"):
        assert worst(re.compile(careless), TEXT_LIMIT)[0] > BUDGET


@pytest.mark.timeout(300)
def test_every_expression_takes_the_longest_message_in_bounded_time() -> None:
    found = {name: pattern for name, (pattern, _) in hostile.compiled().items()}
    limits = {name: limit for name, (_, limit) in hostile.compiled().items()}
    everything = {**found, **hostile.written()}
    assert len(everything) > 300
    slow = {}
    for name, pattern in everything.items():
        taken, text = worst(pattern, min(limits.get(name) or TEXT_LIMIT, TEXT_LIMIT))
        if taken > BUDGET:
            slow[name] = (round(taken, 2), text)
    assert slow == {}


TEXTS = {
    "blank lines": "面\n" + "\n" * 1_990 + "x",
    "marks and blanks": "面" + ", " * 900 + "x",
    "full stops": "a" + ". " * 900 + "b",
    "words of a join": "join company " + " " * 1_000 + "!",
    "an invoice": "要发票" + "and" * 60 + "q",
    "stars": "我就给打评" * 390 + "x",
    "numbers": "选" + " " * 1_500 + "1x",
}


@pytest.mark.parametrize("about", TEXTS)
def test_what_reads_words_before_the_bot_does_is_quick(about: str) -> None:
    text = TEXTS[about]
    begun = time.process_time()
    with at_most(STOP):
        pieces(text)
        link_words.command(text)
        company_codes.command(text)
        choices.number(clean(text))
        ratings.parse(text)
        invoice_words.alone(text)
        invoice_words.request(clean(text))
    assert time.process_time() - begun < BUDGET * 4


MADE_WHILE_IT_RUNS = {
    "bot/components/parsers/places.py:_building_patterns": (
        "of single letters A to Z alone, which re.fullmatch has chosen; kept for each park"
    ),
    **dict.fromkeys(
        (
            f"bot/components/reading/{one}"
            for one in ("likeness.py:like", "naming.py:named", "valuing.py:_alike")
        ),
        "`like` of reading.likeness: it compares letters (rapidfuzz), and makes no pattern",
    ),
    "services/danger/answering.py:_asked": "a constant of services.danger.passages, for PostgreSQL",
}
"""By file:function: why it is harmless that a pattern is made of something there."""


def test_no_pattern_is_made_of_data() -> None:
    """A new one fails here: look for the words as a plain string (services.kit.redaction,
    bot.components.parsers.literals), or say above why nobody's words can get into it."""
    found = made()
    assert {place: calls for place, calls in found.items() if place not in MADE_WHILE_IT_RUNS} == {}
    assert set(found) == set(MADE_WHILE_IT_RUNS)


@pytest.mark.parametrize(
    "written",
    [
        "def f(name): return re.compile('|'.join(name))",
        "def f(name): return re.search(rf'\\b{re.escape(name)}', 'text')",
        "async def f(name): select(Visit).where(Visit.plate.regexp_match(name))",
        "async def f(name): select(Visit).where(Visit.plate.op('~')(name))",
        "async def f(name): select(Visit).where(Visit.plate.ilike(f'%{name}%'))",
        "async def f(name): select(Visit).where(Visit.plate.icontains(name))",
        "class A:\n    def f(self): return [re.sub(one, '', 'x') for one in self.names]",
    ],
)
def test_a_pattern_that_is_made_of_data_is_found(written: str) -> None:
    assert len(made_in(written, "file.py")) == 1


@pytest.mark.parametrize(
    "written",
    [
        "A = re.compile(rf'{B}+')",
        "def f(text): return re.sub(r'[ab]', '', text)",
        "def f(text): return text.startswith(A) or ROWS[0].startswith(text)",
        "async def f(name): select(Visit).where(Visit.plate.icontains(name, autoescape=True))",
    ],
)
def test_a_pattern_of_the_code_alone_is_left_alone(written: str) -> None:
    assert made_in(written, "file.py") == {}


LONG = 200
"""Characters of a name, at most: services.visits.facts, and the catalogue's forms."""
NAMES = {
    "full stops": "." * LONG,
    "blanks and dots": "- . " * (LONG // 4) + "x",
    "one letter": "a" * LONG,
    "two letters": "ab" * (LONG // 2),
    "numbers that begin with the country": "86" * (LONG // 2),
    "one character": "的" * LONG,
    "accents": "e\u0301" * (LONG // 2),
    "nothing that is seen": "\u200b" * LONG,
    "a pattern": "(a+)+$|[\\",
    "a short one": "a.",
}
EATERS = {
    **{about: (name * TEXT_LIMIT)[:TEXT_LIMIT] for about, name in NAMES.items()},
    "words of one letter": "a " * (TEXT_LIMIT // 2),
    "one letter and an end": "a" * (TEXT_LIMIT - 1) + "!",
    "numbers": "0086-" * (TEXT_LIMIT // 5),
    "another of each": "".join(map(chr, range(0x4E00, 0x4E00 + TEXT_LIMIT))),
}
EACH = 0.05
"""Seconds of processor time for one text."""


def taken(work: Callable[[], object]) -> float:
    """The less of two: another process may have had the processor."""
    found = []
    for _ in range(2):
        begun = time.process_time()
        with at_most(STOP):
            work()
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("text", EATERS.values(), ids=EATERS)
def test_looking_for_somebodys_words_is_quick_whatever_they_are(name: str, text: str) -> None:
    assert taken(lambda: Redaction([name]).of(text)) < EACH
    assert taken(lambda: folding.plain_name(text)) < EACH
    assert taken(lambda: find_places(text, [Building("A", (name,))])) < EACH
    assert taken(lambda: find_options(text, [Option("x", (name,))])) < EACH


def test_the_most_names_that_a_visit_may_have_take_no_longer_than_one_expression() -> None:
    names = [("ab" * LONG)[: LONG - short] for short in range(LONG - 1)]
    for text in EATERS.values():
        assert taken(lambda text=text: Redaction(names).of(text)) < BUDGET * 2  # type: ignore[misc]
