"""Who pays: a company or the tenant; a manager's yes above the limit."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Button, Turn, button
from actions.ordering import cart_view, wechat_pay
from models.catalogue import Outlet
from models.ordering import Order
from models.payments import SpendingApproval
from models.people import Person
from services.accounting import accounts
from services.accounting.accounts import LimitReached
from services.conversations.commands import command
from services.ordering import orders, payment_requests, payments, spending, spending_notices
from services.ordering.payments import COMPANY_ACCOUNT, METHODS, ON_PICKUP, WECHAT_PAY
from services.ordering.spending import Question

PAY_SELF = command("checkout", payment=ON_PICKUP)
CHARGE = command("checkout", payment=COMPANY_ACCOUNT)


async def take_payment(turn: Turn, order: Order) -> None:
    """Write who pays into the draft, if the message says so; say it if that cannot be."""
    wanted = turn.said.value("payment")
    if wanted is not None:
        await choose(turn, order, str(wanted))


async def choose(turn: Turn, order: Order, wanted: str) -> None:
    """Have a draft paid in this way, or say why that cannot be."""
    if wanted == WECHAT_PAY and wechat_pay.is_offered(turn):
        await wechat_pay.choose(turn, order)
        return
    if wanted not in METHODS:
        standing = await _standing(turn, order)
        turn.tell(turn.text("payment-no-wechat" if standing is None else "payment-no-wechat-yet"))
        return
    try:
        await payments.choose(turn.session, order, wanted)
    except accounts.NotEntitled:
        turn.tell(turn.text("payment-not-entitled", phone=turn.park.desk_phone))


async def paid_how(turn: Turn, order: Order) -> str:
    """How the order is paid, and what the company has left; before it is placed and after."""
    if order.payment == COMPANY_ACCOUNT and (standing := await _standing(turn, order)) is not None:
        over = order.total - standing.left if order.status == "draft" else 0
        return turn.text(
            "payment-company-above" if over > 0 else "payment-company",
            company=turn.named(standing.company),
            left=turn.money(standing.left, order.currency),
            over=turn.money(over, order.currency),
        )
    return cart_view.payment_text(turn, order)


async def other_way(turn: Turn, order: Order) -> list[Button]:
    """Buttons for paying otherwise, for who has the choice."""
    found = []
    if order.payment == COMPANY_ACCOUNT:
        found.append(button(turn.text("button-pay-self"), PAY_SELF))
    elif await _standing(turn, order) is not None:
        found.append(button(turn.text("button-charge-company"), CHARGE))
    if order.payment == WECHAT_PAY:
        found.append(button(turn.text("button-pay-on-pickup"), PAY_SELF))
    elif order.total > 0 and await wechat_pay.can_pay(turn):
        found.append(button(turn.text("button-wechat-pay"), wechat_pay.CHOOSE))
    return found


async def _standing(turn: Turn, order: Order) -> accounts.Standing | None:
    return await accounts.standing(turn.session, turn.park_id, order.person_id, now=turn.now)


async def hold(turn: Turn, order: Order, reached: LimitReached) -> None:
    """The order goes above the limit: put it to the manager, and say so."""
    try:
        question = await spending.ask(turn.session, order, reached, now=turn.now)
    except spending.NobodyToAsk:
        order.payment = ON_PICKUP
        turn.tell(
            turn.text("spending-nobody", over=turn.money(reached.over), phone=turn.park.desk_phone)
        )
        return
    if question.manager.id == turn.conversation.person_id:
        await _ask_oneself(turn, order, question)
        return
    key = "spending-asked" if question.can_hear else "spending-asked-unheard"
    facts = await _facts(turn, order, question.approval)
    turn.tell(
        turn.text(
            key,
            manager=question.manager.name or turn.text("spending-manager"),
            phone=turn.park.desk_phone,
            **facts,
        ),
        buttons=[
            button(
                turn.text("button-pay-self-now"),
                command("checkout", order_no=order.order_no, payment=ON_PICKUP),
            ),
            button(turn.text("button-cancel"), command("cancel_order", order_no=order.order_no)),
        ],
        order_no=order.order_no,
        held=True,
    )


async def _ask_oneself(turn: Turn, order: Order, question: Question) -> None:
    facts = await _facts(turn, order, question.approval)
    turn.tell(
        turn.text("spending-yourself", **facts),
        buttons=spending_notices.yes_or_no(order, turn.language),
        settles=spending_notices.APPROVAL,
        order_no=order.order_no,
    )


async def _facts(turn: Turn, order: Order, approval: SpendingApproval) -> dict[str, str]:
    return await spending_notices.facts(turn.session, order, approval, turn.language, turn.now)


async def take_back(turn: Turn) -> None:
    """Who does not wait for the manager any more gets the cart back, to pay it as was said."""
    number = turn.said.value("order_no")
    if number is None:
        return
    order = await orders.find_by_number(turn.session, turn.park_id, str(number))
    if order is None or order.person_id != turn.conversation.person_id or not order.held:
        return
    cart = await payment_requests.withdraw(turn.session, order, now=turn.now)
    if cart.status != "draft":
        return
    await payments.choose(turn.session, cart, str(turn.said.value("payment") or ON_PICKUP))


async def drop_held(turn: Turn, order: Order) -> None:
    """Cancel an order that waits for the manager, or to be paid."""
    cart = await payment_requests.withdraw(turn.session, order, now=turn.now)
    if cart.id == order.id:
        await orders.advance(turn.session, turn.park_id, order.id, "cancel", now=turn.now)
    turn.tell(turn.text("draft-discarded"))


class ApproveSpending(ParkAction):
    """The manager's button "approve", or words that say so."""

    action_name = "action_approve_spending"

    async def act(self, turn: Turn) -> Events:
        found = await _asked_of_me(turn)
        if found is None:
            return []
        order, approval = found
        approval = await spending.approve(turn.session, turn.park_id, approval.id, now=turn.now)
        if approval.failure is not None:
            key = "spending-approve-failed"
        elif approval.person_id == turn.conversation.person_id:
            key = "spending-own-placed"
        else:
            key = "spending-approved"
        turn.tell(turn.text(key, **await _told(turn, order, approval)), order_no=order.order_no)
        return []


