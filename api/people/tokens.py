"""Access tokens for programs of one's own: a script, a watch, a screen in the lobby.

A session makes and ends them; a token makes no other, and opens neither the person's data nor their
sign-ins.
"""

from typing import Any

from api.frame.call import Call
from api.frame.routing import Area
from api.people.shapes import NewToken, OneToken, TokenMade, TokenShown, TokensShown
from models.logins import AppSession
from services.kit.errors import NotFound
from services.people import access_tokens
from services.people.access_tokens import TooManyTokens

area = Area("tokens")


@area.get("/tokens")
async def list_tokens(call: Call) -> TokensShown:
    """My access tokens that hold, the newest first."""
    found = await access_tokens.of_person(call.session, call.me, now=call.now)
    return TokensShown(tokens=[TokenShown(**_shown(call, one)) for one in found])


@area.post("/tokens", errors=[TooManyTokens], status=201)
async def make_token(call: Call, body: NewToken) -> TokenMade:
    """Make an access token. It is shown this once.

    It goes on with this session's conversation and cart, until `expires_at`, or until it is revoked
    or I sign out everywhere. I may have twenty.
    """
    made, token = await access_tokens.issue(
        call.session,
        call.held.session,
        name=body.name,
        scopes=body.scopes,
        until=body.expires_at,
        now=call.now,
    )
    return TokenMade(**_shown(call, made), token=token)


@area.delete("/tokens/{id}", errors=[NotFound])
async def revoke_token(call: Call, path: OneToken) -> None:
    """End an access token, at once."""
    await access_tokens.revoke(call.session, call.me, path.id, now=call.now)


def _shown(call: Call, held: AppSession) -> dict[str, Any]:
    return {
        "id": held.id,
        "name": held.name or "",
        "scopes": held.scopes or [],
        "created_at": call.local(held.created_at),
        "last_used_at": call.local(held.last_used_at),
        "expires_at": call.local(held.expires_at),
    }
