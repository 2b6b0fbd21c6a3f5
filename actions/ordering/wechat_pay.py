"""Paying by WeChat Pay, begun in the chat: the money itself moves in the mini-program."""

from typing import Any

from actions.kit.links import MiniProgram
from actions.kit.turn import Turn, button
from models.ordering import Order
from services.conversations.commands import command
from services.ordering import payment_requests, payments
from services.ordering.payments import ON_PICKUP, WECHAT_PAY
from services.people import identities
from services.texts import when

CHOOSE = command("checkout", payment=WECHAT_PAY)
INSIDE = ("wechat", "miniprogram")
"""Channels whose messages open pages of the mini-program; elsewhere one finds the way oneself."""
ORDER_PAGE, MENU_PAGE = "pages/order/detail", "pages/order/index"


def is_offered(turn: Turn) -> bool:
    """Whether the park is a merchant of it."""
    return turn.links.pay_in(turn.park_id) is not None


async def can_pay(turn: Turn) -> bool:
    """Whether who speaks is known to the mini-program, which alone can ask for the money."""
    if not is_offered(turn):
        return False
    person = turn.conversation.person_id
    return await identities.comes_by_wechat(turn.session, turn.park_id, person)


async def choose(turn: Turn, order: Order) -> None:
    """Have a draft paid by it, or say what stands in the way and what to do."""
    if order.total <= 0:
        return
    if await can_pay(turn):
        await payments.choose(turn.session, order, WECHAT_PAY, also=(WECHAT_PAY,))
        return
    inside = turn.conversation.channel in INSIDE
    key = "wechat-pay-unlinked" if inside else "wechat-pay-elsewhere"
    turn.tell(turn.text(key), **_opens(turn, MENU_PAGE, turn.text("wechat-pay-open")))


async def ask(turn: Turn, order: Order) -> None:
    """Keep what is ordered for who pays, and say where and until when.

    Raises what `payment_requests.begin` raises.
    """
    if order.total <= 0 or not await can_pay(turn):
        order.payment = ON_PICKUP
        turn.tell(turn.text("wechat-pay-gone"))
        return
    request = await payment_requests.begin(turn.session, order, now=turn.now)
    inside = turn.conversation.channel in INSIDE
    until = when.span(request.expires_at, None, turn.language, turn.now, turn.zone)
    sum_ = turn.money(request.amount, request.currency)
    turn.tell(
        turn.text(
            "wechat-pay-now" if inside else "wechat-pay-now-elsewhere",
            order_no=order.order_no,
            sum=sum_,
            until=until,
        ),
        buttons=[
            button(
                turn.text("button-pay-on-pickup"),
                command("checkout", order_no=order.order_no, payment=ON_PICKUP),
            ),
            button(turn.text("button-cancel"), command("cancel_order", order_no=order.order_no)),
        ],
        order_no=order.order_no,
        held=True,
        **pay_link(turn, order),
    )


def pay_link(turn: Turn, order: Order) -> dict[str, Any]:
    """What a message carries so that it opens the order's page, where it can be paid."""
    title = turn.text("wechat-pay-go", sum=turn.money(order.total, order.currency))
    return _opens(turn, f"{ORDER_PAGE}?no={order.order_no}", title)


def _opens(turn: Turn, page: str, title: str) -> dict[str, Any]:
    found: MiniProgram | None = turn.links.pay_in(turn.park_id)
    if found is None or turn.conversation.channel not in INSIDE:
        return {}
    url = f"{found.web_url}#/{page}"
    return {"opens": {"appid": found.appid, "page": page, "title": title, "url": url}}
