"""docs/guides/adding-a-vendor.md says what the code does, and its receiver works."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from connectors.vendors import signing
from services.ordering.orders import VENDOR_ACTIONS
from services.vendors import retries
from services.vendors.endpoints import VENDOR_EVENTS, new_secret

PAGE = (Path(__file__).parents[3] / "docs" / "guides" / "adding-a-vendor.md").read_text()


def test_every_event_and_every_call_is_described() -> None:
    for name in [*VENDOR_EVENTS, *VENDOR_ACTIONS]:
        assert f"`{name}`" in PAGE, name


def test_the_schedule_is_the_real_one() -> None:
    units = {"s": "seconds", "min": "minutes", "h": "hours"}
    row = next(line for line in PAGE.splitlines() if "wait (give or take" in line)
    waits = re.findall(r"(\d+) (s|min|h)\b", row.split("|", 2)[2])

    assert tuple(timedelta(**{units[unit]: int(n)}) for n, unit in waits) == retries.SCHEDULE


async def test_the_receiver_takes_what_we_send_once_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = new_secret("v1").shown
    monkeypatch.setenv("VENDOR_WEBHOOK_SECRET", secret)
    monkeypatch.setenv("VENDOR_DB", str(tmp_path / "events.db"))
    [source] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    receiver: dict[str, Any] = {"__name__": "receiver"}
    exec(source, receiver)
    event = {"type": "order.placed", "id": "evt_1", "data": {"order": {"order_no": "O-7K3M9Q"}}}
    body = json.dumps(event).encode()
    headers = signing.headers([secret], "evt_1", datetime.now(UTC), body)

    async with TestClient(TestServer(receiver["app"], host="127.0.0.1")) as http:
        for _ in range(2):
            assert (await http.post("/webhooks", data=body, headers=headers)).status == 204
        assert (await http.post("/webhooks", data=body + b" ", headers=headers)).status == 401
        ping = json.dumps(
            {"type": "endpoint.ping", "id": "evt_2", "data": {"endpoint_id": 1}}
        ).encode()
        signed = signing.headers([secret], "evt_2", datetime.now(UTC), ping)
        assert (await http.post("/webhooks", data=ping, headers=signed)).status == 204
        nonsense = headers | {"webhook-signature": "nonsense"}
        assert (await http.post("/webhooks", data=body, headers=nonsense)).status == 401
    receiver["db"].close()

    assert capsys.readouterr().out == "order.placed O-7K3M9Q\nendpoint.ping -\n"
