"""Live data is fetched when a message knows of a version that was not seen, and never in vain."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError

import pytest

from bot.components.knowledge import MOST_PARKS, LiveKnowledge, from_file, from_url
from tests.bot.components.builders import document


class Gateway:
    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.asked = 0
        self.down = False
        self.clock = 0.0
        self.knowledge = LiveKnowledge(self.fetch, clock=lambda: self.clock)

    def fetch(self, _park: int | None) -> dict[str, Any]:
        self.asked += 1
        if self.down:
            raise OSError("down")
        return document(self.version)


def test_first_message_fetches_and_the_same_version_does_not_again() -> None:
    gateway = Gateway(version=4)
    assert gateway.knowledge.current(4).version == 4
    assert gateway.knowledge.current(4).version == 4
    assert gateway.asked == 1


def test_message_without_a_version_is_content_with_what_is_there() -> None:
    gateway = Gateway(version=4)
    gateway.knowledge.current(None)
    gateway.version = 5
    assert gateway.knowledge.current(None).version == 4


def test_dish_added_while_the_bot_runs_is_known_with_the_next_message() -> None:
    gateway = Gateway(version=1)
    gateway.knowledge.current(1)
    gateway.version = 2
    assert gateway.knowledge.current(2).version == 2
    assert gateway.asked == 2


def test_version_overtaken_by_the_answer_is_not_asked_for_twice() -> None:
    gateway = Gateway(version=9)
    assert [gateway.knowledge.current(v).version for v in (7, 9, 7, 9)] == [9, 9, 9, 9]
    assert gateway.asked == 1


def test_what_was_fetched_ahead_is_not_fetched_again() -> None:
    gateway = Gateway(version=4)
    assert gateway.knowledge.look_ahead() is True
    assert [gateway.knowledge.current(v).version for v in (4, None)] == [4, 4]
    assert gateway.asked == 1


def test_looking_ahead_in_vain_delays_no_message() -> None:
    gateway = Gateway(version=4)
    gateway.down = True
    assert gateway.knowledge.look_ahead() is False
    gateway.down = False
    assert gateway.knowledge.current(4).version == 4


def test_version_may_go_back_as_after_a_restored_backup() -> None:
    gateway = Gateway(version=9)
    gateway.knowledge.current(9)
    gateway.version = 3
    assert gateway.knowledge.current(3).version == 3


def test_gateway_that_is_down_leaves_the_old_snapshot_and_is_asked_again_later() -> None:
    gateway = Gateway(version=1)
    gateway.knowledge.current(1)
    gateway.down = True
    assert gateway.knowledge.current(2).version == 1
    assert gateway.knowledge.current(2).version == 1
    assert gateway.asked == 2, "not at every message"
    gateway.down, gateway.version, gateway.clock = False, 2, 3.0
    assert gateway.knowledge.current(2).version == 2


def test_answer_of_another_shape_leaves_the_old_snapshot() -> None:
    answers: list[dict[str, Any]] = [document(1), {"error": "no"}]
    knowledge = LiveKnowledge(lambda _park: answers.pop(0))
    knowledge.current(1)
    assert knowledge.current(2).version == 1


def test_while_one_message_fetches_another_uses_the_old_snapshot() -> None:
    fetching, go_on = Event(), Event()

    def slow(_park: int | None) -> dict[str, Any]:
        fetching.set()
        go_on.wait(5)
        return document(2)

    knowledge = LiveKnowledge(slow)
    first = Thread(target=knowledge.current, args=(2,))
    first.start()
    assert fetching.wait(5)
    assert knowledge.current(2).version == 0
    go_on.set()
    first.join(5)
    assert knowledge.current(2).version == 2


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["Authorization"] == "Bearer right"
            body = json.dumps(document(3)).encode()
            self.send_response(200 if known else 401)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/bot/knowledge"
        running.shutdown()


def test_url_is_asked_with_the_token(server: str) -> None:
    assert from_url(server, "right")(None)["version"] == 3
    with pytest.raises(HTTPError):
        from_url(server, "wrong")(None)


def test_training_reads_the_named_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    path = tmp_path / "knowledge.json"
    path.write_text(json.dumps(document(8)), encoding="utf-8")
    monkeypatch.setenv("PARKLINE_KNOWLEDGE_FILE", str(path))
    assert from_file()["version"] == 8


def test_training_without_a_file_knows_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("PARKLINE_KNOWLEDGE_FILE", str(tmp_path / "none.json"))
    assert from_file()["items"] == []


class TwinParks:
    """Two parks at the same version: their items have the same ids and are other things."""

    def __init__(self) -> None:
        self.asked: list[int | None] = []
        self.knowledge = LiveKnowledge(self.fetch)

    def fetch(self, park: int | None) -> dict[str, Any]:
        self.asked.append(park)
        kind = {1: "dish", 2: "product"}[park or 1]
        items = [{"id": 7, "kind": kind, "names": ["伞面"], "units": ["份"]}]
        return document(4) | {"park_id": park or 1, "items": items}

    def seven(self, park: int) -> str:
        return self.knowledge.known_to({"knowledge_version": 4, "park_id": park}).kinds[7]


def test_parks_at_one_version_have_each_their_own_items() -> None:
    parks = TwinParks()
    assert [parks.seven(park) for park in (1, 2, 1, 2)] == ["dish", "product", "dish", "product"]
    assert parks.asked == [1, 2]


def test_what_was_fetched_ahead_is_its_own_parks_alone() -> None:
    parks = TwinParks()
    assert parks.knowledge.look_ahead() is True
    assert [parks.seven(1), parks.seven(2)] == ["dish", "product"]
    assert parks.asked == [None, 2]


def test_park_that_cannot_be_fetched_knows_nothing_rather_than_what_another_has() -> None:
    answers: dict[int | None, dict[str, Any]] = {1: document(4)}
    knowledge = LiveKnowledge(lambda park: answers[park])
    assert knowledge.current(4, park=1).version == 4
    assert knowledge.current(4, park=2).kinds == {}


def test_of_many_parks_those_that_were_asked_for_last_are_kept() -> None:
    asked: list[int | None] = []

    def fetch(park: int | None) -> dict[str, Any]:
        asked.append(park)
        return document(1)

    knowledge = LiveKnowledge(fetch)
    for park in (*range(MOST_PARKS), 0, MOST_PARKS, 0, 1):
        knowledge.current(1, park)
    assert asked == [*range(MOST_PARKS), MOST_PARKS, 1]
