"""The one area that the accounts' modules share."""

from desk.frame.call import Visit
from desk.frame.routing import Area
from models import Company
from services.accounting import account_admin

area = Area("accounts")


async def company_of(visit: Visit) -> Company:
    """Of the path. Raises NotFound."""
    return await account_admin.find(visit.session, visit.park.id, visit.id("company"))
