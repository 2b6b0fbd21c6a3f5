"""Colleagues by name, for the field of a note, which names whom it is for."""

from aiohttp import web

from desk.frame.call import Call
from desk.frame.routing import SIGNED_IN, Area
from services.staff import staff

area = Area()


@area.get("/colleagues", allows=SIGNED_IN)
async def colleagues(call: Call) -> web.Response:
    """Everybody else who may sign in: name, and roles in words. Who is on duty comes first."""
    found = await staff.roster(call.session, call.park, now=call.now)
    return web.json_response(
        [
            {
                "name": one.staff.name,
                "roles": " · ".join(call.text(f"shell-role-{role}") for role in one.staff.roles),
            }
            for one in found
            if one.staff.id != call.staff.id
        ]
    )
