from collections.abc import AsyncIterator

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from edge import uploads
from edge.problems import TooManyRequests, Unavailable, problems
from edge.uploads import PARTS, Uploads

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async def take(request: web.Request) -> web.Response:
        return web.Response(text=str(len([part async for part in uploads.parts(request)])))

    app = web.Application(middlewares=[problems(["/"])])
    app.router.add_post("/", take)
    async with TestClient(TestServer(app)) as made:
        yield made


@pytest.mark.parametrize(("count", "status"), [(PARTS, 200), (PARTS + 1, 400), (5_000, 400)])
async def test_a_form_has_few_parts(client: Client, count: int, status: int) -> None:
    form = FormData()
    for number in range(count):
        form.add_field("caption", f"word {number}", content_type="text/plain")
    assert (await client.post("/", data=form)).status == status


def test_one_person_has_two_uploads_at_once_and_all_together_a_few() -> None:
    allowed = Uploads(most=3, each=2)
    with allowed.begin("han"), allowed.begin("han"):
        with pytest.raises(TooManyRequests), allowed.begin("han"):
            pass
        with allowed.begin("li"), pytest.raises(Unavailable), allowed.begin("wang"):
            pass
        with allowed.begin("wang"):
            pass
    with allowed.begin("han"):
        pass
