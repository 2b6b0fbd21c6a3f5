"""The proxies of deploy/proxy before an application: what they pass on, what they keep inside."""

import asyncio
import io
import json
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector, WSMsgType, web
from aiohttp.test_utils import TestServer, unused_port

from parkline.settings.settings import ROOT
from tests.kit.waiting import until

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PROXIES = ROOT / "deploy" / "proxy"
NAME = "chat.park.example"


async def seen(request: web.Request) -> web.Response:
    return web.json_response(dict(request.headers))


async def sized(request: web.Request) -> web.Response:
    return web.json_response({"size": len(await request.read())})


async def echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        if message.type == WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


async def events(request: web.Request) -> web.StreamResponse:
    """Says one thing, and goes on without another."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b"data: first\n\n")
    await request.app[CLOSING].wait()
    return response


CLOSING: web.AppKey[asyncio.Event] = web.AppKey("closing", asyncio.Event)


async def close(app: web.Application) -> None:
    app[CLOSING].set()


def behind() -> web.Application:
    app = web.Application(client_max_size=2**30)
    app[CLOSING] = asyncio.Event()
    app.on_shutdown.append(close)
    app.router.add_get("/seen", seen)
    app.router.add_post("/sized", sized)
    app.router.add_get("/socket", echo)
    app.router.add_get("/events", events)
    app.router.add_get("/readyz", says("ready"))
    app.router.add_get("/metrics", says("metrics"))
    app.router.add_get("/app/style.css", says("a {color: red} " * 1000, "text/css"))
    app.router.add_get("/api/v1/me", says(json.dumps({"token": "x" * 4000}), "application/json"))
    return app


def says(text: str, kind: str = "text/plain") -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type=kind)

    return answer


def certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         f"/CN={NAME}", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def nginx(folder: Path, ours: int, theirs: int) -> list[str]:
    text = (PROXIES / "nginx.conf").read_text()
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{ours} ssl")
    text = text.replace("listen 80", f"listen 127.0.0.1:{unused_port()}")
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{theirs}")
    text = text.replace("/etc/ssl/parkline", str(folder))
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root root;\n" if os.geteuid() == 0 else ""
    head = f"{user}daemon off;\nerror_log stderr;\npid {folder}/pid;\nevents {{}}\n"
    whole = f"{head}http {{\naccess_log off;\n{paths}{text}\n}}\n"
    (folder / "nginx.conf").write_text(whole)
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, ours: int, theirs: int) -> list[str]:
    text = (PROXIES / "Caddyfile").read_text()
    text = text.replace("{\n", "{\n\tadmin off\n\tauto_https off\n", 1)
    keys = f"tls {folder}/fullchain.pem {folder}/privkey.pem"
    text = text.replace(f"{NAME} {{", f"https://{NAME}:{ours} {{\n\t{keys}", 1)
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{theirs}")
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@asynccontextmanager
async def running(kind: str, folder: Path) -> AsyncIterator[tuple[ClientSession, str]]:
    """The proxy before an application; a client that goes to it by its name."""
    if shutil.which(kind) is None or shutil.which("openssl") is None:
        pytest.skip(f"no {kind}, or no openssl")
    certificate(folder)
    ours = unused_port()
    async with TestServer(behind(), host="127.0.0.1") as server:
        assert server.port is not None
        line = {"nginx": nginx, "caddy": caddy}[kind](folder, ours, server.port)
        with (folder / "said").open("wb") as said:
            process = await asyncio.create_subprocess_exec(
                *line,
                stdout=said,
                stderr=said,
                env={"HOME": str(folder), "PATH": os.environ["PATH"]},
            )
        context = ssl.create_default_context(cafile=folder / "fullchain.pem")
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connector = TCPConnector(ssl=context)
        try:
            async with ClientSession(connector=connector, auto_decompress=False) as http:
                url = f"https://127.0.0.1:{ours}"

                async def answers() -> bool:
                    assert process.returncode is None, (folder / "said").read_text()
                    asked = http.get(f"{url}/seen", server_hostname=NAME, headers=HOST)
                    try:
                        async with asked as one:
                            return one.status == 200
                    except OSError:
                        return False

                await until(answers, seconds=20)
                yield http, url
        finally:
            process.kill()  # It would wait for the stream that goes on.
            await process.wait()


HOST = {"Host": NAME}


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
async def test_a_proxy_passes_on_what_the_world_may_see_and_keeps_the_rest_inside(
    kind: str, tmp_path: Path
) -> None:
    async with running(kind, tmp_path) as (http, url):
        how = {"server_hostname": NAME}

        async with http.get(f"{url}/seen", headers=HOST, **how) as answer:
            told = {k.lower(): v for k, v in (await answer.json()).items()}
            assert told["x-forwarded-for"] == "127.0.0.1"
            assert told["host"].partition(":")[0] == NAME
            assert "Strict-Transport-Security" in answer.headers
            assert len(told["x-request-id"]) >= 32
        for path in ("/metrics", "/readyz", "/livez"):
            async with http.get(url + path, headers=HOST, **how) as answer:
                assert answer.status == 404, path

        async with http.ws_connect(f"{url}/socket", headers=HOST, **how) as socket:
            await socket.send_str("hello")
            assert (await socket.receive(timeout=5)).data == "hello"

        async with http.get(f"{url}/events", headers=HOST, **how) as answer:
            first = await asyncio.wait_for(answer.content.readline(), 5)
            assert first == b"data: first\n"  # At once, though the answer goes on.

        gzip = HOST | {"Accept-Encoding": "gzip"}
        async with http.get(f"{url}/app/style.css", headers=gzip, **how) as answer:
            assert answer.headers.get("Content-Encoding") == "gzip"
        async with http.get(f"{url}/api/v1/me", headers=gzip, **how) as answer:
            assert "Content-Encoding" not in answer.headers

        async with http.post(
            f"{url}/sized", data=io.BytesIO(b"x" * 12_000_000), headers=HOST, **how
        ) as answer:
            assert (await answer.json())["size"] == 12_000_000
        async with http.post(
            f"{url}/sized", data=io.BytesIO(b"x" * 70_000_000), headers=HOST, **how
        ) as answer:
            assert answer.status in {400, 413, 502}
