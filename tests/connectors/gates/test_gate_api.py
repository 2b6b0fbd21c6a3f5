"""The gate API over HTTP, against the real database."""

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy import func, select

from connectors.gates.api import REQUESTS
from models.visits import VisitPassage
from services.visits import gates
from tests.connectors.gates.barrier import Barrier
from tests.given import factories
from tests.given.visits import FIVE, KEY, NOW, THREE, advance, pass_of, registered, token_of
from tests.kit.raw_requests import status_without_body


async def test_a_pass_opens_and_says_how_often_it_still_will(barrier: Barrier) -> None:
    visit = await registered(barrier.demo, names=["王小明", "Ann Lee"])
    assert await barrier.show(await token_of(barrier.demo, visit)) == (
        200,
        {
            "visit_no": visit.visit_no,
            "status": "checked_in",
            "names": ["王*", "A*"],
            "headcount": 2,
            "until": "2026-12-02T09:00:00+00:00",
            "entries_left": 3,
        },
    )


async def test_a_refusal_says_why_and_counts_nothing(barrier: Barrier) -> None:
    visit = await registered(barrier.demo)
    token = await token_of(barrier.demo, visit)
    barrier.clock.moment = THREE - timedelta(hours=2)
    assert await barrier.reason(token) == "too_early"
    barrier.clock.moment = FIVE
    assert await barrier.reason(token) == "expired"
    barrier.clock.moment = THREE
    assert await barrier.reason(token[:-2]) == "bad_signature"
    assert await barrier.reason("门禁") == "malformed"
    assert (await pass_of(barrier.demo, visit)).entries == 0
    for _ in range(2):
        assert (await barrier.show(token))[0] == 200
    assert await barrier.reason(token) == "used_up"


async def test_a_withdrawn_pass_is_refused(barrier: Barrier) -> None:
    visit = await registered(barrier.demo)
    token = await token_of(barrier.demo, visit)
    await advance(barrier.demo, visit, "cancel")
    assert await barrier.reason(token) == "revoked"


async def test_a_plate_opens_the_barrier(barrier: Barrier) -> None:
    visit = await registered(barrier.demo)
    answer = await barrier.call("POST", "/plates", json={"plate": "粤B·D12345"})
    assert (answer.status, (await answer.json())["visit_no"]) == (200, visit.visit_no)
    unknown = await barrier.call("POST", "/plates", json={"plate": "京A00000"})
    assert (unknown.status, (await unknown.json())["details"]) == (403, {"reason": "not_expected"})


async def test_on_the_way_out_a_pass_checks_out(barrier: Barrier) -> None:
    visit = await registered(barrier.demo)
    token = await token_of(barrier.demo, visit)
    await barrier.show(token)
    barrier.clock.moment = FIVE + timedelta(hours=1)
    status, body = await barrier.show(token, "/exits")
    assert (status, body["status"]) == (200, "checked_out")
    async with barrier.demo.sessions() as session:
        passages = await session.scalar(select(func.count()).select_from(VisitPassage))
    assert passages == 2


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "invalid"),
        (b"{", 400, "invalid"),
        (b"[]", 400, "invalid"),
        (b'{"token": 7}', 400, "invalid"),
        (b'{"token": " "}', 400, "invalid"),
        (b'{"token": "' + b"A" * 1_001 + b'"}', 400, "invalid"),
        (b'{"token": "' + b"A" * 5_000 + b'"}', 413, "too_large"),
        (b"[" * 4_000, 400, "invalid"),
        (b'{"token":' + b"[" * 1_500 + b"]" * 1_500 + b"}", 400, "invalid"),
        (b'{"token":' + b"9" * 4_000 + b"}", 400, "invalid"),
        (b"\xff\xfe", 400, "invalid"),
    ],
)
async def test_what_is_no_request_is_told_so(
    barrier: Barrier, body: bytes, status: int, code: str
) -> None:
    answer = await barrier.call("POST", "/passes", data=body)
    assert answer.content_type == "application/problem+json"
    assert (answer.status, (await answer.json())["code"]) == (status, code)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer gk_nobody", "Basic Zzo6", "Bearer é"])
