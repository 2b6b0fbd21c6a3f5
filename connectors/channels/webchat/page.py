"""The page and its files: self-contained, nothing inline, nothing from elsewhere."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from connectors.channels.base import TEXT_LIMIT
from edge.languages import of_page
from services.tickets.photos import PER_MESSAGE

_HERE = Path(__file__).parent
_FILES = {path.name: path for path in (_HERE / "static").iterdir() if path.is_file()}
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",  # A photo is looked at before it is sent.
        "media-src blob:",  # A voice message is fetched, then played.
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
PAGE_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something a newcomer may want to say, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Face:
    """How the park presents itself on the page."""

    name_zh: str
    name_en: str
    suggestions: tuple[Suggestion, ...] = ()
    language: str = "zh"
    """Of the page, for a browser that asks for neither of ours."""


class Page:
    def __init__(self, face: Face, app: str | None = None, pictures: str | None = None) -> None:
        """`app` is the path of the mini-app's web build; without one the page does not name it.
        `pictures` is the path under which dishes have their pictures; without one they have none.
        """
        self._face, self._app = face, app
        templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
        )
        self._template = templates.get_template("chat.html")
        limits = {"text_limit": TEXT_LIMIT, "photo_limit": PER_MESSAGE}
        paths = {"app": app, "pictures": pictures}
        self._config = json.dumps({**asdict(face), **limits, **paths}, ensure_ascii=False)

    def response(self, accept_language: str) -> web.Response:
        language = of_page(accept_language, self._face.language)
        html = self._template.render(
            face=self._face, app=self._app, language=language, config=self._config
        )
        return web.Response(text=html, content_type="text/html", headers=PAGE_HEADERS)


async def static_file(request: web.Request) -> web.FileResponse:
    """One of the page's own files, by name; checked against its ETag at each visit."""
    path = _FILES.get(request.match_info["name"])
    if path is None:
        raise web.HTTPNotFound
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(path, headers=headers)
