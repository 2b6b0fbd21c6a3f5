"""How much a caller may ask for, as header fields (draft-ietf-httpapi-ratelimit-headers-10).

    RateLimit-Policy: "person";q=150;w=10
    RateLimit: "person";r=149;t=10

q: how many within w seconds; r: how many more now; t: in how many seconds all of them again.
"""

import math

from aiohttp import web

from edge.rates import Rate

POLICY = "RateLimit-Policy"
LEFT = "RateLimit"


def tell(response: web.StreamResponse, policy: str, rate: Rate, name: str) -> None:
    """Say on an answer what is left of `name`'s quota. `policy`: letters, in plain ASCII."""
    left, wait = rate.left(name)
    response.headers[POLICY] = f'"{policy}";q={rate.most};w={math.ceil(rate.seconds)}'
    response.headers[LEFT] = f'"{policy}";r={left};t={math.ceil(wait)}'
