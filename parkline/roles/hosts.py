"""Which park a request of the gateway is for, and what somebody reads who asks for none."""

from typing import Any

from aiohttp import web

from api.frame.app import PREFIX as API_PREFIX
from api.frame.problems import told
from connectors.channels import telegram, wechat, wecom
from connectors.gates.api import PREFIX as GATE_PREFIX
from connectors.peers.api import PREFIX as PEER_PREFIX
from connectors.vendors.api import PREFIX as VENDOR_PREFIX
from edge.parks import Parks, by_host
from edge.problems import of_error
from parkline.channels import miniapp
from parkline.payments.wechat_pay import NOTIFY_PATH
from services.channels.account_forms import PREFIX as ACCOUNTS_PREFIX
from services.kit.errors import NotFound

PROBES = ("/livez", "/readyz", "/metrics")
CALLBACKS = (telegram.WEBHOOK, wechat.WeChat.path, wecom.PATH, NOTIFY_PATH, ACCOUNTS_PREFIX)
"""Of platforms: each is of an account, and signed with its secret."""
FIRST_PAGES = {"desk": "/desk/", "app": f"{miniapp.PREFIX}/"}
PROGRAMS = (VENDOR_PREFIX, GATE_PREFIX)
"""What stands below is for programs, which read a problem (RFC 9457) and no page."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>这里没有园区 / No park here</title>
<h1>这里没有园区</h1>
<p>这个网址不属于任何园区。请检查网址有没有输错，或向园区服务台索取正确的网址。</p>
<div lang="en"><h1>There is no park at this address</h1>
<p>No park goes by this name. Check the address for a typing error, or ask your park's service desk
for the right one.</p></div>"""


def host_of(parks: Parks) -> Any:
    """The middleware. Put it before those that count on a park."""
    without = (*PROBES, *CALLBACKS)
    return by_host(parks, without=without, lost=_lost, first_pages=FIRST_PAGES, by_key=PROGRAMS)


def _lost(request: web.Request) -> web.Response:
    nowhere = NotFound("no park has this host")
    if request.path.startswith(API_PREFIX):
        return told(request, nowhere)
    if request.path.startswith((*PROGRAMS, PEER_PREFIX)):
        return of_error(nowhere)
    return web.Response(text=_PAGE, status=404, content_type="text/html", headers=HEADERS)
