"""Who reads a page, as far as templates ask: in which language, at which park, with what rights."""

from collections.abc import Set
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from models.park import Park
from services.staff.sessions import SignedIn


class Reader(Protocol):
    """What a Call is to the templates."""

    request: web.Request
    park: Park
    now: datetime
    signed_in: SignedIn | None
    language: str
    csrf: str

    @property
    def permissions(self) -> Set[str]: ...

    def may(self, permission: str) -> bool: ...

    def text(self, key: str, **values: Any) -> str: ...
