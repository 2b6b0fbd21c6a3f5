"""Areas: the routes of a part of the desk, each with the permission that it needs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from desk.frame.call import Call
from services.staff.permissions import all_permissions

PUBLIC = "public"
"""Open to everybody: sign-in and static files only."""
SIGNED_IN = "signed_in"
"""Open to all staff, whatever their roles."""

BODY_LIMIT = 256 * 1024

Handler = Callable[[Call], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is under the desk's own prefix, such as /inbox/{id}."""

    method: str
    path: str
    handler: Handler
    allows: str
    area: str
    body_limit: int


class Area:
    """The routes of one part of the desk.

        area = Area("inbox")

        @area.get("/inbox", allows="inbox.read")
        async def inbox(call: Call) -> web.StreamResponse: ...

    `name` is the beginning of the area's text keys; errors that its handlers raise are told with
    its own `<name>-error-<code>` where there is one, else with `shell-error-<code>`.
    """

    def __init__(self, name: str = "shell") -> None:
        self.name = name
        self.routes: list[Route] = []

    def get(self, path: str, *, allows: str) -> Callable[[Handler], Handler]:
        return self._route("GET", path, allows, BODY_LIMIT)

    def post(
        self, path: str, *, allows: str, body_limit: int = BODY_LIMIT
    ) -> Callable[[Handler], Handler]:
        """`body_limit` in bytes; raise it where files are taken."""
        return self._route("POST", path, allows, body_limit)

    def delete(self, path: str, *, allows: str) -> Callable[[Handler], Handler]:
        return self._route("DELETE", path, allows, BODY_LIMIT)

    def _route(
        self, method: str, path: str, allows: str, body_limit: int
    ) -> Callable[[Handler], Handler]:
        if allows not in all_permissions() | {PUBLIC, SIGNED_IN}:
            raise ValueError(f"{method} {path}: no such permission {allows!r}")

        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, path, handler, allows, self.name, body_limit))
            return handler

        return register

    @property
    def brief(self) -> str:
        return "pages: " + ", ".join(sorted({one.path for one in self.routes}))
