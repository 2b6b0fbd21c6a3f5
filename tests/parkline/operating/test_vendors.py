"""Commands for vendors' endpoints: what they print, for people and for programs."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import select, text

from models.staff import AuditEntry
from models.vendors import ApiKey, Endpoint, Vendor
from parkline.process.clock import system_clock
from parkline.stores.database import database
from tests.parkline.cli.commands import Parkline, read

URL = "https://93.184.216.34/hooks"


@pytest.fixture
def code(demo_url: str) -> str:
    return str(read(demo_url, select(Vendor.code).order_by(Vendor.id))[0])


@pytest.fixture
def endpoint(operate: Parkline, code: str) -> int:
    return int(said(operate, "endpoint", code, URL)["endpoint"])


def said(operate: Parkline, *arguments: str, status: int = 0) -> dict:
    result = operate("vendor", *arguments, "--json")
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def execute(url: str, statement: str, **values: object) -> None:
    async def go() -> None:
        async with database(url, pool_size=1) as sessions, sessions.begin() as session:
            await session.execute(text(statement), values)

    asyncio.run(go())


def attempted(url: str, endpoint: int, *, order_no: str, status: int | None) -> None:
    """An event of an order, its delivery, and one attempt."""
    at = system_clock() - timedelta(hours=1)
    subject = f"order:{abs(hash(order_no)) % 10**6}"
    data = json.dumps({"order": {"order_no": order_no}})
    execute(
        url,
        "with v as (insert into event (park_id, uid, type, version, subject, sequence, data,"
        " occurred_at, handled_at) select park_id, gen_random_uuid(), 'order.placed', 1, :subject,"
        " 1, cast(:data as jsonb), :at, :at from endpoint where id = :endpoint"
        " returning park_id, id), d as (insert into delivery (park_id, event_id, endpoint_id,"
        " status, attempts, created_at) select park_id, id, :endpoint, 'failed', 1, :at from v"
        " returning park_id, id) insert into attempt (park_id, delivery_id, number, at,"
        " status_code, milliseconds, error) select park_id, id, 1, :at, cast(:status as int), 41,"
        " case when cast(:status as int) is null then 'no route' end from d",
        subject=subject,
        data=data,
        at=at,
        endpoint=endpoint,
        status=status,
    )


@contextmanager
def receiving(status: int) -> Iterator[str]:
    class Kitchen(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Kitchen) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hooks"
        server.shutdown()
        thread.join()


def test_vendors_are_listed_with_their_endpoints(
    operate: Parkline, code: str, endpoint: int
) -> None:
    operate("vendor", "key", code)
    found = {one["code"]: one for one in said(operate, "list")["vendors"]}
    assert found[code]["keys"] == 1
    [one] = found[code]["endpoints"]
    assert (one["id"], one["url"], one["status"], one["waiting"]) == (endpoint, URL, "active", 0)
    assert one["events"] == "all"
    printed = operate("vendor", "list").stdout.splitlines()
    assert f"  endpoint {endpoint}\tactive\t{URL}\t0 waiting" in printed
    assert next(line for line in printed if line.startswith(f"{code}\t")).endswith("\t1 API key")


def test_an_endpoint_that_fails_or_pauses_is_said_to(
    operate: Parkline, demo_url: str, endpoint: int
) -> None:
    def status() -> tuple[str, str]:
        vendors = said(operate, "list")["vendors"]
        [one] = [found for vendor in vendors for found in vendor["endpoints"]]
        return one["status"], one["reason"]

    execute(demo_url, "update endpoint set failing_since = '2026-12-02T01:30:00Z'")
    assert status() == ("failing", "since 2026-12-02 01:30 UTC")
    execute(demo_url, "update endpoint set failures = 6, open_until = now() + interval '1 min'")
    assert status() == ("paused", "6 deliveries in a row failed")


def test_one_url_twice_is_warned_of(operate: Parkline, code: str, endpoint: int) -> None:
    result = operate("vendor", "endpoint", code, URL, "--json")
    made = json.loads(result.stdout)
    assert (result.exit_code, made["same_as"]) == (0, [endpoint])
    warning = f"parkline: endpoint {endpoint} gets the same events at the same URL"
    assert warning in result.stderr.splitlines()
    assert "    the same events at the same URL: endpoint" in operate("vendor", "list").stdout


def test_events_are_chosen_and_an_unknown_one_is_refused(
    operate: Parkline, demo_url: str, code: str
) -> None:
    said(operate, "endpoint", code, URL, "--events", "order.placed, order.amended")
    assert read(demo_url, select(Endpoint.event_types)) == [["order.amended", "order.placed"]]
    result = operate("vendor", "endpoint", code, URL, "--events", "order.eaten")
    assert (result.exit_code, "no such event: order.eaten" in result.stderr) == (1, True)


def test_a_key_for_programs(operate: Parkline, demo_url: str, code: str) -> None:
    key = said(operate, "key", code)["key"]
    assert key.startswith(f"pk_{read(demo_url, select(ApiKey.prefix))[0]}_")


def test_disabling_and_enabling_say_what_waits(
    operate: Parkline, demo_url: str, endpoint: int
) -> None:
    result = operate("vendor", "disable", str(endpoint))
    assert result.stdout == f"endpoint {endpoint} is disabled; 0 deliveries waiting\n"
    assert read(demo_url, select(Endpoint.status)) == ["disabled"]
    attempted(demo_url, endpoint, order_no="O-1", status=500)
    execute(demo_url, "update delivery set status = 'pending', next_attempt_at = created_at")
    result = operate("vendor", "enable", str(endpoint))
    assert result.stdout == f"endpoint {endpoint} is active; 1 delivery on the way\n"
    assert read(demo_url, select(AuditEntry.action).order_by(AuditEntry.id))[-2:] == [
        "endpoint.disable",
        "endpoint.enable",
    ]


def test_rotating_prints_a_new_key_and_keeps_the_old_one_for_a_while(
    operate: Parkline, demo_url: str, endpoint: int
) -> None:
    [old] = read(demo_url, select(Endpoint.secret))
    result = operate("vendor", "rotate", str(endpoint), "--overlap", "48")
    assert result.stdout.startswith(f"endpoint {endpoint}: whsec_")
    [row] = read(demo_url, select(Endpoint))
    assert (row.previous_secret, row.secret != old) == (old, True)
    wrong = operate("vendor", "rotate", str(endpoint), "--overlap", "169")
    assert (wrong.exit_code, "0 to 7 days" in wrong.stderr) == (1, True)


@pytest.mark.parametrize(("status", "exit_"), [(204, 0), (500, 1)])
def test_a_ping_says_what_came_back(
    parkline: Parkline, demo_url: str, code: str, status: int, exit_: int
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = parkline(
            "vendor", *arguments, DATABASE_URL=demo_url, DEMO="true",
            WEBHOOK_ALLOW='["127.0.0.0/8"]',
        )  # fmt: skip
        return result.exit_code, result.stdout

    with receiving(status) as url:
        made = json.loads(run("endpoint", code, url, "--json")[1])["endpoint"]
        exit_code, printed = run("ping", str(made))
        assert (exit_code, f"endpoint {made}: answered {status} in " in printed) == (exit_, True)
        exit_code, printed = run("ping", str(made), "--json")
    found = json.loads(printed)
    assert (exit_code, found["status"], found["good"]) == (exit_, status, exit_ == 0)
    exit_code, printed = run("ping", str(made))
    assert (exit_code, "Connect" in printed) == (1, True)
    assert read(demo_url, select(AuditEntry.action))[-1] == "endpoint.test"


def test_attempts_are_listed_the_newest_first(
    operate: Parkline, demo_url: str, endpoint: int
) -> None:
    assert operate("vendor", "attempts", str(endpoint)).stdout.strip().endswith("no attempts")
    attempted(demo_url, endpoint, order_no="O-1", status=500)
    attempted(demo_url, endpoint, order_no="O-2", status=None)
    attempted(demo_url, endpoint, order_no="O-3", status=200)

    def orders(*arguments: str) -> list[str]:
        found = said(operate, "attempts", str(endpoint), *arguments)["attempts"]
        return [one["order_no"] for one in found]

    assert orders() == ["O-3", "O-2", "O-1"]
    assert orders("--failed") == ["O-2", "O-1"]
    assert orders("--order", "O-1") == ["O-1"]
    assert orders("--limit", "1") == ["O-3"]
    [line] = operate("vendor", "attempts", str(endpoint), "--order", "O-2").stdout.splitlines()
    assert line.endswith("+08:00\torder.placed\tO-2\tattempt 1\tno route\tfailed")


def test_a_replay_reads_times_by_the_parks_clock(
    operate: Parkline, demo_url: str, endpoint: int
) -> None:
    attempted(demo_url, endpoint, order_no="O-1", status=500)
    execute(demo_url, "update event set occurred_at = '2026-12-02T01:30:00Z'")
    for since, count in (("2026-12-02T09:30:00", 1), ("2026-12-02T09:30:01", 0)):
        found = said(operate, "replay", str(endpoint), since, "--dry-run")
        assert found == {"endpoint": endpoint, "deliveries": count, "dry_run": True}
    execute(demo_url, "update delivery set status = 'delivered'")
    range_ = ("2026-12-02T09:00:00", "--until", "2026-12-02T10:00:00")
    result = operate("vendor", "replay", str(endpoint), *range_)
    assert (result.exit_code, result.stdout) == (0, "1 delivery sent again\n")


@pytest.mark.parametrize("command", ["ping", "rotate", "enable", "disable", "attempts"])
def test_an_endpoint_that_is_not_there_is_said_in_one_line(operate: Parkline, command: str) -> None:
    result = operate("vendor", command, "4711")
    assert (result.exit_code, result.stderr) == (1, "parkline: no endpoint 4711\n")
