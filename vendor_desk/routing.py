"""Routes of the vendors' desk, each with the permission that it needs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from services.vendors.members import PERMISSIONS
from vendor_desk.call import Call

PUBLIC = "public"
"""Open to everybody: signing in, and an invitation."""
SIGNED_IN = "signed_in"
"""Open to everybody of a vendor, whatever their role."""
ALL_PERMISSIONS = frozenset().union(*PERMISSIONS.values())

Handler = Callable[[Call], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is under /vendor, such as /orders/{order}."""

    method: str
    path: str
    handler: Handler
    allows: str


class Room:
    """The routes of a part of the vendors' desk."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def get(self, path: str, *, allows: str) -> Callable[[Handler], Handler]:
        return self._route("GET", path, allows)

    def post(self, path: str, *, allows: str) -> Callable[[Handler], Handler]:
        """A form that changes something."""
        return self._route("POST", path, allows)

    def _route(self, method: str, path: str, allows: str) -> Callable[[Handler], Handler]:
        if allows not in ALL_PERMISSIONS | {PUBLIC, SIGNED_IN}:
            raise ValueError(f"{method} {path}: no such permission {allows!r}")

        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, path, handler, allows))
            return handler

        return register
