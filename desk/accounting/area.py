"""The one area that the accounts' modules share."""

from desk.frame.call import Call
from desk.frame.routing import Area
from models import Company
from services.accounting import account_admin

area = Area("accounts")


async def company_of(call: Call) -> Company:
    """Of the path. Raises NotFound."""
    return await account_admin.find(call.session, call.park.id, call.id("company"))
