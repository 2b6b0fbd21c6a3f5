"""What a handler gets of a request: who asks, the transaction, and ways to answer."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web
from markupsafe import Markup
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from desk.frame import forms, templating, texts, toasts
from desk.frame.deps import Deps
from edge.languages import of_page
from edge.parks import SITE
from models.park import Park
from models.staff import Staff
from services.kit.errors import NotFound
from services.staff.permissions import permissions_of
from services.staff.sessions import SignedIn

PREFIX = "/desk"
BIGGEST_ID = 2**63 - 1
LONGEST_ID = len(str(BIGGEST_ID))

AfterCommit = Callable[[], Awaitable[None]]


class SignInNeeded(Exception):
    """Nobody is signed in."""


class Call:
    """One request to the desk.

    `session` is in a transaction that the edge commits when the handler returns, and rolls back
    when it raises or answers with a status of 400 or more. Everything that a handler reads or
    writes is of `park`. `now` is aware and stands still for the whole request.
    """

    def __init__(
        self,
        request: web.Request,
        session: AsyncSession,
        deps: Deps,
        park: Park,
        *,
        now: datetime,
        signed_in: SignedIn | None,
        csrf: str,
        position: str,
    ) -> None:
        self.request = request
        self.session = session
        self.deps = deps
        self.park = park
        self.now = now
        self.signed_in = signed_in
        self.csrf = csrf
        """The token that state-changing requests carry."""
        self.position = position
        """Where the stream has to begin for a page that shows what this transaction sees; empty
        for anything but a page."""
        self.language = signed_in.staff.language if signed_in else guest_language(request)
        self.permissions = permissions_of(signed_in.staff.roles if signed_in else ())
        self._after_commit: list[AfterCommit] = []
        self._toasts: list[toasts.Toast] = []

    @property
    def staff(self) -> Staff:
        """Who is signed in; always there but on PUBLIC routes, where it may raise SignInNeeded."""
        if self.signed_in is None:
            raise SignInNeeded
        return self.signed_in.staff

    @property
    def is_htmx(self) -> bool:
        """Whether a fragment is asked for, to be put into a page that stands already."""
        return self.request.headers.get("HX-Request") == "true"

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def text(self, key: str, **values: Any) -> str:
        """A text of the desk in the language of who asks. Raises KeyError, ValueError."""
        return texts.say(self.language, key, **values)

    def id(self, name: str) -> int:
        """A row's id in the path: /tickets/{ticket} → call.id("ticket"). Raises NotFound."""
        said = self.request.match_info[name]
        is_number = said.isascii() and said.isdecimal() and len(said) <= LONGEST_ID
        if not is_number or int(said) > BIGGEST_ID:
            raise NotFound(f"no such {name}")
        return int(said)

    def query[M: BaseModel](self, model: type[M]) -> M:
        """The query string, validated. Raises forms.InvalidForm."""
        return forms.parse(model, forms.plain(model, self.request.query), self.language)

    async def form[M: BaseModel](self, model: type[M]) -> M:
        """The form or JSON body, validated. Raises forms.InvalidForm, which tells each field.

        A field left empty counts as not sent, so that the model's default holds; a field of a
        list type collects all values of its name.
        """
        return forms.parse(model, await forms.body(model, self.request), self.language)

    def render(self, name: str, *, status: int = 200, **context: Any) -> web.Response:
        """A template as a page. Besides `context` it sees what `templating` gives to all."""
        body = templating.render(name, self, **context)
        response = web.Response(text=body, status=status, content_type="text/html")
        response.headers["Cache-Control"] = "no-store"
        if not self.is_htmx and toasts.COOKIE in self.request.cookies:
            toasts.forget(response)
        return response

    def fragment(self, name: str, *, status: int = 200, **context: Any) -> web.Response:
        """A piece of a page for htmx to swap in; its file's name begins with `_`."""
        if not name.rpartition("/")[2].startswith("_"):
            raise ValueError(f"{name} is a whole page; a fragment's name begins with _")
        return self.render(name, status=status, **context)

    def piece(self, name: str, **context: Any) -> Markup:
        """A fragment as markup, for the page of another area."""
        return templating.piece(name, self, **context)

    def redirect(self, path: str) -> web.Response:
        """Go on to `path` under the desk, such as /tickets/7; htmx loads it as a page."""
        target = PREFIX + path
        if self.is_htmx:
            return web.Response(headers={"HX-Redirect": target, "Cache-Control": "no-store"})
        return web.Response(status=303, headers={"Location": target, "Cache-Control": "no-store"})

    def empty(self) -> web.Response:
        """Done, and nothing to show: htmx leaves the page as it is."""
        return web.Response(status=204, headers={"Cache-Control": "no-store"})

    def toast(self, key: str, *, tone: str = "good", **values: Any) -> None:
        """Say something in passing, with this answer or on the page that it redirects to.

        `tone` is good or bad.
        """
        self._toasts.append(toasts.Toast(self.text(key, **values), tone))

    def trigger(self, response: web.StreamResponse, event: str, detail: Any = None) -> None:
        """Let htmx raise a DOM event on the page when the answer arrives."""
        events = json.loads(response.headers.get("HX-Trigger", "{}"))
        response.headers["HX-Trigger"] = json.dumps(events | {event: detail})

    def after_commit(self, act: AfterCommit) -> None:
        """Run `act` when the transaction is in the database: wake-ups, never writes."""
        self._after_commit.append(act)

    def wake(self, conversation_id: int) -> None:
        """Tell the tenant's side, after the commit, that a conversation has news."""
        self.after_commit(lambda: self.deps.wake(self.park.id, conversation_id))

    async def commit(self) -> None:
        """End the transaction before something slow, such as the network; another one begins
        with the next statement. What waited for the commit runs now."""
        await self.session.commit()
        waiting, self._after_commit = self._after_commit, []
        for act in waiting:
            await act()

    def show_toasts(self, response: web.StreamResponse) -> None:
        """For the edge: put what `toast` collected on the answer."""
        if not self._toasts:
            return
        if self.is_htmx and "HX-Redirect" not in response.headers:
            self.trigger(response, "desk:toast", [toast.plain() for toast in self._toasts])
        else:
            toasts.keep(response, self._toasts, secure=self.deps.secure)


LANGUAGE_COOKIE = "parkline_desk_language"


def guest_language(request: web.Request) -> str:
    """Of somebody who has not signed in: chosen here before, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in {"zh", "en"}:
        return str(chosen)
    site = request.get(SITE)
    return of_page(request.headers.get("Accept-Language", ""), site.language if site else "zh")
