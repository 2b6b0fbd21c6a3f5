"""A WeCom group with a webhook robot, which refuses what the real one refuses."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


@dataclass
class WeComGroup:
    url: str = ""
    said: list[str] = field(default_factory=list)
    """Markdown, as the group reads it."""
    codes: list[int] = field(default_factory=list)
    """What the next messages meet; afterwards all is well."""

    async def send(self, request: web.Request) -> web.Response:
        if self.codes:
            return _answer(self.codes.pop(0))
        if request.query.get("key") != KEY:
            return _answer(93000)
        body: Any = await request.json()
        match body:
            case {"msgtype": "markdown", "markdown": {"content": str(content)}} if len(body) == 2:
                if not content or len(content.encode()) > 4096:
                    return _answer(40058)
                self.said.append(content)
                return _answer(0)
        return _answer(40008)


def _answer(code: int) -> web.Response:
    return web.json_response({"errcode": code, "errmsg": "ok" if code == 0 else "no"})


@asynccontextmanager
async def wecom_group() -> AsyncIterator[WeComGroup]:
    group = WeComGroup()
    app = web.Application()
    app.router.add_post("/cgi-bin/webhook/send", group.send)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        group.url = f"http://127.0.0.1:{port}/cgi-bin/webhook/send?key={KEY}"
        yield group
    finally:
        await runner.cleanup()
