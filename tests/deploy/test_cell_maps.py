"""What `parkline cells map` prints, as the proxies themselves read it."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port

from parkline.operating import cell_map
from parkline.operating.cell_map import Cell
from parkline.settings.settings import ROOT
from tests.deploy.test_proxies import PROXIES
from tests.kit.waiting import until

LONG = ".".join(["a" * 60] * 4)


def cells(one: str = "127.0.0.1:1", two: str = "127.0.0.1:2") -> list[Cell]:
    return cell_map.checked(
        [
            Cell(name="one", gateways=[one], hosts=["daybreak.example", LONG]),
            Cell(name="two", gateways=[two, two], hosts=["cam.example", "desk.cam.example"]),
            Cell(name="spare", gateways=["[fd00::1]:8080"]),
        ]
    )


def whole(program: str) -> str:
    """Its path. Skips the test where it is not there."""
    if (found := shutil.which(program)) is None:
        pytest.skip(f"no {program}")
    return found


def as_nginx(folder: Path, made: list[Cell], port: int) -> list[str]:
    """deploy/proxy/nginx.conf for cells, without certificates."""
    text = (PROXIES / "nginx.conf").read_text()
    start, end = text.index("upstream parkline {"), text.index("limit_conn_zone")
    text = text[:start] + cell_map.nginx(made) + text[end:]
    text = text.replace("http://parkline;", "http://$parkline_cell;")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("http2 on;", "")
    text = text.replace("listen 80", f"listen 127.0.0.1:{unused_port()}")
    text = "\n".join(line for line in text.splitlines() if "ssl_" not in line)
    text = text.replace("server_name chat.park.example", "server_name _")
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root root;\n" if os.geteuid() == 0 else ""
    head = f"{user}daemon off;\nerror_log stderr;\npid {folder}/pid;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{head}http {{\naccess_log off;\n{paths}{text}\n}}\n")
    return [whole("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def test_nginx_reads_the_map(tmp_path: Path) -> None:
    line = as_nginx(tmp_path, cells(), unused_port())
    said = subprocess.run([*line, "-t"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


def test_caddy_reads_the_sites(tmp_path: Path) -> None:
    text = (PROXIES / "Caddyfile").read_text()
    (tmp_path / "Caddyfile").write_text(
        text[: text.index("chat.park.example {")] + cell_map.caddy(cells())
    )
    said = subprocess.run(
        [whole("caddy"), "validate", "--adapter", "caddyfile", "--config", tmp_path / "Caddyfile"],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
    )
    assert said.returncode == 0, said.stderr


async def test_a_host_is_led_to_its_cell_and_one_of_none_to_the_first(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        one, two = [await stack.enter_async_context(answering(name)) for name in ("one", "two")]
        port = unused_port()
        line = as_nginx(tmp_path, cells(one, two), port)
        process = await asyncio.create_subprocess_exec(*line, stderr=asyncio.subprocess.DEVNULL)
        http = await stack.enter_async_context(ClientSession())

        async def led(host: str) -> str:
            async with http.get(f"http://127.0.0.1:{port}/", headers={"Host": host}) as answer:
                return await answer.text()

        async def answers() -> bool:
            try:
                return bool(await led("daybreak.example"))
            except OSError:
                return False

        try:
            await until(answers, seconds=20)
            assert await led("daybreak.example") == "one daybreak.example"
            assert await led("cam.example:8443") == "two cam.example"
            assert await led("desk.cam.example") == "two desk.cam.example"
            assert await led("nobody.example") == "one nobody.example"
        finally:
            process.kill()
            await process.wait()


@asynccontextmanager
async def answering(name: str) -> AsyncIterator[str]:
    """A cell that says its name and the host that it was asked for."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=f"{name} {request.headers['Host']}")

    app = web.Application()
    app.router.add_get("/", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield f"127.0.0.1:{server.port}"


def test_the_guide_s_own_file_is_one() -> None:
    guide = (ROOT / "docs" / "guides" / "several-parks.md").read_text()
    said = guide.split("```yaml\ncells:", 1)[1].split("```", 1)[0]
    assert len(cell_map.checked(cell_map.read_text(f"cells:{said}"))) > 1
