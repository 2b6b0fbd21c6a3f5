"""Access tokens of a person's own programs: scoped, listed, revoked."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from api.frame.app import routes
from models.logins import AppSession
from tests.api.driver import Api, Tenant
from tests.api.examples import REPAIR

NAMED = re.compile(r"{(\w+)}")
NAMES = {"id": "1", "kind": "order", "park": "daybreak"}
UNTIL = "2027-06-01T00:00:00+08:00"


async def made(li: Tenant, *scopes: str, until: str = UNTIL) -> Any:
    body = {"name": "lobby screen", "scopes": list(scopes), "expires_at": until}
    return await li.post("/tokens", body, status=201)


def program(li: Tenant, token: str) -> Tenant:
    return Tenant(li.api, li.person, li.conversation, token)


async def test_a_token_reads_what_its_person_reads_and_changes_nothing(api: Api) -> None:
    li = await api.tenant()
    await li.post("/repairs", REPAIR, status=201)
    reader = program(li, (await made(li, "read"))["token"])
    assert len((await reader.get("/repairs"))["items"]) == 1
    assert (await reader.get("/me"))["language"] == "zh"
    refused = await reader.post("/repairs", REPAIR, status=403)
    assert (refused["code"], refused["details"]) == ("scope_missing", {"needs": "repairs"})


async def test_a_token_changes_what_its_scopes_name_alone(api: Api) -> None:
    li = await api.tenant()
    writer = program(li, (await made(li, "repairs"))["token"])
    await writer.post("/repairs", REPAIR, status=201)
    assert (await writer.get("/repairs", status=403))["details"] == {"needs": "read"}
    line = {"item_id": api.demo.items["cola"]}
    await writer.post("/carts/lines", line, status=403)


async def test_no_token_opens_what_is_a_persons_own_affair(api: Api) -> None:
    """Whoever has a token of all scopes takes neither the account nor what is held of them."""
    li = await api.tenant()
    scopes = ("read", "orders", "repairs", "visits", "lost", "bookings", "conversation")
    every = program(li, (await made(li, *scopes))["token"])
    closed = {(route.method, route.path) for route in routes()
              if route.scope == "tenant" and route.grant is None}  # fmt: skip
    assert {("GET", "/tokens"), ("POST", "/tokens"), ("DELETE", "/tokens/{id}"),
            ("GET", "/me/data"), ("POST", "/me/erasure"), ("PATCH", "/me"),
            ("POST", "/logout/everywhere")} <= closed  # fmt: skip
    for method, path in sorted(closed):
        answer = await every.ask(method, NAMED.sub(lambda name: NAMES[name[1]], path))
        assert answer.status in {400, 403, 415}, (method, path)
        if answer.status == 403:
            assert (await answer.json())["code"] == "scope_missing"
        else:
            pytest.fail(f"{method} {path} looks at the body before it looks at the token")


async def test_tokens_are_listed_and_revoked_at_once(api: Api) -> None:
    li, bo = await api.tenant(), await api.tenant()
    first, second = await made(li, "read"), await made(li, "orders", "read")
    listed = (await li.get("/tokens"))["tokens"]
    assert [one["id"] for one in listed] == [second["id"], first["id"]]
    assert listed[0]["scopes"] == ["orders", "read"]
    assert "token" not in listed[0]
    await bo.delete(f"/tokens/{first['id']}", status=404)
    await li.delete(f"/tokens/{first['id']}", status=204)
    await li.delete(f"/tokens/{first['id']}", status=204)
    await program(li, first["token"]).get("/me", status=401)
    await program(li, second["token"]).get("/me")
    assert [one["id"] for one in (await li.get("/tokens"))["tokens"]] == [second["id"]]


async def test_a_token_outlives_its_session_and_ends_with_all_of_them(api: Api) -> None:
    li = await api.tenant()
    token = (await made(li, "read"))["token"]
    await li.post("/logout", status=204)
    await program(li, token).get("/me")
    again = await api.signed_in(li.person, li.conversation)
    await again.post("/logout/everywhere", status=204)
    await program(li, token).get("/me", status=401)


async def test_a_token_that_rests_for_months_holds_until_its_end_and_no_longer(api: Api) -> None:
    li = await api.tenant()
    reader = program(li, (await made(li, "read"))["token"])
    api.later(days=100)
    await reader.get("/me")
    api.later(days=100)
    await reader.get("/me", status=401)


async def test_a_token_ends_within_a_year_and_there_are_twenty(api: Api) -> None:
    li = await api.tenant()
    for until in ("2028-12-01T00:00:00Z", "2026-12-01T00:00:00Z"):
        body = {"name": "x", "scopes": ["read"], "expires_at": until}
        assert (await li.post("/tokens", body, status=400))["code"] == "invalid"
    for _ in range(20):
        await made(li, "read")
    body = {"name": "x", "scopes": ["read"], "expires_at": UNTIL}
    assert (await li.post("/tokens", body, status=422))["code"] == "too_many_tokens"


async def test_a_token_is_kept_as_a_hash_and_no_export_has_it(api: Api) -> None:
    li = await api.tenant()
    token = (await made(li, "read"))["token"]
    async with api.demo.sessions() as session:
        rows = (await session.scalars(select(AppSession).where(AppSession.name.is_not(None)))).all()
    assert [row.token_hash for row in rows] != [token.encode()]
    data = (await li.get("/me/data"))["sections"]["sessions"]
    assert [one["name"] for one in data if one["name"]] == ["lobby screen"]
    assert all("token_hash" not in one for one in data)


@pytest.mark.parametrize("token", ["pat_", "pat_" + "A" * 43, "pat_" + "!" * 43])
async def test_a_made_up_token_opens_nothing(api: Api, token: str) -> None:
    answer = await api.ask("GET", "/me", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status, (await answer.json())["code"]) == (401, "unauthorized")
