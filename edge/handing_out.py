"""How a file of a chat is handed out: to be saved or played, never shown as a page of ours."""

from urllib.parse import quote

from aiohttp import web

from models.conversations import ConversationFile
from services.kit.file_checking import DOCUMENT

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=31536000, immutable",
}
"""What stands at an address never changes."""


def response(found: ConversationFile) -> web.Response:
    """With its bytes."""
    named = f"attachment; filename*=UTF-8''{quote(found.name)}"
    how = named if found.kind == DOCUMENT else "inline"
    return web.Response(
        body=found.body,
        content_type=found.media_type,
        headers={**HEADERS, "Content-Disposition": how},
    )
