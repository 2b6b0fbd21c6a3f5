"""Filters of a list that are kept under a name, for oneself or for colleagues as well."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.routing import Area
from services.labels import views


class Kept(BaseModel):
    """A form with the filters that the list has, and a name for them."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
    shared: bool = False

    @property
    def query(self) -> str:
        """The filters, as they stand in the list's address."""
        raise NotImplementedError


def add_to(area: Area, form: type[Kept], *, allows: str) -> None:
    """The routes by which an area's list, /<area>, keeps views and removes them; the texts
    <area>-view-kept and <area>-view-removed say so."""
    here = f"/{area.name}"

    @change(area, here + "/views", allows=allows)
    async def keep(call: Call) -> web.Response:
        entered = await call.form(form)
        await views.keep(
            call.session,
            call.staff,
            area.name,
            entered.name,
            entered.query,
            shared=entered.shared,
            now=call.now,
        )
        call.toast(f"{area.name}-view-kept", name=entered.name)
        return call.redirect(f"{here}?{entered.query}")

    @change(area, here + "/views/{view}/remove", allows=allows)
    async def remove(call: Call) -> web.Response:
        """One of one's own."""
        await views.remove(call.session, call.staff, call.id("view"))
        call.toast(f"{area.name}-view-removed")
        return call.redirect(here)
