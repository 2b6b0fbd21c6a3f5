"""Listening sockets that somebody else holds open."""

import asyncio
import os

import pytest
from procrastinate.jobs import Job

from parkline import jobs
from parkline.serving import inherited, listening


def test_a_socket_by_the_number_that_the_settings_name() -> None:
    with listening("127.0.0.1", 0) as door:
        found = inherited("gateway", {"gateway": os.dup(door.fileno())}, {})
        assert found is not None
        with found:
            assert found.getsockname() == door.getsockname()
    assert inherited("actions", {}, {}) is None


def test_systemds_are_ours_only_if_they_were_meant_for_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[int] = []
    monkeypatch.setattr("parkline.serving.socket.socket", lambda *, fileno: opened.append(fileno))
    given = {"LISTEN_FDS": "2", "LISTEN_FDNAMES": "gateway:actions"}
    inherited("actions", {}, {**given, "LISTEN_PID": str(os.getpid())})
    inherited("actions", {}, {**given, "LISTEN_PID": str(os.getpid() + 1)})
    assert opened == [4]


@pytest.mark.parametrize("strategy", [jobs._Patiently(), jobs._AtItsTime()])
def test_a_job_that_is_cut_off_is_another_workers_at_once(
    strategy: jobs._Patiently | jobs._AtItsTime,
) -> None:
    job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=5)
    decision = strategy.get_retry_decision(exception=asyncio.CancelledError(), job=job)
    assert decision is jobs.AT_ONCE
