"""The mini-app's files: what is built, nothing beside it, and nothing from elsewhere."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from parkline.channels.miniapp import miniapp_routes

type Client = TestClient[web.Request, web.Application]


async def client_of(build: Path) -> Client:
    app = web.Application()
    app.router.add_routes(miniapp_routes(build))
    client = TestClient(TestServer(app))
    await client.start_server()
    return client


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "h5"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>app</title>")
    (folder / "assets" / "index-4f2a.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("not part of the build")
    return folder


async def test_the_page_is_asked_for_anew_and_its_parts_are_kept(build: Path) -> None:
    client = await client_of(build)
    page = await client.get("/app/")
    part = await client.get("/app/assets/index-4f2a.js")
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-cache"
    assert "immutable" in part.headers["Cache-Control"]
    await client.close()


async def test_nothing_is_loaded_from_elsewhere(build: Path) -> None:
    client = await client_of(build)
    policy = (await client.get("/app/")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    await client.close()


@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "assets", "nothing.js"])
async def test_what_is_not_of_the_build_is_not_there(build: Path, path: str) -> None:
    client = await client_of(build)
    assert (await client.get(URL(f"/app/{path}", encoded=True))).status == 404
    await client.close()


async def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    client = await client_of(tmp_path / "none")
    answer = await client.get("/app/")
    assert answer.status == 404
    assert "make miniapp" in await answer.text()
    await client.close()
