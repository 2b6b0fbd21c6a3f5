"""Whether a page of ours sent a request: browsers name the origin of the page."""

from aiohttp import web
from yarl import URL


def is_ours(said: str, request: web.Request, public_url: str | None) -> bool:
    """Whether `said`, an Origin header, is where people reach us, or the request's own host.

    Where people come by https, a page of the same name that came by http may be anybody's: whoever
    is on the way can write it.
    """
    try:
        origin = URL(said).origin()
        public = URL(public_url).origin() if public_url else None
        own = URL(f"{origin.scheme}://{request.host}").origin()
    except ValueError:
        return False
    if origin == public:
        return True
    is_https = request.secure or (public is not None and public.scheme == "https")
    schemes = {"https"} if is_https else {"http", "https"}
    return origin.scheme in schemes and origin == own
