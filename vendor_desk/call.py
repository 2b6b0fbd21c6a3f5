"""What a handler of the vendors' desk gets of a request: whose vendor, the transaction, answers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from desk.frame import forms
from desk.frame.call import BIGGEST_ID, LONGEST_ID, SignInNeeded
from desk.frame.toasts import COOKIE as TOASTS
from desk.frame.toasts import Toast, keep, kept
from edge.languages import of_page
from edge.parks import SITE
from models.park import Park
from models.vendors import Vendor, VendorMember
from services.kit.audit import By
from services.kit.errors import NotFound
from services.kit.money import format_money
from services.vendors.member_sessions import SignedIn
from services.vendors.members import PERMISSIONS
from vendor_desk import templating, texts
from vendor_desk.deps import Deps

PREFIX = "/vendor"
LANGUAGE_COOKIE = "parkline_vendor_language"


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the navigation. The text vendor-tab-<key> names it."""

    key: str
    path: str
    needs: str
    icon: str


TABS = (
    Tab("orders", "/orders", "orders.work", "order"),
    Tab("menu", "/menu", "menu.stock", "orders"),
    Tab("hours", "/hours", "hours", "clock"),
    Tab("statements", "/statements", "statements", "accounts"),
    Tab("webhooks", "/webhooks", "webhooks", "send"),
)


class Call:
    """One request to the vendors' desk.

    `session` is in a transaction that the edge commits when the handler returns, and rolls back
    when it raises. Everything that a handler reads or writes is of `vendor`. `now` is aware and
    stands still for the whole request.
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
    ) -> None:
        self.request = request
        self.session = session
        self.deps = deps
        self.park = park
        self.now = now
        self.held = signed_in
        self.csrf = csrf
        """The token that state-changing requests carry."""
        self.language = signed_in.member.language if signed_in else guest_language(request)
        self.permissions = PERMISSIONS[signed_in.member.role] if signed_in else frozenset()
        self._toasts: list[Toast] = []

    @property
    def signed_in(self) -> None:
        """Nobody of the park's staff, for templates that ask."""
        return None

    @property
    def _held(self) -> SignedIn:
        if self.held is None:
            raise SignInNeeded
        return self.held

    @property
    def member(self) -> VendorMember:
        """Who has signed in. Raises SignInNeeded on a public page."""
        return self._held.member

    @property
    def vendor(self) -> Vendor:
        """Whose pages these are. Raises SignInNeeded on a public page."""
        return self._held.vendor

    @property
    def by(self) -> By:
        """Who changes something, for the park's audit log."""
        return By(self.park.id, None, self.now, actor=f"vendor_member:{self.member.id}")

    @property
    def is_htmx(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def text(self, key: str, **values: Any) -> str:
        """A text in the language of who asks. Raises KeyError, ValueError."""
        return texts.say(self.language, key, **values)

    def money(self, minor: int) -> str:
        return format_money(minor, self.park.currency, self.language)

    def id(self, name: str) -> int:
        """A row's id in the path. Raises NotFound."""
        said = self.request.match_info[name]
        is_number = said.isascii() and said.isdecimal() and len(said) <= LONGEST_ID
        if not is_number or int(said) > BIGGEST_ID:
            raise NotFound(f"no such {name}")
        return int(said)

    def query[M: BaseModel](self, model: type[M]) -> M:
        """The query string, validated. Raises forms.InvalidForm."""
        return forms.parse(model, forms.plain(model, self.request.query), self.language)

    async def form[M: BaseModel](self, model: type[M]) -> M:
        """The form, validated. Raises forms.InvalidForm, which tells each field."""
        return forms.parse(model, await forms.body(model, self.request), self.language)

    def render(self, name: str, *, status: int = 200, **context: Any) -> web.Response:
        """A template as a page or, where its name begins with `_`, as a piece of one."""
        page = {
            "here": self.request.path.removeprefix(PREFIX) or "/",
            "tabs": [tab for tab in TABS if self.may(tab.needs)],
            "toasts": kept(self.request),
        }
        body = templating.template(name).render(call=self, page=page, **context)
        response = web.Response(text=body, status=status, content_type="text/html")
        response.headers["Cache-Control"] = "no-store"
        if page["toasts"] and not name.startswith("_"):
            response.del_cookie(TOASTS, path=PREFIX)  # Said once.
        return response

    def redirect(self, path: str) -> web.Response:
        """Go on to `path` under /vendor; htmx loads it as a page."""
        target = PREFIX + path
        if self.is_htmx:
            return web.Response(headers={"HX-Redirect": target, "Cache-Control": "no-store"})
        return web.Response(status=303, headers={"Location": target, "Cache-Control": "no-store"})

    def toast(self, key: str, *, tone: str = "good", **values: Any) -> None:
        """Say something in passing on the page that comes next; `tone` is good or bad."""
        self._toasts.append(Toast(self.text(key, **values), tone))

    def show_toasts(self, response: web.StreamResponse) -> None:
        """For the edge: put what `toast` collected on the answer."""
        if not self._toasts:
            return
        if self.is_htmx and "HX-Redirect" not in response.headers:
            told = json.dumps({"desk:toast": [toast.plain() for toast in self._toasts]})
            response.headers["HX-Trigger"] = told
        else:
            keep(response, self._toasts, secure=self.deps.secure, path=PREFIX)

    async def commit(self) -> None:
        """End the transaction before something slow; another begins with the next statement."""
        await self.session.commit()


def guest_language(request: web.Request) -> str:
    """Of somebody who has not signed in: chosen here before, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in {"zh", "en"}:
        return str(chosen)
    site = request.get(SITE)
    return of_page(request.headers.get("Accept-Language", ""), site.language if site else "zh")
