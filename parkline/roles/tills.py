"""Who collects for a park by WeChat Pay, among its accounts."""

from dataclasses import dataclass

from connectors.payments.till import Till
from parkline.channels.accounts import Accounts


@dataclass(frozen=True, slots=True)
class OfPark:
    """See api.frame.deps.Tills."""

    park_id: int
    accounts: Accounts

    def open(self) -> bool:
        return self.accounts.collects(self.park_id) is not None

    def of(self, account: str) -> Till | None:
        found = self.accounts.merchant(self.park_id, account)
        return Till(found) if found is not None else None