async def test_without_a_gates_key_nothing_is_told(barrier: Barrier, header: str) -> None:
    for method, path in (
        ("POST", "/passes"), ("POST", "/exits"), ("POST", "/plates"), ("GET", "/keys"),
        ("GET", "/revocations"),
    ):  # fmt: skip
        options = {"json": {"token": "x", "plate": "x"}} if method == "POST" else {}
        answer = await barrier.call(method, path, headers={"authorization": header}, **options)
        assert (answer.status, (await answer.json())["code"]) == (401, "unauthorized")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_the_body_of_who_has_no_key_is_not_waited_for(barrier: Barrier) -> None:
    for path in ("/gate/v1/passes", "/gate/v1/exits", "/gate/v1/plates"):
        bad = {"Authorization": "Bearer gk_nobody"}
        assert await status_without_body(barrier.http.port, path, bad) == 401


async def test_a_closed_gate_is_told_nothing(barrier: Barrier) -> None:
    async with barrier.demo.sessions.begin() as session:
        await gates.close_gate(session, barrier.demo.id, "东门")
    assert (await barrier.call("GET", "/keys")).status == 401


async def test_a_gate_of_another_park_opens_for_its_own_visits_alone(barrier: Barrier) -> None:
    visit = await registered(barrier.demo)
    async with barrier.demo.sessions.begin() as session:
        other = await factories.make_park(session)
        _, barrier.key = await gates.add_gate(session, other.id, "东门", now=NOW)
    assert await barrier.reason(await token_of(barrier.demo, visit)) == "wrong_park"
    answer = await barrier.call("POST", "/plates", json={"plate": "粤BD12345"})
    assert answer.status == 403
    revocations = await (await barrier.call("GET", "/revocations")).json()
    assert revocations == {"serials": []}


async def test_the_key_is_enough_to_verify_without_us(barrier: Barrier) -> None:
    body = await (await barrier.call("GET", "/keys")).json()
    key = load_pem_public_key(body["pem"].encode())
    token = await token_of(barrier.demo, await registered(barrier.demo))
    signed, _, signature = token.rpartition(".")
    key.verify(base64.urlsafe_b64decode(signature + "=="), signed.encode())  # type: ignore[union-attr,call-arg]
    (jwk,) = body["keys"]
    assert base64.urlsafe_b64decode(jwk["x"] + "=") == KEY.public_key().public_bytes_raw()
    assert {name: jwk[name] for name in ("kty", "crv", "alg", "use")} == {
        "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
    }  # fmt: skip
    assert body["park"] == "daybreak"


async def test_revocations_are_fetched_only_when_they_changed(barrier: Barrier) -> None:
    visit = await registered(barrier.demo)
    first = await barrier.call("GET", "/revocations")
    assert (first.status, await first.json()) == (200, {"serials": []})
    same = {"if-none-match": first.headers["etag"]}
    again = await barrier.call("GET", "/revocations", headers=same)
    assert (again.status, await again.read()) == (304, b"")
    await advance(barrier.demo, visit, "cancel")
    changed = await barrier.call("GET", "/revocations", headers=same)
    serial = (await pass_of(barrier.demo, visit)).serial
    assert (changed.status, await changed.json()) == (200, {"serials": [serial]})
    assert changed.headers["etag"] != first.headers["etag"]


async def test_a_gate_that_asks_too_often_waits(barrier: Barrier) -> None:
    for _ in range(REQUESTS):
        assert (await barrier.call("GET", "/revocations")).status == 200
    answer = await barrier.call("GET", "/revocations")
    assert (answer.status, (await answer.json())["code"]) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 11


async def test_two_gates_of_one_name_are_one_too_many(barrier: Barrier) -> None:
    async with barrier.demo.sessions() as session:
        with pytest.raises(gates.GateExists):
            await gates.add_gate(session, barrier.demo.id, " 东门 ", now=NOW)
