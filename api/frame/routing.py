"""Areas: the routes of a part of the API, each said once.

    area = Area("orders")

    @area.get("/orders/{order_no}", errors=[NotFound])
    async def show(call: Call, path: OneOrder) -> OrderShown:
        \"\"\"One of my orders.\"\"\"

What a route takes and gives stands in its handler's annotations: `path`, `query`, `body` and `form`
are Pydantic models, `photos` are uploads, the answer is a model, None, `Raw`, `Download` or
`Stream`. They validate what comes in and goes out, and the OpenAPI document is made of them.
The first line of the docstring is the summary, the rest the description.
"""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel

from services.kit.errors import ParkError

Scope = Literal["public", "tenant"]
Grant = Literal["read", "orders", "repairs", "visits", "lost", "bookings", "conversation"]
"""What an access token of a person's own program may be good for: `read` is every GET, the others
are what changes something of that name."""
Key = Literal["none", "may", "must"]
"""Whether a route takes an Idempotency-Key."""
Handler = Callable[..., Awaitable[Any]]

BODY_LIMIT = 64 * 1024
NOTICE = timedelta(days=180)
"""For so long a deprecated route goes on as before."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer that is no JSON."""

    body: bytes
    media_type: str
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One server-sent event. `id` is what Last-Event-ID goes on from; None: it is not replayed."""

    event: str
    data: BaseModel
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is made while it is sent: `parts` are asked for outside any transaction."""

    parts: AsyncGenerator[bytes]
    media_type: str
    filename: str


@dataclass(frozen=True, slots=True)
class Deprecated:
    """A route that will go away. `instead`: the path, under the API's prefix, of what takes its
    place. From `since` to `sunset` are NOTICE at least."""

    since: datetime
    sunset: datetime
    instead: str | None = None

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError(f"a route is deprecated for {NOTICE.days} days before it goes")


Events = AsyncGenerator[Told | None]
"""None where there is nothing new, at least every few seconds."""


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer that goes on: events as they come, each asked for outside any transaction."""

    events: Events


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is under the API's own prefix. `tells` are the data models of a stream's events."""

    method: str
    path: str
    handler: Handler
    tag: str
    scope: Scope
    path_model: type[BaseModel] | None
    query_model: type[BaseModel] | None
    body_model: type[BaseModel] | None
    form_model: type[BaseModel] | None
    """Of the text fields that come with uploads."""
    uploads: Literal["photos", "file"] | None
    answer: type[Any] | None
    status: int
    media: str
    errors: tuple[type[ParkError], ...]
    key: Key
    etag: bool
    tells: dict[str, type[BaseModel]]
    deprecated: Deprecated | None = None
    grant: Grant | None = None
    """Without which an access token opens nothing here; None: a session alone does."""

    @property
    def name(self) -> str:
        """Of the operation."""
        return self.handler.__name__

    @property
    def streams(self) -> bool:
        return self.answer is Stream


class Area:
    """`tag` is what the document files its routes under."""

    def __init__(self, tag: str, *, scope: Scope = "tenant", grant: Grant | None = None) -> None:
        """`grant` of an access token opens what changes something, and `read` what is read; without
        one no access token opens anything, but for routes that say so themselves."""
        self.tag = tag
        self.scope = scope
        self.grant = grant
        self.routes: list[Route] = []

    def get[H: Handler](self, path: str, **how: Any) -> Callable[[H], H]:
        return self._route("GET", path, **how)

    def post[H: Handler](self, path: str, **how: Any) -> Callable[[H], H]:
        return self._route("POST", path, **how)

    def put[H: Handler](self, path: str, **how: Any) -> Callable[[H], H]:
        return self._route("PUT", path, **how)

    def patch[H: Handler](self, path: str, **how: Any) -> Callable[[H], H]:
        return self._route("PATCH", path, **how)

    def delete[H: Handler](self, path: str, **how: Any) -> Callable[[H], H]:
        return self._route("DELETE", path, **how)

    def _route[H: Handler](
        self,
        method: str,
        path: str,
        *,
        errors: Sequence[type[ParkError]] = (),
        status: int | None = None,
        media: str = "application/json",
        key: Key = "none",
        etag: bool = False,
        tells: dict[str, type[BaseModel]] | None = None,
        deprecated: Deprecated | None = None,
        grant: Grant | None = None,
    ) -> Callable[[H], H]:
        """`errors` are those that it raises besides what every route may."""

        def register(handler: H) -> H:
            hints = get_type_hints(handler)
            answer = hints["return"]
            nothing = answer is type(None)
            self.routes.append(
                Route(
                    method=method,
                    path=path,
                    handler=handler,
                    tag=self.tag,
                    scope=self.scope,
                    path_model=hints.get("path"),
                    query_model=hints.get("query"),
                    body_model=hints.get("body"),
                    form_model=hints.get("form"),
                    uploads=_uploads(handler),
                    answer=None if nothing else answer,
                    status=status or (204 if nothing else 200),
                    media="text/event-stream" if answer is Stream else media,
                    errors=tuple(errors),
                    key=key,
                    etag=etag,
                    tells=tells or {},
                    deprecated=deprecated,
                    grant=grant or self._grant(method),
                )
            )
            return handler

        return register

    def _grant(self, method: str) -> Grant | None:
        return "read" if method == "GET" and self.grant is not None else self.grant

    @property
    def brief(self) -> str:
        return "routes: " + ", ".join(f"{one.method} {one.path}" for one in self.routes)


def _uploads(handler: Handler) -> Literal["photos", "file"] | None:
    """What comes in a form: photos, or one document or voice message."""
    taken = inspect.signature(handler).parameters
    if "photos" in taken:
        return "photos"
    return "file" if "file" in taken else None
