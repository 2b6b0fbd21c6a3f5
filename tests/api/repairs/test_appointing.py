"""The window in which somebody comes, through the API: seen, moved by its reporter alone."""

from typing import Any

import pytest

from services.tickets import tickets
from tests.api.driver import Api, Tenant
from tests.api.examples import REPAIR
from tests.given.visiting import at, engineer, promised, window


async def arranged(api: Api, tenant: Tenant) -> str:
    number: str = (await tenant.post("/repairs", REPAIR, status=201))["ticket_no"]
    async with api.demo.sessions.begin() as session:
        ticket = await tickets.find_by_number(session, api.demo.id, number)
        assert ticket is not None
        member = await engineer(session, api.demo.id)
        await promised(session, ticket, member, window(3, 9, 11), now=api.clock())
    return number


def times(shown: Any) -> tuple[str, str]:
    return shown["starts_at"][5:16], shown["ends_at"][11:16]


async def test_who_comes_and_when_is_shown_and_moved_to_what_is_offered(api: Api) -> None:
    li = await api.tenant(language="en", phone="13800001111")
    number = await arranged(api, li)
    shown = await li.get(f"/repairs/{number}")
    assert (shown["engineer"], times(shown["appointment"])) == ("王强", ("12-03T09:00", "11:00"))
    assert shown["appointment"]["text"] == "tomorrow, Thu 3 Dec, 09:00–11:00"
    assert shown["respond_text"] is None  # The clock says nothing more than that.
    assert "reschedule" in shown["can"]
    offered = (await li.get(f"/repairs/{number}/windows"))["windows"]
    assert times(offered[0]) == ("12-02T11:00", "13:00")
    assert ("12-03T09:00", "11:00") not in [times(one) for one in offered]
    wanted = {name: offered[2][name] for name in ("starts_at", "ends_at")}
    moved = await li.post(f"/repairs/{number}/appointment", wanted)
    assert times(moved["appointment"]) == times(offered[2])
    assert (await li.get(f"/repairs/{number}"))["appointment"] == moved["appointment"]


async def test_what_is_not_offered_is_refused_in_words(api: Api) -> None:
    li = await api.tenant(language="en")
    number = await arranged(api, li)
    wanted = {"starts_at": at(3, 2).isoformat(), "ends_at": at(3, 4).isoformat()}
    refused = await li.post(f"/repairs/{number}/appointment", wanted, status=409)
    assert refused["code"] == "window_not_offered"
    assert "choose another" in refused["detail"]


@pytest.mark.parametrize("whose", ["follows", "stranger"])
async def test_only_its_reporter_moves_it(api: Api, whose: str) -> None:
    li, wang = await api.tenant(), await api.tenant()
    number = await arranged(api, li)
    if whose == "follows":
        assert (await wang.post("/repairs", REPAIR, status=201))["joined"] is True
        shown = await wang.get(f"/repairs/{number}")
        assert times(shown["appointment"]) == ("12-03T09:00", "11:00")
        assert "reschedule" not in shown["can"]
        assert (await wang.get(f"/repairs/{number}/windows"))["windows"] == []
    wanted = {"starts_at": at(4, 9).isoformat(), "ends_at": at(4, 11).isoformat()}
    status = 422 if whose == "follows" else 404
    refused = await wang.post(f"/repairs/{number}/appointment", wanted, status=status)
    assert refused["code"] == ("only_reporter" if whose == "follows" else "not_found")
    async with api.demo.sessions() as session:
        ticket = await tickets.find_by_number(session, api.demo.id, number)
    assert ticket is not None
    assert ticket.appointment_from == at(3, 9)
