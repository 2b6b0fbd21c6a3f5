"""Calls to the vendor API that make no sense, or are nobody's."""

import gzip
import tracemalloc

import pytest

from parkline.stores.database import Sessions
from tests.connectors.vendors.calling import problem, serve, status_of
from tests.kit.raw_requests import status_without_body


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer pk_x_y", "Basic cGs6eA==", "Bearer 钥匙"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/orders"), ("GET", "/events"), ("GET", "/orders/1"), ("POST", "/orders/1/accept")],
)
async def test_without_a_valid_key_nothing_answers(
    sessions: Sessions, value: str, method: str, path: str
) -> None:
    async with serve(sessions) as api:
        response = await api.call(method, path, headers={"authorization": value})

        assert await problem(response) == (401, "unauthorized")
        assert response.headers["www-authenticate"] == "Bearer"


async def test_bodies_that_are_no_object_or_too_big(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        path = f"/orders/{order.id}/accept"
        for data in (b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 60000):
            assert await problem(await api.call("POST", path, data=data)) == (400, "invalid")
        big = b'{"reason": "' + b"x" * 65536 + b'"}'
        assert await problem(await api.call("POST", path, data=big)) == (413, "too_large")
        assert await status_of(api, order) == "placed"


async def test_unknown_actions_methods_and_paths_are_problems_too(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        assert await problem(await api.call("POST", f"/orders/{order.id}/eat")) == (
            404,
            "not_found",
        )
        assert await problem(await api.call("GET", "/nothing")) == (404, "not_found")
        response = await api.call("DELETE", "/orders")
        assert await problem(response) == (405, "method_not_allowed")
        assert "GET" in response.headers["allow"]


@pytest.mark.parametrize(
    "query", ["cursor=x", "cursor=-1", "cursor=" + "9" * 19, "limit=0", "limit=101", "limit=many"]
)
async def test_pages_that_make_no_sense(sessions: Sessions, query: str) -> None:
    async with serve(sessions) as api:
        for path in ("/orders", "/events"):
            assert await problem(await api.call("GET", f"{path}?{query}")) == (400, "invalid")


@pytest.mark.parametrize("said", ["\\ud800", "a\\udfffb", "\\u0000"])
async def test_what_no_text_can_hold_is_refused(sessions: Sessions, said: str) -> None:
    bodies = ('"reason": "{}"', '"reason": "no", "{}": 1', '"reason": "no", "more": [["{}"]]')
    async with serve(sessions) as api:
        order = await api.world.order()
        for member in bodies:
            body = ("{" + member.replace("{}", said) + "}").encode()
            answer = await api.call("POST", f"/orders/{order.id}/reject", data=body)
            assert await problem(answer) == (400, "invalid")


async def test_an_idempotency_key_is_printable_and_short(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for key in ("a\tb", "\u2028", "\udcff", "x" * 256):
            headers = {"idempotency-key": key}
            answer = await api.call("POST", f"/orders/{order.id}/accept", headers=headers)
            assert await problem(answer) == (400, "invalid")


async def test_the_body_of_who_has_no_key_is_not_waited_for(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        bad = {"Authorization": "Bearer pk_x_y"}
        assert await status_without_body(api.http.port, "/vendor/v1/orders/1/reject", bad) == 401


@pytest.mark.parametrize("levels", [900, 2_000, 9_000])
async def test_a_body_that_is_deep_and_whole_is_refused_as_well(
    sessions: Sessions, levels: int
) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        deep = b'{"reason":' + b"[" * levels + b"]" * levels + b"}"
        answer = await api.call("POST", f"/orders/{order.id}/reject", data=deep)
        assert await problem(answer) == (400, "invalid")


async def test_a_body_too_deep_to_read_is_no_json(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        deep = b'{"reason":' + b"[" * 30_000
        answer = await api.call("POST", f"/orders/{order.id}/reject", data=deep)
        assert await problem(answer) == (400, "invalid")


async def test_a_body_that_unpacks_to_more_than_its_limit_is_too_large(sessions: Sessions) -> None:
    packed = gzip.compress(b" " * 50_000_000)
    headers = {"content-encoding": "gzip", "content-type": "application/json"}
    async with serve(sessions) as api:
        order = await api.world.order()
        tracemalloc.start()
        answer = await api.call(
            "POST", f"/orders/{order.id}/reject", data=packed, headers=headers, compress=False
        )
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert await problem(answer) == (413, "too_large")
        assert most < 16_000_000
