"""The company's account, and what is put to its manager."""

from sqlalchemy import select

from api.frame.call import Call
from api.frame.routing import Area
from api.frame.views import money
from api.ordering.account_shapes import Account, Approvals, ApprovalShown, Decline, OneApproval
from models.ordering import Order
from models.payments import SpendingApproval
from models.people import Person
from services.accounting import accounts
from services.kit.errors import IllegalTransition, NotFound
from services.ordering import spending, words
from services.people import names

area = Area("account", grant="orders")


@area.get("/account", errors=[NotFound])
async def show_account(call: Call) -> Account:
    """How my company's account stands this month; not found where there is none."""
    standing = await accounts.standing(call.session, call.park.id, call.me.id, now=call.now)
    if standing is None:
        raise NotFound("no account")
    return Account(
        company=call.named(standing.company),
        monthly_limit=money(call, standing.account.monthly_limit),
        spent=money(call, standing.spent),
        left=money(call, standing.left),
    )


@area.get("/approvals")
async def list_approvals(call: Call) -> Approvals:
    """What waits for my yes, the first to close first."""
    found = await call.session.scalars(
        select(SpendingApproval)
        .where(
            SpendingApproval.park_id == call.park.id,
            SpendingApproval.manager_id == call.me.id,
            SpendingApproval.status == "pending",
        )
        .order_by(SpendingApproval.expires_at, SpendingApproval.id)
    )
    mine = [one for one in found if await spending.may_decide(call.session, one, call.me.id)]
    return Approvals(approvals=[await _shown(call, one) for one in mine])


@area.post("/approvals/{id}/approve", errors=[IllegalTransition])
async def approve_spending(call: Call, path: OneApproval) -> ApprovalShown:
    """Say yes: the order is placed at once, if nothing stands against it by now (`failure`)."""
    found = await _mine(call, path)
    approved = await spending.approve(call.session, call.park.id, found.id, now=call.now)
    return await _shown(call, approved)


@area.post("/approvals/{id}/deny", errors=[IllegalTransition])
async def deny_spending(call: Call, path: OneApproval, body: Decline) -> ApprovalShown:
    """Say no: the tenant may pay it themselves."""
    found = await _mine(call, path)
    denied = await spending.deny(
        call.session, call.park.id, found.id, reason=body.reason, now=call.now
    )
    return await _shown(call, denied)


async def _mine(call: Call, path: OneApproval) -> SpendingApproval:
    found = await call.session.get(SpendingApproval, (call.park.id, path.id))
    if found is None or not await spending.may_decide(call.session, found, call.me.id):
        raise NotFound("no such approval")
    return found


async def _shown(call: Call, approval: SpendingApproval) -> ApprovalShown:
    order = await call.session.get_one(Order, (approval.park_id, approval.order_id))
    who = await call.session.get_one(Person, (approval.park_id, approval.person_id))
    return ApprovalShown(
        id=approval.id,
        order_no=order.order_no,
        who=names.marked(who, call.language, "") or None,
        items=words.items_text(order, call.language),
        amount=money(call, approval.amount, order.currency),
        over=money(call, approval.over, order.currency),
        status=approval.status,
        failure=approval.failure,
        expires_at=call.local(approval.expires_at),
    )
