"""Errors on the wire."""

import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.exc import TimeoutError as PoolTimeout

from edge.problems import of_error, problems
from services.kit.errors import IdempotencyMismatch, Invalid, NotFound, ParkError, Refused


class OutOfStock(Refused):
    code = "out_of_stock"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound("order 5"), 404, "not_found"),
        (Invalid(), 400, "invalid"),
        (IdempotencyMismatch(), 409, "idempotency_mismatch"),
        (OutOfStock(), 422, "out_of_stock"),
        (ParkError(), 422, "error"),
    ],
)
def test_an_error_has_the_status_of_its_nearest_kind(
    error: ParkError, status: int, code: str
) -> None:
    answer = of_error(error)

    assert answer.status == status
    assert json.loads(answer.text or "")["code"] == code


def test_details_stand_apart_and_cannot_hide_the_standard_members() -> None:
    body = json.loads(of_error(OutOfStock("只剩两份", left=2, status="low")).text or "")

    assert body == {
        "type": "urn:parkline:problem:out_of_stock",
        "title": "out of stock",
        "status": 422,
        "code": "out_of_stock",
        "detail": "只剩两份",
        "details": {"left": 2, "status": "low"},
    }


@pytest.mark.parametrize("gone", [ConnectionRefusedError(), PoolTimeout(), TimeoutError()])
async def test_a_database_that_is_away_is_a_503_that_says_when_to_come_back(
    gone: Exception,
) -> None:
    async def asks_it(request: web.Request) -> web.Response:
        raise gone

    app = web.Application(middlewares=[problems(["/api/"])])
    app.add_routes([web.post("/api/x", asks_it)])
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        response = await http.post("/api/x")
        body = await response.json()

    assert (response.status, body["code"]) == (503, "unavailable")
    assert response.headers["retry-after"] == "1"


async def test_a_bug_is_a_500_that_tells_nothing() -> None:
    async def broken(request: web.Request) -> web.Response:
        raise RuntimeError("password=hunter2")

    app = web.Application(middlewares=[problems(["/api/"])])
    app.add_routes([web.get("/api/x", broken)])
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        response = await http.get("/api/x")
        body = await response.text()

    assert (response.status, json.loads(body)["code"]) == (500, "internal")
    assert "hunter2" not in body
