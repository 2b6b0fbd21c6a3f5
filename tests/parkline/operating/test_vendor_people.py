"""Commands that let people of vendors in, and play samples to a sandbox."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.vendors import Vendor, VendorMember
from services.ordering.samples import STATUSES
from tests.parkline.cli.commands import Parkline, read
from tests.parkline.operating.test_vendors import URL, receiving, said


@pytest.fixture
def code(demo_url: str) -> str:
    return str(read(demo_url, select(Vendor.code).order_by(Vendor.id))[0])


def test_somebody_is_invited_twice_listed_and_dismissed(
    operate: Parkline, demo_url: str, code: str
) -> None:
    first = said(operate, "invite", code, "Wang", "--name", "王姐", "--role", "counter")
    assert "/vendor/join/" in first["link"]
    second = said(operate, "invite", code, "wang")
    assert first["link"] != second["link"]
    listed = {"login": "wang", "name": "王姐", "role": "counter", "active": True}
    assert said(operate, "people", code)["people"] == [listed]
    assert operate("vendor", "dismiss", code, "wang").exit_code == 0
    assert said(operate, "people", code)["people"] == [listed | {"active": False}]
    assert read(demo_url, select(VendorMember.invite_hash)) == [None]
    assert operate("vendor", "dismiss", code, "nobody").exit_code != 0
    assert operate("vendor", "invite", "no_vendor", "li").exit_code != 0
    assert operate("vendor", "invite", code, "li", "--role", "owner").exit_code != 0


def test_every_event_is_played_to_a_sandbox_and_none_to_another(
    parkline: Parkline, demo_url: str, code: str
) -> None:
    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        result = parkline(
            "vendor", *arguments, "--json", DATABASE_URL=demo_url, DEMO="true",
            WEBHOOK_ALLOW='["127.0.0.0/8"]',
        )  # fmt: skip
        return result.exit_code, json.loads(result.stdout or "{}")

    def sandbox(url: str) -> str:
        return str(run("endpoint", code, url, "--sandbox")[1]["endpoint"])

    real = str(run("endpoint", code, URL)[1]["endpoint"])
    assert run("play", real)[0] != 0
    with receiving(204) as url:
        made = sandbox(url)
        every = run("play", made)
        one = run("play", made, "--event", "order.placed")
        assert run("play", made, "--event", "order.eaten")[0] != 0
    assert every[0] == 0
    assert [(each["event"], each["status"]) for each in every[1]["played"]] == [
        (kind, 204) for kind in STATUSES
    ]
    assert [each["event"] for each in one[1]["played"]] == ["order.placed"]
    with receiving(500) as url:
        refused, played = run("play", sandbox(url))
    assert refused == 1
    assert {each["status"] for each in played["played"]} == {500}