class DenySpending(ParkAction):
    """The manager's button "decline", or words that say so and why."""

    action_name = "action_deny_spending"

    async def act(self, turn: Turn) -> Events:
        found = await _asked_of_me(turn)
        if found is None:
            return []
        order, approval = found
        reason = turn.said.value("comment")
        approval = await spending.deny(
            turn.session, turn.park_id, approval.id, reason=reason, now=turn.now
        )
        own = approval.person_id == turn.conversation.person_id
        key = "spending-own-denied" if own else "spending-denied"
        turn.tell(
            turn.text(key, **await _told(turn, order, approval)),
            buttons=[button(turn.text("button-pay-self-order"), PAY_SELF)] if own else [],
            order_no=order.order_no,
        )
        return []


async def _asked_of_me(turn: Turn) -> tuple[Order, SpendingApproval] | None:
    """The order that the message answers about, if it waits for who speaks; else says why not."""
    number = str(turn.said.value("order_no"))
    order = await orders.find_by_number(turn.session, turn.park_id, number)
    approval = order and await spending.latest_of_order(turn.session, turn.park_id, order.id)
    me = turn.conversation.person_id
    if order is None or not approval or not await spending.may_decide(turn.session, approval, me):
        turn.tell(turn.text("order-not-found", order_no=number))
        return None
    if approval.status != "pending":
        status = turn.text(f"spending-status-{approval.status}")
        turn.tell(turn.text("spending-settled", order_no=number, status=status))
        return None
    return order, approval


async def _told(turn: Turn, order: Order, approval: SpendingApproval) -> dict[str, str]:
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    person = await turn.session.get_one(Person, (order.park_id, order.person_id))
    return {
        "order_no": order.order_no,
        "who": person.name or turn.text("spending-colleague"),
        "outlet": turn.named(outlet),
        "why": spending_notices.why_failed(approval.failure, turn.language),
    }
