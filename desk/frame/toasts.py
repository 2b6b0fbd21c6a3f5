"""Words in passing: with an htmx answer at once, or kept over one redirect in a short cookie."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from aiohttp import web

COOKIE = "parkline_desk_toast"
KEPT_SECONDS = 30
TONES = ("good", "bad")
_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Toast:
    text: str
    tone: str = "good"

    def plain(self) -> dict[str, str]:
        return asdict(self)


def keep(
    response: web.StreamResponse, toasts: Sequence[Toast], *, secure: bool, path: str = "/desk"
) -> None:
    packed = json.dumps([toast.plain() for toast in toasts[:_LIMIT]]).encode()
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(packed).decode(),
        max_age=KEPT_SECONDS,
        path=path,
        httponly=True,
        samesite="Strict",
        secure=secure,
    )


def forget(response: web.StreamResponse, *, path: str = "/desk") -> None:
    """A page shows them: each is said once."""
    response.del_cookie(COOKIE, path=path)


def kept(request: web.Request) -> list[Toast]:
    """What the redirect brought along; anything unreadable is nothing."""
    try:
        found = json.loads(base64.urlsafe_b64decode(request.cookies.get(COOKIE, "")))
        return [Toast(str(one["text"]), str(one["tone"])) for one in found[:_LIMIT]]
    except (ValueError, TypeError, KeyError, binascii.Error):
        return []
