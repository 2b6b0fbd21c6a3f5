"""Requests written byte by byte, for those that no client library sends."""

import asyncio

PATIENCE = 20
"""Seconds in which an answer that does not wait for anything comes, on a busy machine, too."""


async def status_without_body(port: int | None, path: str, headers: dict[str, str]) -> int:
    """The status of a POST that announces a body and sends none. Raises TimeoutError."""
    said = {"Host": "localhost", "Content-Length": "900", **headers}
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    try:
        async with asyncio.timeout(PATIENCE):
            return int((await reader.readline()).split()[1])
    finally:
        writer.close()
